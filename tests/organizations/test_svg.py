"""The safe subset of SVG: shapes and paint pass, everything that acts or points elsewhere does not."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizations.svg import DEEPEST, MOST_ELEMENTS, UnsafeDrawing, paint_of, sanitise

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'


def drawing(inside: str, head: str = OPEN) -> bytes:
    return f"{head}<circle r='4'/>{inside}</svg>".encode()


def test_shapes_and_paint_are_kept() -> None:
    inside = (
        '<defs><linearGradient id="g"><stop offset="0" stop-color="#c00"/></linearGradient></defs>'
        '<g transform="scale(2)"><path d="M0 0L9 9" fill="url(#g)" style="stroke: #00f; stroke-width:2"/></g>'
        "<title>ตราตัวอย่าง</title>"
    )
    kept = sanitise(drawing(inside)).decode()
    for part in (
        "linearGradient",
        'd="M0 0L9 9"',
        'fill="url(#g)"',
        'stroke="#00f"',
        "ตราตัวอย่าง",
        "scale(2)",
    ):
        assert part in kept


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        '<script href="https://evil.example/x.js"/>',
        '<path d="M0 0" onload="alert(1)"/>',
        '<a href="javascript:alert(1)"><path d="M0 0"/></a>',
        '<image href="file:///etc/passwd"/>',
        '<image xlink:href="https://evil.example/x.png"/>',
        '<use href="https://evil.example/x.svg#a"/>',
        "<foreignObject><iframe src='https://evil.example'/></foreignObject>",
        '<style>@import "https://evil.example/x.css";</style>',
        '<path d="M0 0" style="fill:url(https://evil.example/x)"/>',
        '<path d="M0 0" fill="url(https://evil.example/x)"/>',
        '<path d="M0 0" fill="u\\72l(https://evil.example/x)"/>',
        '<animate attributeName="href" to="javascript:alert(1)"/>',
        '<set attributeName="onload" to="alert(1)"/>',
        '<filter id="f"><feImage href="https://evil.example/x"/></filter>',
        '<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>',
        '<?xml-stylesheet href="https://evil.example/x.css"?>',
    ],
)
def test_nothing_that_acts_or_points_elsewhere_is_kept(attack: str) -> None:
    kept = sanitise(drawing(attack)).decode()
    assert "circle" in kept
    assert not re.search(r"evil|script|alert|file:|onload|href|@import|iframe|style", kept)


@pytest.mark.parametrize(
    "data",
    [
        b"<svg",
        b"",
        b"<html xmlns='http://www.w3.org/2000/svg'><svg/></html>",
        b"<svg viewBox='0 0 9 9'><circle r='4'/></svg>",
        f"{OPEN}</svg>".encode(),
        b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + drawing("<title>&x;</title>"),
        b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + drawing("<title>&b;</title>"),
        drawing("", '<svg xmlns="http://www.w3.org/2000/svg">'),
        drawing("", '<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="100%">'),
        drawing("<g>" * (DEEPEST + 1) + "</g>" * (DEEPEST + 1)),
        drawing("<x>" * (DEEPEST + 1) + "</x>" * (DEEPEST + 1)),
        drawing("<path d='M0 0'/>" * MOST_ELEMENTS),
    ],
    ids=range(12),
)
def test_what_is_no_drawing_is_refused(data: bytes) -> None:
    with pytest.raises(UnsafeDrawing):
        sanitise(data)


def test_another_encoding_does_not_hide_anything() -> None:
    text = '<?xml version="1.0" encoding="utf-16"?>' + drawing("<script>alert(1)</script>").decode()
    assert b"alert" not in sanitise(text.encode("utf-16"))


def test_width_and_height_become_the_view_box() -> None:
    head = '<svg xmlns="http://www.w3.org/2000/svg" width="120px" height="80">'
    assert b'viewBox="0 0 120 80"' in sanitise(drawing("", head))


def test_sanitising_again_changes_nothing() -> None:
    once = sanitise(drawing('<path d="M0 0" style="fill:red"/>'))
    assert sanitise(once) == once


@given(st.text(max_size=200))
def test_no_style_brings_an_address(style: str) -> None:
    for name, value in paint_of(style).items():
        assert "http" not in name
        assert not re.search(r"url\s*\((?!\s*['\"]?#)", value)
