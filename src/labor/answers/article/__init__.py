"""Are the pay and outlook claims of an article right?"""
