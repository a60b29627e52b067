"""Every page of the hub: its route, an address where it can be seen, and who may open it there.

`test_every_page.py` compares it with the routes of the app, so no page can be left out.
`{names}` are the world's ids; `send` fills in a form on the page that cannot be taken (422).
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Example:
    """One page in one state. `who`: a first name of the world, "" for a stranger."""

    route: str
    path: str
    who: str = ""
    state: str = ""
    status: int = 200
    form: str = ""
    send: Mapping[str, str] | None = None

    @property
    def name(self) -> str:
        return " ".join(part for part in (self.route, self.state, self.who) if part)


def _wrong(route: str, path: str, who: str, form: str = "", **send: str) -> Example:
    """The page again, with an error summary, after `form` (its action) was sent with `send`."""
    return Example(route, path, who, "refused", 422, form or path, send)


STRANGERS = [
    Example("pages:home", "/"),
    Example("pages:help", "/help"),
    Example("community:rules", "/rules"),
    Example("community:privacy", "/privacy"),
    Example("community:terms", "/terms"),
    Example("community:version", "/documents/rules/1", state="no longer holds"),
    Example("community:form", "/documents/rules/2/easy-read/en"),
    Example("community:form", "/documents/rules/2/translation/ur", state="from the right"),
    Example("community:accessibility", "/accessibility"),
    Example("community:get_help", "/get-help"),
    Example("people:join", "/join"),
    Example("people:invitation", "/join/{invitation}"),
    Example("people:sign_in", "/sign-in"),
    Example("people:ask_link", "/sign-in/link"),
    Example("people:link", "/sign-in/link/{sign_in}"),
    Example("people:ask_reset", "/reset"),
    Example("people:reset", "/reset/{reset}"),
    Example("forum:boards", "/forum", state="public boards"),
    Example("forum:board", "/forum/open-board", state="public"),
    Example("forum:thread", "/forum/t/{public_thread}/{public_slug}", state="public"),
    Example("search:search", "/search?q=the", state="public"),
    Example("error", "/no/such/page", state="404", status=404),
    _wrong("people:create_person", "/join", ""),
    _wrong("people:accept_invitation", "/join/{invitation}", "", name=""),
    _wrong("people:create_session", "/sign-in", "", email="amina@example.org", password="no"),
    _wrong("people:create_link", "/sign-in/link", "", email="no address"),
    _wrong("people:create_reset", "/reset", "", email="no address"),
    _wrong("people:use_reset", "/reset/{reset}", "", password="short"),
]

MEMBERS = [
    Example("pages:home", "/", "amina"),
    Example("pages:home", "/", "cleo", "with a queue"),
    Example("pages:home", "/?f=saved", "long", "long name"),
    Example("rooms:rooms", "/rooms", "amina"),
    Example("search:search", "/search", "amina", "what to write"),
    Example("search:search", "/search?q=the", "amina", "results"),
    Example("search:search", "/search?q=thank*&in=welcome&order=best", "long", "filtered"),
    Example("search:search", "/search?q=zzyzx", "amina", "nothing"),
    Example("search:search", "/search?q=-the&after=soon", "amina", "refused", 422),
    Example("rooms:room", "/rooms/health-and-care", "amina"),
    Example("rooms:room", "/rooms/welcome", "gus", "held"),
    Example("rooms:room", "/rooms/welcome", "bo", "removed"),
    Example("rooms:room", "/rooms/quiet-corner", "bo", "empty"),
    Example("rooms:room", "/rooms/long-words", "long", "long words"),
    Example("rooms:room", "/rooms/housing", "amina", "content note"),
    Example(
        "rooms:message", "/rooms/health-and-care/messages/{root}", "amina", "side conversation"
    ),
    Example("rooms:message", "/rooms/welcome/messages/{message}", "bo", "own"),
    Example("rooms:edit_message", "/rooms/welcome/messages/{message}/edit", "bo"),
    Example("rooms:rooms", "/rooms", "bo", "invited"),
    Example("rooms:room", "/rooms/reading", "fay", "restricted door"),
    Example("rooms:room", "/rooms/reading", "long", "asked"),
    Example("rooms:room", "/rooms/reading", "bo", "sent out"),
    Example("rooms:room", "/rooms/{circle}", "bo", "invited"),
    Example("rooms:room", "/rooms/reading", "amina", "locked and closed"),
    Example("rooms:room", "/rooms/{shelter}", "eli", "confidential"),
    Example("rooms:room", "/rooms/office-hour", "bo", "closed for now"),
    Example("rooms:about", "/rooms/reading/about", "amina", "own name"),
    Example("rooms:about", "/rooms/welcome/about", "amina", "open"),
    Example("rooms:facilitate", "/rooms/reading/manage", "eli"),
    Example("rooms:facilitate", "/rooms/welcome/manage", "cleo", "open"),
    Example("rooms:members", "/rooms/reading/members", "eli"),
    Example("rooms:members", "/rooms/{circle}/members", "eli", "private"),
    Example("forum:boards", "/forum", "amina"),
    Example("forum:board", "/forum/housing", "amina"),
    Example("forum:board", "/forum/empty", "amina", "empty"),
    Example("forum:board", "/forum/closed", "amina", "closed"),
    Example("forum:board", "/forum/lists", "amina", "imported"),
    Example("forum:board", "/forum/letters", "fay", "restricted door"),
    Example("forum:board", "/forum/letters", "long", "asked"),
    Example("forum:board", "/forum/letters", "bo", "sent out"),
    Example("forum:board", "/forum/{elders}", "amina", "invited"),
    Example("forum:board", "/forum/{refuge}", "eli", "confidential"),
    Example("forum:board", "/forum/ask-without-your-name", "gus", "without a name"),
    Example("forum:about", "/forum/ask-without-your-name/about", "cleo", "open"),
    Example("forum:about", "/forum/letters/about", "amina"),
    Example("forum:facilitate", "/forum/letters/manage", "eli"),
    Example("forum:members", "/forum/letters/members", "eli"),
    Example("forum:members", "/forum/{elders}/members", "eli", "private"),
    Example("forum:pseudonyms", "/forum/ask-without-your-name/names", "cleo"),
    Example("forum:pseudonym", "/forum/ask-without-your-name/names/{pseudonym}", "cleo"),
    Example("forum:new_unnamed_thread", "/forum/ask-without-your-name/unnamed", "amina"),
    Example("forum:new_unnamed_thread", "/forum/ask-without-your-name/unnamed", "gus", "again"),
    Example("forum:new_unnamed_reply", "/forum/t/{unnamed}/reply/unnamed", "amina"),
    Example("forum:thread", "/forum/t/{unnamed}/{unnamed_slug}", "bo", "own, without a name"),
    Example("forum:thread", "/forum/t/{unnamed}/{unnamed_slug}", "cleo", "without a name"),
    Example("forum:thread", "/forum/t/{waiting}/{waiting_slug}", "gus", "waits without a name"),
    Example("forum:thread", "/forum/t/{refuge_thread}/thread", "eli", "confidential"),
    Example("forum:thread", "/forum/t/{thread}/{slug}", "amina", "every state"),
    Example("forum:thread", "/forum/t/{thread}/{slug}", "gus", "held reply"),
    Example("forum:thread", "/forum/t/{held_thread}/{held_slug}", "gus", "held"),
    Example("forum:thread", "/forum/t/{imported_thread}/{imported_slug}", "amina", "imported"),
    Example("forum:thread", "/forum/t/{thread}/{slug}?reading=threaded", "eli", "threaded"),
    Example("forum:tag", "/forum/tags/letters", "amina"),
    Example("forum:unanswered", "/forum/unanswered", "amina"),
    Example("forum:history", "/forum/posts/{edited}/history", "amina", "for readers"),
    Example("forum:history", "/forum/posts/{edited}/history", "cleo", "for moderators"),
    Example("forum:edit_about", "/forum/threads/{thread}/about", "amina"),
    Example("forum:edit_summary", "/forum/threads/{thread}/summary", "cleo"),
    Example("forum:watched", "/forum/watched", "amina"),
    Example("forum:watched", "/forum/watched", "fay", "empty"),
    Example("forum:new_thread", "/forum/housing/new", "amina"),
    Example("forum:new_thread", "/forum/open-board/new", "gus", "public"),
    Example("forum:thread", "/forum/t/{polled}/{polled_slug}", "bo", "poll"),
    Example("forum:thread", "/forum/t/{decided}/{decided_slug}", "amina", "decided"),
    Example("extracts:new_extract", "/rooms/welcome/messages/{message}/extract", "amina"),
    Example("extracts:extract", "/extracts/{extract}", "amina", "asked"),
    Example("extracts:extract", "/extracts/{extract}", "bo", "of one's own"),
    _wrong("extracts:create_extract", "/rooms/welcome/messages/{message}/extract", "amina"),
    Example("forum:tools", "/forum/t/{polled}/tools/all", "cleo"),
    Example("forum:tools", "/forum/t/{decided}/tools/all", "cleo", "something done"),
    Example("forum:thread", "/forum/t/{parted}/{parted_slug}", "bo", "posts gone"),
    Example("forum:thread", "/forum/t/{new}/{new_slug}", "bo", "begun elsewhere"),
    Example("forum:thread", "/forum/t/{closed}/{closed_slug}", "bo", "closed"),
    Example("forum:new_split", "/forum/t/{polled}/tools/split", "cleo"),
    Example("forum:new_merge", "/forum/t/{polled}/tools/merge", "cleo"),
    _wrong("forum:split", "/forum/t/{polled}/tools/split", "cleo"),
    _wrong("forum:merge", "/forum/t/{polled}/tools/merge", "cleo"),
    _wrong("forum:tend", "/forum/t/{polled}/tools/all", "cleo"),
    Example("forum:new_poll", "/forum/t/{thread}/poll/new", "amina"),
    Example("forum:edit_outcome", "/forum/t/{decided}/poll/outcome", "amina"),
    Example("forum:edit_post", "/forum/posts/{post}/edit", "amina"),
    Example("people:person", "/people/eli", "amina"),
    Example("people:new_block", "/people/eli/block", "amina"),
    Example("people:blocks", "/me/blocks", "amina", "empty"),
    Example("forum:letters", "/me/letters", "amina", "none"),
    Example("forum:letters", "/me/letters", "bo", "to claim"),
    Example("forum:letters", "/me/letters", "eli", "claimed"),
    Example("forum:proven_letters", "/me/letters/{letters_link}", "bo"),
    Example("rooms:messages", "/messages", "amina"),
    Example("rooms:messages", "/messages", "eli", "asked"),
    Example("rooms:new_conversation", "/messages/new?to=eli", "amina"),
    Example("rooms:talk_request", "/messages/{talk}", "eli"),
    Example("rooms:room", "/rooms/{talk}", "amina", "conversation that waits"),
    _wrong("rooms:create_conversation", "/messages/new", "amina", "/messages", to="nobody-here"),
    Example("people:profile", "/me/profile", "amina"),
    Example("people:devices", "/me/security", "amina"),
    Example("people:agreements", "/me/agreements", "eli", "asked"),
    Example("people:agreements", "/me/agreements", "amina"),
    _wrong("people:agree", "/me/agreements", "eli"),
    Example("people:data", "/me/data", "amina"),
    Example("notifications:notices", "/notifications", "bo"),
    Example("notifications:notices", "/notifications", "long", "empty"),
    Example("moderation:new_report", "/report?kind=message&id={message}", "eli"),
    Example("moderation:report", "/report/{reference}", "amina"),
    Example("moderation:new_appeal", "{appeal}", "", "removed"),
    _wrong("moderation:create_appeal", "{appeal}", ""),
    Example("moderation:organisations", "/me/organisations", "cleo"),
    Example("error", "/rooms/nowhere", "amina", "404", 404),
    Example("error", "/admin", "amina", "403", 403),
    _wrong("rooms:create_message", "/rooms/quiet-corner", "bo", "/rooms/quiet-corner/messages"),
    _wrong("rooms:update_message", "/rooms/welcome/messages/{message}/edit", "bo", body=""),
    _wrong(
        "rooms:change_membership",
        "/rooms/reading",
        "fay",
        "/rooms/reading/membership",
        own_name="Bo",
    ),
    _wrong(
        "rooms:change_name", "/rooms/reading/about", "amina", "/rooms/reading/name", own_name="Bo"
    ),
    _wrong("rooms:update_settings", "/rooms/reading/manage", "eli", title=""),
    _wrong("rooms:invite", "/rooms/{circle}/members", "eli", "/rooms/{circle}/invitations"),
    _wrong(
        "forum:change_membership",
        "/forum/letters",
        "fay",
        "/forum/letters/membership",
        words="x" * 301,
    ),
    _wrong("forum:update_settings", "/forum/letters/manage", "eli", title=""),
    _wrong("forum:invite", "/forum/{elders}/members", "eli", "/forum/{elders}/invitations"),
    _wrong("forum:update_pseudonym", "/forum/ask-without-your-name/names/{pseudonym}", "cleo"),
    _wrong("forum:create_unnamed_thread", "/forum/ask-without-your-name/unnamed", "amina"),
    _wrong("forum:create_unnamed_reply", "/forum/t/{unnamed}/reply/unnamed", "amina"),
    _wrong("forum:create_thread", "/forum/housing/new", "amina"),
    _wrong("forum:create_reply", "/forum/t/{thread}/{slug}", "amina", "/forum/t/{thread}/replies"),
    _wrong("forum:create_poll", "/forum/t/{thread}/poll/new", "amina"),
    _wrong(
        "forum:answer_poll",
        "/forum/t/{polled}/{polled_slug}",
        "bo",
        "/forum/t/{polled}/poll/answer",
    ),
    _wrong("forum:update_post", "/forum/posts/{post}/edit", "amina", body=""),
    _wrong("forum:create_letters_link", "/me/letters", "bo", "/me/letters/address", email="bo"),
    _wrong("people:update_profile", "/me/profile", "amina", name=""),
    _wrong("people:update_password", "/me/security", "amina", "/me/security/password"),
    _wrong("people:create_token", "/me/security", "amina", "/me/security/tokens"),
    _wrong("people:leave", "/me/data", "amina", "/me/data/leave"),
    _wrong("moderation:create_report", "/report?kind=message&id={message}", "eli", "/report"),
]

OFFICERS = [
    Example("moderation:queue", "/moderation", "cleo"),
    Example("moderation:case", "/moderation/cases/{case}", "cleo", "reported"),
    Example("moderation:case", "/moderation/cases/{held_case}", "cleo", "held"),
    Example("moderation:case", "/moderation/cases/{decided_case}", "cleo", "decided"),
    Example("people:admin", "/admin", "fay"),
    Example("people:admin_people", "/admin/people", "fay"),
    Example("people:admin_people", "/admin/people?find=nobody-at-all", "fay", "nobody found"),
    Example("people:admin_person", "/admin/people/eli", "fay", "with a role"),
    Example("people:admin_person", "/admin/people/sol", "fay", "suspended"),
    Example("moderation:choices", "/admin/moderation", "fay"),
    Example("community:edit", "/admin/community", "fay"),
    Example("community:sectors", "/admin/sectors", "fay"),
    Example("community:help_contacts", "/admin/help-contacts", "fay"),
    Example("compliance:documents", "/admin/documents", "fay"),
    Example("compliance:document", "/admin/documents/rules", "fay"),
    Example("compliance:new_document", "/admin/documents/terms/new", "fay"),
    Example("rooms:manage", "/admin/rooms", "fay"),
    Example("forum:manage", "/admin/boards", "fay"),
    Example("tags:tags", "/admin/tags", "fay"),
    _wrong(
        "moderation:decide", "/moderation/cases/{case}", "cleo", "/moderation/cases/{case}/decision"
    ),
    _wrong(
        "moderation:create_note",
        "/moderation/cases/{case}",
        "cleo",
        "/moderation/cases/{case}/notes",
    ),
    _wrong(
        "moderation:update_organisations",
        "/me/organisations",
        "cleo",
        organisations="\n".join(f"Group {n}" for n in range(30)),
    ),
    _wrong("people:invite", "/admin/people", "fay", "/admin/people/invitations"),
    _wrong("people:update_roles", "/admin/people/bo", "fay", "/admin/people/bo/roles", role=""),
    _wrong("community:update", "/admin/community", "fay", name=""),
    _wrong("community:create_sector", "/admin/sectors", "fay"),
    _wrong("community:create_help_contact", "/admin/help-contacts", "fay"),
    _wrong("compliance:create_document", "/admin/documents/rules/new", "fay", summary=""),
    _wrong(
        "compliance:create_form",
        "/admin/documents/rules",
        "fay",
        "/admin/documents/rules/forms",
        form="bsl",
    ),
    _wrong("rooms:create", "/admin/rooms", "fay"),
    _wrong("forum:create", "/admin/boards", "fay"),
    _wrong("tags:create_tag", "/admin/tags", "fay"),
]

EXAMPLES = [*STRANGERS, *MEMBERS, *OFFICERS]

BEFORE_SET_UP = [  # on a hub of its own, which nobody has set up
    Example("pages:home", "/", state="not set up"),
    Example("people:set_up", "/set-up/{set_up}"),
    _wrong("people:create_community", "/set-up/{set_up}", ""),
]
