"""A report that says somebody may be unsafe, words that point to danger, a moderator who passes it on."""

from sqlalchemy import select

from peerhub.core.hub import Hub
from peerhub.moderation.tables import reports
from peerhub.people.models import Person
from tests.moderation.conftest import Stories, people, places
from tests.safeguarding.conftest import QUEUE, Circle

__all__ = ["people", "places"]

NOTE = "Marker-words: he waits for her outside."


async def test_a_report_that_somebody_may_be_unsafe_is_a_flag_and_no_moderator_reads_it(
    circle: Circle, people: Stories, hub: Hub, amina: Person, bo: Person, cleo: Person,
    dana: Person, gita: Person,
) -> None:  # fmt: skip
    lead, _other = await circle.found(dana, gita)
    message_id = await people.says(bo, "See you at the bus stop.")
    await people.reports(amina, message_id, reason="unsafe", note=NOTE)
    await people.later()
    page = await circle.opens(lead)
    assert NOTE in page.words and "Amina" in page.words and "See you at the bus stop." in page.words
    moderator = await people.opens_case(cleo)
    assert "Marker" not in moderator.page.words
    async with hub.reading() as db:
        (note,) = (await db.execute(select(reports.c.note))).scalars()
    assert len(note) < 40, "nothing is left of it under the hub's own key"


async def test_a_moderator_passes_a_case_on_and_sees_nothing_of_what_follows(
    circle: Circle, people: Stories, amina: Person, bo: Person, cleo: Person, dana: Person,
    gita: Person,
) -> None:  # fmt: skip
    lead, _other = await circle.found(dana, gita)
    message_id = await people.says(bo, "I sleep in the car now.")
    await people.reports(amina, message_id)
    await people.later()
    moderator = await people.opens_case(cleo)
    path = moderator.page.path
    page = await moderator.submit(holding="pass it to the safeguarding leads")
    assert "Safeguarding leads have it now." in page.words
    await moderator.get(path)
    await moderator.submit(holding="pass it to the safeguarding leads")
    page = await lead.get(QUEUE)
    found = {link for link in page.links() if link.startswith(f"{QUEUE}/concerns/")}
    assert len(found) == 1, "pressed twice it is one concern"
    page = await circle.opens(lead)
    assert "A moderator passed it on" in page.words and "I sleep in the car now." in page.words
    assert (await moderator.get(next(iter(found)))).status == 403
    assert "Decide" in (await moderator.get(path)).words, "the case stays theirs"
