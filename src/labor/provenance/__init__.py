"""Where a number in a text comes from: marks in the text, elements in the page, and the check."""
