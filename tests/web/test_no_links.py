"""Whoever may post no links posts none anywhere: every door that takes words, with an address in each.

The doors come from the list of all that change something, which a test compares with the routes.
"""

import pytest

from peerhub.core.hub import Hub
from peerhub.core.items import ItemRef
from peerhub.core.keys import new_id
from peerhub.moderation.measures import HUB, Measure, MeasureKind
from peerhub.moderation.models import Case, CaseKind, CaseState, Decision, DecisionOutcome
from peerhub.moderation.store import cases, measures
from peerhub.people.models import Person
from tests.support.factories import make_picture
from tests.web.conftest import World
from tests.web.write import Write
from tests.web.writes import WRITES

ADDRESS = "Look at example.org/buy"
WORDS = ("body", "title", "topic", "purpose", "rules", "question", "choices", "outcome", "name")
WORDS += ("own_name", "words", "reason", "warning", "note_words")
WORDS += ("about", "place", "address", "cost", "needs", "notes", "questions", "next_steps")
LONGER = {  # what a form takes besides what it needs
    "rooms:update_settings": ("topic", "rules"),
    "rooms:create": ("topic",),
    "rooms:create_message": ("note_words",),
    "forum:update_settings": ("purpose",),
    "forum:create": ("purpose",),
    "forum:update_post": ("warning",),
    "forum:create_thread": ("note_words",),
    "forum:create_reply": ("note_words",),
    "api:api_start_thread": ("warning",),
    "api:api_reply": ("warning",),
    "api:api_post_message": ("warning",),
}
ASKS_FIRST = {"forum:change_membership": "words"}  # read by those who look after a place
NOT_PUBLISHED = {
    "moderation": "telling moderators, and what moderators say themselves",
    "safeguarding": "telling those who keep people safe is never refused",
    "compliance": "what the law asks of the hub",
    "community": "the hub's own words, by its administrators",
    "mailings": "the hub's own letters, by its administrators",
    "tags": "words of the hub, by its administrators",
}
NO_WORDS_FOR_OTHERS = {
    "rooms:keep_draft",
    "forum:keep_reply_draft",
    "forum:keep_thread_draft",
    "forum:undo_act",
    "forum:answer_poll",  # which of its choices
    "people:agree",  # which version of the rules
    "api:api_create_report",  # telling moderators
}
HAVE_NO_PERSON_YET = {"people:create_person", "people:accept_invitation", "people:create_community"}
BY_MODERATORS = {"forum:update_pseudonym"}  # a reason, for whoever it is about
REFUSED = (
    "you cannot post links",
    "you cannot write to people alone",
    "you write under your own name",
    "A name is no address",
    "Leave the web address out",  # guests never post any
)


def _words_of(write: Write) -> list[str]:
    more = (*LONGER.get(write.name, ()), *filter(None, [ASKS_FIRST.get(write.name)]))
    return [name for name in (*(write.fields or {}), *more) if name in WORDS]


def _publishes(write: Write) -> bool:
    inside = NO_WORDS_FOR_OTHERS | HAVE_NO_PERSON_YET | BY_MODERATORS
    return write.name.partition(":")[0] not in NOT_PUBLISHED and write.name not in inside


DOORS = [(write, name) for write in WRITES if _publishes(write) for name in _words_of(write)]


async def limit(hub: Hub, person: Person) -> None:
    """Everywhere, by a decision that a test needs no case for."""
    now = hub.clock.now()
    item = ItemRef("person", person.person_id)
    case = Case(
        new_id(), CaseKind.MEASURE, item, person.person_id, HUB, "", CaseState.DECIDED, now,
        due_at=now,
    )  # fmt: skip
    decision = Decision(new_id(), case.case_id, person.person_id, DecisionOutcome.LEAVE, "", now)
    taken = Measure(new_id(), decision.decision_id, person.person_id, MeasureKind.LIMIT, HUB, now)
    async with hub.transaction() as tx:
        await cases.insert_case(tx.db, case)
        await cases.insert_decision(tx.db, decision)
        await measures.insert_measure(tx.db, taken)


@pytest.fixture
async def limited(world: World) -> World:
    for person in world.people.values():
        await limit(world.hub, person)
    return world


async def _tries(world: World, write: Write, name: str) -> str:
    """What is answered to an address in this field."""
    path, said = write.filled(world.names)
    said[name] = f"{ADDRESS}\nTea" if name == "choices" else ADDRESS
    if name == "note_words":
        said["note_kind"] = "other"
    key = {} if "id" in said else {"Idempotency-Key": "c-9"}
    visitor = await world.as_(write.who)
    page = await visitor.ask(write.method, path, follow=False, headers=key, **write.body(said))
    return page.words if page.status != 303 else "let through"


async def test_no_door_takes_an_address_from_whoever_may_post_none(limited: World) -> None:
    let_through = []
    for write, name in DOORS:
        said = await _tries(limited, write, name)
        if not any(words in said for words in REFUSED):
            let_through.append(f"{write.name} {name}: {said[:300]}")
    assert not let_through, "\n".join(let_through)
    assert len(DOORS) >= 40


async def test_the_same_doors_take_words_without_one(limited: World) -> None:
    """Or the walk above would be content with a door that refuses everything."""
    for name in ("forum:update_summary", "forum:create_poll", "rooms:update_settings"):
        write = next(one for one in WRITES if one.name == name)
        path, said = write.filled(limited.names)
        page = await (await limited.as_(write.who)).ask(
            write.method, path, follow=False, **write.body(said)
        )
        assert page.status == 303, (name, page.words)


async def test_nor_in_the_words_beside_a_file(limited: World) -> None:
    """Which are taken in before anybody knows where they are to stand."""
    picture = await make_picture(limited.hub, limited.people["amina"], alt=ADDRESS)
    amina = await limited.as_("amina")
    for path in ("/api/v1/rooms/kitchen/messages", "/api/v1/forum/threads/{thread}/posts"):
        said = {"id": "f-1", "body": "Look", "files": [picture]}
        page = await amina.ask("POST", path.format(**limited.names), json=said)
        assert page.status == 422 and "you cannot post links" in page.words, page.words
