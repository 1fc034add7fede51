"""Which occupations pay most, grow fastest, have the most openings, and how sure the order is."""
