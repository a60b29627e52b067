"""Rows in, rows out of people's tables: persons (with roles), sessions, links, tokens."""
