"""How long documents take, against WeasyPrint as it comes, Chromium and LibreOffice, in one run.

Usage: python -m benchmarks.documents [--rounds N] [--archive N]   (make bench-documents)
Every round renders the documents of an agency that no renderer has seen before.
"""

from __future__ import annotations

import argparse
import os
import resource
import time
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor, wait
from io import BytesIO
from multiprocessing import get_context
from statistics import median
from zipfile import ZipFile

from benchmarks import agencies
from benchmarks.renderers import FONTS, STATIC, Chromium, InProcess, LibreOffice, milliseconds

KEYS = ("memo", "analysis", "plan")
REPORTS = 20_000  # numbers of the agencies whose reports are measured
WARM_UP = 8  # agencies before those that are counted
STARTING = 2.0  # seconds within which a second worker has started
OFFICE_FILES, OFFICE_ROUNDS = 5, 3  # files in one call of LibreOffice
Times = dict[tuple[str, str], float]


def main() -> None:
    """Measure and print everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--archive", type=int, default=500)
    options = parser.parse_args()
    print(
        f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; medians of {options.rounds} rounds, ms\n"
    )
    agencies.prepare()
    organizations = [agencies.make_agency(number) for number in range(options.rounds + WARM_UP)]
    sources = [sources_by_document(organization) for organization in organizations]
    markups = [{key: markup(key, found) for key, found in each.items()} for each in sources]
    notes = Notes()
    compare_cold(notes, markups[0])
    memory = compare_warm(notes, markups)
    compare_office(notes, sources)
    times = notes.medians()
    table(
        "cold (start of the process to its first PDF)",
        times,
        "cold",
        ("portal", "bare", "chromium", "libreoffice"),
    )
    table(
        "warm, another agency's document each time",
        times,
        "warm",
        ("portal", "bare", "chromium", "libreoffice"),
    )
    table("warm, the same document again (drawn anew)", times, "again", ("portal",))
    print("\npeak memory: " + ", ".join(f"{name} {mb} MB" for name, mb in memory.items()))
    unchanged_draft(organizations[0])
    archive(options.archive, len(organizations))
    print(f"\nload at the end {os.getloadavg()[0]:.1f}")


def sources_by_document(organization) -> dict:
    """The data of each document: the measures document with thirty rows, the report with ten (ten pages)."""
    brief = agencies.make_agency(REPORTS + organization.pk, measures=1)
    found = agencies.sources(organization)
    return {"memo": found, "analysis": agencies.sources(brief), "plan": found}


def markup(key: str, found) -> str:
    """The whole HTML of one document."""
    from reports.documents.kinds import KINDS
    from reports.documents.printing import document_html
    from reports.rendering.pdf import _shell

    kind = KINDS[key]
    document = kind.build(found)
    author = found.result.organization.full_name
    return _shell(document_html(kind, document, draft=False), kind.label, author, document.terms)


class Notes:
    """Measured times by (what, renderer, document)."""

    def __init__(self) -> None:
        self._times: dict[tuple[str, str, str], list[float]] = defaultdict(list)

    def add(self, what: str, name: str, key: str, value: float) -> None:
        """Note one time in ms."""
        self._times[what, name, key].append(value)

    def medians(self) -> Times:
        """The median of each."""
        return {key: median(values) for key, values in self._times.items()}


def renderers() -> list:
    """Those that take the same HTML."""
    return [InProcess("portal"), InProcess("bare"), Chromium()]


def compare_cold(notes: Notes, documents: dict[str, str]) -> None:
    """Start each renderer anew for each document."""
    for key in KEYS:
        for renderer in renderers():
            began = time.perf_counter()
            renderer.start()
            renderer.render(documents[key])
            notes.add("cold", renderer.name, key, milliseconds(began))
            renderer.stop()


def compare_warm(notes: Notes, markups: list[dict[str, str]]) -> dict[str, int]:
    """Let the renderers take turns; return the peak memory of those in Python, in MB."""
    running = renderers()
    for renderer in running:
        renderer.start()
    for number, documents in enumerate(markups):
        for key in KEYS:
            for renderer in running[number % 3 :] + running[: number % 3]:
                took = renderer.render(documents[key])
                if number >= WARM_UP:
                    notes.add("warm", renderer.name, key, took)
            notes.add("again", "portal", key, running[0].render(documents[key]))
    memory = {renderer.name: renderer.memory() for renderer in running[:2]}
    for renderer in running:
        renderer.stop()
    return memory


def compare_office(notes: Notes, sources: list) -> None:
    """Convert our Word files; warm is what each further file adds to one call."""
    from reports.docx.writing import current_docx

    if not LibreOffice.available:
        print("LibreOffice is left out: soffice is not installed (apt-get install libreoffice-writer)")
        return
    converter = LibreOffice()
    converter.convert([current_docx("memo", sources[0]["memo"])])  # makes its profile
    for key in KEYS:
        files = [current_docx(key, each[key]) for each in sources[:OFFICE_FILES]]
        for _ in range(OFFICE_ROUNDS):
            notes.add("cold", LibreOffice.name, key, converter.convert(files[:1]))
            notes.add("warm", LibreOffice.name, key, converter.warm(files))


def table(title: str, times: Times, what: str, names: tuple[str, ...]) -> None:
    """One line per renderer, with ours as a share of it."""
    print(f"\n{title}\n{'':14}{'memo':>16}{'analysis':>16}{'plan':>16}")
    for name in names:
        if (what, name, "memo") not in times:
            continue
        cells = ""
        for key in KEYS:
            value = times[what, name, key]
            share = f"{times[what, 'portal', key] / value:.2f}"
            cells += f"{value:>9.0f}" + (f" (× {share})" if name != "portal" else "         ")
        print(f"{name:14}{cells}")


def unchanged_draft(organization) -> None:
    """A second request of the same data: everything read and filled in again, the PDF kept by its content."""
    from reports.documents.printing import current_pdf

    print("\na document from the database to its bytes, and once more with unchanged data, ms")
    current_pdf("memo", agencies.sources(agencies.make_agency(10_000)))
    for key in KEYS:
        taken = []
        for _ in range(2):
            began = time.perf_counter()
            current_pdf(key, agencies.sources(organization))
            taken.append(milliseconds(began))
        print(f"  {key:10} {taken[0]:6.0f} {taken[1]:6.0f}")


def archive(count: int, first: int) -> None:
    """A ZIP of many agencies' memos, with one and with two workers."""
    documents = [
        markup("memo", agencies.sources(agencies.make_agency(first + n, measures=0))) for n in range(count)
    ]
    print(f"\nZIP of {count} memos of as many agencies")
    seconds = {}
    for workers in (1, 2):
        with (
            ProcessPoolExecutor(workers, get_context("spawn"), _start) as pool,
            ZipFile(BytesIO(), "w") as file,
        ):
            wait([pool.submit(time.sleep, STARTING) for _ in range(workers)])  # one keeps each worker busy
            began = time.perf_counter()
            peaks = set()
            for number, (pdf, peak) in enumerate(pool.map(_render, documents, chunksize=5)):
                file.writestr(f"{number}.pdf", pdf)
                peaks.add(peak)
            seconds[workers] = time.perf_counter() - began
        print(f"  {workers} worker(s), running: {seconds[workers]:.1f} s, peak {max(peaks)} MB each")
    print(f"  scaling {seconds[1] / seconds[2]:.2f}")


def _start() -> None:
    from reports.rendering.engine import Engine

    global _engine
    _engine = Engine(FONTS, STATIC)


def _render(document: str) -> tuple[bytes, int]:
    pdf = _engine.render(document, {}, draft=False, variant="pdf/ua-1")
    return pdf, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
