"""Who wrote without a name is told and may appeal, and nobody learns by it who they are."""

import pytest

from peerhub.core.hub import Hub
from peerhub.people.models import Person
from tests.forum.nameless import ask, decide, rows
from tests.forum.places import Place
from tests.support.clock import SettableClock
from tests.support.factories import make_person
from tests.support.visitor import Visitors

HEADING = "About what you wrote without a name"
REASON = "It names a street."


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        ("remove", "A moderator removed what you wrote in"),
        ("edit", "A moderator asks you to change what you wrote in"),
        ("release", "can now be read there"),
    ],
)
async def test_its_author_alone_is_told_and_nothing_is_kept(
    hub: Hub,
    visitor: Visitors,
    clock: SettableClock,
    place: Place,
    writer: Person,
    bo: Person,
    cleo: Person,
    outcome: str,
    told: str,
) -> None:
    await place.set(anonymous_held=True)
    hers, other, moderator = [await visitor.of(one) for one in (writer, bo, cleo)]
    await ask(hers, place, title="My question")
    await decide(moderator, outcome, "" if outcome == "release" else REASON)
    await hub.outbox.deliver_all()
    before = await rows(hub)
    for path in ("/", "/notifications"):
        words = (await hers.get(path)).words
        assert HEADING in words and told in words, path
        assert HEADING not in (await other.get(path)).words, path
        assert HEADING not in (await moderator.get(path)).words, path
    assert (await hers.get("/me/decisions")).status == 200
    assert REASON not in (await other.get("/me/decisions")).words
    after = await rows(hub)
    assert after == before, "looking leaves nothing behind"
    clock.move(days=15)
    assert HEADING not in (await hers.get("/notifications")).words


async def test_they_appeal_and_read_the_answer_and_no_row_bears_them(
    hub: Hub, visitor: Visitors, place: Place, writer: Person, cleo: Person
) -> None:
    await place.set(anonymous_held=True)
    hers, moderator = await visitor.of(writer), await visitor.of(cleo)
    thread = (await ask(hers, place, title="My question")).path
    await decide(moderator, "remove", REASON)
    await hub.outbox.deliver_all()
    links = (await hers.get("/notifications")).links()
    path = next(link for link in links if link.startswith("/appeal/"))
    assert path in (await hers.get("/me/decisions")).links()
    await hers.get(path)
    page = await hers.submit(words="It is my own street")
    assert "You asked for another look" in page.words
    await hub.outbox.deliver_all()
    second = await visitor.of(await make_person(hub, "Mona", roles=("moderator",)))
    await decide(second, "restore", "So it is")
    await hub.outbox.deliver_all()
    assert "It can be read again" in (await hers.get(path)).words
    assert (await hers.get(thread)).status == 200
    told = (await hers.get("/notifications")).words
    assert "can be read again" in told
    for table, found in (await rows(hub)).items():
        if table in ("cases", "reports", "decisions", "case_barred", "log_entries", "notices"):
            assert not [row for row in found if writer.person_id in row], table
