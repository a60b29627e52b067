"""What moderation plugs into the hub."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.events import (
    CaseDecided,
    ItemHeld,
    ItemReported,
    PersonApproved,
    PersonSuspended,
    RoleGiven,
    RoleTaken,
    TokenMade,
)
from peerhub.core.words import _, ngettext
from peerhub.moderation import access, api, reactions, views
from peerhub.moderation.personal import PersonalModeration
from peerhub.moderation.portable import portable
from peerhub.web.feature import Feature, NavItem, Panel, form, page


async def nav(db: AsyncConnection, person: Any, path: str) -> Sequence[NavItem]:
    """The queue, for those who may decide something in it."""
    if person is None or not person.has_role("moderator"):
        return []
    count = await access.count_for_moderator(db, person)
    current = path == "/moderation"
    words = ngettext("%(n)d waits", "%(n)d wait", count) % {"n": count}
    item = NavItem(
        _("Moderation"), "/moderation", "shield", current, count or None, count_words=words
    )
    return [item]


async def queue_panel(db: AsyncConnection, person: Any) -> Panel | None:
    """Home's reminder for moderators; nothing where nothing waits."""
    if person is None or not person.has_role("moderator"):
        return None
    count = await access.count_for_moderator(db, person)
    return Panel("moderation/_panel.html", {"count": count}) if count else None


feature = Feature(
    name="moderation",
    portable=portable,
    routes=[
        page("/report", views.new_report, "moderation:new_report"),
        form("/report", views.create_report, "moderation:create_report"),
        page("/report/{reference}", views.show_report, "moderation:report"),
        page("/moderation", views.show_queue, "moderation:queue"),
        page("/moderation/cases/{case_id}", views.show_case, "moderation:case"),
        form("/moderation/cases/{case_id}/decision", views.create_decision, "moderation:decide"),
    ],
    endpoints=api.endpoints,
    nav=nav,
    panels=[queue_panel],
    personal=PersonalModeration(),
    reactions={
        ItemHeld: [reactions.on_item_held],
        ItemReported: [reactions.on_item_reported],
        CaseDecided: [reactions.on_case_decided],
        RoleGiven: [reactions.log_role_given],
        RoleTaken: [reactions.log_role_taken],
        TokenMade: [reactions.log_token_made],
        PersonSuspended: [reactions.log_person_suspended],
        PersonApproved: [reactions.log_person_approved],
    },
)
