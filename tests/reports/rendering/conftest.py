import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from reports.rendering.engine import Engine
from tests.reports.rendering.samples import PARAGRAPHS

STATIC = Path(__file__).resolve().parents[3] / "static"


@pytest.fixture(scope="session")
def engine(font_folder: Path) -> Engine:
    return Engine(font_folder, STATIC)


@pytest.fixture(scope="session")
def render(engine: Engine) -> Callable[..., bytes]:
    """Render the inside of a body without going through the cache."""

    def render_body(body: str, *, images: dict[str, bytes] | None = None, draft: bool = False) -> bytes:
        markup = (
            f'<html lang="th"><head><title>ตัวอย่าง</title></head><body class="document">{body}</body></html>'
        )
        return engine.render(markup, images or {}, draft=draft, variant="pdf/ua-1")

    return render_body


@pytest.fixture
def poppler(tmp_path: Path) -> Callable[..., str]:
    """Text of a PDF as pdftotext reads it in the order of its content."""

    def text(pdf: bytes, *options: str) -> str:
        path = tmp_path / "document.pdf"
        path.write_bytes(pdf)
        command = ["pdftotext", *(options or ["-raw"]), str(path), "-"]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    return text


@pytest.fixture
def pypdf_text() -> Callable[[bytes], str]:
    """Text of a PDF as pypdf reads it."""

    def text(pdf: bytes) -> str:
        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)

    return text


@pytest.fixture(scope="session")
def corpus_body() -> Callable[[float], str]:
    """Each paragraph on a page of its own, in a column of so many centimetres."""

    def body(width: float) -> str:
        blocks = [f'<div style="width:{width}cm;break-after:page"><p>{text}</p></div>' for text in PARAGRAPHS]
        return "".join(blocks)

    return body
