"""The names that a framework gives to indicators and instruments, as headers may spell them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from assessments.sheets.values import key_of


@dataclass(frozen=True)
class Vocabulary:
    """Names to recognise, all of them data of one or several fiscal years.

    indicators: number -> official name and aliases; instruments: code -> names;
    weights: code -> percent of the total; members: code -> indicator numbers.
    """

    indicators: Mapping[int, Sequence[str]]
    instruments: Mapping[str, Sequence[str]]
    weights: Mapping[str, Decimal] = field(default_factory=dict)
    members: Mapping[str, Sequence[int]] = field(default_factory=dict)

    @cached_property
    def roles(self) -> dict[str, str]:
        """Key of each name -> role ("score:7", "instrument:EIT")."""
        roles = {
            key_of(name): f"score:{number}" for number, names in self.indicators.items() for name in names
        }
        for code, names in self.instruments.items():
            roles.update({key_of(name): f"instrument:{code}" for name in (code, *names)})
        return roles

    @cached_property
    def by_length(self) -> list[tuple[str, str]]:
        """(key, role), longest name first: the longest name inside a text is the one that is meant."""
        return sorted(self.roles.items(), key=lambda item: -len(item[0]))
