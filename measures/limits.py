"""How much a text of a measure may hold, however it comes in."""

LONGEST_TEXT = 4000
LONGEST_NAME = 150  # of a department
