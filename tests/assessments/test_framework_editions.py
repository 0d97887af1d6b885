"""The framework's editions that ship with the portal: figures, items, levels and texts are sound."""

import re
from datetime import date
from decimal import Decimal
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from assessments.framework_files import available_years, load_edition
from thai.text import normalise, squash

FOLDER = Path(__file__).parents[2] / "fixtures" / "frameworks"
YEARS = range(2562, 2570)
LAST_ITEM = {2563: 43, 2564: 43, 2565: 43, 2566: 43, 2567: 35, 2568: 28, 2569: 26}
OFFICIAL_NAMES = [
    "การปฏิบัติหน้าที่",
    "การใช้งบประมาณ",
    "การใช้อำนาจ",
    "การใช้ทรัพย์สินของราชการ",
    "การแก้ไขปัญหาการทุจริต",
    "คุณภาพการดำเนินงาน",
    "ประสิทธิภาพการสื่อสาร",
    "การปรับปรุงระบบการทำงาน",
    "การเปิดเผยข้อมูล",
    "การป้องกันการทุจริต",
]
EDITIONS = {year: load_edition(year, FOLDER) for year in YEARS}
every_edition = pytest.mark.parametrize("edition", EDITIONS.values(), ids=lambda e: str(e.year))


def indicators(edition):
    return [indicator for instrument in edition.instruments for indicator in instrument.indicators]


def sub_indicators(edition):
    return [sub for indicator in indicators(edition) for sub in indicator.sub_indicators]


def items(edition):
    return [item for sub in sub_indicators(edition) for item in sub.items]


def prose(edition):
    """Every text of an edition that is written as sentences and may hold no digit at all."""
    yield from (level.meaning for level in edition.levels)
    yield from (instrument.about for instrument in edition.instruments)
    yield from (item.must_show for item in items(edition))
    for indicator in indicators(edition):
        yield from (indicator.objective, indicator.recommendation)
        for suggestion in indicator.suggestions:
            yield from (suggestion.issue, suggestion.approach, suggestion.follow_up)
            yield from (suggestion.indicator_of_success, *suggestion.method)


def all_texts(edition):
    yield edition.announcement_title
    yield from prose(edition)
    yield from (level.name for level in edition.levels)
    yield from (named.name for named in (*edition.instruments, *sub_indicators(edition), *items(edition)))
    for indicator in indicators(edition):
        yield from (indicator.name, *indicator.aliases)
    if edition.note:
        yield edition.note


class TestShippedEditions:
    def test_all_years_are_there(self):
        assert available_years(FOLDER) == list(YEARS)

    @every_edition
    def test_instruments_weights_and_indicators(self, edition):
        assert [(i.code, i.weight) for i in edition.instruments] == [("IIT", 30), ("EIT", 30), ("OIT", 40)]
        assert [len(instrument.indicators) for instrument in edition.instruments] == [5, 3, 2]
        assert [indicator.number for indicator in indicators(edition)] == list(range(1, 11))
        assert [indicator.name for indicator in indicators(edition)] == OFFICIAL_NAMES
        assert edition.target == Decimal(85)

    def test_announcements_known_and_unknown(self):
        known = {year: edition.announced_on for year, edition in EDITIONS.items() if edition.announced_on}
        assert known == {2563: date(2020, 9, 28), 2564: date(2021, 8, 26)}
        assert all("Integrity and Transparency Assessment" in e.announcement_title for e in EDITIONS.values())

    def test_what_is_confirmed(self):
        confirmed = [year for year, edition in EDITIONS.items() if edition.confirmed]
        assert confirmed == [2563, 2564, 2565]
        assert [year for year, edition in EDITIONS.items() if edition.oit_binary_confirmed] == confirmed

    @every_edition
    def test_a_note_says_what_is_not_confirmed(self, edition):
        assert bool(edition.note) is not edition.confirmed


class TestItems:
    @pytest.mark.parametrize(("year", "last"), LAST_ITEM.items())
    def test_numbers_run_from_the_first_to_the_years_last(self, year, last):
        assert [item.code for item in items(EDITIONS[year])] == [
            f"O{number}" for number in range(1, last + 1)
        ]

    @pytest.mark.parametrize(
        ("year", "sizes"),
        [
            (2562, []),
            (2563, [9, 8, 7, 4, 5, 8, 2]),
            (2564, [9, 8, 7, 4, 5, 8, 2]),
            (2565, [9, 8, 7, 4, 5, 8, 2]),
            (2566, [10, 8, 4, 4, 4, 8, 5]),
            (2567, [6, 7, 4, 4, 4, 8, 2]),
            (2568, [4, 7, 2, 3, 4, 6, 2]),
            (2569, [4, 6, 2, 3, 4, 5, 2]),
        ],
    )
    def test_sizes_of_the_sub_indicators(self, year, sizes):
        assert [len(sub.items) for sub in sub_indicators(EDITIONS[year])] == sizes

    @pytest.mark.parametrize("year", LAST_ITEM)
    def test_sub_indicators_stand_under_their_indicator(self, year):
        codes = {i.number: [sub.code for sub in i.sub_indicators] for i in indicators(EDITIONS[year])}
        assert codes.pop(9) == ["9.1", "9.2", "9.3", "9.4", "9.5"]
        assert codes.pop(10) == ["10.1", "10.2"]
        assert not any(codes.values())

    @every_edition
    def test_no_item_is_listed_twice(self, edition):
        names = [item.name for item in items(edition)]
        assert len(names) == len(set(names))

    def test_a_year_may_name_a_field_in_its_own_way(self):
        names = {sub.code: sub.name for sub in sub_indicators(EDITIONS[2566])}
        assert names["9.3"] == "การจัดซื้อจัดจ้าง"
        assert {sub.code: sub.name for sub in sub_indicators(EDITIONS[2564])}["9.3"] == "การบริหารเงินงบประมาณ"

    def test_a_year_that_refers_to_another_changes_only_what_it_says(self):
        before, after = items(EDITIONS[2564]), items(EDITIONS[2565])
        assert before == items(EDITIONS[2563])
        changed = {new.code: new.name for old, new in zip(before, after, strict=True) if old != new}
        assert list(changed) == ["O34", "O36", "O37", "O38"]
        assert changed["O34"] == "นโยบายไม่รับของขวัญ (No Gift Policy)"
        assert "และประพฤติมิชอบ" in changed["O36"]
        assert "และประพฤติมิชอบ" in changed["O37"]
        assert changed["O38"].endswith("ตามมาตรฐานทางจริยธรรม")

    @pytest.mark.parametrize(
        ("year", "code"), [(2563, "O42"), (2566, "O42"), (2567, "O34"), (2568, "O27"), (2569, "O25")]
    )
    def test_the_measures_document_is_the_last_item_but_one(self, year, code):
        document = items(EDITIONS[year])[-2]
        assert document.code == code
        assert re.search("มาตรการส่งเสริมคุณธรรม|การนำผลการประเมิน ITA", document.name)


class TestLevels:
    def test_letters_count_the_total_alone(self):
        for year in range(2562, 2566):
            edition = EDITIONS[year]
            assert edition.level_rule == "total"
            assert [(level.name, level.minimum_total) for level in edition.levels] == [
                ("AA", 95),
                ("A", 85),
                ("B", 75),
                ("C", 65),
                ("D", 55),
                ("E", 50),
                ("F", 0),
            ]

    def test_pass_levels_count_every_tool_too(self):
        for year in range(2566, 2570):
            edition = EDITIONS[year]
            assert edition.level_rule == "total_and_tools"
            assert [(level.name, level.minimum_total, level.minimum_tool) for level in edition.levels] == [
                ("ผ่านดีเยี่ยม", 95, 95),
                ("ผ่านดี", 85, 85),
                ("ผ่าน", 85, None),
                ("ต้องปรับปรุง", 70, None),
                ("ต้องปรับปรุงโดยด่วน", 0, None),
            ]

    @every_edition
    def test_order_and_shades_run_from_best_to_worst(self, edition):
        assert [level.order for level in edition.levels] == list(range(len(edition.levels)))
        shades = [level.shade for level in edition.levels]
        assert all(better < worse for better, worse in pairwise(shades))
        assert (shades[0], shades[-1]) == (1, 7)
        assert edition.levels[-1].minimum_total == 0


class TestTexts:
    @every_edition
    def test_every_text_is_spelt_in_the_canonical_way(self, edition):
        for text in all_texts(edition):
            assert normalise(text) == text
            assert "  " not in text
            assert not re.search("[0-9]|๒๕[๐-๙]{2}", text), text

    @every_edition
    def test_sentences_hold_no_digits(self, edition):
        for text in prose(edition):
            assert not re.search(r"\d", text), text

    @every_edition
    def test_sentences_name_no_kind_of_agency(self, edition):
        for text in prose(edition):
            assert not re.search(r"อบต\.|อบจ\.|เทศบาล|นายก|องค์การบริหาร|สำนักปลัด|อำเภอ|จังหวัด", text), text

    def test_names_and_aliases_lead_to_one_indicator_each(self):
        known = {}
        for indicator in indicators(EDITIONS[2564]):
            for name in (indicator.name, *indicator.aliases):
                assert squash(name) not in known, name
                known[squash(name)] = indicator.number
        assert known[squash("การปรับปรุงการทำงาน")] == 8
        assert known[squash("การใช้อํานาจ")] == 3
        assert known[squash("ทรัพย์สินทางราชการ")] == 4
        assert known[squash("การใช้อำนาจของผู้บริหาร (ด้านการบริหารงานบุคคล)")] == 3
        assert known[squash("คุณภาพการดําเนินงาน")] == 6

    def test_names_of_the_founding_report_resolve(self):
        report = {
            1: "การปฏิบัติหน้าที่",
            3: "การใช้อำนาจ",
            7: "ประสิทธิภาพการสื่อสาร",
            6: "คุณภาพการดำเนินงาน",
            8: "การปรับปรุงการทำงาน",
            5: "การแก้ไขปัญหาการทุจริต",
            2: "การใช้งบประมาณ",
            4: "การใช้ทรัพย์สินของราชการ",
            9: "การเปิดเผยข้อมูล",
            10: "การป้องกันการทุจริต",
        }
        for indicator in indicators(EDITIONS[2564]):
            assert report[indicator.number] in (indicator.name, *indicator.aliases)

    def test_texts_read_on_from_the_phrase_before_them(self):
        for indicator in indicators(EDITIONS[2564]):
            assert indicator.objective.startswith("ประเมิน")
            assert not indicator.recommendation.startswith(("ควร", "ให้", indicator.name))

    def test_every_indicator_has_at_least_three_suggestions(self):
        for indicator in indicators(EDITIONS[2564]):
            assert len(indicator.suggestions) >= 3

    def test_suggestions_are_distinct_and_their_method_is_not_their_approach(self):
        suggestions = [s for indicator in indicators(EDITIONS[2564]) for s in indicator.suggestions]
        for suggestion in suggestions:
            assert 3 <= len(suggestion.method) <= 5
            assert suggestion.approach not in (*suggestion.method, "".join(suggestion.method))
        for one, other in combinations(suggestions, 2):
            assert one.issue != other.issue
            assert one.approach != other.approach
            assert not set(one.method) & set(other.method)
