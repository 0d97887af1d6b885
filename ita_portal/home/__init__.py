"""The home page: my work."""
