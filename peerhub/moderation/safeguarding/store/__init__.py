"""Rows of safeguarding. What is sealed stays sealed here."""
