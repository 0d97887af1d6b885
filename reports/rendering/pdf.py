"""From the body of a document to its PDF.

WeasyPrint is loaded by the first rendering, so that a portal without its system libraries runs all
the same and says what is missing only to those who want a PDF.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from html import escape
from typing import TYPE_CHECKING

from django.conf import settings

from reports import fonts
from reports.rendering.cache import PdfCache

if TYPE_CHECKING:
    from reports.rendering.engine import Engine

UA_1 = "pdf/ua-1"  # accessible, for everyday documents
A_3A = "pdf/a-3a"  # accessible and archivable, for issued documents

NO_LIBRARIES = (
    "ระบบยังสร้างไฟล์ PDF ไม่ได้ เนื่องจากเครื่องแม่ข่ายยังไม่ได้ติดตั้งโปรแกรมจัดหน้าเอกสาร "
    "โปรดแจ้งผู้ดูแลระบบให้ติดตั้งแพ็กเกจ libpangoft2-1.0-0 และ libharfbuzz-subset0"
)
NO_FONTS = (
    "ระบบยังสร้างไฟล์ PDF ไม่ได้ เนื่องจากยังไม่มีแบบอักษรสำหรับเอกสารราชการ ({files}) "
    "โปรดแจ้งผู้ดูแลระบบให้สั่ง python -m reports.fonts.build"
)

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # pasted from elsewhere; XML forbids them
_finished = PdfCache(limit_bytes=32_000_000)


class RendererUnavailable(Exception):
    """This machine cannot make PDFs; the text tells its user why and what to ask for."""


def render_pdf(
    body: str,
    *,
    title: str,
    author: str = "",
    draft: bool = False,
    images: Mapping[str, bytes] | None = None,
    names: Iterable[str] = (),
    created: datetime | None = None,
    variant: str = UA_1,
) -> bytes:
    """Render the inside of `<body>` with documents.css; the same arguments give the same bytes.

    The body must be well-formed XML with one h1 first. `title`, `author` and `created` go into the
    properties of the file; `draft` prints ฉบับร่าง across every page. `images` maps "emblem/<ascii
    name>.png" (jpg, svg) to its content, for `<img src="/emblem/<name>.png" alt="…"/>`; nothing else
    can be loaded. No line breaks inside one of the `names`, nor inside the pieces that
    `thai.typography` tells.

    Raises RendererUnavailable when the machine lacks libraries or fonts, ForbiddenResource when the
    body refers to anything that was not given, xml.etree.ElementTree.ParseError when it is malformed.
    """
    markup = printable(_shell(body, title, author, names, created))
    images = dict(images or {})
    key = PdfCache.key(markup, images, draft, variant)
    return _finished.get(key) or _finished.put(
        key, engine().render(markup, images, draft=draft, variant=variant)
    )


def printable(text: str) -> str:
    """The text without control characters."""
    return _CONTROLS.sub("", text)


@cache
def engine() -> "Engine":
    """The process's engine; call it at the start of a worker to have it warm."""
    if missing := fonts.missing(settings.FONTS_DIR):
        raise RendererUnavailable(NO_FONTS.format(files=" ".join(missing)))
    try:
        from reports.rendering.engine import Engine  # loads WeasyPrint
    except OSError as error:
        raise RendererUnavailable(NO_LIBRARIES) from error
    return Engine(settings.FONTS_DIR, settings.BASE_DIR / "static")


def _shell(
    body: str, title: str, author: str, names: Iterable[str] = (), created: datetime | None = None
) -> str:
    by = f'<meta name="author" content="{escape(author)}"/>' if author else ""
    made = created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if created else ""
    on = f'<meta name="dcterms.created" content="{made}"/>' if made else ""
    kept = "|".join(names)
    keep = f' data-keep="{escape(kept)}"' if kept else ""
    return (
        f'<html lang="th"{keep}><head><title>{escape(title)}</title>{by}{on}</head>'
        f'<body class="document">{body}</body></html>'
    )
