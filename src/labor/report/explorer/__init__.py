"""The explorer page: one file with all occupations, its script made from `source` with npm."""
