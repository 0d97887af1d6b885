"""The framework to edit, the results to look at."""

from assessments.admin import framework, results

__all__ = ["framework", "results"]
