import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from weasyprint.urls import FatalURLFetchingError

from reports.rendering.engine import ForbiddenResource
from reports.rendering.fetcher import BASE_URL, MappingFetcher

ROOT = Path(__file__).resolve().parents[3]
FETCHER = MappingFetcher({"css/a.css": b"p{}", "emblem/e.png": b"png", "fonts/Regular.ttf": b"font"})
SVG_IMAGE = '<image href="file:///etc/passwd" width="9" height="9"/>'
FORBIDDEN = [
    "file:///etc/passwd",
    "FILE:///etc/passwd",
    "http://127.0.0.1/x.png",
    "https://example.org/x.png",
    "ftp://example.org/x.png",
    "data:text/css,p{}",
    "data:image/png;base64,AAAA",
    f"{BASE_URL}css/../css/a.css",
    f"{BASE_URL}fonts/../../../etc/passwd",
    f"{BASE_URL}fonts/%2e%2e/etc/passwd",
    f"{BASE_URL}css/a.css?x",
    f"{BASE_URL}other/a.css",
    "https://portal.invalid.example.org/css/a.css",
    "https://user@portal.invalid/css/a.css",
    "http://portal.invalid/css/a.css",
    "//portal.invalid/css/a.css",
    "css/a.css",
    "",
]


def test_serves_what_it_was_given_with_its_type() -> None:
    response = FETCHER.fetch(f"{BASE_URL}css/a.css")
    assert response.read() == b"p{}"
    assert response.content_type == "text/css"
    assert FETCHER(f"{BASE_URL}emblem/e.png").content_type == "image/png"
    assert FETCHER.open(f"{BASE_URL}fonts/Regular.ttf").content_type == "font/ttf"


@pytest.mark.parametrize("url", FORBIDDEN)
def test_refuses_everything_else(url: str) -> None:
    for ask in (FETCHER, FETCHER.fetch, FETCHER.open):
        with pytest.raises(FatalURLFetchingError):
            ask(url)


@given(st.text() | st.sampled_from(FORBIDDEN).flatmap(lambda url: st.text(max_size=5).map(url.__add__)))
def test_no_other_address_is_ever_served(url: str) -> None:
    with pytest.raises(FatalURLFetchingError):
        FETCHER.fetch(url)


@pytest.mark.parametrize(
    "path", ["x.css", "etc/a.css", "css/../a.css", "css/b/a.css", "css/a.exe", "css/a", "/css/a.css"]
)
def test_resources_live_in_known_folders_with_known_types(path: str) -> None:
    with pytest.raises(ValueError, match="Not a document resource"):
        MappingFetcher({path: b""})


@pytest.mark.parametrize(
    "body",
    [
        '<img src="file:///etc/passwd" alt="x"/>',
        '<img src="http://127.0.0.1:9/x.png" alt="x"/>',
        '<img src="data:image/png;base64,AAAA" alt="x"/>',
        '<img src="/emblem/unknown.png" alt="x"/>',
        "<style>p { background: url(file:///etc/hostname) }</style><p>x</p>",
        '<style>@import url("https://example.org/a.css");</style>',
        '<style>@font-face { font-family: F; src: url("file:///etc/passwd") } p { font-family: F }</style>',
        '<link rel="stylesheet" href="https://example.org/a.css"/>',
        f'<svg xmlns="http://www.w3.org/2000/svg">{SVG_IMAGE}</svg>',
        '<link rel="attachment" href="file:///etc/passwd"/>',
    ],
)  # fmt: skip
def test_a_document_that_reaches_out_is_not_made(render: Callable[..., bytes], body: str) -> None:
    with pytest.raises(ForbiddenResource):
        render(f"<h1>หัวข้อ</h1>{body}")


def test_an_emblem_that_reaches_out_stops_the_document_too(render: Callable[..., bytes]) -> None:
    emblem = f'<svg xmlns="http://www.w3.org/2000/svg">{SVG_IMAGE}</svg>'
    with pytest.raises(ForbiddenResource):
        render('<img src="/emblem/e.svg" alt="x"/>', images={"emblem/e.svg": emblem.encode()})


def test_a_given_emblem_is_printed(render: Callable[..., bytes]) -> None:
    png = io.BytesIO()
    Image.new("RGB", (60, 60), "black").save(png, "PNG")
    body = '<img class="emblem" src="/emblem/e.png" alt="ตราหน่วยงาน"/>'
    assert b"/Image" in render(body, images={"emblem/e.png": png.getvalue()})


AUDITED = """
import os, pathlib, sys, tempfile
from reports import fonts
from reports.rendering.engine import Engine
engine = Engine(fonts.FOLDER, pathlib.Path("static"))
markup = '<html lang="th"><head><title>x</title></head><body class="document"><p>%s</p></body></html>'
engine.render(markup % "ก่อน", {}, draft=False, variant="pdf/ua-1")
seen = []
NETWORK = ("socket", "urllib", "http", "subprocess", "os.exec")
def note(event, args):
    if event.startswith((*NETWORK, "open")):
        seen.append((event, str(args[0])))
sys.addaudithook(note)
engine.render(markup % "น้ำใจ <span class='dotted'>ผู้</span>", {}, draft=True, variant="pdf/ua-1")
print(sorted({name for event, name in seen if event == "open"}))
print([event for event, name in seen if event.startswith(NETWORK)], flush=True)
os._exit(0)  # an audit hook written in Python does not survive the interpreter's own end
"""


def test_rendering_opens_no_socket_and_no_file_but_its_own_fonts() -> None:
    done = subprocess.run(
        [sys.executable, "-c", AUDITED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    opened, network = done.stdout.splitlines()
    assert network == "[]"
    strangers = [
        path
        for path in eval(opened)
        if not path.startswith(sys.prefix)
        and not path.startswith(sys.base_prefix)
        and "weasyprint-" not in path
    ]
    assert strangers == []
