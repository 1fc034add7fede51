"""What did an occupation earn, and how many jobs had it, in every year, whatever its codes?"""
