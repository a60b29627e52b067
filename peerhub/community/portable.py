"""What the community carries along: its words and rules, its documents and sectors, where to get help."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.community.tables import communities, document_forms, documents, help_contacts, sectors
from peerhub.core.portable import Leaving, Portable, Records

NUMBER = "a number of this database; its address, or its words, are what it is known by"


def _files(_leaving: Leaving) -> Select[tuple[str]]:
    """Each file is the one item of its kind that bears it."""
    return select(document_forms.c.file_id).where(document_forms.c.file_id.is_not(None))


async def _nobodys(db: AsyncConnection, ids: Iterable[str]) -> Mapping[str, str | None]:
    """Published by the hub, whoever sent them: they stay when somebody leaves."""
    wanted = document_forms.c.file_id.in_(list(ids))
    return dict.fromkeys(await db.scalars(select(document_forms.c.file_id).where(wanted)))


portable = Portable(
    items={"document": _files},
    authors={"document": _nobodys},
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
    ],
)
