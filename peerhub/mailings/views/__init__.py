"""Doors of the mailing lists."""
