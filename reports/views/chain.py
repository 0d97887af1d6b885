"""The review chain of an organization: which positions comment on its memos, in which order."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from organizations.access import organization_view
from organizations.models import Organization
from reports.forms import ChainFormSet, chain_formset
from reports.services.chain import steps_for
from reports.services.writing import ChainRow, save_chain


@organization_view("organizations.administer")
def chain(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Show the chain; replace it with what was typed."""
    if request.method != "POST":
        return _page(request, organization, chain_formset(organization, initial=_initial(organization)))
    formset = chain_formset(organization, data=request.POST)
    if not formset.is_valid():
        return _page(request, organization, formset, status=422)
    saved = save_chain(organization, formset.rows())
    text = f"บันทึกลำดับการเสนอของ {organization} จำนวน {len(saved)} ตำแหน่งแล้ว"
    default = f"{organization} กลับไปใช้ลำดับการเสนอมาตรฐานแล้ว"
    messages.success(request, text if saved else default)
    return redirect("chain", code=organization.code)


def _initial(organization: Organization) -> list[dict[str, object]]:
    """The chain as it is in force, the default one included."""
    names = ChainRow.__dataclass_fields__
    steps = steps_for(organization)
    return [{"order": step.order} | {name: getattr(step, name) for name in names} for step in steps]


def _page(
    request: HttpRequest, organization: Organization, formset: ChainFormSet, *, status: int = 200
) -> HttpResponse:
    context = {"organization": organization, "formset": formset, "tab": "chain"}
    return render(request, "reports/chain.html", context, status=status)
