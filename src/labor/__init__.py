"""Occupational pay and outlook tables, tidy and documented, and honest comparisons of roles."""

__version__ = "2026.1"
