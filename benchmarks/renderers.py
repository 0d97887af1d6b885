"""Four ways from a document to its PDF: ours, bare WeasyPrint, Chromium and LibreOffice.

A renderer has `name`, `start()`, `render(markup)` → milliseconds, and `stop()`. The two that run in Python
do so in processes of their own, since ours changes the engine for the whole process. LibreOffice takes
Word files.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.folders import own_folder

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "static"
FONTS = ROOT / "var" / "fonts"
CHROMIUM = "/usr/bin/chromium"
VARIANT = "pdf/ua-1"


def milliseconds(since: float) -> float:
    """How long ago a moment of the performance counter was."""
    return (time.perf_counter() - since) * 1000


class InProcess:
    """A Python process of its own that renders one markup per line: `python -m benchmarks.renderers NAME`."""

    def __init__(self, name: str) -> None:
        self.name = name

    def start(self) -> None:
        """Start the process; it loads its renderer before it answers."""
        command = [sys.executable, "-m", "benchmarks.renderers", self.name]
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def _ask(self, question: dict[str, str]) -> dict[str, float]:
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def render(self, markup: str) -> float:
        """Render a document."""
        return self._ask({"markup": markup})["ms"]

    def memory(self) -> int:
        """Peak of the process in MB."""
        return int(self._ask({})["mb"])

    def stop(self) -> None:
        """End the process."""
        self._process.stdin.close()
        self._process.wait()


def faces(folder: str) -> str:
    """The portal's font faces, read from another folder."""
    from reports.rendering.engine import _font_faces

    return _font_faces().replace("/fonts/", f"{folder}/")


def portal_renderer():
    """Render as the portal does, without its cache of finished files."""
    from reports.rendering.engine import Engine

    engine = Engine(FONTS, STATIC)
    assert not engine.left_out
    return lambda markup: engine.render(markup, {}, draft=False, variant=VARIANT)


def bare_renderer():
    """WeasyPrint as its documentation shows it."""
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    def render(markup: str) -> bytes:
        fonts = FontConfiguration()
        sheets = [
            weasyprint.CSS(string=faces(f"file://{FONTS}"), font_config=fonts),
            weasyprint.CSS(filename=STATIC / "css" / "documents.css", font_config=fonts),
        ]
        html = weasyprint.HTML(string=markup, base_url=str(STATIC))
        return html.write_pdf(stylesheets=sheets, font_config=fonts, pdf_variant=VARIANT)

    return render


def serve(name: str) -> None:
    """Render what the lines of the standard input hold."""
    render = {"portal": portal_renderer, "bare": bare_renderer}[name]()
    for line in sys.stdin:
        question = json.loads(line)
        if "markup" not in question:
            answer = {"mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}
        else:
            began = time.perf_counter()
            render(question["markup"])
            answer = {"ms": milliseconds(began)}
        print(json.dumps(answer), flush=True)


class Chromium:
    """One headless browser with one page."""

    name = "chromium"

    def start(self) -> None:
        """Launch the browser."""
        from playwright.sync_api import sync_playwright

        self._folder = own_folder()
        self._playwright = sync_playwright().start()
        self._browser = self._playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        self._page = self._browser.new_page()

    def render(self, markup: str) -> float:
        """Open a document and print it."""
        path = self._folder / "document.html"
        sheet = (
            (STATIC / "css" / "documents.css")
            .read_text("utf-8")
            .replace("../images/", f"file://{STATIC}/images/")
        )
        style = f"<style>{faces(f'file://{FONTS}')}{sheet}</style></head>"
        path.write_text("<!doctype html>" + markup.replace("</head>", style, 1), "utf-8")
        began = time.perf_counter()
        self._page.goto(f"file://{path}")
        self._page.pdf(prefer_css_page_size=True, tagged=True)
        return milliseconds(began)

    def stop(self) -> None:
        """Close the browser."""
        self._browser.close()
        self._playwright.stop()


class LibreOffice:
    """`soffice` converting Word files; a call for one file is its cold time."""

    name = "libreoffice"
    available = shutil.which("soffice") is not None

    def __init__(self) -> None:
        self._folder = own_folder()

    def convert(self, files: list[bytes]) -> float:
        """Milliseconds of one call."""
        paths = [self._folder / f"{number}.docx" for number in range(len(files))]
        for path, content in zip(paths, files, strict=True):
            path.write_bytes(content)
        profile = f"-env:UserInstallation=file://{self._folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", self._folder, *paths]
        began = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, env=os.environ)
        return milliseconds(began)

    def warm(self, files: list[bytes]) -> float:
        """Milliseconds that each further file adds to a call."""
        return (self.convert(files) - self.convert(files[:1])) / (len(files) - 1)


if __name__ == "__main__":
    serve(sys.argv[1])
