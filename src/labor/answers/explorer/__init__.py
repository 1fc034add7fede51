"""What the explorer page shows: all occupations of the nation and of every place, as one object."""
