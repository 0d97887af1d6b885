"""Where django-rules looks for the permissions at start."""

from organizations import policies

__all__ = ["policies"]
