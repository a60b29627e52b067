"""What one record of another finder says of an organisation, in our words. Pure.

HSDS-UK 3.0 nests services in organisations and places in services; one organisation is one page here,
with its services on it; where they are, and whom they reach, is said of the whole page.
https://docs.openreferraluk.org
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from peerhub.community.rules import check_web_address
from peerhub.core.errors import Refused
from peerhub.core.text import from_elsewhere, to_excerpt
from peerhub.core.words import _
from peerhub.directory.funders import FUNDER_LENGTH, MOST_FUNDERS, funder_of
from peerhub.directory.identifiers import MOST_IDENTIFIERS, identifier_from
from peerhub.directory.models import (
    LINE_LENGTH,
    NAME_LENGTH,
    WORDS_LENGTH,
    Funder,
    Identifier,
    Kind,
    Profile,
    Service,
)
from peerhub.directory.services import MOST_SERVICES, SERVICE_WORDS_LENGTH
from peerhub.people.models import EMAIL_LENGTH
from peerhub.people.rules import check_email

LINES_OF_ADDRESS = ("address_1", "address_2", "city", "region", "state_province", "postal_code")
NUMBER = re.compile(r"[0-9+(][0-9+() -]{3,}[0-9]")
PHONE_LENGTH = 40
Named = Mapping[Kind, Mapping[str, str]]  # of each kind: what it may be called, to our code


class Bad(Exception):
    """A record that cannot be brought; the message says why, and nothing of it comes."""


@dataclass(slots=True)
class Record:
    """An organisation with everything that was said of it. `where`: its row or number in the file."""

    where: str
    organisation: dict[str, Any]
    services: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Found:
    """`key`: by which it is known again; `profile`: without anything about who may see it."""

    where: str
    key: str
    profile: Profile
    shortened: bool = False


def found_in(record: Record, file: str, named: Named) -> Found:
    """Bad where a part that it must have is missing, or where one is not what it should be."""
    said = record.organisation
    name = line(said, "name")
    if not name:
        raise Bad(_("it has no name"))
    if len(name) > NAME_LENGTH:
        raise Bad(_("its name is longer than %d characters") % NAME_LENGTH)
    services = [one for one in record.services if line(one, "status") in ("", "active")]
    if record.services and not services:
        raise Bad(_("it offers nothing any more: none of its services is active"))
    offered = _services(services, name)
    whole = _words(said, services, offered[MOST_SERVICES:])
    profile = Profile(
        name,
        to_excerpt_of(whole, WORDS_LENGTH),
        website=_website(first(said, services, "website", "url")),
        email=_email(first(said, services, "email")),
        phone=_phone(said, services),
        address=_address(services),
        services=tuple(offered[:MOST_SERVICES]),
        identifiers=_identifiers(said),
        funders=_funders(said, services),
        facts=_facts(services, named),
    )
    return Found(record.where, _key(said, file, name), profile, len(whole) > WORDS_LENGTH)


def _key(said: Mapping[str, Any], file: str, name: str) -> str:
    """A UUID is known everywhere; any other id, or a name alone, only in files of this name."""
    known = line(said, "id")
    try:
        return str(UUID(known))
    except ValueError:
        return f"{file}:{known or name.casefold()}"[:LINE_LENGTH]


def line(said: Mapping[str, Any], name: str) -> str:
    """What is said in one line; Bad where it is no text."""
    return " ".join(text(said, name).split())


def text(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise Bad(_("what stands under %s is no text") % name)
    return from_elsewhere(str(value))


def parts(said: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    """The objects of a list; Bad where it is none."""
    value = said.get(name)
    if value is None:
        return
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise Bad(_("what stands under %s is no list of objects") % name)
    yield from value


def first(said: Mapping[str, Any], services: Iterable[Mapping[str, Any]], *names: str) -> str:
    """What the organisation itself says, else the first of its services that says something."""
    for each in (said, *services):
        for name in names:
            if value := line(each, name):
                return value
    return ""


def _words(said: Mapping[str, Any], services: list[dict[str, Any]], more: Sequence[Service]) -> str:
    """Its description, then by name what it offers beyond the services for which a page has room."""
    about = text(said, "description")
    about = about or next(filter(None, (text(one, "description") for one in services)), "")
    return "\n\n".join(filter(None, (about, "\n".join(f"- {one.name}" for one in more))))


def _services(services: list[dict[str, Any]], name: str) -> list[Service]:
    """Those that bear another name than the organisation's, each name once."""
    found: dict[str, Service] = {}
    for one in services:
        called = to_excerpt_of(line(one, "name"), NAME_LENGTH)
        if called and called.casefold() != name.casefold():
            words = to_excerpt_of(text(one, "description"), SERVICE_WORDS_LENGTH)
            found.setdefault(called.casefold(), Service("", called, words))
    return list(found.values())


def to_excerpt_of(whole: str, most: int) -> str:
    return whole if len(whole) <= most else to_excerpt(whole, most - 1)


def _website(said: str) -> str:
    if said and "://" not in said and "." in said:
        said = f"https://{said}"
    if len(said) > LINE_LENGTH:
        raise Bad(_("its web address is longer than %d characters") % LINE_LENGTH)
    try:
        return check_web_address(said)
    except ValueError as error:
        raise Bad(_("its web address is none: it begins with https://")) from error


def _email(said: str) -> str:
    try:
        email = check_email(said) if said else ""
    except Refused as refusal:
        raise Bad(_("its email address is not whole")) from refusal
    if len(email) > EMAIL_LENGTH:
        raise Bad(_("its email address is longer than %d characters") % EMAIL_LENGTH)
    return email


def _phone(said: Mapping[str, Any], services: list[dict[str, Any]]) -> str:
    """The first number; what stands around it is left."""
    holders: list[Mapping[str, Any]] = []
    for each in (said, *services):
        holders += [each, *parts(each, "contacts")]
    for holder in holders:
        for one in parts(holder, "phones"):
            if number := NUMBER.search(line(one, "number").replace(".", " ")):
                return number.group().strip()[:PHONE_LENGTH].strip()
    return ""


def places_of(service: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for one in parts(service, "service_at_locations"):
        place = one.get("location")
        if isinstance(place, dict):
            yield place


def _address(services: list[dict[str, Any]]) -> str:
    """The first physical place's; a place without lines may describe itself, as ours do."""
    for service in services:
        for place in places_of(service):
            if line(place, "location_type") not in ("", "physical"):
                continue
            for one in parts(place, "addresses"):
                if said := ", ".join(filter(None, (line(one, name) for name in LINES_OF_ADDRESS))):
                    return said[:LINE_LENGTH]
            if not place.get("addresses") and (said := line(place, "description")):
                return said[:LINE_LENGTH]
    return ""


def _identifiers(said: Mapping[str, Any]) -> tuple[Identifier, ...]:
    """Numbers of registers that we know, where they look like theirs."""
    found: dict[Identifier, None] = {}
    for one in parts(said, "organization_identifiers"):
        try:
            number = identifier_from(line(one, "identifier_scheme"), line(one, "identifier"))
        except Refused:
            continue
        found[number] = None
    return tuple(found)[:MOST_IDENTIFIERS]


def _funders(said: Mapping[str, Any], services: list[dict[str, Any]]) -> tuple[Funder, ...]:
    """Who funds it or one of its services; what is no name but a letter is left."""
    found: dict[Funder, None] = {}
    for each in (said, *services):
        for one in parts(each, "funding"):
            funder = funder_of(line(one, "source"))
            if 0 < len(funder.name) <= FUNDER_LENGTH:
                found[funder] = None
    return tuple(found)[:MOST_FUNDERS]


def _facts(services: list[dict[str, Any]], named: Named) -> dict[str, tuple[str, ...]]:
    """What we have a code for; the rest is somebody else's word."""
    codes: dict[str, set[str]] = {str(kind): set() for kind in Kind}
    for kind, words in _said_of(services):
        if code := named[kind].get(words.casefold()):
            codes[str(kind)].add(code)
    return {kind: tuple(sorted(values)) for kind, values in codes.items() if values}


def _said_of(services: list[dict[str, Any]]) -> Iterator[tuple[Kind, str]]:
    """(kind, what it is called there) of everything that may be a fact here."""
    for service in services:
        for one in parts(service, "service_areas"):
            for name in ("name", "code", "uri"):
                yield Kind.BOROUGH, line(one, name).rpartition("/")[2]
        for one in parts(service, "languages"):
            yield Kind.LANGUAGE, line(one, "name")
            yield Kind.LANGUAGE, line(one, "code").partition("-")[0]
        for one in parts(service, "attributes"):
            term = one.get("taxonomy_term")
            if isinstance(term, dict):
                yield Kind.SECTOR, line(term, "name")
                yield Kind.STRAND, line(term, "name")
        for place in places_of(service):
            yield from _access_of(place)


def _access_of(place: Mapping[str, Any]) -> Iterator[tuple[Kind, str]]:
    if line(place, "location_type") == "virtual":
        yield Kind.ACCESS, "online"
    for one in parts(place, "accessibility"):
        yield Kind.ACCESS, line(one, "description")
