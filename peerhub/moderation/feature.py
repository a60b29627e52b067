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
    CaseNeedsEyes,
    ComplaintAcknowledged,
    ComplaintAnswered,
    ComplaintDue,
    ComplaintMade,
    ItemHeld,
    ItemReported,
    MeasureDue,
    MeasureEnded,
    MeasureTaken,
    PersonApproved,
    PersonSuspended,
    RoleGiven,
    RoleTaken,
    TokenMade,
)
from peerhub.core.hub import Hub
from peerhub.core.words import _, ngettext
from peerhub.moderation import access, api, duties, heard, reactions, telling
from peerhub.moderation.closing import WhyClosed
from peerhub.moderation.mine import NamelessDecisions
from peerhub.moderation.personal import PersonalModeration
from peerhub.moderation.portable import portable
from peerhub.moderation.service.trail import begin_telling
from peerhub.moderation.views import (
    answering,
    appealing,
    by_hand,
    choices,
    complaining,
    figures,
    handling,
    mine,
    organisations,
    queue,
    reporting,
    seeing,
    waiting,
    watching,
)
from peerhub.web.feature import ActionLink, AdminLink, Feature, NavItem, Panel, form, page

BY_HAND = "/admin/people/{handle}/measures"
CASE = "/moderation/cases/{case_id}"
COMPLAINT = "/complaints-desk/{complaint_id}"
SPACE = "/screening/{kind}/{slug}"
APPEAL = "/appeal/{decision_id}/{secret}"


async def nav(db: AsyncConnection, person: Any, path: str) -> Sequence[NavItem]:
    """The queue, for those who may decide something in it; complaints, where one waits for them."""
    if person is None:
        return []
    return [*await _queue_nav(db, person, path), *await _complaints_nav(db, person, path)]


async def _complaints_nav(db: AsyncConnection, person: Any, path: str) -> Sequence[NavItem]:
    waiting = len(await heard.complaints_for_handler(db, person))
    if not waiting:
        return []
    words = ngettext("%(n)d waits", "%(n)d wait", waiting) % {"n": waiting}
    here = path.startswith("/complaints-desk")
    label = _("Complaints")
    return [NavItem(label, "/complaints-desk", "shield", here, waiting, count_words=words)]


async def _queue_nav(db: AsyncConnection, person: Any, path: str) -> Sequence[NavItem]:
    if not person.has_role("moderator", "reviewer"):
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


def on_person(person: Any) -> ActionLink:
    words = _("Report %(name)s") % {"name": person.name}
    return ActionLink(words, f"/report?kind=person&id={person.person_id}", quiet=True)


def admin() -> Sequence[AdminLink]:
    return [
        AdminLink(_("Moderation"), "/admin/moderation", _("Who decides, and whom else to ask")),
        AdminLink(
            _("What waits"), "/admin/screening", _("First posts, watched words, links, files")
        ),
    ]


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
        form(f"{CASE}/pass-on", handling.pass_case_on, "moderation:pass_on"),
        form(
            f"{CASE}/measures/{{measure_id}}/end", handling.lift_measure, "moderation:lift_measure"
        ),
        form(f"{CASE}/eyes", seeing.hand_on, "moderation:hand_on"),
        page("/moderation/keys", seeing.show_keys, "moderation:keys"),
        form("/moderation/keys", seeing.update_keys, "moderation:update_keys"),
        form(f"{CASE}/undo", handling.undo_decision, "moderation:undo"),
        page("/figures", figures.show_figures, "moderation:figures"),
        page(APPEAL, appealing.new_appeal, "moderation:new_appeal"),
        form(APPEAL, appealing.create_appeal, "moderation:create_appeal"),
        page(BY_HAND, by_hand.show_measures, "moderation:person_measures"),
        form(BY_HAND, by_hand.create_measure, "moderation:take_by_hand"),
        form(f"{BY_HAND}/{{measure_id}}/end", by_hand.end_measure, "moderation:lift_by_hand"),
        form("/admin/people/{handle}/restore", by_hand.restore_person, "moderation:restore_person"),
        page("/admin/moderation", choices.show_choices, "moderation:choices"),
        form("/admin/moderation", choices.update_choices, "moderation:update_choices"),
        page("/me/decisions", mine.list_decisions, "moderation:decisions"),
        page("/complaints", complaining.new_complaint, "moderation:new_complaint"),
        form("/complaints", complaining.create_complaint, "moderation:create_complaint"),
        page(
            "/complaints/{reference}/{secret}", complaining.show_complaint, "moderation:complaint"
        ),
        page("/complaints-desk", answering.list_complaints, "moderation:complaints_desk"),
        page(COMPLAINT, answering.show_complaint, "moderation:complaint_to_answer"),
        form(
            f"{COMPLAINT}/acknowledgement",
            answering.acknowledge_complaint,
            "moderation:acknowledge_complaint",
        ),
        form(f"{COMPLAINT}/answer", answering.answer_complaint, "moderation:answer_complaint"),
        page("/admin/screening", watching.show_screening, "moderation:screening"),
        form("/admin/screening", watching.update_screening, "moderation:update_screening"),
        page(SPACE, watching.show_space_screening, "moderation:space_screening"),
        form(SPACE, watching.update_space_screening, "moderation:update_space_screening"),
        page("/me/waiting", waiting.list_waiting, "moderation:waiting"),
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
    letters={
        AuditHeadTold: [reactions.mail_audit_head],
        MeasureTaken: [telling.mail_measure],
        MeasureEnded: [telling.mail_measure_ended],
    },
    closing=WhyClosed(),
    nameless=NamelessDecisions(),
    on_person=on_person,
    personal=PersonalModeration(),
    on_start=start,
    reactions={
        ItemHeld: [reactions.on_item_held],
        ItemReported: [reactions.on_item_reported],
        AuditHeadDue: [reactions.on_audit_head_due],
        CaseDue: [reactions.on_case_due],
        CaseAssigned: [reactions.on_case_assigned],
        CaseDecided: [reactions.on_case_decided, reactions.remove_copies],
        MeasureTaken: [telling.on_measure_taken],
        MeasureDue: [telling.on_measure_due],
        MeasureEnded: [telling.on_measure_ended],
        CaseNeedsEyes: [duties.on_case_needs_eyes],
        ComplaintMade: [duties.on_complaint_made],
        ComplaintDue: [duties.on_complaint_due],
        ComplaintAcknowledged: [duties.on_complaint_acknowledged],
        ComplaintAnswered: [duties.on_complaint_answered],
        RoleGiven: [reactions.log_role_given],
        RoleTaken: [reactions.log_role_taken],
        TokenMade: [reactions.log_token_made],
        PersonSuspended: [reactions.log_person_suspended],
        PersonApproved: [reactions.log_person_approved],
    },
)
