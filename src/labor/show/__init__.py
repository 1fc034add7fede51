"""Numbers in words, tables, charts and theme; the only room with matplotlib."""
