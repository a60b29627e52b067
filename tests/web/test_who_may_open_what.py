"""Page by page and role by role: who is shown what (promises S3 and S4, in their small form)."""

import re

import pytest
from starlette.routing import Route

from peerhub.app import FEATURES, routes_of
from tests.support.factories import make_token
from tests.support.visitor import Page
from tests.web.answers import ADMINISTRATORS, MEMBERS, MODERATORS, OPEN
from tests.web.answers_directory import DIRECTORY
from tests.web.answers_meetups import MEETUPS
from tests.web.conftest import World

ROLES = ("", "bo", "cleo", "fay")  # in the order of tests/web/answers.py

NOBODY = (303, 403, 403, 403)  # of these: what leads see is in tests/safeguarding
PAGES: dict[str, tuple[str, tuple[int, ...]]] = {
    "pages:home": ("/", OPEN),
    "pages:help": ("/help", OPEN),
    "pages:health": ("/healthz", OPEN),
    "pages:ready": ("/readyz", OPEN),
    "pages:security_txt": ("/.well-known/security.txt", OPEN),
    "pages:change_password": ("/.well-known/change-password", (302, 302, 302, 302)),
    "community:rules": ("/rules", OPEN),
    "community:privacy": ("/privacy", OPEN),
    "community:terms": ("/terms", OPEN),
    "community:version": ("/documents/rules/1", OPEN),
    "community:form": ("/documents/rules/1/easy-read/en", OPEN),
    "compliance:documents": ("/admin/documents", ADMINISTRATORS),
    "compliance:document": ("/admin/documents/rules", ADMINISTRATORS),
    "compliance:new_document": ("/admin/documents/rules/new", ADMINISTRATORS),
    "compliance:form_file": ("/document-files/none", (404, 404, 404, 404)),
    "compliance:index": ("/admin/compliance", ADMINISTRATORS),
    "compliance:file": ("/admin/compliance/file", ADMINISTRATORS),
    "compliance:download": ("/admin/compliance/file/download", ADMINISTRATORS),
    "compliance:record": ("/admin/compliance/risk/fraud", ADMINISTRATORS),
    "compliance:new_record": ("/admin/compliance/risk/fraud/new", ADMINISTRATORS),
    "people:agreements": ("/me/agreements", MEMBERS),
    "community:accessibility": ("/accessibility", OPEN),
    "community:get_help": ("/get-help", OPEN),
    "community:edit": ("/admin/community", ADMINISTRATORS),
    "community:sectors": ("/admin/sectors", ADMINISTRATORS),
    "community:help_contacts": ("/admin/help-contacts", ADMINISTRATORS),
    "people:join": ("/join", OPEN),
    "people:invitation": ("/join/{invited}", OPEN),
    "people:sign_in": ("/sign-in", OPEN),
    "people:ask_link": ("/sign-in/link", OPEN),
    "people:link": ("/sign-in/link/{link}", OPEN),
    "people:ask_reset": ("/reset", OPEN),
    "people:reset": ("/reset/{reset}", OPEN),
    "people:set_up": ("/set-up/none", (404, 404, 404, 404)),
    "people:me": ("/me", (303, 303, 303, 303)),
    "people:profile": ("/me/profile", MEMBERS),
    "people:devices": ("/me/security", MEMBERS),
    "people:data": ("/me/data", MEMBERS),
    "people:export": ("/me/data/export", MEMBERS),
    "people:blocks": ("/me/blocks", MEMBERS),
    "people:person": ("/people/amina", MEMBERS),
    "people:new_block": ("/people/amina/block", MEMBERS),
    "people:admin": ("/admin", ADMINISTRATORS),
    "people:admin_people": ("/admin/people", ADMINISTRATORS),
    "people:admin_person": ("/admin/people/amina", ADMINISTRATORS),
    "notifications:notices": ("/notifications", MEMBERS),
    "moderation:new_report": ("/report?kind=post&id={post}", MEMBERS),
    "moderation:strangers_report": ("/report/none/none", (404, 404, 404, 404)),
    "moderation:report": ("/report/none", (303, 404, 404, 404)),
    "moderation:queue": ("/moderation", MODERATORS),
    "moderation:case": ("/moderation/cases/{case}", MODERATORS),
    "moderation:person_measures": ("/admin/people/{frozen}/measures", ADMINISTRATORS),
    "moderation:keys": ("/moderation/keys", MODERATORS),
    "moderation:figures": ("/figures", OPEN),
    "moderation:new_appeal": ("{appeal}", OPEN),
    "moderation:organisations": ("/me/organisations", MEMBERS),
    "moderation:decisions": ("/me/decisions", MEMBERS),
    "moderation:choices": ("/admin/moderation", ADMINISTRATORS),
    **DIRECTORY,
    "mailings:lists": ("/lists", OPEN),
    "mailings:confirm": ("{list_ask}", OPEN),
    "mailings:show_leave": ("{list_leave}", OPEN),
    "mailings:desk": ("/admin/lists", ADMINISTRATORS),
    "mailings:list": ("/admin/lists/monthly", ADMINISTRATORS),
    **MEETUPS,
    "safeguarding:new_flag": ("/flag?kind=message&id={said}", OPEN),
    "safeguarding:kept": ("/flag/answers", OPEN),
    "safeguarding:queue": ("/safeguarding", NOBODY),
    "safeguarding:keys": ("/safeguarding/keys", NOBODY),
    "safeguarding:rota": ("/safeguarding/rota", NOBODY),
    "safeguarding:settings": ("/safeguarding/settings", NOBODY),
    "safeguarding:concern": ("/safeguarding/concerns/{concern}", NOBODY),
    "safeguarding:file": ("/safeguarding/concerns/{concern}/file", NOBODY),
    "safeguarding:letters": ("/letters/{letter_box}", (303, 200, 404, 404)),  # for Bo
    "moderation:new_complaint": ("/complaints", OPEN),
    "moderation:complaint": ("{complaint_path}", OPEN),
    "moderation:complaints_desk": ("/complaints-desk", (303, 403, 200, 200)),
    "moderation:complaint_to_answer": ("/complaints-desk/{complaint}", (303, 403, 200, 404)),
    "moderation:screening": ("/admin/screening", ADMINISTRATORS),
    "moderation:space_screening": ("/screening/room/kitchen", MODERATORS),
    "moderation:waiting": ("/me/waiting", MEMBERS),
    "rooms:rooms": ("/rooms", MEMBERS),
    "rooms:room": ("/rooms/kitchen", MEMBERS),
    "rooms:message": ("/rooms/kitchen/messages/{said}", MEMBERS),
    "rooms:edit_message": ("/rooms/kitchen/messages/{said}/edit", (303, 404, 404, 404)),
    "rooms:about": ("/rooms/kitchen/about", MEMBERS),
    "rooms:names": ("/rooms/kitchen/names?begun=a", MEMBERS),
    "rooms:facilitate": ("/rooms/kitchen/manage", MODERATORS),
    "rooms:members": ("/rooms/kitchen/members", MODERATORS),
    "rooms:messages": ("/messages", MEMBERS),
    "rooms:new_conversation": ("/messages/new", MEMBERS),
    "rooms:talk_request": ("/messages/{talk}", (303, 404, 200, 404)),  # Fay asks Cleo
    "rooms:manage": ("/admin/rooms", ADMINISTRATORS),
    "uploads:file": ("/uploads/{upload}", (303, 404, 404, 404)),
    "uploads:small": ("/uploads/{upload}/small", (303, 404, 404, 404)),
    "search:search": ("/search?q=hello", OPEN),
    "forum:boards": ("/forum", OPEN),
    "forum:board": ("/forum/news", OPEN),
    "forum:thread": ("/forum/t/{thread}/{slug}", (404, 200, 200, 200)),
    "forum:thread_by_id": ("/forum/t/{thread}", (404, 200, 200, 200)),
    "forum:edit_post": ("/forum/posts/{post}/edit", (303, 404, 404, 404)),
    "extracts:new_extract": ("/rooms/kitchen/messages/{said}/extract", MEMBERS),
    "extracts:extract": ("/extracts/{extract}", (303, 200, 404, 404)),
    "forum:tools": ("/forum/t/{thread}/tools/all", (303, 404, 200, 404)),
    "forum:new_split": ("/forum/t/{thread}/tools/split", (303, 404, 200, 404)),
    "forum:new_merge": ("/forum/t/{thread}/tools/merge", (303, 404, 200, 404)),
    "forum:new_poll": ("/forum/t/{thread}/poll/new", (303, 404, 404, 404)),
    "forum:edit_outcome": ("/forum/t/{decided}/poll/outcome", (303, 404, 404, 404)),
    "forum:new_thread": ("/forum/questions/new", MEMBERS),
    "forum:watched": ("/forum/watched", MEMBERS),
    "forum:letters": ("/me/letters", MEMBERS),
    "forum:proven_letters": ("/me/letters/{letters_link}", (303, 404, 404, 404)),
    "forum:about": ("/forum/news/about", OPEN),
    "forum:facilitate": ("/forum/questions/manage", (303, 403, 200, 200)),
    "forum:members": ("/forum/questions/members", MODERATORS),
    "forum:tag": ("/forum/tags/access", OPEN),
    "forum:unanswered": ("/forum/unanswered", OPEN),
    "forum:history": ("/forum/posts/{post}/history", (404, 200, 200, 200)),
    "forum:edit_about": ("/forum/threads/{thread}/about", (303, 403, 200, 403)),
    "forum:edit_summary": ("/forum/threads/{thread}/summary", (303, 403, 200, 403)),
    "tags:tags": ("/admin/tags", ADMINISTRATORS),
    "forum:new_unnamed_thread": ("/forum/news/unnamed", MEMBERS),
    "forum:new_unnamed_reply": ("/forum/t/{unnamed}/reply/unnamed", MEMBERS),
    "forum:pseudonyms": ("/forum/news/names", MODERATORS),
    "forum:pseudonym": ("/forum/news/names/{pseudonym}", MODERATORS),
    "forum:manage": ("/admin/boards", ADMINISTRATORS),
}
API = {
    "api:openapi": ("/openapi.json", OPEN),
    "api:api_show_me": ("/me", (401, 200, 200, 200)),
    "api:api_export_me": ("/me/export", (401, 200, 200, 200)),
    "api:api_list_notifications": ("/notifications", (401, 200, 200, 200)),
    "api:api_list_queue": ("/moderation/queue", (401, 403, 200, 403)),
    "api:api_list_rooms": ("/rooms", (401, 200, 200, 200)),
    "api:api_list_messages": ("/rooms/kitchen/messages", (401, 200, 200, 200)),
    "api:api_stream_events": ("/rooms/kitchen/events", (401, 200, 200, 200)),
    "api:api_show_upload": ("/uploads/{upload}", (401, 404, 404, 404)),
    "api:api_show_small": ("/uploads/{upload}/small", (401, 404, 404, 404)),
    "api:api_search": ("/search?q=hello", (401, 200, 200, 200)),
    "api:api_list_meetups": ("/meetups", (401, 200, 200, 200)),
    "api:api_list_replies": ("/meetups/{meetup}/replies", (401, 404, 404, 404)),  # Amina's
    "api:api_list_organisations": ("/directory/organisations", (401, 200, 200, 200)),
    "api:api_list_tags": ("/tags", (401, 200, 200, 200)),
    "api:api_list_boards": ("/forum/boards", (401, 200, 200, 200)),
    "api:api_show_feed": ("/forum/boards/questions/feed", (401, 200, 200, 200)),
    "api:api_list_threads": ("/forum/threads?board=questions", (401, 200, 200, 200)),
    "api:api_show_thread": ("/forum/threads/{thread}", (401, 200, 200, 200)),
    "api:api_list_posts": ("/forum/threads/{thread}/posts", (401, 200, 200, 200)),
}
ENDLESS = {"api:api_stream_events"}  # asked by HEAD
ALL = {**PAGES, **{name: (f"/api/v1{path}", said) for name, (path, said) in API.items()}}


def test_every_page_is_in_the_table() -> None:
    routes = [route for route in routes_of(FEATURES) if isinstance(route, Route)]
    shown = {route.name for route in routes if "GET" in (route.methods or ())}
    assert shown - {"static"} == ALL.keys()


@pytest.mark.parametrize("who", ROLES)
async def test_everybody_is_shown_what_the_table_says(world: World, who: str) -> None:
    visitor, place = await world.as_(who), ROLES.index(who)
    wrong = []
    for name, (path, said) in ALL.items():
        method = "HEAD" if name in ENDLESS else "GET"
        page = await visitor.ask(method, path.format(**world.names), follow=False)
        if page.status != said[place]:
            wrong.append(f"{name}: {page.status}, not {said[place]}")
    assert not wrong, wrong


SECRET = [
    ("/rooms/{private_room}", "/rooms/zzzzzzzzzzzzzzzz"),
    ("/rooms/{private_room}/names?begun=a", "/rooms/zzzzzzzzzzzzzzzz/names?begun=a"),
    ("/forum/{private_board}", "/forum/zzzzzzzzzzzzzzzz"),
    ("/uploads/{upload}", "/uploads/zzzzzzzzzzzzzzzz"),
    ("/api/v1/uploads/{upload}/small", "/api/v1/uploads/zzzzzzzzzzzzzzzz/small"),
    ("/forum/{private_board}/new", "/forum/zzzzzzzzzzzzzzzz/new"),
    ("/api/v1/rooms/{private_room}/messages", "/api/v1/rooms/zzzzzzzzzzzzzzzz/messages"),
    ("/api/v1/rooms/{private_room}/events", "/api/v1/rooms/zzzzzzzzzzzzzzzz/events"),
    (
        "/api/v1/forum/threads?board={private_board}",
        "/api/v1/forum/threads?board=zzzzzzzzzzzzzzzz",
    ),
]


def without_names(page: Page, *names: str) -> tuple[int, str, dict[str, str]]:
    """All that came back, but for the address itself and what differs from one answer to the next."""
    text = page.text
    for name in names:
        text = text.replace(name, "NAME")
    text = re.sub(r'name="_token" value="[^"]*"', "", text)
    varying = ("date", "set-cookie", "content-length")  # packed pages are padded at random
    headers = {k: v for k, v in page.headers.items() if k not in varying}
    for name in names:
        headers = {key: said.replace(name, "NAME") for key, said in headers.items()}
    return page.status, text, headers


@pytest.mark.parametrize("who", ROLES)
@pytest.mark.parametrize(("forbidden", "absent"), SECRET)
async def test_absent_and_forbidden_look_alike(
    world: World, who: str, forbidden: str, absent: str
) -> None:
    visitor = await world.as_(who)
    there = await visitor.get(forbidden.format(**world.names), follow=False)
    gone = await visitor.get(absent, follow=False)
    names = (
        world.names["private_room"],
        world.names["private_board"],
        world.names["upload"],
        "zzzzzzzzzzzzzzzz",
    )
    assert without_names(there, *names) == without_names(gone, *names)
    assert there.status in (303, 401, 404)
    assert "Secret" not in there.text


@pytest.mark.parametrize("who", ["bo", "cleo", "fay"])
async def test_writing_to_a_secret_place_tells_nothing(world: World, who: str) -> None:
    visitor = await world.as_(who)
    before = await world.state()
    fields = {"id": "c-9", "body": "Hello?"}
    for path, more in (
        ("/api/v1/rooms/{}/messages", {}),
        ("/rooms/{}/messages", {}),
        ("/forum/{}/new", {"title": "x"}),
    ):
        answers = []
        for name in (world.names["private_room"], world.names["private_board"], "z" * 16):
            body = {"json": fields} if path.startswith("/api") else {"data": {**fields, **more}}
            page = await visitor.ask("POST", path.format(name), follow=False, **body)
            answers.append(without_names(page, name))
        assert answers[0] == answers[1] == answers[2]
        assert answers[0][0] == 404
    assert await world.state() == before


async def test_a_token_opens_only_what_its_scopes_name(world: World) -> None:
    """Every door of the API × a token without its scope, one with it, and none at all."""
    endpoints = [endpoint for feature in FEATURES for endpoint in feature.endpoints]
    tokens = {scope: await make_token(world.hub, world.people["cleo"], scope) for scope in SCOPES}
    before = await world.state()
    for endpoint in endpoints:
        method = "HEAD" if f"api:{endpoint.name}" in ENDLESS else endpoint.method
        path = "/api/v1" + endpoint.path.replace("{slug}", "kitchen").replace(
            "{thread_id}", world.names["thread"]
        )
        for scope, token in tokens.items():
            visitor = world.visitors(headers={"Authorization": f"Bearer {token}"})
            status = (await visitor.ask(method, path)).status
            assert (status == 403) == (scope != endpoint.scope), (endpoint.name, scope, status)
        page = await world.visitors(headers={"Authorization": "Bearer x"}).ask(method, path)
        assert page.status == 401, endpoint.name
    assert await world.state() == before


SCOPES = ("read", "write", "moderate", "administer")
