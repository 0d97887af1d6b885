"""What the documents say, as plain data: no HTML, no database objects.

`memo`, `analysis`, `plan` and `execution` hold one frozen dataclass and one building function each; figures
inside sentences are written in Thai digits, figures of tables stay numbers.
"""
