"""Drafts: words that somebody has begun to write, kept on the server so that no device loses them.

Words: Draft, place. Tables: drafts. Events: none. Doors: those of the features that have a composer.
"""
