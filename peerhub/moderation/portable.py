"""Moderation carries nothing along: what was reported, held and decided stays with who decided it."""

from __future__ import annotations

from peerhub.core.portable import Portable

portable = Portable(
    stays={
        "cases": "reports and what waits",
        "reports": "who reported what, and sealed copies",
        "moderation_choices": "whom to ask outside this hub",
        "screening_rules": "what this hub watches for, which another chooses for itself",
        "repeats": "marks that only this hub's key knows, for a day",
        "complaints": "answered by who runs this hub, and in its records for the law",
        "queue_keys": "how moderators of this hub work",
        "case_barred": "whom reporters named",
        "case_notes": "moderators' words for one another",
        "affiliations": "declared for the cases of this hub",
        "decisions": "moderators' words to one author",
        "measures": "what was done to people here; another hub begins anew",
        "standings": "counts what people wrote, under names for one room alone too",
        "log_entries": "the audit trail of this hub and no other",
        "log_heads": "the audit trail of this hub and no other",
    }
)
