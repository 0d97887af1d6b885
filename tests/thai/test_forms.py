"""Addresses of web pages as offices type them: http and https only, nobody's password in them."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from thai.forms import WebAddressField

FIELD = WebAddressField(required=False, max_length=100)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("", ""),
        (" https://www.example.go.th/oit/o1 ", "https://www.example.go.th/oit/o1"),
        ("http://example.go.th:8080/a?b=1#c", "http://example.go.th:8080/a?b=1#c"),
        ("www.example.go.th/ข้อมูล", "https://www.example.go.th/ข้อมูล"),
        ("https://example.go.th/@name", "https://example.go.th/@name"),
    ],
)
def test_addresses_are_read(typed: str, address: str) -> None:
    assert FIELD.clean(typed) == address


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("ftp://example.go.th/a", "ต้องขึ้นต้นด้วย http:// หรือ https://"),
        ("javascript:alert(1)", "ต้องขึ้นต้นด้วย http:// หรือ https://"),
        ("ไม่มี", "ต้องขึ้นต้นด้วย http:// หรือ https://"),
        ("http://[", "ต้องขึ้นต้นด้วย http:// หรือ https://"),
        ("https://name:word@example.go.th/", "ต้องไม่มีชื่อผู้ใช้หรือรหัสผ่าน"),
        ("https://example.go.th/" + "a" * 100, "ยาวได้ไม่เกิน 100 ตัวอักษร"),
    ],
)
def test_what_is_no_public_address_is_refused_in_thai(typed: str, words: str) -> None:
    with pytest.raises(ValidationError, match=words.replace("(", r"\(")):
        FIELD.clean(typed)
