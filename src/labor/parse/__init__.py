"""One publisher file to one faithful table, marks split from numbers."""
