"""What a process remembers about styles and text, bounded."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, Generic, TypeVar

ENTRIES = 6_000  # of one store and generation, about 1 KB each
STYLES = 2_000
PLACES = 500  # in the cascade, about 13 KB each
LINE_BOXES = 3_000  # about 7 KB each
UNKNOWN = object()

# Every computed value that the engine's text functions read (a test compares this with their source).
TEXT_PROPERTIES = (
    "direction",
    "font_family",
    "font_feature_settings",
    "font_kerning",
    "font_language_override",
    "font_size",
    "font_stretch",
    "font_style",
    "font_variant_alternates",
    "font_variant_caps",
    "font_variant_east_asian",
    "font_variant_ligatures",
    "font_variant_numeric",
    "font_variant_position",
    "font_variation_settings",
    "font_weight",
    "hyphenate_character",
    "hyphenate_limit_chars",
    "hyphenate_limit_zone",
    "hyphens",
    "lang",
    "letter_spacing",
    "overflow_wrap",
    "tab_size",
    "text_decoration_line",
    "white_space",
    "word_break",
    "word_spacing",
)

_values = itemgetter(*TEXT_PROPERTIES)

Value = TypeVar("Value")
FontKey = tuple[int, float]  # hash of the font's description without its size, size
Glyph = tuple[int, int, str]  # number in the font, width in 1/1000 em, text that it stands for


class Store(Generic[Value]):
    """A mapping that forgets what was not used for long: two generations, so that a hit costs nothing."""

    def __init__(self, limit: int = ENTRIES) -> None:
        self._limit = limit
        self._young: dict[Hashable, Value] = {}
        self._old: dict[Hashable, Value] = {}

    def get(self, key: Hashable) -> Value | None:
        """The remembered value, which counts as used; None when there is none."""
        value = self._young.get(key)
        if value is None and (value := self._old.get(key)) is not None:
            self.put(key, value)
        return value

    def put(self, key: Hashable, value: Value) -> None:
        """Remember a value; a full young generation becomes the old one, which is forgotten."""
        if len(self._young) >= self._limit:
            self._old, self._young = self._young, {}
        self._young[key] = value

    def __len__(self) -> int:
        return len(self._young) + len(self._old)


@dataclass(slots=True)
class Facts:
    """What is known of a style. A number says that styles with this number have the same computed values."""

    number: int = 0
    computed: dict[str, Any] = field(default_factory=dict)
    specified: dict[str, Any] = field(default_factory=dict)
    anonymous: Facts | None = None  # of the style of anonymous boxes inside
    text: int | None = None  # number of its text properties
    lengths: Any = UNKNOWN
    strut: tuple[float, float] | None = None
    plain: bool | None = None  # neither background nor rounded corners


class Memory:
    """Everything remembered for one font configuration, whose fonts the results depend on."""

    def __init__(self) -> None:
        self.facts: Store[Facts] = Store(PLACES)
        self.lines: Store[tuple[Any, ...]] = Store()
        self.lineboxes: Store[Any] = Store(LINE_BOXES)
        self.drawings: Store[Any] = Store()
        self.layouts: Store[tuple[Any, dict[str, Any]]] = Store(STYLES)
        self.fonts: dict[FontKey, tuple[Any, Any]] = {}
        self.glyphs: dict[Glyph, Glyph] = {}
        self._styles: dict[tuple[Any, ...], int] = {}
        self._contents: Store[int] = Store()
        self._numbered = 0

    def next_number(self) -> int:
        """A number that no style has had."""
        self._numbered += 1
        return self._numbered

    def content_number(self, content: tuple[Any, ...]) -> int:
        """A number for a text with its styles."""
        number = self._contents.get(content)
        if number is None:
            number = self.next_number()
            self._contents.put(content, number)
        return number

    def number(self, style: Any) -> int:
        """A number for the style's text properties; 0 when they cannot be told or are too many."""
        values = _values(style)
        try:
            known = self._styles.get(values)
        except TypeError:  # underlines and the like are sets
            return 0
        if known is None and len(self._styles) < STYLES:
            known = self._styles[values] = len(self._styles) + 1
        return known or 0


def memory_of(font_config: Any) -> Memory:
    """The memory that lives as long as this font configuration."""
    memory: Memory | None = vars(font_config).get("portal_memory")
    if memory is None:
        memory = font_config.portal_memory = Memory()
    return memory


def forget(font_config: Any) -> None:
    """Let go of everything remembered for this font configuration."""
    vars(font_config).pop("portal_memory", None)


def facts_of(style: Any) -> Facts:
    """What is known of a style; copies of a style, which may be changed, start anew."""
    facts: Facts | None = vars(style).get("portal_facts")
    if facts is None:
        facts = style.portal_facts = Facts()
    return facts


def text_style(style: Any) -> int:
    """The number of a style's text properties."""
    facts = facts_of(style)
    if facts.text is None:
        facts.text = memory_of(style.font_config).number(style)
    return facts.text
