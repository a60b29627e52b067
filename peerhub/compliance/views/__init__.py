"""Doors of the records for the law."""
