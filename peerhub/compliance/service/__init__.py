"""Verbs of the records for the law."""
