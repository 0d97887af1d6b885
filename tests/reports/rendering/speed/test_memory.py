import inspect
import re

from reports.rendering.speed import lines
from reports.rendering.speed.memory import TEXT_PROPERTIES, Memory, Store


def test_a_value_that_is_used_outlives_the_others() -> None:
    store: Store[int] = Store(limit=2)
    for number in range(1, 8):
        store.put(number, number)
        assert store.get(1) == 1
    assert store.get(2) is None
    assert len(store) <= 4


def test_an_unknown_key_has_no_value() -> None:
    assert Store[int]().get("x") is None


def test_every_style_property_that_text_depends_on_is_part_of_the_key() -> None:
    functions = set(lines.FIX.functions) - {lines._strut}  # remembered for the style as a whole
    sources = [inspect.getsource(function) for function in functions]
    read = {name for source in sources for name in re.findall(r"style\['(\w+)'\]", source)}
    assert read == set(TEXT_PROPERTIES)


def test_styles_are_numbered_by_their_text_properties() -> None:
    memory = Memory()
    style = dict.fromkeys(TEXT_PROPERTIES, "normal")
    assert memory.number(style) == memory.number(style | {"color": "red"}) == 1
    assert memory.number(style | {"font_size": 12.0}) == 2
    assert memory.number(style | {"text_decoration_line": {"underline"}}) == 0


def test_styles_beyond_the_bound_are_not_remembered() -> None:
    memory = Memory()
    style = dict.fromkeys(TEXT_PROPERTIES, "normal")
    numbers = [memory.number(style | {"font_size": float(size)}) for size in range(2_005)]
    assert numbers[:2] == [1, 2]
    assert numbers[-5:] == [0] * 5
    assert memory.number(style | {"font_size": 0.0}) == 1
