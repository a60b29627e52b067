"""A new hub begins with one board in which one asks without one's name, linked from Home."""

from starlette.applications import Starlette

from peerhub.core.hub import Hub
from peerhub.forum.access import boards_for_operator
from peerhub.forum.models import FIRST_BOARD
from peerhub.people.service.set_up import offer_set_up
from tests.support.factories import make_person
from tests.support.visitor import Visitors


async def test_a_hub_that_is_set_up_has_it_and_home_leads_there(
    empty_hub: Hub, empty_app: Starlette
) -> None:
    visitors = Visitors(empty_app)
    async with empty_hub.transaction() as tx:
        assert await boards_for_operator(tx.db) == []
        secret = await offer_set_up(tx)
    first = visitors()
    await first.get(f"/set-up/{secret}")
    fields = {"community": "Fairer", "name": "Ada", "email": "a@example.org"}
    await first.submit(**fields, password="five quiet green chairs")
    await empty_hub.outbox.deliver_all()
    async with empty_hub.reading() as db:
        (board,) = await boards_for_operator(db)
    assert (board.slug, board.title) == (FIRST_BOARD, "Ask without your name")
    assert (board.anonymous, board.anonymous_held, board.public) == (True, True, False)
    member = await visitors.of(await make_person(empty_hub, "Amina"))
    home = await member.get("/")
    assert f'href="/forum/{FIRST_BOARD}/unnamed"' in home.text
    page = await member.get(f"/forum/{FIRST_BOARD}/unnamed")
    assert "A moderator reads it before others do." in page.words
    assert f"/forum/{FIRST_BOARD}" not in (await visitors().get("/")).text
    await visitors.close()
