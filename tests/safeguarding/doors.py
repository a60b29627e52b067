"""Every door of safeguarding, found among the routes, and what whoever knocks should meet there."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from starlette.routing import Route

from peerhub.app import FEATURES, routes_of
from tests.safeguarding.conftest import PASSPHRASE
from tests.web.writes_safeguarding import PASSKEY, SALT, SHEET

# What a visitor meets.
SIGN_IN = "sign in"
REFUSED = "refused"  # 403, by role or by a key that does not count
NOTHING = "nothing"  # 404, as if it never was
LOCKED = "locked"  # urgency and clock alone
IN = "in"
DONE = "done"  # 303
NOT_NOW = "not now"  # 422: they came in, and are told why it was not done


class Who(StrEnum):
    """What somebody is to the wall."""

    STRANGER = "stranger"
    OUTSIDE = "outside"  # an account without the role
    KEYLESS = "keyless"  # the role, as a command line gives it, and no key
    UNAPPROVED = "unapproved"  # a key of one's own, open, that nobody signed
    LOCKED = "locked"
    CONTACT = "contact"
    DEPUTY = "deputy"
    LEAD = "lead"  # a key that counts, open in this browser
    KEPT_OUT = "kept out"  # the same, and a concern that was not sealed to them


ROLES = {
    "a stranger": Who.STRANGER,
    "a member": Who.OUTSIDE,
    "who raised it": Who.OUTSIDE,
    "whom it names": Who.OUTSIDE,
    "a moderator": Who.OUTSIDE,
    "a reviewer": Who.OUTSIDE,
    "an administrator": Who.OUTSIDE,
    "a lead who left": Who.OUTSIDE,
    "a lead who came back": Who.KEYLESS,
    "the role alone": Who.KEYLESS,
    "nobody signed": Who.UNAPPROVED,
    "a locked lead": Who.LOCKED,
    "the contact": Who.CONTACT,
    "a deputy": Who.DEPUTY,
    "a lead": Who.LEAD,
    "a lead not wanted": Who.KEPT_OUT,
    "a lead who wrote it": Who.KEPT_OUT,
    "a lead of its house": Who.KEPT_OUT,  # of the organisation of whoever wrote it
}
STATES = ("waiting", "climbed", "seen", "in hand", "held", "joined", "closed")
FORMS: dict[
    str, dict[str, str]
] = {  # what whoever knocks has filled in: complete, so that it is done
    "take": {},
    "pass_on": {},
    "create_record": {"part": "known", "words": "We rang."},
    "create_letter": {"letter": "Thank you."},
    "create_person_letter": {"about_letter": "We are here.", "handle": "{named}"},
    "create_answer": {"words": "Thank you."},
    "update_item": {"act": "leave"},
    "unmask": {"unmask_why": "To find them"},
    "join": {"other": "{other}"},
    "update_review": {"on": "2027-01-31"},
    "create_task": {"task": "Ring her again."},
    "finish_task": {"number": "{task}"},
    "update_hold": {"held": "yes", "hold_why": "Court"},
    "close": {"outcome": "Safe", "why": "We rang."},
    "open_again": {"reason": "He is back."},
    "unlock": {"passphrase": PASSPHRASE},  # the locked lead's
    "unlock_by_passkey": PASSKEY,  # the same one's
    "create_passkey": {**PASSKEY, "salt": SALT, "own_passphrase": PASSPHRASE},
    "end_passkey": {},
    "lock": {},
    "create_key": {"passphrase": PASSPHRASE, "again": PASSPHRASE},
    "create_sheet": {},
    "use_sheet": {"sheet": SHEET},
    "approve_key": {},
    "end_key": {},
    "reseal_key": {},
    "update_rota": {"manner": "always"},
    "update_settings": {"keep_years": "10"},
    "create_flag": {"secret": "a-form-that-everybody-sends", "urgency": "1"},
    "read_kept": {"reference": "{reference}", "code": "{code}"},
    "create_more": {"reference": "{reference}", "code": "{code}", "words": "He is back."},
    "pass_case": {},
}


@dataclass(frozen=True)
class Door:
    """`path` may hold {concern_id}, {key_id}, {box_id} or {case_id}."""

    name: str
    method: str
    path: str
    form: dict[str, str] = field(default_factory=dict)


def doors() -> list[Door]:
    """From the routes. One that is added stands in no table below, and the test says so."""
    found = []
    for route in routes_of(FEATURES):
        if isinstance(route, Route) and route.name.startswith("safeguarding:"):
            name = route.name.removeprefix("safeguarding:")
            if "POST" in (route.methods or set()):
                found.append(Door(name, "POST", route.path, FORMS[name]))
            else:
                found.append(Door(name, "GET", route.path))
    return found


CONCERN_DOORS = [door for door in doors() if "{concern_id}" in door.path]
PUBLIC_DOORS = [door for door in doors() if door.path.startswith("/flag")]
CASE_DOORS = [door for door in doors() if "{case_id}" in door.path]
LETTER_DOORS = [door for door in doors() if "{box_id}" in door.path]
OTHERS = (*CONCERN_DOORS, *PUBLIC_DOORS, *CASE_DOORS, *LETTER_DOORS)
CIRCLE_DOORS = [door for door in doors() if door not in OTHERS]

SHOWN = {"concern", "file"}
ALWAYS_DONE = {"take", "pass_on", "update_hold", "create_task", "finish_task"}
NEVER_DONE = {"unmask"}  # what was flagged was written under a name that is no secret
WHILE_OPEN = {
    "create_record",
    "create_letter",
    "create_person_letter",
    "update_item",
    "update_review",
    "join",
}
CLOSED_FROM = {"seen", "in hand", "held", "joined"}  # never unread


def comes_in(who: Who, state: str) -> bool:
    """Through the wall: a key that counts, to what was sealed to it and has climbed to it."""
    if who in (Who.DEPUTY, Who.CONTACT):
        return state == "climbed"
    return who in (Who.LEAD, Who.LOCKED)


def at_a_concern(who: Who, door: str, state: str) -> str:
    if who is Who.STRANGER:
        return SIGN_IN
    if who is Who.OUTSIDE:
        return REFUSED
    if not comes_in(who, state):
        return NOTHING
    if who is Who.LOCKED:
        return DONE if door == "pass_on" else LOCKED
    if door in SHOWN:
        return IN
    done = {
        **dict.fromkeys(ALWAYS_DONE, True),
        **dict.fromkeys(NEVER_DONE, False),
        **dict.fromkeys(WHILE_OPEN, state != "closed"),
        "close": state in CLOSED_FROM,
        "open_again": state == "closed",
    }
    return DONE if done[door] else NOT_NOW


HOLDERS = (Who.KEYLESS, Who.UNAPPROVED, Who.LOCKED, Who.CONTACT, Who.DEPUTY, Who.LEAD)
ALL_IN, ALL_DONE = (IN,) * 6, (DONE,) * 6
ALL_REFUSED, NONE_NOW = (REFUSED,) * 6, (NOT_NOW,) * 6
OWN_PASSPHRASE = (NOT_NOW, NOT_NOW, DONE, NOT_NOW, NOT_NOW, NOT_NOW)
LEADS_ALONE = (REFUSED, REFUSED, NOT_NOW, REFUSED, REFUSED, DONE)
CIRCLE = {  # in the order of HOLDERS; keys are somebody else's
    "queue": ALL_IN,
    "keys": ALL_IN,
    "rota": ALL_IN,
    "settings": ALL_IN,
    "unlock": OWN_PASSPHRASE,
    "unlock_by_passkey": OWN_PASSPHRASE,
    "create_passkey": OWN_PASSPHRASE,
    "end_passkey": (NOT_NOW, NOTHING, DONE, NOTHING, NOTHING, NOTHING),
    "lock": ALL_DONE,
    "create_key": ALL_DONE,
    "create_sheet": (REFUSED, REFUSED, NOT_NOW, NOT_NOW, NOT_NOW, IN),
    "use_sheet": (NOT_NOW, DONE, DONE, DONE, DONE, DONE),
    "approve_key": LEADS_ALONE,
    "end_key": LEADS_ALONE,
    "reseal_key": LEADS_ALONE,
    "update_settings": LEADS_ALONE,
    "update_rota": (REFUSED, REFUSED, DONE, DONE, DONE, DONE),
}
NOT_FOUNDED = {  # nobody's key counts; two leads can found the circle
    **CIRCLE,
    "create_sheet": ALL_REFUSED,
    "use_sheet": NONE_NOW,
    "approve_key": (NOT_NOW, DONE, NOT_NOW, REFUSED, REFUSED, DONE),
    "end_key": ALL_DONE,
    "reseal_key": ALL_REFUSED,
    "update_settings": ALL_REFUSED,
    "update_rota": ALL_REFUSED,
}


def at_the_circle(who: Who, door: str, *, founded: bool) -> str:
    if who is Who.STRANGER:
        return SIGN_IN
    if who is Who.OUTSIDE:
        return REFUSED
    row = (CIRCLE if founded else NOT_FOUNDED)[door]
    return row[HOLDERS.index(Who.LEAD if who is Who.KEPT_OUT else who)]


def at_a_case(role: str) -> str:
    """A case that never was; which ones are whose is in tests/moderation/test_every_door.py."""
    if ROLES[role] is Who.STRANGER:
        return SIGN_IN
    return NOTHING if role in ("a moderator", "a reviewer") else REFUSED


def at_a_letter(role: str, door: Door) -> str:
    """Leads' letters to somebody: theirs alone to read, of the leads' not even whoever wrote them."""
    if ROLES[role] is Who.STRANGER:
        return SIGN_IN
    if role != "whom it names":
        return NOTHING
    return IN if door.method == "GET" else DONE
