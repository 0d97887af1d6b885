"""Reading an SVG drawing and writing it anew with nothing but shapes and paint in it (pure rules).

The file is parsed as a stream; only elements and attributes of the tables below get into the result, so
that a script, a style sheet, an event, an animation or an address can never come along.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree
from xml.parsers import expat

SVG = "http://www.w3.org/2000/svg"
_ELEMENTS = (
    "svg g defs title desc path rect circle ellipse line polyline polygon clipPath "
    "linearGradient radialGradient stop"
)
_PAINT = (
    "fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin "
    "stroke-miterlimit stroke-dasharray stroke-dashoffset opacity color stop-color stop-opacity clip-path "
    "clip-rule display visibility"
)
_GEOMETRY = (
    "id d x y x1 y1 x2 y2 cx cy r rx ry fx fy width height points transform viewBox version offset "
    "preserveAspectRatio gradientUnits gradientTransform spreadMethod clipPathUnits"
)
ELEMENTS, PAINT, GEOMETRY = (frozenset(names.split()) for names in (_ELEMENTS, _PAINT, _GEOMETRY))
MOST_ELEMENTS = 20_000
DEEPEST = 64
_OWN_REFERENCE = re.compile(r"url\(\s*['\"]?#[\w.-]+['\"]?\s*\)")
_FORBIDDEN_VALUE = re.compile(r"url\s*\(|\\|expression|javascript:|data:", re.IGNORECASE)


class UnsafeDrawing(ValueError):
    """The file is no drawing that can be taken over."""


def sanitise(data: bytes) -> bytes:
    """Return the drawing as a new SVG file of the safe subset; raise UnsafeDrawing when that cannot be."""
    reader = _Reader()
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise UnsafeDrawing("not well-formed") from error
    root = reader.result()
    _give_size(root)
    ElementTree.register_namespace("", SVG)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def paint_of(style: str) -> dict[str, str]:
    """Return the paint properties of a style attribute; everything else in it is left out."""
    pairs = (part.split(":", 1) for part in style.split(";") if ":" in part)
    found = {name.strip(): value.strip() for name, value in pairs}
    return {name: value for name, value in found.items() if name in PAINT and _is_harmless(value)}


def _is_harmless(value: str) -> bool:
    return not _FORBIDDEN_VALUE.search(_OWN_REFERENCE.sub("", value))


def _safe_attributes(attributes: dict[str, str]) -> dict[str, str]:
    kept = {
        name: value for name, value in attributes.items() if name in GEOMETRY | PAINT and _is_harmless(value)
    }
    return kept | paint_of(attributes.get("style", ""))


def _give_size(root: ElementTree.Element) -> None:
    """Make sure that the drawing scales: without a viewBox its width and height become one."""
    if "viewBox" in root.attrib:
        return
    try:
        width, height = (float(root.attrib[side].removesuffix("px")) for side in ("width", "height"))
    except (KeyError, ValueError):
        raise UnsafeDrawing("no size") from None
    root.set("viewBox", f"0 0 {width:g} {height:g}")


class _Reader:
    """Builds the safe tree while the file is parsed; unknown elements are passed over with all in them."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._entity
        self._builder = ElementTree.TreeBuilder()
        self._open: list[str] = []
        self._skipped = 0
        self._count = 0

    def result(self) -> ElementTree.Element:
        root = self._builder.close()
        if not len(root):
            raise UnsafeDrawing("nothing to draw")
        return root

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MOST_ELEMENTS or len(self._open) + self._skipped >= DEEPEST:
            raise UnsafeDrawing("too large")
        namespace, _, local = name.rpartition(" ")
        if self._count == 1 and (namespace, local) != (SVG, "svg"):
            raise UnsafeDrawing("not SVG")
        if self._skipped or namespace != SVG or local not in ELEMENTS:
            self._skipped += 1
            return
        self._open.append(local)
        self._builder.start(f"{{{SVG}}}{local}", _safe_attributes(attributes))

    def _end(self, name: str) -> None:
        if self._skipped:
            self._skipped -= 1
            return
        self._builder.end(f"{{{SVG}}}{self._open.pop()}")

    def _text(self, text: str) -> None:
        if not self._skipped and self._open and self._open[-1] in ("title", "desc"):
            self._builder.data(text)

    def _entity(self, *declaration: object) -> None:
        raise UnsafeDrawing("declares entities")
