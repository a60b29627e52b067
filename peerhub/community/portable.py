"""What the community carries along: its words and rules, its documents and sectors, where to get help."""

from __future__ import annotations

from peerhub.community.tables import communities, document_forms, documents, help_contacts, sectors
from peerhub.core.portable import Portable, Records

NUMBER = "a number of this database; its address, or its words, are what it is known by"

portable = Portable(
    records=[
        Records(
            "community",
            communities,
            stays={"set_up_at": "another hub is set up by its own first administrator"},
        ),
        Records("sectors", sectors, key=("slug",), stays={"sector_id": NUMBER}),
        Records(
            "help_contacts",
            help_contacts,
            key=("name", "phone", "address"),
            stays={"contact_id": NUMBER},
        ),
        Records("documents", documents),
        Records("document_forms", document_forms),
    ]
)
