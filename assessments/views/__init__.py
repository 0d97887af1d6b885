"""Pages of assessments, one room per page."""
