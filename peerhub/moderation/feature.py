"""What moderation plugs into the hub."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.events import (
    AuditHeadDue,
    AuditHeadTold,
    CaseAssigned,
    CaseDecided,
    CaseDue,
    ItemHeld,
    ItemReported,
    PersonApproved,
    PersonSuspended,
    RoleGiven,
    RoleTaken,
    TokenMade,
)
from peerhub.core.hub import Hub
from peerhub.core.words import _, ngettext
from peerhub.moderation import access, api, reactions
from peerhub.moderation.personal import PersonalModeration
from peerhub.moderation.portable import portable
from peerhub.moderation.service.trail import begin_telling
from peerhub.moderation.views import (
    appealing,
    choices,
    figures,
    handling,
    organisations,
    queue,
    reporting,
)
from peerhub.web.feature import AdminLink, Feature, NavItem, Panel, form, page

CASE = "/moderation/cases/{case_id}"
APPEAL = "/appeal/{decision_id}/{secret}"


async def nav(db: AsyncConnection, person: Any, path: str) -> Sequence[NavItem]:
    """The queue, for those who may decide something in it."""
    if person is None or not person.has_role("moderator", "reviewer"):
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
    if person is None or not person.has_role("moderator", "reviewer"):
        return None
    count = await access.count_for_moderator(db, person)
    return Panel("moderation/_panel.html", {"count": count}) if count else None


async def start(hub: Hub) -> None:
    async with hub.transaction() as tx:
        await begin_telling(tx)


def admin() -> Sequence[AdminLink]:
    return [AdminLink(_("Moderation"), "/admin/moderation", _("Who decides, and whom else to ask"))]


feature = Feature(
    name="moderation",
    portable=portable,
    routes=[
        page("/report", reporting.new_report, "moderation:new_report"),
        form("/report", reporting.create_report, "moderation:create_report"),
        page("/report/{reference}", reporting.show_report, "moderation:report"),
        page(
            "/report/{reference}/{secret}",
            reporting.show_strangers_report,
            "moderation:strangers_report",
        ),
        page("/moderation", queue.show_queue, "moderation:queue"),
        page(CASE, queue.show_case, "moderation:case"),
        form(f"{CASE}/decision", queue.create_decision, "moderation:decide"),
        form(f"{CASE}/claim", handling.claim_case, "moderation:claim"),
        form(f"{CASE}/unclaim", handling.unclaim_case, "moderation:unclaim"),
        form(f"{CASE}/assign", handling.assign_case, "moderation:assign"),
        form(f"{CASE}/notes", handling.create_note, "moderation:create_note"),
        form(f"{CASE}/undo", handling.undo_decision, "moderation:undo"),
        page("/figures", figures.show_figures, "moderation:figures"),
        page(APPEAL, appealing.new_appeal, "moderation:new_appeal"),
        form(APPEAL, appealing.create_appeal, "moderation:create_appeal"),
        page("/admin/moderation", choices.show_choices, "moderation:choices"),
        form("/admin/moderation", choices.update_choices, "moderation:update_choices"),
        page("/me/organisations", organisations.show_organisations, "moderation:organisations"),
        form(
            "/me/organisations",
            organisations.update_organisations,
            "moderation:update_organisations",
        ),
    ],
    endpoints=api.endpoints,
    nav=nav,
    panels=[queue_panel],
    admin=admin,
    letters={AuditHeadTold: [reactions.mail_audit_head]},
    personal=PersonalModeration(),
    on_start=start,
    reactions={
        ItemHeld: [reactions.on_item_held],
        ItemReported: [reactions.on_item_reported],
        AuditHeadDue: [reactions.on_audit_head_due],
        CaseDue: [reactions.on_case_due],
        CaseAssigned: [reactions.on_case_assigned],
        CaseDecided: [reactions.on_case_decided],
        RoleGiven: [reactions.log_role_given],
        RoleTaken: [reactions.log_role_taken],
        TokenMade: [reactions.log_token_made],
        PersonSuspended: [reactions.log_person_suspended],
        PersonApproved: [reactions.log_person_approved],
    },
)
