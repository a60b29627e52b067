"""Records for the law: what a hub answers for, written down, versioned and taken out as one file.

Tables: compliance_records. Doors: /admin/documents (terms, rules and privacy notice, which the
community keeps), /admin/compliance. What the law asks stands in a dated data file,
`online-safety.toml`, which a hub may replace.
"""
