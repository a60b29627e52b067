"""What a page of a thread costs in statements, whoever reads and however much there is."""

from typing import Any

import pytest
from sqlalchemy import event

from bench.pages import READS
from peerhub.core.hub import Hub
from peerhub.core.sqlite import OurConnection
from peerhub.people.models import Person
from tests.forum.threads import answer, begin, make_board, path_of
from tests.support.visitor import Visitors


@pytest.fixture
def said(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every statement that reads, on whichever way to the database; not BEGIN and the like."""
    found: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if statement.startswith("SELECT"):
            found.append(statement)

    event.listen(hub.database.reader.sync_engine, "before_cursor_execute", note)
    run_now = OurConnection.run_now

    def run(self: OurConnection, sql: str, parameters: Any = ()) -> list[Any]:
        if sql.startswith("SELECT"):
            found.append(sql)
        return run_now(self, sql, parameters)

    monkeypatch.setattr(OurConnection, "run_now", run)
    return found


async def test_a_page_costs_the_same_in_any_community(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person, said: list[str]
) -> None:
    await make_board(hub)
    thread = await begin(hub, amina)
    reader = await visitor.of(bo)

    async def cost() -> int:
        await reader.get(path_of(thread))
        said.clear()
        await reader.get(path_of(thread))
        return len(said)

    small = await cost()
    for n in range(49):
        await answer(hub, amina, thread, f"Answer {n}.")
        await begin(hub, amina, f"Thread {n}")
    for n in range(5):
        await make_board(hub, f"board-{n}")
    assert await cost() == small, said
    assert small == READS, said


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
