"""The community itself: what it is called, its rules and who may join; sectors; where to get help.

Tables: communities (one row), sectors, help_contacts. It stands below people, so that every
feature may read it. Doors: /rules, /privacy, /accessibility, /get-help, /admin/community,
/admin/sectors, /admin/help-contacts; `peerhub sector`.
"""
