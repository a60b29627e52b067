"""The demo: an invented community to try things in, made once in an empty database and marked for good.

`opening.py` makes it and says how to sign in; each feature's part is one function `seed_…` in a
file of its own. Nobody and nothing in it is real, and it never touches a database with real people.
"""
