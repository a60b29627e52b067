"""Every route says who may come in, and stands in this table: a new door is looked at before it opens."""

import re

from starlette.routing import BaseRoute, Route, WebSocketRoute

from peerhub.app import FEATURES, routes_of
from peerhub.web.visitor import GUARD
from tests.house.source import files, tell

ROUTES = routes_of(FEATURES)

ADMINISTRATORS, MODERATORS = "role:administrator", "role:moderator|reviewer"
LEADS = "role:safeguarding"  # and then a key that counts: see tests/safeguarding
HANDLERS = "role:moderator|reviewer|administrator"
BY_GUARD = {
    "public": """
        pages:home pages:help pages:health pages:ready pages:security_txt pages:change_password
        static api:openapi community:rules community:privacy community:terms
        community:version community:form compliance:form_file community:accessibility
        community:get_help people:join people:create_person people:invitation
        people:accept_invitation people:sign_in people:create_session people:ask_link
        people:create_link people:link people:use_link people:ask_reset people:create_reset
        people:reset people:use_reset people:sign_out people:set_up people:create_community
        forum:boards forum:board forum:thread forum:thread_by_id forum:about search:search
        forum:tag forum:unanswered forum:history api:api_show_feed
        moderation:new_appeal moderation:create_appeal moderation:new_report
        moderation:create_report moderation:strangers_report moderation:figures
        safeguarding:new_flag safeguarding:create_flag safeguarding:create_more
        safeguarding:kept safeguarding:read_kept
        moderation:new_complaint moderation:create_complaint moderation:complaint
        mailings:lists mailings:ask mailings:confirm mailings:answer mailings:show_leave
        mailings:leave
        meetups:meetups meetups:meetup meetups:calendar meetups:file meetups:feed_file
        directory:directory directory:organisation directory:logo directory:show_confirm
        directory:confirm_by_letter directory:show_stop directory:stop_letters
        directory:feed directory:services directory:service directory:taxonomies
        directory:taxonomy directory:taxonomy_terms directory:taxonomy_term
        directory:service_at_locations directory:service_at_location directory:organizations
        directory:organization
        directory:networks directory:network directory:partners meetups:programme
        meetups:photo meetups:ask_as_guest meetups:guest meetups:answer_as_guest
    """,
    "signed_in": """
        mailings:leave_own
        meetups:new meetups:announce meetups:edit meetups:update meetups:reply meetups:people
        meetups:cancel meetups:reminders meetups:update_reminders meetups:feed meetups:make_feed
        meetups:revoke_feed meetups:decide meetups:organisers meetups:update_organisers
        meetups:talk meetups:create_talk meetups:edit_photo meetups:update_photo
        meetups:poster meetups:sheet meetups:record_attendance
        meetups:afterwards meetups:update_afterwards
        api:api_list_meetups api:api_reply_to_meetup api:api_list_replies
        directory:edit directory:edit_part directory:update_part directory:edit_logo directory:update_logo
        directory:confirm directory:update_state
        directory:claim directory:create_claim directory:withdraw_claim directory:claim_to_answer
        directory:answer_claim directory:history directory:update_history
        directory:correct directory:create_correction directory:corrections
        directory:answer_correction
        directory:network_members directory:update_network_members directory:network_keepers
        directory:following directory:update_following directory:update_following_mail
        directory:owners directory:update_owners directory:places directory:update_places
        directory:network_places directory:update_network_places
        directory:update_network_keepers directory:memberships directory:update_memberships
        directory:new_contact directory:create_contact directory:contacts directory:update_holders
        directory:contact directory:answer_contact
        directory:new directory:create
        directory:editors directory:update_editors api:api_list_organisations
        people:sign_out_everywhere people:me people:profile people:update_profile people:devices
        people:update_password people:end_device people:create_token people:revoke_token
        people:blocks people:delete_block people:new_block people:create_block
        rooms:create_block rooms:names rooms:messages rooms:create_conversation rooms:new_conversation
        rooms:update_talk_choice rooms:talk_request rooms:answer_request
        people:agreements people:agree
        people:data people:export people:leave people:person api:api_show_me api:api_export_me
        notifications:notices notifications:mark_all_read notifications:mark_read
        api:api_list_notifications
        moderation:report api:api_create_report moderation:organisations moderation:waiting
        moderation:space_screening moderation:update_space_screening moderation:decisions
        moderation:update_organisations rooms:rooms rooms:room rooms:create_message
        rooms:create_read_mark rooms:keep_draft rooms:message rooms:edit_message rooms:update_message
        rooms:withdraw_message rooms:update_reaction
        api:api_list_rooms api:api_list_messages api:api_post_message api:api_edit_message
        api:api_withdraw_message api:api_add_reaction api:api_take_reaction
        api:api_mark_read api:api_stream_events rooms:about rooms:change_membership rooms:change_name
        rooms:facilitate rooms:update_settings rooms:change_lock rooms:change_duty rooms:members
        rooms:change_member rooms:invite rooms:pin forum:create_reply
        forum:change_membership forum:facilitate forum:update_settings forum:members
        forum:change_member forum:invite forum:pseudonyms forum:pseudonym
        forum:update_pseudonym forum:create_block forum:new_unnamed_reply forum:new_unnamed_thread
        forum:create_unnamed_reply forum:create_unnamed_thread
        uploads:file uploads:small api:api_create_upload api:api_show_upload api:api_show_small
        forum:edit_post forum:update_post forum:withdraw_post forum:new_thread
        extracts:new_extract extracts:create_extract extracts:extract extracts:answer_extract
        extracts:end_extract
        forum:tools forum:tend forum:undo_act forum:new_split forum:split forum:new_merge forum:merge
        forum:new_poll forum:create_poll forum:answer_poll forum:close_poll forum:take_poll_away
        forum:edit_outcome forum:update_outcome
        forum:keep_reply_draft forum:keep_thread_draft
        forum:edit_about forum:update_about forum:edit_summary forum:update_summary
        forum:update_answer api:api_list_tags
        safeguarding:letters safeguarding:create_answer
        forum:letters forum:update_letters forum:create_letters_link
        forum:proven_letters forum:update_proven_letters
        forum:watched forum:update_choices forum:mark_all_read forum:update_watch
        forum:create_thread api:api_list_boards api:api_list_threads api:api_start_thread
        api:api_show_thread api:api_list_posts api:api_reply api:api_search
    """,
    MODERATORS: """
        moderation:queue moderation:case moderation:decide moderation:claim moderation:unclaim
        safeguarding:pass_case
        moderation:hand_on moderation:keys moderation:update_keys moderation:pass_on
        moderation:lift_measure
        moderation:assign moderation:create_note moderation:undo api:api_list_queue
    """,
    LEADS: """
        safeguarding:queue safeguarding:unlock safeguarding:lock safeguarding:keys
        safeguarding:unlock_by_passkey safeguarding:create_passkey safeguarding:end_passkey
        safeguarding:create_key safeguarding:create_sheet safeguarding:use_sheet
        safeguarding:approve_key safeguarding:end_key safeguarding:reseal_key safeguarding:rota
        safeguarding:update_rota safeguarding:concern safeguarding:file safeguarding:take
        safeguarding:pass_on safeguarding:create_record safeguarding:create_letter
        safeguarding:update_item safeguarding:unmask safeguarding:join
        safeguarding:update_review safeguarding:update_hold safeguarding:close
        safeguarding:open_again safeguarding:settings safeguarding:update_settings
        safeguarding:create_task safeguarding:finish_task safeguarding:create_person_letter
    """,
    HANDLERS: """
        moderation:complaints_desk moderation:complaint_to_answer
        moderation:acknowledge_complaint moderation:answer_complaint
    """,
    ADMINISTRATORS: """
        moderation:choices moderation:update_choices
        moderation:screening moderation:update_screening
        community:edit community:update community:sectors community:create_sector
        community:update_sector community:help_contacts community:create_help_contact
        community:update_help_contact people:admin people:admin_people people:decide_joiner
        people:invite people:take_back people:admin_person people:update_roles
        moderation:person_measures moderation:take_by_hand moderation:lift_by_hand
        moderation:restore_person rooms:manage rooms:create rooms:update
        compliance:documents compliance:document compliance:new_document
        compliance:create_document compliance:create_form compliance:end_form
        compliance:index compliance:file compliance:download compliance:record
        compliance:new_record compliance:create_record
        mailings:desk mailings:create_list mailings:proof mailings:list mailings:update_list
        mailings:archive_list
        directory:claims directory:claim_to_decide directory:decide_claim
        directory:help_organisations directory:update_help_organisations
        directory:update_verification directory:new_network directory:create_network
        directory:edit_network directory:update_network directory:update_network_state
        directory:partner directory:update_partner directory:forget_partner
        tags:tags tags:create_tag tags:update_tag forum:manage forum:create
        forum:update
    """,
}
GUARDS = {name: guard for guard, names in BY_GUARD.items() for name in names.split()}


def faults(routes: list[BaseRoute]) -> list[str]:
    """What is wrong with the doors, each in one sentence."""
    found = []
    for route in routes:
        if isinstance(route, WebSocketRoute):
            continue  # rooms/socket.py refuses before the upgrade: tests/rooms/test_socket.py
        if not isinstance(route, Route):
            found.append(f"{route}: only plain routes can be reviewed here.")
            continue
        guard = getattr(route.endpoint, GUARD, None)
        if guard is None:
            found.append(f"{route.name}: write @public, @signed_in or @guarded(role) above it.")
        elif GUARDS.get(route.name) != guard:
            found.append(f"{route.name} is {guard}, the table says {GUARDS.get(route.name)}.")
        for part, role in (
            ("/moderation", MODERATORS),
            ("/safeguarding", LEADS),
            ("/admin", ADMINISTRATORS),
        ):
            if route.path.removeprefix("/api/v1").startswith(part) and guard != role:
                found.append(f"{route.path} is {guard}: below {part} it is {role}.")
    return found


def test_every_route_has_the_guard_that_was_reviewed() -> None:
    assert not faults(ROUTES), tell(faults(ROUTES))


def test_the_table_names_no_door_that_is_gone() -> None:
    names = {route.name for route in ROUTES if isinstance(route, Route)}
    assert GUARDS.keys() <= names, tell(sorted(GUARDS.keys() - names))


def test_no_two_doors_share_a_name() -> None:
    names = [route.name for route in ROUTES if isinstance(route, Route)]
    twice = sorted({name for name in names if names.count(name) > 1})
    assert not twice, tell(twice)


def dead_links(templates: dict[str, str]) -> list[str]:
    """Every url('…') in a template that names no route: it would be an error only when shown."""
    names = {getattr(route, "name", "") for route in ROUTES}
    return [
        f"{name}: url('{said}') names no route."
        for name, text in templates.items()
        for said in re.findall(r"\burl\(\s*['\"]([^'\"]+)['\"]", text)
        if said not in names
    ]


def test_every_link_of_a_template_leads_to_a_route() -> None:
    found = dead_links({p.name: p.read_text() for p in files("peerhub/**/*.html")})
    assert not found, tell(found)


async def _bare(request: object) -> None:
    """A view without a guard."""


def test_a_fault_is_named() -> None:
    door = Route("/new", _bare, name="forum:new")
    assert "write @public" in tell(faults([door]))
    setattr(_bare, GUARD, "public")
    assert "the table says None" in tell(faults([door]))
    assert "below /admin" in tell(faults([Route("/admin/new", _bare, name="pages:home")]))
    assert "names no route" in tell(dead_links({"x.html": "<a href=\"{{ url('admin:index') }}\">"}))
