"""Is the work growing, and how did earlier projections turn out?"""
