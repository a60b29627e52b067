"""Records for the law: what a hub answers for, written down and versioned.

Doors: /admin/documents (terms, rules and privacy notice, which the community keeps).
"""
