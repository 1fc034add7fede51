"""The catalogue of public tables, and getting one whole and verified into data/raw."""
