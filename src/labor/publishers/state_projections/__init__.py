"""The states' projections: the file of Projections Central to tidy rows."""
