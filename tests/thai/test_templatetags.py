from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Engine

ENGINE = Engine(libraries={"thai": "thai.templatetags.thai"})


def render(expression: str, value: object, **context: object) -> str:
    template = ENGINE.from_string("{% load thai %}{{ value|" + expression + " }}")
    return template.render(Context({"value": value, **context}))


@pytest.mark.parametrize(
    ("expression", "value", "shown"),
    [
        ("thai_digits", 85, "๘๕"),
        ("thai_digits", None, ""),
        ("thai_date", date(2021, 9, 28), "๒๘ กันยายน ๒๕๖๔"),
        ("thai_date", datetime(2021, 9, 28, 23), "๒๘ กันยายน ๒๕๖๔"),  # noqa: DTZ001  # a naive moment is shown as it stands
        ("thai_date", None, ""),
        ("thai_date_short", date(2021, 9, 28), "๒๘ ก.ย. ๒๕๖๔"),
        ("thai_date_short", None, ""),
        ("score", Decimal("82.8632"), "82.86"),
        ("score", Decimal("98.785"), "98.79"),
        ("score", 100, "100.00"),
        ("score", None, "–"),
        ("score|thai_digits", Decimal(50), "๕๐.๐๐"),
    ],
)
def test_filters(expression: str, value: object, shown: str) -> None:
    assert render(expression, value) == shown


def test_a_moment_is_shown_as_the_day_it_is_in_thailand(settings: object) -> None:
    settings.TIME_ZONE = "Asia/Bangkok"  # type: ignore[attr-defined]  # pytest-django's wrapper is untyped
    assert render("thai_date", datetime(2021, 9, 27, 18, 0, tzinfo=UTC)) == "๒๘ กันยายน ๒๕๖๔"


def test_the_application_offers_the_filters() -> None:
    from thai.apps import ThaiConfig

    assert ThaiConfig.name == "thai"
