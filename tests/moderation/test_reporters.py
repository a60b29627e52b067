"""Whatever was done to somebody, they can report, and they hear what came of it."""

import pytest

from peerhub.core.hub import Hub
from peerhub.moderation.measures import MeasureKind
from peerhub.people.models import Person
from tests.moderation.conftest import Stories
from tests.support.factories import make_person
from tests.support.measures import make_measure
from tests.support.visitor import Visitors

WORDS = "Words that somebody minds"


@pytest.mark.parametrize(
    ("kind", "place"),
    [
        (MeasureKind.WARN, ""),
        (MeasureKind.LIMIT, "space:kitchen"),
        (MeasureKind.LIMIT, ""),
        (MeasureKind.FREEZE, ""),
    ],
)
async def test_who_may_read_may_report(
    people: Stories,
    hub: Hub,
    amina: Person,
    bo: Person,
    cleo: Person,
    kind: MeasureKind,
    place: str,
) -> None:
    judge = await make_person(hub, "Judge", roles=("administrator",))
    message = await people.says(bo, WORDS)
    await make_measure(hub, judge, amina, kind, place=place)
    page = await people.reports(amina, message)
    assert page.status == 200 and "Your report has the reference" in page.words
    assert any("We have your report." in words for words in await people.told(amina))
    await people.decides(cleo, "remove", "It names a patient")
    told = " ".join(await people.told(amina))
    assert "A moderator removed what you reported" in told


@pytest.mark.parametrize("kind", [MeasureKind.SUSPEND, MeasureKind.BAN])
async def test_who_is_shut_out_reports_what_is_public_and_reads_the_answer(
    people: Stories,
    hub: Hub,
    visitor: Visitors,
    amina: Person,
    bo: Person,
    cleo: Person,
    kind: MeasureKind,
) -> None:
    from peerhub.forum.store.boards import set_board

    async with hub.transaction() as tx:
        await set_board(tx.db, "questions", public=True)
    thread = await people.asks(bo, "A question", WORDS)
    judge = await make_person(hub, "Judge", roles=("administrator",))
    await make_measure(hub, judge, amina, kind)
    out = visitor()
    assert (await out.sign_in(amina)).status == 422
    page = await out.get(thread)
    await out.get(next(link for link in page.links() if link.startswith("/report?")))
    thanks = await out.submit(reason="threat", note="He wrote to me as well")
    assert thanks.status == 200 and "keep its address" in thanks.words
    await people.decides(cleo, "remove", "It is a threat")
    assert "A moderator removed it." in (await out.get(thanks.path)).words
