"""Pages of agencies and people."""
