"""Rows in, rows out of the directory's tables."""
