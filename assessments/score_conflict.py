"""Two people changed the same sheet: what the second one typed beside what is stored now.

The sheet carries, beside each field, what it started from (`was-…`). So a field that the person did
not touch is known, and the other person's value is proposed for it; where both hold a value of their own,
the typed one is proposed. The answer comes back as `choice-…` per field.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField

from assessments.forms import ScoreSheetForm, score_name
from assessments.services.figures import ANNOUNCED, Figures, as_text

STORED = "stored"


@dataclass(frozen=True)
class ConflictRow:
    """One field of the sheet; `stored` is the text of the value that is stored now."""

    field: BoundField
    stored: str
    differs: bool
    keep_mine: bool  # which of the two is proposed


def resolve(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the posted fields with the stored value in place of the typed one wherever that was chosen."""
    chosen = {
        name: data.get(f"was-{name}", "")
        for name in (key.removeprefix("choice-") for key in data if key.startswith("choice-"))
        if data[f"choice-{name}"] == STORED
    }
    return {name: data[name] for name in data} | chosen


def conflict_rows(form: ScoreSheetForm, stored: Figures) -> list[ConflictRow]:
    """Compare a bound form with what is stored now, in the order of the sheet."""
    now = _texts(stored)
    typed = _texts(form.figures())
    return [
        ConflictRow(
            field=form[name],
            stored=now.get(name, ""),
            differs=name in form.errors or typed[name] != now.get(name, ""),
            keep_mine=name in form.errors or typed[name] != form.data.get(f"was-{name}"),
        )
        for name in form.fields
    ]


def _texts(figures: Figures) -> dict[str, str]:
    texts = {name: as_text(getattr(figures, name)) for name in ANNOUNCED}
    return texts | {score_name(number): as_text(score) for number, score in figures.scores.items()}
