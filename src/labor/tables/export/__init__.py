"""Chosen tables to take along: CSV, Parquet or a workbook, described and citable."""
