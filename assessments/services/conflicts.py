"""Why a change of an assessment was refused."""

from __future__ import annotations

from assessments.models import Assessment


class StaleVersion(Exception):
    """Somebody else saved meanwhile; `assessment` holds what is stored now."""

    def __init__(self, assessment: Assessment) -> None:
        super().__init__("the assessment was changed meanwhile")
        self.assessment = assessment


class Closed(Exception):
    """The assessment is no draft any more: it was submitted, approved or locked."""


class NotReady(Exception):
    """The data still has errors; `messages` lists them in Thai."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__("; ".join(messages))
        self.messages = messages
