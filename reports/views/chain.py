"""The review chain of an organization: which positions comment on its memos, in which order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from organizations.access import organization_view
from organizations.models import Organization
from organizations.versions import posted_version
from reports.forms import ChainFormSet, PositionForm, chain_formset
from reports.models import ReviewPosition
from reports.services.chain import default_positions, positions_of
from reports.services.writing import ChainRow, StaleChain, chain_version, save_chain


@organization_view("organizations.administer")
def chain(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Show the chain; replace it with what was typed, never over somebody else's unseen."""
    if request.method != "POST":
        # The version comes before the chain itself: what is saved in between is not overwritten unseen.
        version = chain_version(organization)
        formset = chain_formset(organization, initial=_initial(organization))
        return _page(request, organization, formset, version=version)
    formset = chain_formset(organization, data=request.POST)
    # Shown again with an error, the form still says what the person saw: the guard stays.
    version = posted_version(request)
    if not formset.is_valid():
        return _page(request, organization, formset, version=version, status=422)
    try:
        saved = save_chain(organization, formset.rows(), version=version)
    except StaleChain:
        return _conflict_page(request, organization, formset)
    text = f"บันทึกลำดับการเสนอของ {organization} จำนวน {len(saved)} ตำแหน่งแล้ว"
    default = f"{organization} กลับไปใช้ลำดับการเสนอมาตรฐานแล้ว"
    messages.success(request, text if saved else default)
    return redirect("chain", code=organization.code)


def _conflict_page(request: HttpRequest, organization: Organization, formset: ChainFormSet) -> HttpResponse:
    """Show what was typed beside what is stored now; where both say the same there is nothing to settle."""
    version = chain_version(organization)
    stored = _rows(positions_of(organization))
    typed = formset.rows() or _rows(default_positions(organization))
    differences = [
        {"place": place, "stored": _told(old), "typed": _told(new)}
        for place, (old, new) in enumerate(zip_longest(stored, typed), start=1)
        if old != new
    ]
    if not differences:
        messages.info(request, "ลำดับที่ท่านกรอกตรงกับที่บันทึกไว้แล้ว ไม่มีข้อมูลใดเปลี่ยนแปลง")
        return redirect("chain", code=organization.code)
    return _page(request, organization, formset, version=version, status=409, differences=differences)


def _rows(positions: Iterable[ReviewPosition]) -> list[ChainRow]:
    names = ChainRow.__dataclass_fields__
    return [ChainRow(**{name: getattr(position, name) for name in names}) for position in positions]


def _told(row: ChainRow | None) -> str:
    """One position in words: its title, then everything else that was filled in, each with its label."""
    if row is None:
        return ""
    fields = PositionForm.base_fields
    others = [(fields[name].label, getattr(row, name)) for name in ChainRow.__dataclass_fields__][1:]
    return " · ".join([row.title, *(f"{label} {value}" for label, value in others if value)])


def _initial(organization: Organization) -> list[dict[str, object]]:
    """The chain as it is in force, the default one included."""
    rows = _rows(positions_of(organization))
    return [{"order": order} | vars(row) for order, row in enumerate(rows, start=1)]


def _page(
    request: HttpRequest,
    organization: Organization,
    formset: ChainFormSet,
    *,
    version: int,
    status: int = 200,
    differences: Sequence[Any] = (),
) -> HttpResponse:
    context = {
        "organization": organization,
        "formset": formset,
        "version": version,
        "differences": differences,
        "tab": "chain",
    }
    return render(request, "reports/chain.html", context, status=status)
