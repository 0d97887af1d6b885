"""The documentation tells the truth: links, commands, settings, buttons, roles and names are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from auditlog.registry import auditlog
from django.apps import apps
from django.core.management import get_commands
from django.db.models import Field

from assessments import findings as score_findings
from ita_portal import environment
from ita_portal.trail_words import label_of
from measures import rules as plan_findings
from organizations.models import Membership
from reports import findings as memo_findings
from tests.docs.reading import (
    APPS,
    GUIDE,
    OPERATIONS,
    PAGES,
    ROOT,
    anchors,
    control_texts,
    is_said_by_a_source,
    name_of,
    pressed,
    relative_links,
    role_table,
    told_messages,
)

GUIDE_PAGES = sorted(GUIDE.glob("*.md"))
OWN_MODELS = [model for model in apps.get_models() if model._meta.app_label in APPS]
FOLDERS = (*APPS, "docs", "tests", "fixtures", "scripts")
# Django's own, only made aware of the closed tables.
NOT_FOR_OPERATORS = {"flush"}
# Written in Latin letters in Thai offices too.
LATIN_NAMES = {"SHA-256", "URL"}


def words(document: Path) -> str:
    return document.read_text(encoding="utf-8")


@pytest.mark.parametrize("document", PAGES, ids=name_of)
class TestEveryPage:
    def test_relative_links_lead_somewhere(self, document):
        for link in relative_links(words(document)):
            path, _, anchor = link.partition("#")
            target = (document.parent / path).resolve() if path else document
            assert target.exists(), f"{link} leads nowhere"
            assert not anchor or anchor in anchors(target), f"{link}: no such heading"

    def test_make_targets_exist(self, document):
        targets = set(re.findall(r"^([a-z-]+):", words(ROOT / "Makefile"), re.MULTILINE))
        assert set(re.findall(r"(?:`|^)make ([a-z-]+)", words(document), re.MULTILINE)) <= targets

    def test_commands_exist(self, document):
        assert set(re.findall(r"manage\.py ([a-z_]+)", words(document))) <= set(get_commands())

    def test_named_files_exist(self, document):
        named = re.findall(r"`([\w./-]+/[\w.-]*)`", words(document))
        ours = [
            path for path in named if path.split("/")[0] in (*APPS, "docs", "tests", "fixtures", "scripts")
        ]
        assert [path for path in ours if not (ROOT / path).exists()] == []


class TestOperations:
    def test_tell_every_setting_and_no_other(self):
        assert set(re.findall(r"`(PORTAL_[A-Z_]+)`", words(OPERATIONS))) == environment.KNOWN

    def test_mark_what_production_demands(self):
        rows = re.findall(r"^\| `([A-Z_]+)` ●", words(OPERATIONS), re.MULTILINE)
        assert rows == [*environment.REQUIRED_IN_PRODUCTION]

    @pytest.mark.parametrize("name", sorted(environment.KNOWN - {"PORTAL_MODE"}))
    def test_no_setting_is_accepted_and_ignored(self, name):
        assert f'"{name}"' in words(ROOT / "ita_portal" / "settings.py")

    def test_tell_every_command_of_the_portal(self):
        own = {name for name, app in get_commands().items() if app in APPS}
        assert own - NOT_FOR_OPERATORS <= set(re.findall(r"manage\.py ([a-z_]+)", words(OPERATIONS)))


class TestGuide:
    @pytest.mark.parametrize("document", GUIDE_PAGES, ids=name_of)
    def test_buttons_bear_the_names_that_it_tells(self, document):
        texts = control_texts()
        wrong = [
            name
            for name, only_begins in pressed(words(document))
            if not (any(text.startswith(name) for text in texts) if only_begins else name in texts)
        ]
        assert wrong == []

    @pytest.mark.parametrize("document", GUIDE_PAGES, ids=name_of)
    def test_explains_messages_in_their_own_words(self, document):
        assert [text for text in told_messages(words(document)) if not is_said_by_a_source(text)] == []

    def test_explains_every_finding(self):
        rules = [*score_findings.RULES, *plan_findings.RULES, *memo_findings.RULES]
        passed_on = {memo_findings.data_has_errors}  # those of the scores, explained there
        assert len(told_messages(words(GUIDE / "result.md"))) == len(rules) - len(passed_on)

    def test_tells_what_to_press(self):
        counts = {page.name: len(pressed(words(page))) for page in GUIDE_PAGES if page.name != "index.md"}
        assert min(counts.values()) >= 3

    def test_is_reached_from_its_index(self):
        reached = set(relative_links(words(GUIDE / "index.md")))
        assert reached == {page.name for page in GUIDE_PAGES} - {"index.md"}


class TestReading:
    """The checks themselves can fail."""

    def test_a_button_that_is_not_there_is_seen(self):
        assert pressed("แล้วกด “ปุ่มที่ไม่มี”\nหรือกดปุ่มที่ขึ้นต้นว่า “นำเข้า”") == [
            ("ปุ่มที่ไม่มี", False),
            ("นำเข้า", True),
        ]
        assert "ปุ่มที่ไม่มี" not in control_texts()

    def test_text_beside_controls_does_not_count(self):
        assert "จุดแข็ง จุดอ่อน และสิ่งที่ควรทำต่อไป" not in control_texts()
        assert "ดูและดาวน์โหลดเอกสาร" in control_texts()

    def test_a_message_that_nobody_says_is_seen(self):
        table = "| ข้อความ | วิธีแก้ไข |\n|---|---|\n| คะแนนต้องไม่เกิน 101 | x |\n\n| อื่น | x |\n"
        assert told_messages(table) == ["คะแนนต้องไม่เกิน 101"]
        assert not is_said_by_a_source("คะแนนต้องไม่เกิน 101")
        assert is_said_by_a_source("“…” ไม่ใช่ตัวเลข")

    def test_links_to_other_hosts_are_left_alone(self):
        assert relative_links("[a](https://example.org) [b](scores.md#x)") == ["scores.md#x"]


def test_readme_tells_the_roles():
    assert role_table() == dict(Membership.Role.choices)


@pytest.mark.parametrize("model", OWN_MODELS, ids=lambda model: model._meta.label)
def test_models_have_thai_names(model):
    assert is_thai(str(model._meta.verbose_name))
    assert is_thai(str(model._meta.verbose_name_plural))


@pytest.mark.parametrize("model", auditlog.get_models(), ids=lambda model: model._meta.label)
def test_the_trail_calls_every_field_in_thai(model):
    left_out = auditlog.get_model_fields(model)["exclude_fields"]
    fields = [field for field in model._meta.get_fields() if isinstance(field, Field)]
    followed = [field for field in fields if field.name not in left_out and not field.auto_created]
    assert [field.name for field in followed if not is_thai(label_of(field, field.name))] == []


def is_thai(name: str) -> bool:
    return name in LATIN_NAMES or re.search(r"[ก-ฮ]", name) is not None
