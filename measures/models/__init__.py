"""What will be done: plans of a fiscal year, their measures, and how far they have come."""

from measures.models.plans import Measure, Plan
from measures.models.progress import Evidence, Progress
from measures.models.reminders import Reminder, ReminderChoice

__all__ = ["Evidence", "Measure", "Plan", "Progress", "Reminder", "ReminderChoice"]
