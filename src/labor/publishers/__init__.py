"""A room for each publisher's product: everything that knows its files."""
