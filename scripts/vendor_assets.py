"""Copies the files that the pages need from node_modules to var/vendor, and nothing else.

Usage: python scripts/vendor_assets.py   (run by `make setup`; a second run copies only what changed)
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
TARGET = ROOT / "var" / "vendor"

FILES = {
    "@tabler/core/dist/css/tabler.min.css": "tabler/tabler.min.css",
    "@tabler/core/dist/js/tabler.min.js": "tabler/tabler.min.js",
    "htmx.org/dist/htmx.min.js": "htmx/htmx.min.js",
    **{
        f"@fontsource/sarabun/files/sarabun-{subset}-{weight}-normal.woff2": (
            f"sarabun/{subset}-{weight}.woff2"
        )
        for subset in ("thai", "latin")
        for weight in (400, 600, 700)
    },
}
# Hashed file names (manifest storage) cannot follow a source map that is not shipped.
SOURCE_MAP = re.compile(rb"\n?(/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=[^\n]*)")


def main() -> None:
    """Copy every file of the table."""
    for source, target in FILES.items():
        destination = TARGET / target
        destination.parent.mkdir(parents=True, exist_ok=True)
        if destination.suffix in (".css", ".js"):
            destination.write_bytes(SOURCE_MAP.sub(b"", (MODULES / source).read_bytes()))
        else:
            shutil.copyfile(MODULES / source, destination)


if __name__ == "__main__":
    main()
