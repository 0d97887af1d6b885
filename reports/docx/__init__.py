"""Documents as Word files, for offices that must edit: the same markup that the PDF is rendered from.

Only what the document templates use is understood; anything else stops the writing, so that nothing of
a document can be left out unseen. Charts are left out on purpose: their figures stand in a table.
"""
