"""Verbs of safeguarding, one file for each intention."""
