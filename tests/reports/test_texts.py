import pytest

from reports import texts


@pytest.mark.parametrize("text", ["", "ได้ {total} คะแนน ระดับ {level}", "{organization} ปี {year}"])
def test_known_placeholders_pass(text: str) -> None:
    texts.check_placeholders(text)


@pytest.mark.parametrize("text", ["ได้ {score} คะแนน", "{total} {ยอด}", "{}", "{total", "total}", "{{total}}"])
def test_unknown_placeholders_and_lone_braces_are_refused(text: str) -> None:
    with pytest.raises(texts.UnknownPlaceholder) as refusal:
        texts.check_placeholders(text)
    assert "ช่อง" in str(refusal.value) or "ปีกกา" in str(refusal.value)


def test_the_refusal_names_what_is_wrong_and_what_may_be_used() -> None:
    with pytest.raises(texts.UnknownPlaceholder) as refusal:
        texts.check_placeholders("ได้ {score} คะแนน")
    assert "{score}" in str(refusal.value)
    assert "{total}" in str(refusal.value)


def test_values_are_put_in_and_unknown_ones_become_dots() -> None:
    assert texts.fill("ได้ {total} คะแนน", {"total": "๘๒.๘๖"}) == "ได้ ๘๒.๘๖ คะแนน"
    assert texts.fill("ได้ {total} คะแนน", {"total": ""}) == f"ได้ {texts.DOTS} คะแนน"


def test_a_value_is_never_read_as_a_template() -> None:
    assert texts.fill("{organization}", {"organization": "{total}", "total": "1"}) == "{total}"


def test_a_known_placeholder_that_does_not_fit_here_is_refused() -> None:
    with pytest.raises(texts.UnknownPlaceholder):
        texts.fill("{total}", {})
    with pytest.raises(texts.UnknownPlaceholder):
        texts.fill("{nothing}", {})


def test_the_default_paragraphs_hold_known_placeholders_only() -> None:
    for text in texts.DEFAULT_PARAGRAPHS:
        texts.check_placeholders(text)
