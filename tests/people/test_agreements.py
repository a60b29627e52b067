"""What people agreed to: which version, when and where; asked again quietly, kept while they stay."""

from sqlalchemy import select

from peerhub.community.models import JoinPolicy
from peerhub.core.hub import Hub
from peerhub.people.access import count_people
from peerhub.people.models import Person
from peerhub.people.tables import agreements
from tests.support.factories import change_community, publish
from tests.support.letters import Letters
from tests.support.visitor import Visitors

GINA = "gina@example.org"
BANNER = "There is something to read and agree to."


async def rows(hub: Hub) -> list[tuple[str, int, str]]:
    """Everything that is kept, without who and when."""
    async with hub.reading() as db:
        found = await db.execute(select(agreements).order_by(agreements.c.at, agreements.c.kind))
        return [(row.kind, row.number, row.how) for row in found]


async def test_whoever_joins_agrees_to_what_stood_on_the_page(
    hub: Hub, visitor: Visitors, mail: Letters
) -> None:
    await change_community(hub, join_policy=JoinPolicy.OPEN)
    await publish(hub, "rules")
    await publish(hub, "terms", "For adults.")
    await publish(hub, "privacy", "We keep little.")
    browser = visitor()
    page = await browser.get("/join")
    assert (
        "I have read the terms and the ground rules" in page.words and "For adults." in page.words
    )
    assert {"/rules", "/terms", "/privacy"} <= set(page.links())
    assert not [i for i in page.tree.iter("input") if i.get("checked") is not None]
    await browser.submit(name="Gina", email=GINA, agree="yes")
    assert await rows(hub) == [("rules", 1, "join"), ("terms", 1, "join")]
    (letter,) = await mail.to(GINA)
    await browser.get("/" + letter.links[0].split("/", 3)[3])
    assert BANNER not in (await browser.submit()).words


async def test_without_the_tick_nothing_is_kept(hub: Hub, visitor: Visitors) -> None:
    await publish(hub)
    browser = visitor()
    await browser.get("/join")
    page = await browser.submit(name="Gina", email=GINA)
    assert page.status == 422 and "tick this box" in page.words and not await rows(hub)


async def test_what_changed_meanwhile_is_read_before_it_is_agreed_to(
    hub: Hub, visitor: Visitors
) -> None:
    await publish(hub)
    browser = visitor()
    await browser.get("/join")
    await publish(hub, words="Be kind to all.", ask_again=True)
    page = await browser.submit(name="Gina", email=GINA, agree="yes")
    assert page.status == 422 and "was changed just now" in page.words
    assert "Be kind to all." in page.words and not await rows(hub)
    assert not [i for i in page.tree.iter("input") if i.get("checked") is not None]
    await browser.submit(agree="yes")
    assert await rows(hub) == [("rules", 2, "join")]


async def test_a_small_change_meanwhile_keeps_what_was_read(hub: Hub, visitor: Visitors) -> None:
    await publish(hub)
    browser = visitor()
    await browser.get("/join")
    await publish(hub, words="Be kind!")
    await browser.submit(name="Gina", email=GINA, agree="yes")
    assert await rows(hub) == [("rules", 1, "join")]


async def test_nobody_agrees_to_what_never_stood(hub: Hub, visitor: Visitors) -> None:
    await publish(hub)
    sent = {"name": "Gina", "email": GINA, "agree": "yes", "rules": "7"}
    page = await visitor().post("/join", sent)
    assert page.status == 422 and not await rows(hub)


async def test_an_invited_person_agrees_too(
    hub: Hub, visitor: Visitors, mail: Letters, fay: Person
) -> None:
    await publish(hub)
    administrator = await visitor.of(fay)
    await administrator.get("/admin/people")
    await administrator.submit("/admin/people/invitations", email=GINA)
    (letter,) = await mail.to(GINA)
    browser = visitor()
    await browser.get("/" + letter.links[0].split("/", 3)[3])
    page = await browser.submit(name="Gina", agree="yes")
    assert "Good to see you, Gina." in page.text
    assert await rows(hub) == [("rules", 1, "invitation")]


async def test_a_refused_joiner_leaves_no_agreement(
    hub: Hub, visitor: Visitors, fay: Person
) -> None:
    await publish(hub)
    browser = visitor()
    await browser.get("/join")
    await browser.submit(name="Gina", email=GINA, agree="yes")
    administrator = await visitor.of(fay)
    await administrator.get("/admin/people")
    await administrator.submit("/admin/people/joiners", holding="Gina", button=("action", "refuse"))
    assert not await rows(hub)


async def test_who_was_made_by_command_is_asked_and_nothing_is_closed_to_them(
    hub: Hub, visitor: Visitors, amina: Person
) -> None:
    await publish(hub)
    browser = await visitor.of(amina)
    for path in ("/", "/rooms", "/forum", "/rules"):
        page = await browser.get(path)
        assert page.status == 200 and BANNER in page.words
    assert BANNER not in (await browser.get("/get-help")).words
    page = await browser.get("/me/agreements")
    assert "Be kind." in page.words and BANNER not in page.words
    page = await browser.submit()
    assert page.status == 422 and "tick this box" in page.words
    page = await browser.submit(agree="yes")
    assert "You are asked nothing" in page.words and "version 1" in page.words
    assert BANNER not in (await browser.get("/")).words
    assert await rows(hub) == [("rules", 1, "asked")]


async def test_only_a_version_that_asks_again_asks_again(
    hub: Hub, visitor: Visitors, amina: Person
) -> None:
    await publish(hub)
    browser = await visitor.of(amina)
    await browser.get("/me/agreements")
    await browser.submit(agree="yes")
    await publish(hub, words="Be kind!")
    await publish(hub, "privacy", "We keep little.", ask_again=True)
    assert BANNER not in (await browser.get("/")).words
    await publish(hub, words="Be kind, and patient.", ask_again=True)
    await publish(hub, words="Be kind, and patient!")
    assert BANNER in (await browser.get("/")).words
    page = await browser.get("/me/agreements")
    assert page.words.count("Something is clearer") == 3 and "patient!" in page.words
    await browser.submit(agree="yes")
    assert await rows(hub) == [("rules", 1, "asked"), ("rules", 4, "asked")]


async def test_administrators_see_how_many_and_never_who(
    hub: Hub, visitor: Visitors, amina: Person, fay: Person
) -> None:
    await publish(hub)
    async with hub.reading() as db:
        members = await count_people(db)
    browser = await visitor.of(amina)
    await browser.get("/me/agreements")
    await browser.submit(agree="yes")
    administrator = await visitor.of(fay)
    assert f"1 of {members} members" in (await administrator.get("/admin/documents")).words
    page = await administrator.get("/admin/documents/rules")
    assert f"1 of {members} members agreed" in page.words and "Amina" not in page.words


async def test_ones_own_export_has_them_and_leaving_takes_them_away(
    hub: Hub, visitor: Visitors, amina: Person
) -> None:
    await publish(hub)
    browser = await visitor.of(amina)
    await browser.get("/me/agreements")
    await browser.submit(agree="yes")
    (given,) = (await browser.get("/me/data/export")).json()["parts"]["people"]["agreements"]
    assert (given["document"], given["version"], given["how"]) == ("rules", 1, "asked")
    assert given["at"].endswith("Z")
    await browser.get("/me/data")
    await browser.submit("/me/data/leave", sure="yes")
    assert not await rows(hub)
