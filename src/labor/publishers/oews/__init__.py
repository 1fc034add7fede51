"""Occupational Employment and Wage Statistics: workbooks since 1997 to tidy rows."""
