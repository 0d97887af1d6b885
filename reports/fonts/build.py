"""Build the document fonts: `python -m reports.fonts.build [--source DIR] [--out DIR]`.

Needs no settings. The same source gives the same bytes, and a second run does nothing.
"""

import argparse
import hashlib
import sys
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from types import ModuleType

import fontTools
from fontTools.ttLib import TTFont

from reports.fonts import FOLDER, STYLES, file_name, laksaman, metrics, missing, sarabun

DEFAULT_SOURCES = (
    Path("/usr/share/fonts/truetype/tlwg"),
    Path(__file__).resolve().parents[2] / "node_modules" / "@expo-google-fonts" / "sarabun",
)
STAMP = "source.sha256"
NO_SOURCE = (
    "ไม่พบแบบอักษรต้นทางสำหรับเอกสารราชการ โปรดติดตั้งแพ็กเกจ fonts-tlwg-laksaman-ttf "
    "(apt-get install fonts-tlwg-laksaman-ttf) หรือ @expo-google-fonts/sarabun (npm ci) แล้วสั่งใหม่\n"
    "No source font found. Install fonts-tlwg-laksaman-ttf (apt-get install fonts-tlwg-laksaman-ttf) "
    "or @expo-google-fonts/sarabun (npm ci) and run this again. Looked in: {folders}"
)


class SourceMissing(Exception):
    """None of the folders holds all four styles of a known font."""


def build(folders: Sequence[Path] = DEFAULT_SOURCES, out: Path = FOLDER) -> bool:
    """Write the four styles to `out`; False when they were already there from the same source.

    Raises SourceMissing, whose text tells what to install.
    """
    recipe, folder = _find(folders)
    stamp = _stamp(recipe, folder)
    if not missing(out) and _read(out / STAMP) == stamp:
        return False
    out.mkdir(parents=True, exist_ok=True)
    for style in STYLES:
        _write(out / file_name(style), convert(recipe, folder / recipe.FILES[style], style))
    _write(out / STAMP, stamp)
    return True


def convert(recipe: ModuleType, source: Path, style: str) -> bytes:
    """One built font file from one source file."""
    font = TTFont(source, recalcTimestamp=False)
    recipe.shape(font)
    metrics.set_measures(font, recipe.UNITS_PER_EM)
    metrics.set_name(font, recipe.FAMILY, style)
    metrics.keep_document_characters(font)
    buffer = BytesIO()
    font.save(buffer)
    return buffer.getvalue()


def _find(folders: Sequence[Path]) -> tuple[ModuleType, Path]:
    for folder in folders:
        for recipe in (laksaman, sarabun):
            if all((folder / name).is_file() for name in recipe.FILES.values()):
                return recipe, folder
    raise SourceMissing(NO_SOURCE.format(folders=", ".join(map(str, folders))))


def _stamp(recipe: ModuleType, folder: Path) -> bytes:
    """Hash of everything that the result depends on: the source, this code and fontTools."""
    digest = hashlib.sha256(fontTools.version.encode())
    code = [path for path in sorted(Path(__file__).parent.iterdir()) if path.suffix in {".py", ".fea"}]
    for path in (*code, *(folder / name for name in recipe.FILES.values())):
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest().encode()


def _read(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def _write(path: Path, content: bytes) -> None:
    """Replace the file in one step, so that a reader never sees half a font."""
    partial = path.with_suffix(path.suffix + ".partial")
    partial.write_bytes(content)
    partial.replace(path)


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line; 0 when the fonts are in place, 1 when there is nothing to build them from."""
    parser = argparse.ArgumentParser(prog="python -m reports.fonts.build", description=__doc__)
    parser.add_argument("--source", type=Path, help="folder that holds the source fonts")
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder to write to")
    options = parser.parse_args(arguments)
    try:
        built = build([options.source] if options.source else DEFAULT_SOURCES, options.out)
    except SourceMissing as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{options.out}: {'built' if built else 'up to date'}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
