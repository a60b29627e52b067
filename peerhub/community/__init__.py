"""The community itself: its name and who may join, its documents, its sectors, where to get help.

Tables: communities (one row), documents (terms, rules, privacy notice) and their other forms,
sectors, help_contacts. It stands below people, so that every feature may read it. Doors: /terms,
/rules, /privacy, /documents, /accessibility, /get-help, /admin/community, /admin/sectors,
/admin/help-contacts; `peerhub sector`. Documents are published at /admin/documents (compliance).
"""
