"""How the directory rests in the database."""

from peerhub.directory.tables.asked import (
    claim_answers,
    contact_holders,
    contact_messages,
    contacts,
    organisation_claims,
    organisation_corrections,
)
from peerhub.directory.tables.networks import (
    help_organisations,
    network_keepers,
    network_members,
    networks,
    partners,
)
from peerhub.directory.tables.pages import (
    organisation_editors,
    organisation_facts,
    organisation_services,
    organisation_sources,
    organisation_versions,
    organisations,
)

__all__ = [
    "claim_answers",
    "contact_holders",
    "contact_messages",
    "contacts",
    "help_organisations",
    "network_keepers",
    "network_members",
    "networks",
    "organisation_claims",
    "organisation_corrections",
    "organisation_editors",
    "organisation_facts",
    "organisation_services",
    "organisation_sources",
    "organisation_versions",
    "organisations",
    "partners",
]
