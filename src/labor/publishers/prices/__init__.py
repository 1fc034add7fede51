"""Consumer prices: the CPI-U index to tidy rows."""
