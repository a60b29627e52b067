"""Safeguarding carries nothing along: what is sealed to the leads of one hub opens in no other."""

from __future__ import annotations

from peerhub.core.portable import Portable

portable = Portable(
    stays={
        "lead_keys": "keys of the leads of this hub",
        "lead_passkeys": "devices that open the keys of this hub",
        "lead_approvals": "who let whom into the circle of this hub",
        "lead_unlockings": "sessions of this hub",
        "lead_shifts": "who is on duty in this hub",
        "safeguarding_settings": "what the leads of this hub have settled",
        "concerns": "sealed to the leads of this hub",
        "concern_keys": "sealed to the leads of this hub",
        "concern_entries": "sealed to the leads of this hub",
        "concern_letters": "sealed to those who raised a concern in this hub",
        "concern_reminders": "when the leads of this hub are reminded",
        "letter_boxes": "sealed to people to whom the leads of this hub wrote",
        "letters": "sealed to people to whom the leads of this hub wrote",
        "concern_tellings": "who was called in this hub",
    }
)
