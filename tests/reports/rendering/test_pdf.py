import gc
import hashlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import ParseError

import pytest
from pypdf import PdfReader

from reports import fonts
from reports.rendering import pdf
from reports.rendering.engine import Engine, ForbiddenResource
from reports.rendering.pdf import RendererUnavailable, render_pdf
from tests.reports.rendering.samples import PARAGRAPHS

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def fresh_engine() -> Iterator[None]:
    """Forget the process's engine before and after."""
    pdf.engine.cache_clear()
    yield
    pdf.engine.cache_clear()


def test_properties_of_the_file() -> None:
    made = render_pdf("<h1>ก</h1>", title="รายงาน <ผล>", author='กอง "คลัง"')
    reader = PdfReader(BytesIO(made))
    assert reader.metadata is not None
    assert reader.metadata.title == "รายงาน <ผล>"
    assert reader.metadata.author == 'กอง "คลัง"'
    assert reader.trailer["/Root"]["/Lang"] == "th"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert b'pdfuaid:part="1"' in made
    assert float(reader.pages[0].mediabox.width) == pytest.approx(595.28, abs=0.1)


def test_author_may_be_left_out() -> None:
    assert PdfReader(BytesIO(render_pdf("<h1>ก</h1>", title="ก"))).metadata.author is None


@pytest.mark.parametrize("draft", [False, True])
def test_same_bytes_twice(draft: bool, engine: Engine) -> None:
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    markup = f'<html lang="th"><head><title>x</title></head><body class="document">{body}</body></html>'
    first, second = (engine.render(markup, {}, draft=draft, variant=pdf.UA_1) for _ in range(2))
    assert first == second


TWO_PROCESSES = """
import hashlib, pathlib
from reports import fonts
from reports.rendering.engine import Engine
from tests.reports.rendering.samples import PARAGRAPHS
body = "".join(f"<p class='spaced'>{text}</p>" for text in PARAGRAPHS)
markup = f'<html lang="th"><head><title>x</title></head><body class="document">{body}</body></html>'
made = Engine(fonts.FOLDER, pathlib.Path("static")).render(markup, {}, draft=True, variant="pdf/ua-1")
print(hashlib.sha256(made).hexdigest())
"""


def test_same_bytes_in_two_processes() -> None:
    found = {
        subprocess.run(
            [sys.executable, "-c", TWO_PROCESSES],
            cwd=ROOT, env={"PYTHONHASHSEED": seed, "PATH": "/usr/bin:/bin"},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "99")
    }  # fmt: skip
    assert len(found) == 1
    assert len(found.pop().strip()) == hashlib.sha256().digest_size * 2


def test_a_finished_file_is_served_from_memory() -> None:
    first = render_pdf("<h1>ครั้งแรก</h1>", title="ก")
    assert render_pdf("<h1>ครั้งแรก</h1>", title="ก") is first
    assert render_pdf("<h1>ครั้งแรก</h1>", title="ข") is not first


def test_control_characters_pasted_from_elsewhere_are_dropped(pypdf_text: Callable[[bytes], str]) -> None:
    assert pypdf_text(render_pdf("<p>ก่อน\x0b\x00หลัง</p>", title="\x1fก")).strip() == "ก่อนหลัง"


def test_malformed_markup_is_an_error() -> None:
    with pytest.raises(ParseError):
        render_pdf("<p>ไม่ปิด<br></p>", title="ก")


def test_a_stranger_s_resource_is_an_error_and_the_next_document_is_made() -> None:
    with pytest.raises(ForbiddenResource, match=r"https://portal.invalid/emblem/none.png"):
        render_pdf('<img src="/emblem/none.png" alt="ตรา"/>', title="ก")
    assert render_pdf("<h1>ต่อไป</h1>", title="ก").startswith(b"%PDF")


@pytest.mark.parametrize("was_enabled", [True, False])
def test_the_collector_is_left_as_it_was(was_enabled: bool, render: Callable[..., bytes]) -> None:
    try:
        if not was_enabled:
            gc.disable()
        render("<h1>ก</h1>")
        assert gc.isenabled() is was_enabled
    finally:
        gc.enable()


def test_archive_variant() -> None:
    made = render_pdf("<h1>ก</h1>", title="ก", variant=pdf.A_3A)
    assert b'pdfaid:part="3" pdfaid:conformance="A"' in made


@pytest.mark.usefixtures("fresh_engine")
def test_missing_fonts_are_told_in_thai(settings: object, tmp_path: Path) -> None:
    settings.FONTS_DIR = tmp_path  # type: ignore[attr-defined]  # pytest-django's wrapper is untyped
    (tmp_path / "Bold.ttf").touch()
    with pytest.raises(RendererUnavailable) as refusal:
        render_pdf("<h1>ยังไม่มีแบบอักษร</h1>", title="ก")
    assert "ยังไม่มีแบบอักษรสำหรับเอกสารราชการ (Regular.ttf Italic.ttf BoldItalic.ttf)" in str(refusal.value)
    assert fonts.missing(fonts.FOLDER) == []


WITHOUT_LIBRARIES = """
import cffi, django, sys
from django.conf import settings
from pathlib import Path
def dlopen(self, *names):
    raise OSError("cannot load library 'libgobject-2.0-0'")
cffi.FFI.dlopen = dlopen  # a machine without Pango
settings.configure(BASE_DIR=Path("."), FONTS_DIR=Path("var/fonts"))
from reports.rendering import checks
from reports.rendering.pdf import RendererUnavailable, render_pdf
try:
    render_pdf("<h1>x</h1>", title="x")
except RendererUnavailable as error:
    print(error)
print([problem.id for problem in checks.renderer_works()])
"""


def test_missing_libraries_are_told_in_thai_and_the_portal_runs_on() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_LIBRARIES],
        cwd=ROOT, env={"PYTHONIOENCODING": "utf-8", "PATH": "/usr/bin:/bin"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert pdf.NO_LIBRARIES in done.stdout.splitlines()
    assert done.stdout.splitlines()[-1] == "['rendering.W003']"


def test_the_engine_is_loaded_by_the_first_rendering_only() -> None:
    code = "import sys; from reports.rendering import pdf, checks; print('weasyprint' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
