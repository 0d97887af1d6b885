"""What the documentation says, and what the pages and sources hold, read for comparison."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("ita_portal", "reports", "measures", "assessments", "organizations", "thai")
GUIDE = ROOT / "docs" / "guide"
OPERATIONS = ROOT / "docs" / "operations.md"
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
PRESSED = re.compile(r"กด(ปุ่มที่ขึ้นต้นว่า)? ?“([^”]+)”")
TEMPLATE_CODE = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
BREAK = "\x00"


def name_of(page: Path) -> str:
    """Return a page's path as pytest shows it."""
    return str(page.relative_to(ROOT))


def relative_links(text: str) -> list[str]:
    """Return the links of a page that lead to files of the project."""
    return [link for link in LINK.findall(text) if not re.match(r"[a-z]+:", link)]


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as the usual renderers make them."""
    headings = HEADING.findall(page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\u0e00-\u0e7f -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def pressed(text: str) -> list[tuple[str, bool]]:
    """Return the names that a page of the guide tells to press; True where it quotes only the beginning."""
    return [(name, bool(beginning)) for beginning, name in PRESSED.findall(" ".join(text.split()))]


def told_messages(text: str) -> list[str]:
    """Return the first cells of the tables that explain messages: their headers begin with ข้อความ or ปัญหา."""
    found, in_table = [], False
    for line in text.splitlines():
        cell = line.split("|")[1].strip() if line.startswith("|") else ""
        if not in_table and cell.startswith(("ข้อความ", "ปัญหา")):
            in_table = True
        elif in_table and cell and not cell.startswith("---"):
            found.append(cell)
        in_table = in_table and bool(cell)
    return found


def is_said_by_a_source(message: str) -> bool:
    """Say whether every piece of a message, between its …, stands in one of the sources' strings."""
    pieces = [piece.strip() for piece in message.strip("“”").split("…") if piece.strip()]
    return bool(pieces) and all(any(piece in text for text in source_strings()) for piece in pieces)


class Controls(HTMLParser):
    """Collects the texts of buttons, links and folds of one template."""

    KINDS = ("a", "button", "summary")

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.depth += tag in self.KINDS

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag in self.KINDS

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.texts += data.split(BREAK)


@cache
def control_texts() -> frozenset[str]:
    """Return every piece of text of the controls of all templates, and the strings of sources and wording."""
    found = {text for template in (ROOT / "templates").rglob("*.html") for text in _controls(template)}
    wording = (ROOT / "locale" / "th" / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8")
    found |= {*source_strings(), *re.findall(r'^msgstr "(.+)"$', wording, re.MULTILINE)}
    return frozenset(" ".join(text.split()) for text in found)


def _controls(template: Path) -> list[str]:
    parser = Controls()
    parser.feed(TEMPLATE_CODE.sub(BREAK, template.read_text(encoding="utf-8")))
    return parser.texts


@cache
def source_strings() -> frozenset[str]:
    """Return every string of the sources; of a formatted one its fixed pieces."""
    return frozenset(_strings())


def _strings() -> Iterator[str]:
    for app in APPS:
        for source in (ROOT / app).rglob("*.py"):
            for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value


def role_table() -> dict[str, str]:
    """Return the roles of the README's table: name in the code → Thai name."""
    section = (ROOT / "README.md").read_text(encoding="utf-8").split("## Who does what")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (\w+) \| ([^|]+) \|", section, re.MULTILINE)
    return {role: thai.strip() for role, thai in rows if role != "role"}
