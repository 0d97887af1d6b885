"""The import of scores: open a file, preview it, commit it in one transaction, undo it."""
