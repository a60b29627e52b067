"""Every door that changes something, with one request that does: who sends it, where to, and what.

Words in braces stand for what the `world` of conftest.py made. A test compares this list with the
routes, so that a new door cannot be forgotten.
"""

from tests.web.write import Write
from tests.web.writes_directory import DIRECTORY
from tests.web.writes_law import LAW
from tests.web.writes_mailings import MAILINGS
from tests.web.writes_measures import MEASURES
from tests.web.writes_meetups import MEETUPS
from tests.web.writes_safeguarding import SAFEGUARDING

__all__ = ["WRITES", "Write"]

SAID = "/api/v1/rooms/kitchen/messages/{said}"
WORDS = {"id": "c-1", "body": "Good morning"}
EXTRACT = {"title": "Tea", "board": "questions", "messages": ["{said}", "{tea}"]}
SPLIT = {"posts": "2", "title": "Another", "reason": "It is another matter"}
MERGE = {"into": "{thread}", "reason": "It is the same"}
POLL = {"question": "Tea or coffee?", "choices": "Tea\nCoffee"}
ADMIN = "fay"
PASSWORD = "five quiet green chairs"

WRITES = [
    Write(
        "community:update",
        ADMIN,
        "/admin/community",
        {"name": "Fairer", "join_policy": "open", "hold_first_posts": "1"},
    ),
    *LAW,
    *MEASURES,
    *SAFEGUARDING,
    Write("community:create_sector", ADMIN, "/admin/sectors", {"slug": "law", "title": "Law"}),
    Write(
        "community:update_sector",
        ADMIN,
        "/admin/sectors/change",
        {"slug": "noise", "action": "archive"},
    ),
    Write("community:create_help_contact", ADMIN, "/admin/help-contacts", {"name": "Night line"}),
    Write(
        "community:update_help_contact",
        ADMIN,
        "/admin/help-contacts/change",
        {"contact_id": "{contact}", "action": "remove"},
    ),
    Write(
        "people:create_person",
        "",
        "/join",
        {"name": "Gina", "email": "gina@example.org", "agree": "yes", "rules": "1"},
    ),
    Write(
        "people:accept_invitation",
        "",
        "/join/{invited}",
        {"name": "Hal", "agree": "yes", "rules": "1"},
    ),
    Write(
        "people:create_session",
        "",
        "/sign-in",
        {"email": "amina@example.org", "password": PASSWORD},
    ),
    Write("people:create_link", "", "/sign-in/link", {"email": "amina@example.org"}),
    Write("people:use_link", "", "/sign-in/link/{link}", {}),
    Write("people:create_reset", "", "/reset", {"email": "amina@example.org"}),
    Write("people:use_reset", "", "/reset/{reset}", {"password": "seven loud red tables"}),
    Write("people:sign_out", "amina", "/sign-out", None),
    Write("people:sign_out_everywhere", "amina", "/sign-out-everywhere", None),
    Write(
        "people:create_community",
        "",
        "/set-up/{set_up}",
        {"community": "A", "name": "B", "email": "b@example.org", "password": PASSWORD},
    ),
    Write("people:update_profile", "amina", "/me/profile", {"name": "Amina A."}),
    Write(
        "people:update_password",
        "amina",
        "/me/security/password",
        {"current": PASSWORD, "password": "seven loud red tables"},
    ),
    Write("people:end_device", "amina", "/me/security/devices", {"session": "{session}"}),
    Write("people:create_token", "amina", "/me/security/tokens", {"scopes": "read"}),
    Write("people:revoke_token", "amina", "/me/security/tokens/revoke", {"token": "{token}"}),
    Write("people:create_block", "amina", "/people/bo/block", None),
    Write("people:delete_block", "amina", "/me/blocks", {"block": "{block}"}),
    Write("rooms:create_block", "bo", "/rooms/kitchen/messages/{said}/block", None),
    Write(
        "rooms:create_conversation",
        "amina",
        "/messages",
        {"id": "t-9", "to": "cleo", "body": "Shall we talk?"},
    ),
    Write("rooms:answer_request", "cleo", "/messages/{talk}", {"action": "accept"}),
    Write("rooms:update_talk_choice", "bo", "/messages/who", {"who": "nobody"}),
    Write("people:leave", "amina", "/me/data/leave", {"sure": "yes"}),
    Write(
        "people:decide_joiner",
        ADMIN,
        "/admin/people/joiners",
        {"person": "{joiner}", "action": "approve"},
    ),
    Write("people:invite", ADMIN, "/admin/people/invitations", {"email": "ida@example.org"}),
    Write(
        "people:take_back",
        ADMIN,
        "/admin/people/invitations/back",
        {"invitation": "{invitation}"},
    ),
    Write(
        "people:update_roles",
        ADMIN,
        "/admin/people/bo/roles",
        {"role": "moderator", "action": "give"},
    ),
    Write("notifications:mark_all_read", "amina", "/notifications/read", None),
    Write("notifications:mark_read", "amina", "/notifications/{notice}/read", None),
    Write(
        "moderation:create_report",
        "bo",
        "/report",
        {"kind": "post", "id": "{post}", "client_id": "r-1", "reason": "rules"},
    ),
    Write(
        "moderation:decide",
        "cleo",
        "/moderation/cases/{case}/decision",
        {"outcome": "leave", "reason": "It stays.", "seen": "{seen}"},
    ),
    Write("moderation:claim", "cleo", "/moderation/cases/{case}/claim", None),
    Write("moderation:unclaim", "cleo", "/moderation/cases/{claimed_case}/unclaim", None),
    Write("moderation:assign", "cleo", "/moderation/cases/{case}/assign", {"to": "{cleo}"}),
    Write("moderation:create_note", "cleo", "/moderation/cases/{case}/notes", {"text": "Look."}),
    Write(
        "moderation:undo", "cleo", "/moderation/cases/{removed_case}/undo", {"undo_reason": "Why"}
    ),
    Write(
        "moderation:create_appeal", "bo", "{appeal}", {"client_id": "a-1", "words": "It was not."}
    ),
    Write("moderation:update_organisations", "bo", "/me/organisations", {"organisations": "Group"}),
    Write("moderation:update_choices", ADMIN, "/admin/moderation", {"outside": "A friend"}),
    Write(
        "moderation:create_complaint",
        "amina",
        "/complaints",
        {"client_id": "k-1", "kind": "duties", "words": "It is slow."},
    ),
    Write(
        "moderation:acknowledge_complaint",
        "cleo",
        "/complaints-desk/{complaint}/acknowledgement",
        None,
    ),
    Write(
        "moderation:answer_complaint",
        "cleo",
        "/complaints-desk/{complaint}/answer",
        {"outcome": "right", "words": "It is."},
    ),
    Write("moderation:hand_on", "cleo", "/moderation/cases/{case}/eyes", None),
    Write("moderation:update_keys", "cleo", "/moderation/keys", {"keys": "yes"}),
    Write("moderation:update_screening", ADMIN, "/admin/screening", {"links": "yes"}),
    Write("moderation:update_space_screening", "cleo", "/screening/room/kitchen", {"files": "yes"}),
    Write("rooms:create_message", "amina", "/rooms/kitchen/messages", WORDS),
    Write("rooms:keep_draft", "amina", "/rooms/kitchen/draft", {"body": "Not yet"}),
    Write("rooms:create_read_mark", "amina", "/rooms/kitchen/read", {"seq": "1"}),
    Write(
        "rooms:update_message",
        "amina",
        "/rooms/kitchen/messages/{said}/edit",
        {"id": "c-2", "body": "Good evening"},
    ),
    Write(
        "rooms:withdraw_message", "amina", "/rooms/kitchen/messages/{said}/withdraw", {"id": "w"}
    ),
    Write(
        "rooms:update_reaction",
        "bo",
        "/rooms/kitchen/messages/{said}/reactions",
        {"id": "r-1", "choice": "yes 👍"},
    ),
    Write("rooms:change_membership", ADMIN, "/rooms/kitchen/membership", {"action": "join"}),
    Write("rooms:change_name", "amina", "/rooms/kitchen/name", {"own_name": "River"}),
    Write(
        "rooms:update_settings",
        "cleo",
        "/rooms/kitchen/manage",
        {"title": "Scullery", "keep_days": "30", "slow_seconds": "10"},
    ),
    Write("rooms:change_lock", "cleo", "/rooms/kitchen/lock", {"action": "lock"}),
    Write("rooms:change_duty", "cleo", "/rooms/kitchen/duty", {"action": "on"}),
    Write(
        "rooms:change_member",
        "cleo",
        "/rooms/kitchen/members",
        {"handle": "bo", "action": "remove"},
    ),
    Write("rooms:invite", "amina", "/rooms/{own_room}/invitations", {"handle": "bo"}),
    Write("rooms:pin", "cleo", "/rooms/kitchen/messages/{said}/pin", {"action": "pin"}),
    Write("rooms:create", ADMIN, "/admin/rooms", {"slug": "hall", "title": "Hall"}),
    Write("rooms:update", ADMIN, "/admin/rooms/change", {"slug": "kitchen", "action": "archive"}),
    Write("forum:create_reply", "bo", "/forum/t/{thread}/replies", WORDS),
    Write("forum:keep_reply_draft", "bo", "/forum/t/{thread}/draft", {"body": "Not yet"}),
    Write("forum:keep_thread_draft", "bo", "/forum/questions/draft", {"body": "Not yet"}),
    Write("forum:update_about", "amina", "/forum/threads/{thread}/about", {"tags": "access"}),
    Write("forum:update_summary", "amina", "/forum/threads/{thread}/summary", {"body": "Yes."}),
    Write("forum:update_answer", "cleo", "/forum/posts/{reply}/answer", {"action": "accept"}),
    Write("tags:create_tag", ADMIN, "/admin/tags", {"slug": "law", "title": "Law"}),
    Write("tags:update_tag", ADMIN, "/admin/tags/change", {"slug": "access", "action": "archive"}),
    Write("forum:update_watch", "bo", "/forum/t/{thread}/watch", {"action": "mute"}),
    Write("forum:update_letters", "amina", "/me/letters", {"action": "claim"}),
    Write("forum:create_letters_link", "amina", "/me/letters/address", {"email": "a@example.net"}),
    Write(
        "forum:update_proven_letters", "amina", "/me/letters/{letters_link}", {"action": "claim"}
    ),
    Write("forum:update_choices", "bo", "/forum/watched", {}),
    Write("forum:mark_all_read", "bo", "/forum/read", {"board": "questions"}),
    Write("forum:update_post", "amina", "/forum/posts/{post}/edit", {"body": "Better words"}),
    Write("forum:withdraw_post", "amina", "/forum/posts/{post}/withdraw", None),
    Write("forum:create_thread", "amina", "/forum/questions/new", {**WORDS, "title": "A title"}),
    Write("extracts:create_extract", "amina", "/rooms/kitchen/messages/{said}/extract", EXTRACT),
    Write("extracts:answer_extract", "bo", "/extracts/{extract}/answer", {"action": "refuse"}),
    Write("extracts:end_extract", "amina", "/extracts/{extract}/end", {"action": "make"}),
    *DIRECTORY,
    *MAILINGS,
    *MEETUPS,
    Write("forum:tend", "cleo", "/forum/t/{thread}/tools/all", {"kind": "lock", "reason": "Done"}),
    Write("forum:undo_act", "cleo", "/forum/t/{decided}/tools/undo", {"act": "{act}"}),
    Write("forum:split", "cleo", "/forum/t/{parted}/tools/split", SPLIT),
    Write("forum:merge", "cleo", "/forum/t/{parted}/tools/merge", MERGE),
    Write("forum:create_poll", "amina", "/forum/t/{thread}/poll/new", POLL),
    Write("forum:answer_poll", "bo", "/forum/t/{polled}/poll/answer", {"choices": "{choice}"}),
    Write("forum:close_poll", "amina", "/forum/t/{polled}/poll/close", None),
    Write("forum:take_poll_away", "amina", "/forum/t/{polled}/poll/end", None),
    Write("forum:update_outcome", "amina", "/forum/t/{decided}/poll/outcome", {"outcome": "Tea."}),
    Write("forum:change_membership", "bo", "/forum/{restricted}/membership", {"action": "ask"}),
    Write(
        "forum:update_settings",
        "cleo",
        "/forum/questions/manage",
        {"title": "Answers", "rules": "- One thing at a time"},
    ),
    Write(
        "forum:change_member",
        "cleo",
        "/forum/{restricted}/members",
        {"handle": "fay", "action": "remove"},
    ),
    Write("forum:invite", "amina", "/forum/{own_board}/invitations", {"handle": "bo"}),
    Write(
        "forum:update_pseudonym",
        "cleo",
        "/forum/news/names/{pseudonym}",
        {"rest_days": "7", "reason": "Three warnings"},
    ),
    Write("forum:create_unnamed_reply", "bo", "/forum/t/{unnamed}/reply/unnamed", WORDS),
    Write("forum:create_unnamed_thread", "bo", "/forum/news/unnamed", {**WORDS, "title": "A"}),
    Write("forum:create_block", "bo", "/forum/posts/{unnamed_post}/block", None),
    Write("forum:create", ADMIN, "/admin/boards", {"slug": "ideas", "title": "Ideas"}),
    Write(
        "forum:update", ADMIN, "/admin/boards/change", {"slug": "questions", "action": "archive"}
    ),
    Write(
        "api:api_create_report",
        "bo",
        "/api/v1/reports",
        {"kind": "post", "id": "{post}", "reason": "rules"},
        json=True,
    ),
    Write(
        "api:api_create_upload", "amina", "/api/v1/uploads", {"alt": ""}, json=True, file=b"Words"
    ),
    Write("api:api_post_message", "amina", "/api/v1/rooms/kitchen/messages", WORDS, json=True),
    Write("api:api_edit_message", "amina", SAID, {"body": "Other"}, json=True, method="PATCH"),
    Write("api:api_withdraw_message", "amina", SAID, None, json=True, method="DELETE"),
    Write("api:api_add_reaction", "bo", f"{SAID}/reactions/👍", None, json=True, method="PUT"),
    Write(
        "api:api_take_reaction", "cleo", f"{SAID}/reactions/👍", None, json=True, method="DELETE"
    ),
    Write(
        "api:api_mark_read", "bo", "/api/v1/rooms/kitchen/read", {"seq": 1}, json=True, method="PUT"
    ),
    Write(
        "api:api_start_thread",
        "amina",
        "/api/v1/forum/threads",
        {**WORDS, "board": "questions", "title": "A title"},
        json=True,
    ),
    Write("api:api_reply", "bo", "/api/v1/forum/threads/{thread}/posts", WORDS, json=True),
]
