"""What an organisation offers, and where: services, and services at locations. Pure.

Each service that has a name of its own is one; an organisation without any is one itself: what it
does. Its address is a physical location, and a virtual one says that it works online: both are the
organisation's, of all its services. An address is one field here, so it goes out as the location's
description. Empty fields are left out, as the standard asks.
"""

from __future__ import annotations

from typing import Any

from peerhub.core.clock import to_iso
from peerhub.directory.models import Kind, Organisation
from peerhub.directory.open_referral.ids import (
    ORGANIZATION,
    PLACES,
    SERVICE,
    full,
    part_id,
    uuid_of,
)
from peerhub.directory.open_referral.organisations import organization_of, with_identifiers
from peerhub.directory.open_referral.terms import TAXONOMIES, Titles, term_of
from peerhub.directory.services import Unit, units_of

NOT_ABOUT_A_BUILDING = {"online", "by-phone", "at-home"}


def service_of(unit: Unit, address: str) -> dict[str, Any]:
    """As lists say it: one-to-one fields alone."""
    one, profile = unit.organisation, unit.organisation.profile
    return full(
        {
            "id": uuid_of(unit.key, SERVICE),
            "organization_id": uuid_of(one.organisation_id, ORGANIZATION),
            "name": unit.name,
            "description": _description(unit),
            "url": profile.website or f"{address}/directory/{one.slug}",
            "email": profile.email,
            "status": "active",
            "assured_date": one.confirmed_at.date().isoformat() if one.confirmed_at else "",
            "last_modified": to_iso(max(one.listed_at, one.confirmed_at or one.listed_at)),
            "organization": organization_of(one, address),
        }
    )


def _description(unit: Unit) -> str:
    """Its own words and the way to it; without words of its own, what the organisation does."""
    profile, service = unit.organisation.profile, unit.service
    whole = f"{profile.words}\n\n{profile.for_whom}"
    if service is not None:
        whole = f"{service.words or profile.words}\n\n{service.way}"
    return whole.strip()


def whole_service_of(unit: Unit, titles: Titles, address: str) -> dict[str, Any]:
    one, service = unit.organisation, service_of(unit, address)
    parent, facts = service["id"], one.profile.facts
    areas, languages = facts.get(Kind.BOROUGH, ()), facts.get(Kind.LANGUAGE, ())
    phones = [{"id": part_id(parent, "phone"), "number": one.profile.phone}]
    return service | full(
        {
            "organization": with_identifiers(one, address),
            "service_areas": [
                {
                    "id": part_id(parent, f"area:{code}"),
                    "name": titles[Kind.BOROUGH].get(code, code),
                }
                for code in areas
            ],
            "languages": [
                {
                    "id": part_id(parent, f"language:{code}"),
                    "code": code,
                    "name": titles[Kind.LANGUAGE].get(code, code),
                }
                for code in languages
            ],
            "phones": phones if one.profile.phone else [],
            "funding": [
                {"id": part_id(parent, said), "service_id": parent, "source": said}
                for said in (funder.summary for funder in one.profile.funders)
            ],
            "attributes": _attributes(one, titles, address, parent),
            "service_at_locations": [
                {
                    "id": uuid_of(unit.key, PLACES[place]),
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
            "id": part_id(parent, f"{kind}:{code}"),
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
    location_id = part_id(uuid_of(one.organisation_id, PLACES[place]), "location")
    if place == "virtual":
        said: dict[str, Any] = {"name": f"{one.name} (online)", "url": one.profile.website}
    else:
        access = one.profile.facts.get(Kind.ACCESS, ())
        said = {
            "name": one.name,
            "description": one.profile.address,
            "accessibility": [
                {
                    "id": part_id(location_id, code),
                    "description": titles[Kind.ACCESS].get(code, code),
                }
                for code in access
                if code not in NOT_ABOUT_A_BUILDING
            ],
        }
    return full({"id": location_id, "location_type": place, **said})


def service_at_location_of(
    unit: Unit, place: str, titles: Titles, address: str, *, whole: bool
) -> dict[str, Any]:
    """In lists with the plain location and service, by itself with everything."""
    location = location_of(unit.organisation, place, titles)
    if not whole:
        location.pop("accessibility", None)
    service = whole_service_of(unit, titles, address) if whole else service_of(unit, address)
    service.pop("service_at_locations", None)
    return {
        "id": uuid_of(unit.key, PLACES[place]),
        "service_id": service["id"],
        "location_id": location["id"],
        "location": location,
        "service": service,
    }


def whole_organization_of(one: Organisation, titles: Titles, address: str) -> dict[str, Any]:
    services = [whole_service_of(unit, titles, address) for unit in units_of(one)]
    for service in services:
        service.pop("organization")
    return with_identifiers(one, address) | {"services": services}
