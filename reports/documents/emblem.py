"""The agency's emblem, as the memo prints it."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass

from django.core.files.storage import default_storage

from organizations.emblems import TYPES
from organizations.models import Organization


@dataclass(frozen=True)
class Emblem:
    """The organization's emblem; without content, drafts show a box for it and final files a blank."""

    content: bytes = b""
    suffix: str = "png"

    @property
    def path(self) -> str:
        """Where a document names it; empty without content."""
        return f"emblem/emblem.{self.suffix}" if self.content else ""

    @property
    def address(self) -> str:
        """Where the renderer finds it; empty without content."""
        return f"/{self.path}" if self.content else ""

    @property
    def data_address(self) -> str:
        """The picture itself as an address, for a preview in the browser; empty without content."""
        encoded = b64encode(self.content).decode()
        return f"data:{TYPES[self.suffix]};base64,{encoded}" if self.content else ""

    @property
    def images(self) -> dict[str, bytes]:
        """What is handed to the renderer along with the document."""
        return {self.path: self.content} if self.content else {}


def emblem_of(organization: Organization) -> Emblem:
    """Read the emblem that the organization has now; a file that is gone counts as none."""
    name = organization.emblem.name
    if not name or not default_storage.exists(name):
        return Emblem()
    with default_storage.open(name) as file:
        return Emblem(file.read(), name.rpartition(".")[2])
