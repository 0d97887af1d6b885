"""The chain that a memo goes along: the organization's own positions, else the default of its kind."""

from __future__ import annotations

from organizations.models import Organization
from organizations.titles import default_chain
from reports.models import ReviewPosition, ReviewStep


def steps_for(organization: Organization) -> list[ReviewStep]:
    """Return unsaved steps in the order of the chain, counted from 1, with the names to print."""
    positions = list(organization.review_positions.select_related("person", "deputy").order_by("order"))
    if not positions:
        titles = default_chain(organization.kind, organization.name)
        positions = [ReviewPosition(title=title) for title in titles]
    return [_step(position, order) for order, position in enumerate(positions, start=1)]


def _step(position: ReviewPosition, order: int) -> ReviewStep:
    return ReviewStep(
        order=order,
        title=position.title,
        printed_name=position.name,
        person=position.person,
        deputy=position.deputy,
        deputy_title=position.deputy_title,
    )
