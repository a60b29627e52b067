"""Organisations as Open Referral UK says them (HSDS-UK 3.0). Pure.

Each organisation is one `organization` with one `service`: what it does. Where it is public, its
address is a physical location, and a virtual one says that it works online. An address is one field
here, so it goes out as the location's description. Empty fields are left out, as the standard asks.
https://docs.openreferraluk.org
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from peerhub.core.clock import to_iso
from peerhub.core.keys import ID_ALPHABET, ID_LENGTH
from peerhub.directory.identifiers import SCHEMES
from peerhub.directory.models import Kind, Organisation

VERSION = "HSDS-UK-3.0"
PROFILE = "https://docs.openreferraluk.org/en/latest/"
TAXONOMIES = {  # the kinds of facts that are offered as taxonomies: (name, what it is)
    Kind.SECTOR: ("Sectors", "The sectors of this hub, in which organisations work."),
    Kind.STRAND: ("Equality strands", "What an organisation works for the equality of."),
}
NOT_ABOUT_A_BUILDING = {"online", "by-phone", "at-home"}
ORGANIZATION, SERVICE, PHYSICAL, VIRTUAL = 1, 2, 3, 4
PLACES = {"physical": PHYSICAL, "virtual": VIRTUAL}
Titles = Mapping[Kind, Mapping[str, str]]


def uuid_of(organisation_id: str, what: int) -> str:
    """A UUID that leads back to the organisation (RFC 9562, version 8: layout of our own)."""
    number = 0
    for sign in organisation_id:
        number = number * len(ID_ALPHABET) + ID_ALPHABET.index(sign)
    high, low = divmod(number, 1 << 32)
    return str(UUID(int=high << 80 | 8 << 76 | what << 64 | 2 << 62 | low))


def id_from(said: str, *whats: int) -> tuple[str, int] | None:
    """(organisation_id, which of `whats`); None where it is no UUID of ours."""
    try:
        number = UUID(said).int
    except ValueError:
        return None
    what = number >> 64 & 0xFFF
    left = (number >> 80) << 32 | number & 0xFFFFFFFF
    signs = []
    for _ in range(ID_LENGTH):
        left, sign = divmod(left, len(ID_ALPHABET))
        signs.append(ID_ALPHABET[sign])
    organisation_id = "".join(reversed(signs))
    if left or what not in whats or UUID(uuid_of(organisation_id, what)).int != number:
        return None
    return organisation_id, what


def _part(parent: str, name: str) -> str:
    """The id of something that stands inside of another alone."""
    return str(uuid5(UUID(parent), name))


def full(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is empty."""
    return {name: said for name, said in fields.items() if said not in ("", None, [], {})}


def organization_of(one: Organisation, address: str) -> dict[str, Any]:
    profile = one.profile
    return full(
        {
            "id": uuid_of(one.organisation_id, ORGANIZATION),
            "name": one.name,
            "description": profile.words,
            "email": profile.email,
            "website": profile.website,
            "uri": f"{address}/directory/{one.slug}",
        }
    )


def _with_identifiers(one: Organisation, address: str) -> dict[str, Any]:
    """The same, as the standard says one by itself."""
    said = organization_of(one, address)
    return said | full(
        {
            "organization_identifiers": [
                {
                    "id": _part(said["id"], identifier.summary),
                    "organization_id": said["id"],
                    "identifier_scheme": identifier.scheme,
                    "identifier_type": SCHEMES[identifier.scheme].words,
                    "identifier": identifier.identifier,
                }
                for identifier in one.profile.identifiers
                if identifier.scheme in SCHEMES
            ]
        }
    )


def service_of(one: Organisation, address: str) -> dict[str, Any]:
    """As lists say it: one-to-one fields alone."""
    profile = one.profile
    return full(
        {
            "id": uuid_of(one.organisation_id, SERVICE),
            "organization_id": uuid_of(one.organisation_id, ORGANIZATION),
            "name": one.name,
            "description": _description(one),
            "url": profile.website or f"{address}/directory/{one.slug}",
            "email": profile.email,
            "status": "active",
            "assured_date": one.confirmed_at.date().isoformat() if one.confirmed_at else "",
            "last_modified": to_iso(max(one.listed_at, one.confirmed_at or one.listed_at)),
            "organization": organization_of(one, address),
        }
    )


def _description(one: Organisation) -> str:
    profile = one.profile
    return f"{profile.words}\n\n{profile.for_whom}".strip()


def whole_service_of(one: Organisation, titles: Titles, address: str) -> dict[str, Any]:
    service = service_of(one, address)
    parent, facts = service["id"], one.profile.facts
    areas, languages = facts.get(Kind.BOROUGH, ()), facts.get(Kind.LANGUAGE, ())
    phones = [{"id": _part(parent, "phone"), "number": one.profile.phone}]
    return service | full(
        {
            "organization": _with_identifiers(one, address),
            "service_areas": [
                {"id": _part(parent, f"area:{code}"), "name": titles[Kind.BOROUGH].get(code, code)}
                for code in areas
            ],
            "languages": [
                {
                    "id": _part(parent, f"language:{code}"),
                    "code": code,
                    "name": titles[Kind.LANGUAGE].get(code, code),
                }
                for code in languages
            ],
            "phones": phones if one.profile.phone else [],
            "funding": [
                {"id": _part(parent, said), "service_id": parent, "source": said}
                for said in (funder.summary for funder in one.profile.funders)
            ],
            "attributes": _attributes(one, titles, address, parent),
            "service_at_locations": [
                {
                    "id": uuid_of(one.organisation_id, PLACES[place]),
                    "location": location_of(one, place, titles),
                }
                for place in places_of(one)
            ],
        }
    )


def _attributes(
    one: Organisation, titles: Titles, address: str, parent: str
) -> list[dict[str, Any]]:
    return [
        {
            "id": _part(parent, f"{kind}:{code}"),
            "link_id": parent,
            "link_type": "service",
            "taxonomy_term": term_of(kind, code, titles, address),
        }
        for kind in TAXONOMIES
        for code in one.profile.facts.get(kind, ())
    ]


def places_of(one: Organisation) -> list[str]:
    online = "online" in one.profile.facts.get(Kind.ACCESS, ())
    return ["physical"] * bool(one.profile.address) + ["virtual"] * online


def location_of(one: Organisation, place: str, titles: Titles) -> dict[str, Any]:
    location_id = _part(uuid_of(one.organisation_id, PLACES[place]), "location")
    if place == "virtual":
        said: dict[str, Any] = {"name": f"{one.name} (online)", "url": one.profile.website}
    else:
        access = one.profile.facts.get(Kind.ACCESS, ())
        said = {
            "name": one.name,
            "description": one.profile.address,
            "accessibility": [
                {
                    "id": _part(location_id, code),
                    "description": titles[Kind.ACCESS].get(code, code),
                }
                for code in access
                if code not in NOT_ABOUT_A_BUILDING
            ],
        }
    return full({"id": location_id, "location_type": place, **said})


def service_at_location_of(
    one: Organisation, place: str, titles: Titles, address: str, *, whole: bool
) -> dict[str, Any]:
    """In lists with the plain location and service, by itself with everything."""
    location = location_of(one, place, titles)
    if not whole:
        location.pop("accessibility", None)
    service = whole_service_of(one, titles, address) if whole else service_of(one, address)
    service.pop("service_at_locations", None)
    return {
        "id": uuid_of(one.organisation_id, PLACES[place]),
        "service_id": service["id"],
        "location_id": location["id"],
        "location": location,
        "service": service,
    }


def whole_organization_of(one: Organisation, titles: Titles, address: str) -> dict[str, Any]:
    service = whole_service_of(one, titles, address)
    service.pop("organization")
    return _with_identifiers(one, address) | {"services": [service]}


def taxonomy_id(kind: Kind, address: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"{address}/open-referral/taxonomies/{kind}"))


def term_id(kind: Kind, code: str, address: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"{address}/open-referral/taxonomies/{kind}/{code}"))


def taxonomies(address: str) -> list[dict[str, Any]]:
    return [
        {"id": taxonomy_id(kind, address), "name": name, "description": about, "version": "1"}
        for kind, (name, about) in TAXONOMIES.items()
    ]


def term_of(kind: Kind, code: str, titles: Titles, address: str) -> dict[str, Any]:
    name = titles[kind].get(code, code)
    return {
        "id": term_id(kind, code, address),
        "name": name,
        "description": name,
        "taxonomy": TAXONOMIES[kind][0],
        "taxonomy_id": taxonomy_id(kind, address),
        "term_uri": f"{address}/directory?{kind}={code}",
    }


def terms(titles: Titles, address: str) -> list[tuple[Kind, str, dict[str, Any]]]:
    """(kind, code, the term), by kind and name."""
    found = []
    for kind in TAXONOMIES:
        for code, _name in sorted(titles[kind].items(), key=lambda pair: pair[1].casefold()):
            found.append((kind, code, term_of(kind, code, titles, address)))
    return found


def page_of(contents: Sequence[Any], total: int, page: int, per_page: int) -> dict[str, Any]:
    """The page's frame; `page` counts from 1."""
    pages = max(1, -(-total // per_page))
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": page,
        "size": len(contents),
        "first_page": page == 1,
        "last_page": page >= pages,
        "empty": not contents,
        "contents": list(contents),
    }
