"""Statistics on tables, without sentences."""
