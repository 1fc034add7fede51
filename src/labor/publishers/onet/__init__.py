"""The O*NET database: its releases to tidy rows."""
