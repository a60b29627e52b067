"""Nobody but the people in a direct conversation learns of it: no role, no token, no list (S4)."""

import pytest

from peerhub.core.hub import Hub
from peerhub.people.models import Person
from peerhub.people.rules import parse_role
from peerhub.people.service.roles import give_role
from peerhub.rooms.service.keep import keep_all
from tests.rooms.talks import WORDS, ask, slug_of, talking
from tests.support.clock import SettableClock
from tests.support.factories import change_community, make_person, make_token
from tests.support.visitor import Visitors


@pytest.fixture
async def ben(hub: Hub) -> Person:
    return await make_person(hub, "Ben")


async def test_no_role_and_no_token_opens_one(
    hub: Hub, visitor: Visitors, amina: Person, ben: Person, cleo: Person, fay: Person
) -> None:
    one, other = await visitor.of(amina), await visitor.of(ben)
    slug = await talking(one, other, "ben")
    role = f"facilitator@space:{slug}"
    guest = await make_person(hub, "Gus", roles=(role, f"moderator@space:{slug}"))
    for person in (cleo, fay, guest):
        browser = await visitor.of(person)
        for path in ("", "/about", "/manage", "/members"):
            assert (await browser.get(f"/rooms/{slug}{path}")).status == 404, person.name
        assert (await browser.get(f"/messages/{slug}")).status == 404
        for path in ("/rooms", "/api/v1/rooms", "/"):
            assert slug not in (await browser.get(path)).text
    secret = await make_token(hub, amina, "read", "write")
    program = visitor(headers={"Authorization": f"Bearer {secret}"})
    assert (await program.get(f"/api/v1/rooms/{slug}/messages")).status == 404
    assert slug not in (await program.get("/api/v1/rooms")).text
    assert slug not in (await one.get("/api/v1/rooms")).text, "in no list of rooms, one's own too"
    fays = await visitor.of(fay)
    assert slug not in (await fays.get("/admin/rooms")).text
    page = await fays.post("/admin/rooms/change", {"slug": slug, "action": "archive"})
    assert page.status == 404
    assert (await one.get(f"/rooms/{slug}")).status == 200


async def test_who_is_in_one_and_holds_a_role_looks_after_nothing(
    hub: Hub, visitor: Visitors, amina: Person, cleo: Person
) -> None:
    one, other = await visitor.of(cleo), await visitor.of(amina)
    slug = await talking(one, other, "amina")
    async with hub.transaction() as tx:
        role = parse_role(f"facilitator@space:{slug}")
        await give_role(tx, person_id=cleo.person_id, role=role, by=None)
    one = await visitor.of(cleo)
    assert (await one.get(f"/rooms/{slug}/manage")).status == 403
    about = (await one.get(f"/rooms/{slug}/about")).words
    assert "Only the people in it can see it" in about and "moderators of the hub do" not in about


async def test_a_report_shows_moderators_that_message_and_no_more(
    hub: Hub, visitor: Visitors, amina: Person, ben: Person, cleo: Person
) -> None:
    one, other = await visitor.of(amina), await visitor.of(ben)
    await ask(one, "ben", "Rude words")
    slug = await slug_of(one)
    page = await other.get(f"/messages/{slug}")
    (path,) = [link for link in page.links() if link.startswith("/report?")]
    await other.get(path)
    await other.submit(reason="rules")
    assert other.page.path.startswith("/report/")
    await hub.outbox.deliver_all()
    moderator = await visitor.of(cleo)
    queue = await moderator.get("/moderation")
    (case,) = {link for link in queue.links() if link.startswith("/moderation/cases/")}
    page = await moderator.get(case)
    assert "Rude words" in page.words and "Ben" not in page.words
    assert (await moderator.get(f"/rooms/{slug}")).status == 404
    local = await make_person(hub, "Lou", roles=("moderator@sector:noise",))
    assert (await (await visitor.of(local)).get(case)).status == 404


async def test_what_is_said_there_waits_for_no_moderator(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person, cleo: Person
) -> None:
    one, other = await visitor.of(amina), await visitor.of(bo)
    slug = await talking(one, other, "bo")
    await change_community(hub, hold_first_posts=1)
    await other.get(f"/rooms/{slug}")
    await other.submit(f"/rooms/{slug}/messages", body="An answer")
    assert "An answer" in (await one.get(f"/rooms/{slug}")).words
    assert "An answer" not in (await (await visitor.of(cleo)).get("/moderation")).text


async def test_a_conversation_keeps_its_words_as_long_as_it_says(
    hub: Hub, visitor: Visitors, amina: Person, ben: Person, clock: SettableClock
) -> None:
    one, other = await visitor.of(amina), await visitor.of(ben)
    slug = await talking(one, other, "ben")
    assert "Kept 90 days" in (await one.get(f"/rooms/{slug}")).words
    async with hub.transaction() as tx:
        await keep_all(tx)
    clock.move(days=92)
    await hub.outbox.deliver_all()
    later = await visitor.of(amina)
    assert WORDS not in (await later.get(f"/rooms/{slug}")).words
