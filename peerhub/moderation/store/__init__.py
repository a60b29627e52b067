"""Rows in, rows out of moderation: cases, reports, standings, the audit trail."""
