"""What tags carry along: the list. What bears them says so itself, by their addresses."""

from __future__ import annotations

from peerhub.core.portable import Portable, Records
from peerhub.tags.tables import tags

portable = Portable(
    records=[
        Records("tags", tags, key=("slug",), stays={"tag_id": "a number of this database"}),
    ]
)
