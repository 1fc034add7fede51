"""Parsed tables to tidy tables in common names and units."""
