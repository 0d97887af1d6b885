"""WeasyPrint, set up once per process: fixes, fonts, stylesheets, and nothing to load from outside.

Importing this module loads WeasyPrint (0.4 s) and raises OSError where its system libraries are missing.
"""

import gc
import shutil
import threading
import weakref
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import cssselect2
import weasyprint
import weasyprint.html
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from reports.fonts import STYLES, file_name
from reports.rendering import compression, fixes, kept, speed, thai_justify, thai_lines
from reports.rendering.fetcher import BASE_URL, MappingFetcher
from reports.rendering.speed import memory

THAI_FIXES = (thai_lines.FIX, kept.FIX, thai_justify.FIX)
PLAIN_FIXES = (*THAI_FIXES, compression.FIX)  # what the bytes of a document depend on
FIXES = (*PLAIN_FIXES, *speed.FIXES)
STYLESHEET, DRAFT_STYLESHEET = "documents.css", "draft.css"  # the draft's comes on top
IMAGES = ("dots.svg",)
_UNUSED_RULES = ("::footnote", "::note")


def _let_go(fonts: FontConfiguration) -> None:
    """Free what belongs to the C libraries, at the latest when the process ends.

    Left to the interpreter's own end, remembered layouts outlive the libraries, which crashes, and the
    folder of font files stays behind.
    """
    memory.forget(fonts)
    gc.collect()
    shutil.rmtree(fonts._folder, ignore_errors=True)
    fonts._folder = None


class ForbiddenResource(Exception):
    """A document asked for something that it was not given."""


class Document(weasyprint.HTML):
    """A document parsed by expat, which is several times faster than an HTML5 parser.

    The markup must be well-formed XML (`<br/>`, quoted attributes, explicit tbody); ParseError otherwise.
    """

    def __init__(self, markup: str, fetcher: MappingFetcher) -> None:
        self.base_url = BASE_URL
        self.url_fetcher = fetcher
        self.media_type = "print"
        root = ElementTree.fromstring(markup)  # noqa: S314  # ours: no doctype, so no entities
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, forms: bool = False) -> list[weasyprint.CSS]:
        """The engine's own sheet, sparing every element six pseudo-elements that documents do not use."""
        return [_plain_html_sheet()]


class Engine:
    """Renders one document at a time (fonts and styles are shared, and not safe for threads)."""

    def __init__(self, fonts: Path, static: Path, changes: Iterable[fixes.Fix] = FIXES) -> None:
        self.left_out = fixes.install(changes, fixes.engine_version())
        self._lock = threading.Lock()
        self._fonts = FontConfiguration()
        weakref.finalize(self, _let_go, self._fonts)
        self._resources = _packaged(fonts, static)
        fetcher = MappingFetcher(self._resources)
        plain, draft = ((static / "css" / name).read_text("utf-8") for name in (STYLESHEET, DRAFT_STYLESHEET))
        self._plain = [self._css(_font_faces() + plain, fetcher)]
        self._draft = [self._css(_font_faces() + plain + draft, fetcher)]

    def render(self, markup: str, images: Mapping[str, bytes], *, draft: bool, variant: str) -> bytes:
        """The PDF of a whole document. Raises ForbiddenResource and ElementTree.ParseError.

        The `data-keep` of its root holds names, parted by "|", that no line may break inside.
        """
        fetcher = MappingFetcher({**self._resources, **images})
        document = Document(markup, fetcher)
        names = document.etree_element.get("data-keep", "").split("|")
        with self._lock, _collector_paused(), suppress(FatalURLFetchingError):
            kept.keep_names(self._fonts, names)
            pdf: bytes = document.write_pdf(
                stylesheets=self._draft if draft else self._plain,
                font_config=self._fonts,
                pdf_variant=variant,
                finisher=_finish,
            )
        if fetcher.refused:
            raise ForbiddenResource(f"A document may not load {', '.join(fetcher.refused)}")
        return pdf

    def _css(self, text: str, fetcher: MappingFetcher) -> weasyprint.CSS:
        return weasyprint.CSS(
            string=text, base_url=f"{BASE_URL}css/", url_fetcher=fetcher, font_config=self._fonts
        )


@cache
def _plain_html_sheet() -> weasyprint.CSS:
    rules = [rule for rule in weasyprint.html.UA.splitlines() if not rule.startswith(_UNUSED_RULES)]
    return weasyprint.CSS(
        string="\n".join(rules).replace("\n::marker", "\nli::marker"), counter_style=CounterStyle()
    )


def _packaged(fonts: Path, static: Path) -> dict[str, bytes]:
    found = {f"fonts/{file_name(style)}": (fonts / file_name(style)).read_bytes() for style in STYLES}
    return found | {f"images/{name}": (static / "images" / name).read_bytes() for name in IMAGES}


def _font_faces() -> str:
    """@font-face rules of the family "Official"; here, since only the renderer knows where fonts are."""
    return "".join(
        f'@font-face {{ font-family: "Official"; src: url("/fonts/{file_name(style)}");'
        f" font-weight: {700 if 'Bold' in style else 400};"
        f" font-style: {'italic' if 'Italic' in style else 'normal'} }}"
        for style in STYLES
    )


@contextmanager
def _collector_paused() -> Iterator[None]:
    """A rendering makes many objects and no garbage worth collecting before its end."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _finish(document: Any, pdf: Any) -> None:
    """Leave the metadata uncompressed, as PDF/A wants it."""
    for item in pdf.objects:
        if getattr(item, "extra", {}).get("Type") == "/Metadata":
            item.compress = False
