"""What is still to be done for somebody: kept inside the wall, reminded of on its day, done once."""

from peerhub.people.models import Person
from tests.safeguarding.conftest import Circle

CHECK_IN = "Marker-words: ask Amina how her sister is."


async def told(circle: Circle, person: Person) -> int:
    """How often this lead was called."""
    page = await (await circle.visitors.of(person)).get("/notifications")
    assert "Marker" not in page.words
    return page.words.count("Something waits for you. Please look now.New")


async def test_leads_are_reminded_of_a_task_on_its_day_also_after_closing(
    circle: Circle, amina: Person, dana: Person, gita: Person
) -> None:
    lead, _other = await circle.found(dana, gita)
    await circle.raises(amina)
    await circle.opens(lead)
    day = circle.clock.now().date().replace(year=circle.clock.now().year + 1)
    page = await lead.submit(holding="On which day?", task=CHECK_IN, task_on=day.isoformat())
    assert "Still to be done" in page.words and CHECK_IN in page.words
    path = page.path
    await lead.submit(holding="Why is it closed?", outcome="Safe", why="We rang.")
    before = await told(circle, gita)
    await circle.later(days=366)
    assert await told(circle, gita) == before + 1
    later = await circle.unlocks(dana)
    page = await later.get(path.partition("?")[0])
    assert CHECK_IN in page.words and "Words for the thread" not in page.words
    page = await later.submit(holding="Done: Marker", came_of_it="She is well.")
    assert "Still to be done" not in page.words and "She is well." in page.words


async def test_a_task_is_done_once(
    circle: Circle, amina: Person, dana: Person, gita: Person
) -> None:
    lead, _other = await circle.found(dana, gita)
    await circle.raises(amina)
    await circle.opens(lead)
    page = await lead.submit(holding="On which day?", task="Ring her", task_on="")
    again = await circle.unlocks(gita)
    await circle.opens(again)
    await lead.submit(holding="Done: Ring her")
    page = await again.submit(holding="Done: Ring her")
    assert page.status == 422 and "This has been done already." in page.words
    page = await lead.submit(holding="On which day?", task="", task_on="tomorrow")
    assert page.status == 422 and "Write a day as in 2027-01-31" in page.words
