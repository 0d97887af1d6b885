"""What will be done: plans of a fiscal year, their measures, and how far they have come."""

from measures.models.plans import Measure, Plan

__all__ = ["Measure", "Plan"]
