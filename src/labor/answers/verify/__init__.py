"""Are the numbers of a page those of the tables?"""
