"""The engine's pure functions remember their results: the same bytes, sooner.

Most text of these documents recurs, within a document and from one agency to the next. Each part is
tied to the engine's source as the Thai fixes are; without it documents only take longer.
Like the fonts they hang on, memories are not safe for threads: the engine's lock guards them.
"""

from reports.rendering.speed import boxes, glyphs, lengths, lineboxes, lines, styles, tokens

FIXES = (styles.FIX, lines.FIX, glyphs.FIX, lengths.FIX, lineboxes.FIX, boxes.FIX, tokens.FIX)
