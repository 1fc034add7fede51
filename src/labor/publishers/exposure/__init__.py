"""Scores of how exposed occupations are to AI, from studies of others."""
