"""Pure functions from tidy tables to tables of answers."""
