"""Moderation's pages: report something, read the queue, open a case and handle it. No script needed."""
