"""Reading score sheets: from the bytes of a file to recognised rows, with every problem at its cell.

Pure: no ORM, no clock, no settings. `grid.read_grids` opens a file, `mapping.propose` recognises the
layout of a grid and `mapping.apply` turns the grid into records and problems.
"""
