"""Decisions about people: pure, no await."""

from __future__ import annotations

import unicodedata
from datetime import datetime

from peerhub.core.errors import Forbidden, Refused
from peerhub.core.text import has_address, to_slug
from peerhub.core.words import _
from peerhub.people.models import (
    FORMER_NAME,
    HANDLE_LENGTH,
    PASSWORD_LEAST,
    SCOPE_KINDS,
    SESSION_IDLE,
    SHARED_IDLE,
    TOKEN_SCOPES,
    Person,
    PersonState,
    Role,
    RoleName,
    Session,
)
from peerhub.web.visitor import frozen_words

TOO_COMMON = (  # each has at least PASSWORD_LEAST signs and stands high in every public list
    "1234567890",
    "0123456789",
    "0987654321",
    "1q2w3e4r5t",
    "1qaz2wsx3edc",
    "qwertyuiop",
    "qwerty12345",
    "qwerty123456",
    "asdfghjkl;",
    "password12",
    "password123",
    "password1234",
    "passw0rd123",
    "iloveyou123",
    "letmein123",
    "welcome123",
    "football123",
    "liverpool1",
    "manchester",
    "charlie123",
    "abcdefghij",
    "abcdef1234",
)
BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"),
            ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"),
            ("Safari", "Safari"))  # fmt: skip
SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
           ("Mac OS", "Mac"), ("CrOS", "Chromebook"), ("Linux", "Linux"))  # fmt: skip


def is_session_awake(session: Session, now: datetime) -> bool:
    """A shared device's session ends after 15 quiet minutes, any other after 30 days."""
    idle = SHARED_IDLE if session.shared else SESSION_IDLE
    return now - session.seen_at < idle


def can_come_in(state: PersonState) -> bool:
    return state is PersonState.MEMBER


def check_not_frozen(person: Person) -> None:
    """Refused for who may read but not write for a while; told where they find why."""
    if person.frozen:
        raise Refused(frozen_words(), code="muted")


def sees_through_blocks(person: Person, *scopes: str) -> bool:
    """A block hides nothing from those who moderate a place, nor from safeguarding leads."""
    return person.holds(RoleName.MODERATOR, *scopes) or person.holds(RoleName.SAFEGUARDING)


def parse_role(text: str) -> Role:
    """`moderator@sector:housing`; ValueError with one sentence for anything else."""
    name, _, scope = text.partition("@")
    kind, _, slug = (scope or "hub").partition(":")
    if name not in {role.value for role in RoleName}:
        raise ValueError(f"There is no role {name!r}. Choose from {', '.join(RoleName)}.")
    if kind not in SCOPE_KINDS or (kind == "hub") != (slug == ""):
        raise ValueError(
            f"{scope!r} is no scope. Write hub, or a kind and its address, as in sector:housing."
        )
    return Role(name, scope or "hub")


def parse_scopes(words: tuple[str, ...]) -> frozenset[str]:
    """A token's scopes; ValueError with one sentence for an unknown one."""
    for word in words:
        if word not in TOKEN_SCOPES:
            raise ValueError(f"There is no scope {word!r}. Choose from {', '.join(TOKEN_SCOPES)}.")
    return frozenset(words)


def check_name(name: str) -> str:
    """A name to show, tidied; Refused where it is none, could be taken for the hub's own word, or
    would be an advert beside each word that is said under it.

    Signs that nobody sees are taken out: with them one name looks like another.
    """
    plain = "".join(
        c for c in unicodedata.normalize("NFC", name) if unicodedata.category(c) not in ("Cc", "Cf")
    )
    tidy = " ".join(plain.split())
    if not any(c.isalnum() for c in tidy):
        raise Refused(_("Write a name with at least one letter or number."), field="name")
    if has_address(tidy):
        raise Refused(
            _("A name is no address. Leave it out, or write a space after each full stop."),
            field="name",
        )
    if tidy.casefold() == FORMER_NAME.casefold():
        raise Refused(_("This name stands for people who have left. Choose another."), field="name")
    return tidy


def check_email(email: str) -> str:
    """An address that mail can be sent to, in small letters; Refused where it has not the shape of one."""
    address = email.strip().lower()
    local, at, domain = address.rpartition("@")
    odd = any(c.isspace() or c in '<>(),;:"[]\\' or not c.isprintable() for c in address)
    labels = domain.split(".")
    if not at or not local or odd or "@" in local or not all(labels) or len(labels) < 2:
        raise Refused(
            _("Write a whole email address, as in amina@example.org."), code="email", field="email"
        )
    return address


def check_password(password: str, *words: str) -> None:
    """Refused where it is short, well known, or made of the person's own name or address."""
    low = password.casefold()
    if len(password) < PASSWORD_LEAST:
        raise Refused(
            _("Use at least %(n)d signs. A few words in a row are good.") % {"n": PASSWORD_LEAST},
            field="password",
        )
    own = [w.casefold() for word in words for w in (word, word.partition("@")[0]) if len(w) > 3]
    if low in TOO_COMMON or len(set(low)) < 4 or low in own:
        raise Refused(
            _("Many people use this password, or it is your own name. Choose another."),
            field="password",
        )


def handle_from(name: str, number: int) -> str:
    """The name for addresses: `amina`, then `amina-2`. Names without letters of ours give `member`."""
    base = to_slug(name).strip("-") or "member"
    tail = "" if number == 1 else f"-{number}"
    return base[: HANDLE_LENGTH - len(tail)].strip("-") + tail


def device_name(user_agent: str) -> str:
    """`Firefox on Linux`: enough for its owner to know it, and nothing more is kept."""
    browser = next((name for sign, name in BROWSERS if sign in user_agent), "")
    system = next((name for sign, name in SYSTEMS if sign in user_agent), "")
    if browser and system:
        return f"{browser} on {system}"
    return browser or system or "A program"


def check_may_give(giver: Person) -> None:
    """Roles are an administrator's to give and take: a moderator cannot raise anybody."""
    if not giver.holds(RoleName.ADMINISTRATOR):
        raise Forbidden()


def token_scopes_for(person: Person) -> tuple[str, ...]:
    """Scopes that a person may give a token of theirs: never more than they may do themselves."""
    more = (("moderate", RoleName.MODERATOR), ("administer", RoleName.ADMINISTRATOR))
    return ("read", "write", *(scope for scope, role in more if person.has_role(role)))
