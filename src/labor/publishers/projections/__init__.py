"""Employment Projections: workbooks and web exports to tidy rows."""
