"""How exposed to AI others say that an occupation is, and how far they agree."""
