"""The typeface of official documents, built at set-up from a free Thai font.

Thai offices write in TH Sarabun New, whose "16 pt" is two thirds of anyone else's. Free fonts of the
same design are scaled to its measures here and get ligatures for sara am (ำ), without which the text
that is copied or searched in a PDF is corrupt. `python -m reports.fonts.build` writes the files.
"""

from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "var" / "fonts"
STYLES = ("Regular", "Bold", "Italic", "BoldItalic")


def file_name(style: str) -> str:
    """Name of the built file of one of STYLES, in any font folder."""
    return f"{style}.ttf"


def missing(folder: Path = FOLDER) -> list[str]:
    """Names of the font files that have not been built."""
    return [file_name(style) for style in STYLES if not (folder / file_name(style)).is_file()]
