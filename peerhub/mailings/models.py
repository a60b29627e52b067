"""Nouns of mailings: MailingList, Ask, Subscription, Consent, and their limits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from peerhub.core.words import N_

TITLE_LENGTH = 80
ABOUT_LENGTH = 500
SENTENCE_LENGTH = 500
MOST_LISTS = 50  # of one hub; more is no choice any more
ASK_LASTS = timedelta(days=7)  # unconfirmed: then nothing of it is left
ASKS = "20/hour"  # from one address of the internet


class Act(StrEnum):
    """What somebody did about one list."""

    JOINED = "joined"
    LEFT = "left"


class Method(StrEnum):
    """How they did it."""

    LETTER = "letter"
    SIGNED_IN = "signed_in"
    LINK = "link"
    ACCOUNT_GONE = "account_gone"


class Basis(StrEnum):
    """Why the hub may write to them (UK GDPR article 6, PECR regulation 22)."""

    CONSENT = "consent"


METHOD_WORDS = {
    Method.LETTER: N_("ticked on a page, and confirmed by a link that was sent to this address"),
    Method.SIGNED_IN: N_("ticked on a page, signed in with an account of this address"),
    Method.LINK: N_("by the link in a letter"),
    Method.ACCOUNT_GONE: N_("by leaving the hub"),
}


@dataclass(frozen=True, slots=True)
class MailingList:
    """One list. `sentence` is what one agrees to by ticking it, in its newest version."""

    list_id: str
    slug: str
    title: str
    about: str
    sentence: str
    version: int
    archived_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """Ticks that wait for a click in a letter. `wanted`: (list_id, version of the sentence shown)."""

    ask_id: str
    address: bytes
    wanted: tuple[tuple[str, int], ...]
    page: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Subscription:
    """Somebody on a list. `address` is sealed; `mark` finds it without opening it."""

    subscription_id: str
    list_id: str
    mark: str
    address: bytes
    since: datetime


@dataclass(frozen=True, slots=True)
class Consent:
    """One line of the ledger: added, never changed. `sentence` is the very one that was shown."""

    mark: str
    list_id: str
    act: Act
    method: Method
    at: datetime
    sentence: str = ""
    version: int = 0
    page: str = ""
    asked_at: datetime | None = None
    basis: Basis = Basis.CONSENT
