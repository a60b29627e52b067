"""The whole community as open formats, and back: JSON Lines, pages for reading, files beside.

Nouns: Manifest. Tables: none. What goes along and what stays says each feature in its `portable.py`.
Doors: `peerhub export` and `peerhub import export`.
"""
