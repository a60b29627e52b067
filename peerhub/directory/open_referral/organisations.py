"""Who offers something: an `organization` of the standard. Pure."""

from __future__ import annotations

from typing import Any

from peerhub.directory.identifiers import SCHEMES
from peerhub.directory.models import Organisation
from peerhub.directory.open_referral.ids import ORGANIZATION, full, part_id, uuid_of


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


def with_identifiers(one: Organisation, address: str) -> dict[str, Any]:
    """The same, as the standard says one by itself."""
    said = organization_of(one, address)
    return said | full(
        {
            "organization_identifiers": [
                {
                    "id": part_id(said["id"], identifier.summary),
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
