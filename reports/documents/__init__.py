"""What the three documents say, as plain data: no HTML, no database objects.

`memo`, `analysis` and `plan` hold one frozen dataclass and one building function each; figures inside
sentences are written in Thai digits, figures of tables stay Decimal.
"""
