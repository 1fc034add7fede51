"""A room for each question a person asks."""
