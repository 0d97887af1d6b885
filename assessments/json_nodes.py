"""JSON files read strictly: every value knows its file and key, so that an error can point at it."""

import datetime
import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn


class FrameworkFileError(ValueError):
    """A framework file is missing or wrong; says which file, which key and why."""

    def __init__(self, file: str, key: str, problem: str) -> None:
        super().__init__(f"{file}: {key}: {problem}" if key else f"{file}: {problem}")
        self.file = file
        self.key = key
        self.problem = problem


@dataclass(frozen=True)
class Node:
    """A value of a JSON file and the keys that lead to it; every reader raises when it does not fit."""

    file: str
    path: tuple[str, ...]
    value: Any

    @property
    def last_key(self) -> str:
        """The key under which the value stands."""
        return self.path[-1]

    def fail(self, problem: str) -> NoReturn:
        """Raise FrameworkFileError for this value."""
        raise FrameworkFileError(self.file, ".".join(self.path), problem)

    def expect(self, *required: str, optional: tuple[str, ...] = ()) -> None:
        """Refuse an object that lacks a required key or holds one that nobody reads (a slip of typing)."""
        entries = self.entries()
        for key in required:
            if key not in entries:
                self._child(key).fail("is missing")
        for key in entries.keys() - {*required, *optional}:
            self._child(key).fail("is not a known key")

    def __getitem__(self, key: str) -> "Node":
        """Return the value under a key of an object."""
        entries = self.entries()
        return entries[key] if key in entries else self._child(key).fail("is missing")

    def optional(self, key: str) -> "Node | None":
        """Return the value under a key of an object, or None where the key is absent."""
        return self.entries().get(key)

    def entries(self) -> dict[str, "Node"]:
        """Return an object's values by key, in the file's order."""
        if not isinstance(self.value, dict):
            self.fail("must be an object")
        return {key: self._child(key, value) for key, value in self.value.items()}

    def list(self) -> tuple["Node", ...]:
        """Return a list's values."""
        if not isinstance(self.value, list):
            self.fail("must be a list")
        return tuple(self._child(str(position), value) for position, value in enumerate(self.value))

    def text(self) -> str:
        """Return a text that is not empty and has no spaces around it."""
        if not isinstance(self.value, str) or not self.value or self.value != self.value.strip():
            self.fail("must be a text, not empty and without spaces around it")
        return self.value

    def texts(self) -> tuple[str, ...]:
        """Return a list of texts."""
        return tuple(node.text() for node in self.list())

    def choice(self, *choices: str) -> str:
        """Return a text that is one of the choices."""
        if self.value not in choices:
            self.fail(f"must be one of {', '.join(choices)}")
        return self.text()

    def flag(self) -> bool:
        """Return true or false."""
        if not isinstance(self.value, bool):
            self.fail("must be true or false")
        return self.value

    def integer(self, low: int, high: int) -> int:
        """Return a whole number from low to high."""
        if type(self.value) is not int or not low <= self.value <= high:
            self.fail(f"must be a whole number from {low} to {high}")
        return self.value

    def decimal(self, high: Decimal) -> Decimal:
        """Return a number from 0 to high with at most two decimals."""
        value = Decimal(self.value) if type(self.value) in (int, Decimal) else Decimal(-1)
        if not 0 <= value <= high or value != round(value, 2):
            self.fail(f"must be a number from 0 to {high} with at most two decimals")
        return value

    def date(self) -> datetime.date:
        """Return a date written as YYYY-MM-DD (Christian era)."""
        try:
            return datetime.date.fromisoformat(self.text())
        except ValueError:
            self.fail("must be a date written as YYYY-MM-DD")

    def key_number(self) -> int:
        """Return the whole number that the value's key starts with: 9 for "9" and for "9.1"."""
        number = self.last_key.partition(".")[0]
        if not number.isdecimal():
            self.fail("the key must start with an indicator's number")
        return int(number)

    def _child(self, key: str, value: Any = None) -> "Node":
        return Node(self.file, (*self.path, key), value)


def read_json(path: Path) -> Node:
    """Return the root of a UTF-8 JSON file; numbers with a point become exact decimals.

    Raises FrameworkFileError for a file that cannot be read, is no JSON or gives a key twice.
    """

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        entries = dict(pairs)
        if len(entries) < len(pairs):
            keys = [key for key, _ in pairs]
            twice = next(key for key in keys if keys.count(key) > 1)
            raise FrameworkFileError(path.name, twice, "is given twice")
        return entries

    try:
        value = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal, object_pairs_hook=unique)
    except OSError as error:
        raise FrameworkFileError(path.name, "", "cannot be read") from error
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise FrameworkFileError(path.name, "", f"is no UTF-8 JSON: {error}") from error
    return Node(path.name, (), value)
