"""Verbs of export, a file each: leave, check, arrive."""
