"""Mailing lists: who asked for which, in which words, and how they leave again."""
