"""What changed from one release of a publisher's table to another."""
