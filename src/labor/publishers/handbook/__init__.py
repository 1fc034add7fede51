"""The Occupational Outlook Handbook: saved pages to tables of facts."""
