"""What a process remembers about text, bounded."""

from __future__ import annotations

from collections.abc import Hashable
from operator import itemgetter
from typing import Any, Generic, TypeVar

ENTRIES = 6_000  # of one store and generation, about 1 KB each
STYLES = 2_000

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


class Memory:
    """Everything remembered for one font configuration, whose fonts the results depend on."""

    def __init__(self) -> None:
        self.lines: Store[tuple[Any, ...]] = Store()
        self.drawings: Store[Any] = Store()
        self.layouts: Store[tuple[Any, dict[str, Any]]] = Store(STYLES)
        self.fonts: dict[FontKey, tuple[Any, Any]] = {}
        self.glyphs: dict[Glyph, Glyph] = {}
        self._styles: dict[tuple[Any, ...], int] = {}

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


def text_style(style: Any) -> int:
    """The number of a style's text properties, kept on the style; copies of a style start without."""
    number: int | None = vars(style).get("portal_text_style")
    if number is None:
        number = style.portal_text_style = memory_of(style.font_config).number(style)
    return number
