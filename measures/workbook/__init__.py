"""A plan as a worksheet: written for editing in a spreadsheet program, read back and compared.

Both ways go through the same columns, so that what was written and read again changes nothing.
"""
