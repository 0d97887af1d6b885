"""Tables of the documents as worksheets, from the same contexts."""
