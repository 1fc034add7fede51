"""How much of a gap in mean pay is the mix of occupations, and how much the pay inside them?"""
