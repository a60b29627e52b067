"""What is said in a direct conversation is found by the people in it, once they are in it, by nobody else."""

from peerhub.core.hub import Hub
from peerhub.people.models import Person
from tests.rooms.talks import ask, slug_of
from tests.search.conftest import find, says
from tests.support.factories import make_person
from tests.support.visitor import Visitors


async def test_a_request_is_found_by_its_asker_and_once_accepted_by_both(
    hub: Hub, visitor: Visitors, amina: Person, cleo: Person, fay: Person
) -> None:
    ben = await make_person(hub, "Ben")
    one, other = await visitor.of(amina), await visitor.of(ben)
    await ask(one, "ben", "Shall we talk about rhubarb?")
    slug = await slug_of(one)
    assert len(await find(hub, amina, "rhubarb")) == 1
    assert await find(hub, ben, "rhubarb") == []
    await other.get(f"/messages/{slug}")
    await other.submit(f"/messages/{slug}", button=("action", "accept"))
    await says(hub, ben, slug, "Rhubarb it is")
    for person in (amina, ben):
        assert len(await find(hub, person, "rhubarb")) == 2
        assert await find(hub, person, "rhubarb", by_token=True) == []
    assert await find(hub, cleo, "rhubarb") == [] == await find(hub, fay, "rhubarb")
    page = await one.get("/search?q=rhubarb")
    assert "in A conversation" in page.words
