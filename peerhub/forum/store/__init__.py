"""Rows in, rows out of the forum: boards, threads with their posts, imports."""
