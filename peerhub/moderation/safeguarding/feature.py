"""What safeguarding plugs into the hub. Nothing of it is served to tokens, and nothing is searched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.duties import begin_chain
from peerhub.core.events import (
    ConcernDue,
    ConcernRaised,
    DangerSeen,
    LeadToTell,
    PersonSuspended,
    RoleTaken,
    SafeguardingSwept,
    SessionsEnded,
    UnsafeSaid,
)
from peerhub.core.hub import Hub
from peerhub.core.words import _, ngettext
from peerhub.moderation.safeguarding import access, opening, reactions
from peerhub.moderation.safeguarding.personal import PersonalSafeguarding
from peerhub.moderation.safeguarding.portable import portable
from peerhub.moderation.safeguarding.service.tell import tell_lead
from peerhub.moderation.safeguarding.views import (
    concern,
    flagging,
    keys,
    letters,
    passing,
    passkeys,
    queue,
    rota,
    settings,
)
from peerhub.web.feature import ActionLink, Feature, NavItem, Panel, form, page

CONCERN = "/safeguarding/concerns/{concern_id}"
KEY = "/safeguarding/keys/{key_id}"


async def nav(db: AsyncConnection, person: Any, path: str) -> Sequence[NavItem]:
    """For who holds the role; the count is of what is sealed to them, and says nothing of it."""
    if person is None or not person.has_role("safeguarding"):
        return []
    count = await access.count_for_person(db, person)
    words = ngettext("%(n)d waits", "%(n)d wait", count) % {"n": count}
    current = path == "/safeguarding"
    label = _("Safeguarding")
    return [NavItem(label, "/safeguarding", "shield", current, count or None, count_words=words)]


def on_person(person: Any) -> ActionLink:
    return ActionLink(
        _("Someone may be unsafe"), f"/flag?kind=person&id={person.person_id}", quiet=True
    )


async def waiting_panel(db: AsyncConnection, person: Any) -> Panel | None:
    """Home's reminder for leads; nothing where nothing waits."""
    if person is None or not person.has_role("safeguarding"):
        return None
    count = await access.count_for_person(db, person)
    return Panel("safeguarding/_panel.html", {"count": count}) if count else None


async def start(hub: Hub) -> None:
    async with hub.transaction() as tx:
        await begin_chain(tx, SafeguardingSwept())


feature = Feature(
    name="safeguarding",
    portable=portable,
    routes=[
        page("/flag", flagging.new_flag, "safeguarding:new_flag"),
        form("/flag", flagging.create_flag, "safeguarding:create_flag"),
        form("/flag/more", flagging.create_more, "safeguarding:create_more"),
        page("/flag/answers", flagging.show_kept, "safeguarding:kept"),
        form("/flag/answers", flagging.read_kept, "safeguarding:read_kept"),
        page("/safeguarding", queue.show_queue, "safeguarding:queue"),
        form("/safeguarding/unlock", queue.unlock, "safeguarding:unlock"),
        form(
            "/safeguarding/unlock/passkey",
            passkeys.unlock_by_passkey,
            "safeguarding:unlock_by_passkey",
        ),
        form("/safeguarding/lock", queue.lock, "safeguarding:lock"),
        page("/safeguarding/keys", keys.show_keys, "safeguarding:keys"),
        form("/safeguarding/keys", keys.create_key, "safeguarding:create_key"),
        form("/safeguarding/sheet", keys.create_sheet, "safeguarding:create_sheet"),
        form("/safeguarding/sheet/use", keys.use_sheet, "safeguarding:use_sheet"),
        form("/safeguarding/passkeys", passkeys.create_passkey, "safeguarding:create_passkey"),
        form(
            "/safeguarding/passkeys/{passkey_id}/end",
            passkeys.end_passkey,
            "safeguarding:end_passkey",
        ),
        form(f"{KEY}/approve", keys.approve_key, "safeguarding:approve_key"),
        form(f"{KEY}/end", keys.end_key, "safeguarding:end_key"),
        form(f"{KEY}/reseal", keys.reseal_key, "safeguarding:reseal_key"),
        page("/safeguarding/rota", rota.show_rota, "safeguarding:rota"),
        form("/safeguarding/rota", rota.update_rota, "safeguarding:update_rota"),
        page("/safeguarding/settings", settings.show_settings, "safeguarding:settings"),
        form("/safeguarding/settings", settings.update_settings, "safeguarding:update_settings"),
        page(CONCERN, concern.show_concern, "safeguarding:concern"),
        page(f"{CONCERN}/file", concern.show_file, "safeguarding:file"),
        form(f"{CONCERN}/take", concern.take, "safeguarding:take"),
        form(f"{CONCERN}/pass", concern.pass_on, "safeguarding:pass_on"),
        form(f"{CONCERN}/record", concern.create_record, "safeguarding:create_record"),
        form(f"{CONCERN}/letter", concern.create_letter, "safeguarding:create_letter"),
        form(
            f"{CONCERN}/person", letters.create_person_letter, "safeguarding:create_person_letter"
        ),
        page("/letters/{box_id}", letters.show_letters, "safeguarding:letters"),
        form("/letters/{box_id}", letters.create_answer, "safeguarding:create_answer"),
        form(f"{CONCERN}/item", concern.update_item, "safeguarding:update_item"),
        form(f"{CONCERN}/unmask", concern.create_unmasking, "safeguarding:unmask"),
        form(f"{CONCERN}/join", concern.join, "safeguarding:join"),
        form(f"{CONCERN}/review", concern.update_review, "safeguarding:update_review"),
        form(f"{CONCERN}/tasks", concern.create_task, "safeguarding:create_task"),
        form(f"{CONCERN}/tasks/done", concern.finish_task, "safeguarding:finish_task"),
        form(f"{CONCERN}/hold", concern.update_hold, "safeguarding:update_hold"),
        form(f"{CONCERN}/close", concern.close, "safeguarding:close"),
        form("/moderation/cases/{case_id}/unsafe", passing.pass_case, "safeguarding:pass_case"),
        form(f"{CONCERN}/again", concern.open_again, "safeguarding:open_again"),
    ],
    conditions=[opening.missing],
    nav=nav,
    on_person=on_person,
    panels=[waiting_panel],
    personal=PersonalSafeguarding(),
    on_start=start,
    urgent={
        ConcernRaised: [reactions.on_concern_raised],
        ConcernDue: [reactions.on_concern_due],
        DangerSeen: [reactions.on_danger_seen],
        UnsafeSaid: [reactions.on_unsafe_said],
    },
    errands={LeadToTell: [tell_lead]},
    reactions={
        RoleTaken: [reactions.on_role_taken],
        SessionsEnded: [reactions.on_sessions_ended],
        PersonSuspended: [reactions.on_person_suspended],
        SafeguardingSwept: [reactions.on_swept],
    },
)
