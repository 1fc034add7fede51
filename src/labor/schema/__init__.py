"""What each tidy table looks like: key, columns, dtype, unit, description, limits."""
