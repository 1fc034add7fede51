"""How did pay change over the years, and which years may be compared?"""
