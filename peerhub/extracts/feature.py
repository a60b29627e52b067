"""What extracts plug into the hub."""

from __future__ import annotations

from typing import Any

from peerhub.core.words import _
from peerhub.extracts import rules, views
from peerhub.extracts.personal import PersonalExtracts
from peerhub.extracts.portable import portable
from peerhub.web.feature import ActionLink, Feature, form, page

NEW = "/rooms/{slug}/messages/{message}/extract"


def from_message(seat: Any, message_id: str) -> ActionLink | None:
    if not rules.can_extract(seat):
        return None
    href = f"/rooms/{seat.room.slug}/messages/{message_id}/extract"
    return ActionLink(_("Keep this exchange in the forum"), href)


feature = Feature(
    name="extracts",
    portable=portable,
    routes=[
        page(NEW, views.new_extract, "extracts:new_extract"),
        form(NEW, views.create_extract, "extracts:create_extract"),
        page("/extracts/{extract}", views.show_extract, "extracts:extract"),
        form("/extracts/{extract}/answer", views.answer_extract, "extracts:answer_extract"),
        form("/extracts/{extract}/end", views.end_extract, "extracts:end_extract"),
    ],
    personal=PersonalExtracts(),
    on_message=from_message,
)
