"""Mailings carry their lists and sentences along; who is on them agreed to this hub alone."""

from __future__ import annotations

from peerhub.core.portable import Portable, Records
from peerhub.mailings.tables import list_sentences, mailing_lists

portable = Portable(
    records=[
        Records("mailing_lists", mailing_lists, key=("list_id",)),
        Records("list_sentences", list_sentences, key=("list_id", "version")),
    ],
    stays={
        "list_asks": "ticks that nobody has confirmed",
        "subscriptions": "who is on a list agreed to this hub, and to no other",
        "consents": "proof of what was agreed to here",
    },
)
