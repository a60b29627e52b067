"""What people plug into the hub."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core import events
from peerhub.core.notes import is_about
from peerhub.core.words import _
from peerhub.people import api, reactions
from peerhub.people.agreements import frame_of
from peerhub.people.models import RoleName
from peerhub.people.moderated import PersonModerated
from peerhub.people.personal import PersonalPeople
from peerhub.people.portable import portable
from peerhub.people.views import admin, agree, block, join, links, me, set_up, sign_in
from peerhub.web.feature import AdminLink, Feature, NavItem, form, page


async def nav(db: AsyncConnection, person: Any, path: str) -> Sequence[NavItem]:
    if person is None or not person.has_role(RoleName.ADMINISTRATOR):
        return []
    here = path == "/admin" or path.startswith("/admin/")
    return [NavItem(_("Administration"), "/admin", "gear", here, None, _("For your roles"))]


ways_in = [
    page("/join", join.new_person, "people:join"),
    form("/join", join.create_person, "people:create_person"),
    page("/join/{secret}", join.show_invitation, "people:invitation"),
    form("/join/{secret}", join.accept_invitation, "people:accept_invitation"),
    page("/sign-in", sign_in.new_session, "people:sign_in"),
    form("/sign-in", sign_in.create_session, "people:create_session"),
    page("/sign-in/link", links.new_link, "people:ask_link"),
    form("/sign-in/link", links.create_link, "people:create_link"),
    page("/sign-in/link/{secret}", links.show_link, "people:link"),
    form("/sign-in/link/{secret}", links.use_link, "people:use_link"),
    page("/reset", links.new_reset, "people:ask_reset"),
    form("/reset", links.create_reset, "people:create_reset"),
    page("/reset/{secret}", links.show_reset, "people:reset"),
    form("/reset/{secret}", links.use_reset, "people:use_reset"),
    form("/sign-out", sign_in.delete_session, "people:sign_out"),
    form("/sign-out-everywhere", sign_in.delete_sessions, "people:sign_out_everywhere"),
    page("/set-up/{secret}", set_up.show_set_up, "people:set_up"),
    form("/set-up/{secret}", set_up.set_up, "people:create_community"),
]
ones_own = [
    page("/me", me.show_me, "people:me"),
    page("/me/profile", me.edit_profile, "people:profile"),
    form("/me/profile", me.update_profile, "people:update_profile"),
    page("/me/security", me.show_security, "people:devices"),
    form("/me/security/password", me.update_password, "people:update_password"),
    form("/me/security/devices", me.end_device, "people:end_device"),
    form("/me/security/tokens", me.create_token, "people:create_token"),
    form("/me/security/tokens/revoke", me.revoke_token, "people:revoke_token"),
    page("/me/data", me.show_data, "people:data"),
    page("/me/data/export", api.download_export, "people:export"),
    form("/me/data/leave", me.leave, "people:leave"),
    page("/me/agreements", agree.show_agreements, "people:agreements"),
    form("/me/agreements", agree.create_agreement, "people:agree"),
    page("/me/blocks", block.list_blocks, "people:blocks"),
    form("/me/blocks", block.delete_block, "people:delete_block"),
    page("/people/{handle}", me.show_person, "people:person"),
    page("/people/{handle}/block", block.new_block, "people:new_block"),
    form("/people/{handle}/block", block.create_block, "people:create_block"),
]
administration = [
    page("/admin", admin.show_admin, "people:admin"),
    page("/admin/people", admin.list_people, "people:admin_people"),
    form("/admin/people/joiners", admin.decide_joiner, "people:decide_joiner"),
    form("/admin/people/invitations", admin.create_invitation, "people:invite"),
    form("/admin/people/invitations/back", admin.delete_invitation, "people:take_back"),
    page("/admin/people/{handle}", admin.edit_person, "people:admin_person"),
    form("/admin/people/{handle}/roles", admin.update_roles, "people:update_roles"),
]


async def frame(db: AsyncConnection, person: Any) -> Mapping[str, Any]:
    """Which content notes open by themselves for whoever reads; whether there is something to agree to."""
    opened, asked = await frame_of(db, person)
    return {
        "opened_notes": opened,
        "opens_note": lambda warning: is_about(warning, opened),
        "to_agree": asked,
    }


feature = Feature(
    name="people",
    portable=portable,
    routes=[*ways_in, *ones_own, *administration],
    endpoints=api.endpoints,
    frame=frame,
    nav=nav,
    admin=lambda: [
        AdminLink(_("People"), "/admin/people", _("Who waits, who is in, invitations and roles"))
    ],
    instead_of_home=set_up.notice_until_set_up,
    reactions={
        events.PersonJoined: [reactions.on_person_joined],
        events.RoleGiven: [reactions.on_role_given],
    },
    letters={
        events.SignInLinkAsked: [reactions.mail_asked_link],
        events.PersonJoined: [reactions.mail_joiner],
        events.JoinTried: [reactions.mail_known],
        events.PersonApproved: [reactions.mail_approved],
        events.InvitationMade: [reactions.mail_invited],
        events.LetterDue: [reactions.mail_due],
        events.TokenMade: [reactions.mail_token],
    },
    moderated={"person": PersonModerated()},
    personal=PersonalPeople(),
)
