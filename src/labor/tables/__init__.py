"""The waist: build, accept, load, verify and export the tidy tables."""
