"""Moderation carries nothing along: what was reported, held and decided stays with who decided it."""

from __future__ import annotations

from peerhub.core.portable import Portable

portable = Portable(
    stays={
        "cases": "reports and what waits",
        "reports": "who reported what, and sealed copies",
        "moderation_choices": "whom to ask outside this hub",
        "case_barred": "whom reporters named",
        "case_notes": "moderators' words for one another",
        "affiliations": "declared for the cases of this hub",
        "decisions": "moderators' words to one author",
        "standings": "counts what people wrote, under names for one room alone too",
        "log_entries": "the audit trail of this hub and no other",
        "log_heads": "the audit trail of this hub and no other",
    }
)
