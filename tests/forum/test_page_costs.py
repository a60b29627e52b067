"""What a page of a thread costs in statements, whoever reads and however much there is."""

from bench.pages import READS
from peerhub.core.hub import Hub
from peerhub.people.models import Person
from tests.forum.threads import answer, begin, make_board, path_of
from tests.support.statements import statements
from tests.support.visitor import Visitors


async def test_a_page_costs_the_same_in_any_community(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person
) -> None:
    await make_board(hub)
    thread = await begin(hub, amina)
    reader = await visitor.of(bo)

    async def cost() -> int:
        await reader.get(path_of(thread))
        with statements(hub) as said:
            await reader.get(path_of(thread))
        return len(said)

    small = await cost()
    for n in range(49):
        await answer(hub, amina, thread, f"Answer {n}.")
        await begin(hub, amina, f"Thread {n}")
    for n in range(5):
        await make_board(hub, f"board-{n}")
    assert await cost() == small
    assert small == READS


async def test_each_page_has_a_form_token_of_its_own(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person
) -> None:
    """Posts are kept as ready HTML for the next reader; the token in their forms never is."""
    await make_board(hub)
    thread = await begin(hub, amina)
    await answer(hub, bo, thread)

    async def tokens(person: Person) -> set[str]:
        page = await (await visitor.of(person)).get(path_of(thread))
        assert "\x00" not in page.text
        fields = [e for e in page.tree.iter("input") if e.get("name") == "_token"]
        assert len(fields) > 2
        return {str(e.get("value")) for e in fields}

    first, second, other = await tokens(bo), await tokens(bo), await tokens(amina)
    assert len(first) == len(second) == len(other) == 1
    assert not first & second and not first & other
