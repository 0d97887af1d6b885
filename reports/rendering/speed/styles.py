"""Computed values: worked out once for a place in the cascade, for every document of the process.

Elements with the same declarations, under parents with the same values, have the same values. Such
styles share a number and what is known of them; the style objects stay a document's own.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from weasyprint import css
from weasyprint.css.functions import check_math
from weasyprint.css.units import VIEWPORT_UNITS

from reports.rendering.fixes import Fix
from reports.rendering.speed.memory import Facts, memory_of

_set_computed_styles = css.StyleFor.set_computed_styles
_computed = css.ComputedStyle.__missing__
_anonymous = css.AnonymousStyle.__missing__


def set_computed_styles(
    style_for: Any,
    element: Any,
    parent: Any,
    root: Any = None,
    pseudo_type: str | None = None,
    base_url: str | None = None,
    target_collector: Any = None,
) -> None:
    """Stand in for the engine's method: the new style begins with the values that are known."""
    _set_computed_styles(style_for, element, parent, root, pseudo_type, base_url, target_collector)
    style = style_for.get_computed_styles()[element, pseudo_type]
    if facts := _facts(style, pseudo_type, base_url):
        style.portal_facts = facts
        style.update(facts.computed)
        style.specified.update(facts.specified)


def _facts(style: Any, *where: str | None) -> Facts | None:
    """What is known of styles at this place in the cascade; None when the place cannot be told."""
    # The root has no parent, and a parent that nobody has asked for a value yet is an empty mapping.
    parent = None if style.parent_style is None else _number(style.parent_style)
    if parent == 0:
        return None
    declared = tuple((name, *_hashable(value)) for name, value in style.cascaded.items())
    place = (parent, *where, declared)
    memory = memory_of(style.font_config)
    try:
        facts = memory.facts.get(place)
    except TypeError:
        return None
    if facts is None:
        facts = Facts(number=0 if any(map(_depends_on_page, declared)) else memory.next_number())
        memory.facts.put(place, facts)
    return facts if facts.number else None


def _number(style: Any) -> int:
    facts: Facts | None = vars(style).get("portal_facts")
    return facts.number if facts else 0


def _hashable(value: Any) -> Any:
    return tuple(map(_hashable, value)) if type(value) in (list, tuple) else value


def _depends_on_page(value: Any) -> bool:
    """Whether a value is, or may be once it is calculated, a share of the size of the first page."""
    if isinstance(value, css.Pending) or check_math(value):
        return True
    if (getattr(value, "unit", None) or "").lower() in VIEWPORT_UNITS:
        return True
    return isinstance(value, tuple) and any(map(_depends_on_page, value))


def computed(style: Any, key: str) -> Any:
    """Stand in for `ComputedStyle.__missing__`."""
    value = _computed(style, key)
    facts: Facts | None = vars(style).get("portal_facts")
    if facts and facts.number and key in style:
        facts.computed[key] = value
        if key in style.specified:
            facts.specified[key] = style.specified[key]
    return value


def anonymous(style: Any, key: str) -> Any:
    """Stand in for `AnonymousStyle.__missing__`."""
    value = _anonymous(style, key)
    facts: Facts | None = vars(style).get("portal_facts")
    if facts and facts.number:
        facts.computed[key] = value
    return value


def anonymous_style(style: Any) -> Any:
    """Stand in for the property of every style that holds the style of anonymous boxes inside."""
    inside = css.AnonymousStyle(style)
    facts: Facts | None = vars(style).get("portal_facts")
    if facts and facts.number:
        if facts.anonymous is None:
            facts.anonymous = Facts(number=memory_of(style.font_config).next_number())
        inside.portal_facts = facts.anonymous
        inside.update(facts.anonymous.computed)
    return inside


def _install() -> None:
    css.StyleFor.set_computed_styles = set_computed_styles
    css.ComputedStyle.__missing__ = computed
    css.AnonymousStyle.__missing__ = anonymous
    css.Style.anonymous_style = cached_property(anonymous_style)
    css.Style.anonymous_style.__set_name__(css.Style, "anonymous_style")


FIX = Fix(
    name="remembered styles",
    functions=(css.StyleFor, css.Style, css.InitialStyle, css.AnonymousStyle, css.ComputedStyle),
    sha256="463c6ec9af5ef0f686475cc5b2cf63ffc3605d673391bf0da323cd1936947210",
    install=_install,
)
