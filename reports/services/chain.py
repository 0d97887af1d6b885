"""The chain that a memo goes along: the organization's own positions, else the default of its kind."""

from __future__ import annotations

from organizations.models import Organization
from organizations.titles import default_chain
from reports.models import ReviewPosition, ReviewStep


def steps_for(organization: Organization) -> list[ReviewStep]:
    """Return unsaved steps in the order of the chain, counted from 1, with the names to print."""
    return [_step(position, order) for order, position in enumerate(positions_of(organization), start=1)]


def positions_of(organization: Organization) -> list[ReviewPosition]:
    """Return the positions in force in their order; unsaved ones where the organization chose none."""
    stored = organization.review_positions.select_related("person", "deputy").order_by("order")
    return list(stored) or default_positions(organization)


def default_positions(organization: Organization) -> list[ReviewPosition]:
    """Return the unsaved positions of the default chain of the organization's kind."""
    return [ReviewPosition(title=title) for title in default_chain(organization.kind, organization.name)]


def _step(position: ReviewPosition, order: int) -> ReviewStep:
    return ReviewStep(
        order=order,
        title=position.title,
        printed_name=position.name,
        person=position.person,
        deputy=position.deputy,
        deputy_title=position.deputy_title,
    )
