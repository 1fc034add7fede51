"""Build, write and load the published tables."""
