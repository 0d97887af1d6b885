"""The layouts that score sheets come in: each module has `detect` and `read`."""
