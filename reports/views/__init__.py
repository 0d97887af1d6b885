"""Pages of reports, one room per page."""
