"""The strict reading of JSON: what does not fit is refused with its file and key."""

from datetime import date
from decimal import Decimal

import pytest

from assessments.json_nodes import FrameworkFileError, Node, read_json


def node(value):
    return Node("base.json", ("a", "b"), value)


@pytest.fixture
def written(tmp_path):
    """Write a file's bytes and return its path."""

    def write(content):
        path = tmp_path / "base.json"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


class TestReadJson:
    def test_numbers_are_exact(self, written):
        assert read_json(written('{"weight": 33.10}'))["weight"].decimal(Decimal(100)) == Decimal("33.10")

    @pytest.mark.parametrize(
        "content",
        ["{", "", b'{"name": "\xa1\xd2\xc3"}', '{"a": 1,}'],
        ids=["cut off", "empty", "TIS-620", "trailing comma"],
    )
    def test_what_is_no_json_is_refused(self, written, content):
        with pytest.raises(FrameworkFileError, match=r"base\.json: is no UTF-8 JSON"):
            read_json(written(content))

    def test_a_missing_file_is_named(self, tmp_path):
        with pytest.raises(FrameworkFileError, match=r"2599\.json: cannot be read"):
            read_json(tmp_path / "2599.json")

    def test_a_key_given_twice_is_refused(self, written):
        with pytest.raises(FrameworkFileError, match=r"base\.json: O1: is given twice"):
            read_json(written('{"items": {"O1": "x", "O2": "y", "O1": "z"}}'))


class TestReaders:
    def test_values_that_fit_are_returned(self):
        assert node("ข้อความ").text() == "ข้อความ"
        assert node(["ก", "ข"]).texts() == ("ก", "ข")
        assert node("total").choice("total", "other") == "total"
        assert node(False).flag() is False
        assert node(7).integer(1, 7) == 7
        assert node("2021-08-26").date() == date(2021, 8, 26)
        assert node({"x": 1}).optional("y") is None

    @pytest.mark.parametrize("value", [0, 100, Decimal("82.86")])
    def test_decimals_from_zero_to_the_highest_are_returned(self, value):
        assert node(value).decimal(Decimal(100)) == Decimal(value)

    @pytest.mark.parametrize(
        "read",
        [
            lambda: node(1).text(),
            lambda: node("").text(),
            lambda: node(" ขอบ").text(),
            lambda: node("ก").texts(),
            lambda: node("third").choice("first", "second"),
            lambda: node(["first"]).choice("first"),
            lambda: node(1).flag(),
            lambda: node(0).integer(1, 7),
            lambda: node(8).integer(1, 7),
            lambda: node(True).integer(1, 7),
            lambda: node(Decimal("3.0")).integer(1, 7),
            lambda: node("85").decimal(Decimal(100)),
            lambda: node(True).decimal(Decimal(100)),
            lambda: node(101).decimal(Decimal(100)),
            lambda: node(-1).decimal(Decimal(100)),
            lambda: node(Decimal("84.995")).decimal(Decimal(100)),
            lambda: node(float("nan")).decimal(Decimal(100)),
            lambda: node("2021-02-30").date(),
            lambda: node("26/08/2564").date(),
            lambda: node(20210826).date(),
            lambda: node([]).entries(),
            lambda: node({}).list(),
            lambda: node("x").key_number(),
        ],
    )
    def test_values_that_do_not_fit_are_refused_with_file_and_key(self, read):
        with pytest.raises(FrameworkFileError) as caught:
            read()
        assert str(caught.value).startswith("base.json: a.b")
        assert (caught.value.file, caught.value.key[:3]) == ("base.json", "a.b")

    @pytest.mark.parametrize(("key", "number"), [("9", 9), ("9.1", 9), ("10.2", 10)])
    def test_a_key_starts_with_its_indicator(self, key, number):
        assert Node("suggestions.json", (key,), []).key_number() == number

    def test_missing_and_unknown_keys_are_named(self):
        with pytest.raises(FrameworkFileError, match=r"a\.b\.name: is missing"):
            node({}).expect("name")
        with pytest.raises(FrameworkFileError, match=r"a\.b\.name: is missing"):
            node({})["name"]
        with pytest.raises(FrameworkFileError, match=r"a\.b\.nmae: is not a known key"):
            node({"name": "x", "nmae": "y"}).expect("name", optional=("aliases",))

    def test_required_and_optional_keys_pass(self):
        node({"name": "x", "aliases": []}).expect("name", optional=("aliases", "weight"))
