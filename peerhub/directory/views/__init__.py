"""The doors of the directory: finding a page, keeping it right, and saying whose it is."""
