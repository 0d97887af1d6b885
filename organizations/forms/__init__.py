"""Forms of organizations and people."""
