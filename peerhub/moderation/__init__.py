"""Moderation: what waits, what was reported, who decided what and why.

Nouns: Case, Report, Decision, Standing, LogEntry. Tables: cases, reports, decisions, standings,
log_entries. Events: ItemHeld, ItemReported, CaseDecided. Doors: /report, /moderation,
/api/v1/reports, /api/v1/moderation/queue; `peerhub audit`. It knows no kind of item: features
above plug theirs in through the Moderated port.
"""
