"""Reading the framework's files: what is broken is refused by file and key."""

import json
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from assessments.framework_files import FrameworkFileError, available_years, load_edition

FOLDER = Path(__file__).parents[2] / "fixtures" / "frameworks"


@pytest.fixture
def folder(tmp_path):
    """A copy of the shipped files that a test may break."""
    return Path(shutil.copytree(FOLDER, tmp_path / "frameworks"))


def change(folder, name, edit):
    """Read a file of the folder, let `edit` change its data and write it back."""
    path = folder / name
    data = json.loads(path.read_text(encoding="utf-8"))
    edit(data)
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def put(*path_and_value):
    """Return an edit that puts a value at a path of keys."""
    *path, last, value = path_and_value

    def edit(data):
        for key in path:
            data = data[key]
        data[last] = value

    return edit


def remove(*path):
    """Return an edit that removes the value at a path of keys."""
    *path, last = path

    def edit(data):
        for key in path:
            data = data[key]
        del data[last]

    return edit


BROKEN = {
    "weights": ("base.json", put("instruments", 0, "weight", 31), "base.json", "instruments"),
    "number twice": (
        "base.json",
        put("instruments", 0, "indicators", 1, "number", 1),
        "base.json",
        "instruments",
    ),
    "numbers out of order": (
        "base.json",
        lambda data: data["instruments"][0]["indicators"].reverse(),
        "base.json",
        "instruments",
    ),
    "number gap": (
        "base.json",
        put("instruments", 2, "indicators", 1, "number", 11),
        "base.json",
        "instruments",
    ),
    "code twice": ("base.json", put("instruments", 1, "code", "IIT"), "base.json", "instruments"),
    "no objective": (
        "base.json",
        remove("instruments", 0, "indicators", 2, "objective"),
        "base.json",
        "instruments.0.indicators.2.objective",
    ),
    "no schemes": ("base.json", remove("level_schemes"), "base.json", "level_schemes"),
    "no name of a field": ("base.json", remove("sub_indicators", "9.2"), "base.json", "sub_indicators.9.2"),
    "hole below": (
        "base.json",
        remove("level_schemes", "letters", "levels", 6),
        "base.json",
        "level_schemes.letters.levels",
    ),
    "no levels": (
        "base.json",
        put("level_schemes", "letters", "levels", []),
        "base.json",
        "level_schemes.letters.levels",
    ),
    "order of levels": (
        "base.json",
        put("level_schemes", "letters", "levels", 0, "minimum_total", 80),
        "base.json",
        "level_schemes.letters.levels",
    ),
    "tool in the total's rule": (
        "base.json",
        put("level_schemes", "letters", "levels", 0, "minimum_tool", 95),
        "base.json",
        "level_schemes.letters.levels",
    ),
    "shade": (
        "base.json",
        put("level_schemes", "letters", "levels", 0, "shade", 8),
        "base.json",
        "level_schemes.letters.levels.0.shade",
    ),
    "rule": (
        "base.json",
        put("level_schemes", "letters", "rule", "x"),
        "base.json",
        "level_schemes.letters.rule",
    ),
    "scheme": ("2564.json", put("levels", "numbers"), "base.json", "level_schemes.numbers"),
    "date": ("2564.json", put("announced_on", "2021-13-01"), "2564.json", "announced_on"),
    "target": ("2564.json", put("target", 101), "2564.json", "target"),
    "no target": ("2564.json", remove("target"), "2564.json", "target"),
    "slip of typing": ("2564.json", put("oit_form", 2563), "2564.json", "oit_form"),
    "year referred to": ("2564.json", put("oit_from", 2562), "2564.json", "oit_from"),
    "change of nothing": ("2564.json", put("oit_changes", {"O44": "news"}), "2564.json", "oit_changes.O44"),
    "item unknown": ("2563.json", put("oit", "9.1", "items", "O1", "x"), "2563.json", "oit.9.1.items.O1"),
    "item gap": ("2563.json", remove("oit", "9.1", "items", "O4"), "2563.json", "oit"),
    "item text": ("oit_items.json", remove("news", "must_show"), "oit_items.json", "news.must_show"),
    "field of no indicator": (
        "2563.json",
        lambda data: data["oit"].update({"11.1": {"name": "ก", "items": {"O44": "news"}}}),
        "base.json",
        "instruments",
    ),
    "suggestion for none": ("suggestions.json", put("11", []), "base.json", "instruments"),
    "suggestion key": ("suggestions.json", put("one", []), "suggestions.json", "one"),
    "method": ("suggestions.json", put("1", 0, "method", "ก"), "suggestions.json", "1.0.method"),
}


class TestBrokenFiles:
    @pytest.mark.parametrize(("name", "edit", "file", "key"), BROKEN.values(), ids=BROKEN)
    def test_file_and_key_are_named(self, folder, name, edit, file, key):
        load_edition(2564, folder)
        change(folder, name, edit)
        with pytest.raises(FrameworkFileError) as caught:
            load_edition(2564, folder)
        assert (caught.value.file, caught.value.key) == (file, key)
        assert str(caught.value).startswith(f"{file}: {key}: ")

    def test_a_year_without_a_file_is_named(self, folder):
        with pytest.raises(FrameworkFileError, match=r"2570\.json"):
            load_edition(2570, folder)

    def test_other_files_are_no_years(self, folder):
        years = available_years(folder)
        (folder / "2570.json.bak").write_text("{}")
        (folder / "12570.json").write_text("{}")
        assert available_years(folder) == years


class TestOptionalParts:
    def test_a_year_may_name_its_own_announcement(self, folder):
        change(folder, "2564.json", put("announcement_title", "ประกาศของปีนี้"))
        assert load_edition(2564, folder).announcement_title == "ประกาศของปีนี้"

    def test_a_date_and_a_note_are_read(self, folder):
        change(folder, "2564.json", put("announced_on", "2021-08-27"))
        change(folder, "2564.json", put("unconfirmed", "ยังไม่ได้ตรวจกับเอกสารทางการ"))
        edition = load_edition(2564, folder)
        assert (edition.announced_on, edition.confirmed) == (date(2021, 8, 27), False)
        assert edition.note == "ยังไม่ได้ตรวจกับเอกสารทางการ"

    def test_weights_may_have_decimals_when_they_add_up_exactly(self, folder):
        change(folder, "base.json", put("instruments", 0, "weight", 33.4))
        change(folder, "base.json", put("instruments", 1, "weight", 26.6))
        weights = [instrument.weight for instrument in load_edition(2564, folder).instruments]
        assert weights == [Decimal("33.4"), Decimal("26.6"), Decimal(40)]
