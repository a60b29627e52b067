"""Tags: one shared list of words by which things are found again, kept by administrators.

Nouns: Tag. Tables: tags. Events: none. Doors: /admin/tags, /api/v1/tags; what bears tags is shown
by the features above.
"""
