"""Who has a seat hears of it beforehand, when they want to, and never of what is not so any more."""

from peerhub.people.models import Person
from tests.meetups.conftest import TEA, Organising


async def test_who_has_a_seat_is_reminded_when_they_want_it(
    organising: Organising, amina: Person, bo: Person, cleo: Person, dana: Person
) -> None:
    path = await organising.both_ways(amina)
    await organising.answers(bo, path, "in_person")
    await organising.answers(cleo, path, "online")
    await organising.answers(dana, path, "perhaps")
    chooser = await organising.at(cleo)
    page = await chooser.get("/meetups/reminders")
    ticked = [b.get("value") for b in page.tree.iter("input") if b.get("checked") is not None]
    assert ticked == ["24", "2"]
    await chooser.submit(hours=["168"])
    for hours, reminded in ((3 * 24 + 1, {cleo}), (6 * 24, {bo}), (22, {bo})):
        organising.clock.move(hours=hours)
        told = {person.name: await organising.told(person) for person in (bo, cleo, dana)}
        assert {name for name, said in told.items() if "is new" in said or "are new" in said} == {
            one.name for one in reminded
        }, hours
        for person in (bo, cleo):
            browser = await organising.at(person)
            await browser.get("/notifications")
            if "Mark all as read" in browser.page.words:
                await browser.submit(holding="Mark all as read")
    said = await organising.told(bo)
    assert f"In a day: “{TEA}”." in said and f"In two hours: “{TEA}”." in said
    assert f"In a week: “{TEA}”." in await organising.told(cleo)


async def test_another_day_has_reminders_of_its_own_and_a_cancelled_one_none(
    organising: Organising, amina: Person, bo: Person
) -> None:
    path = await organising.both_ways(amina)
    await organising.answers(bo, path, "online")
    organiser = await organising.at(amina)
    await organiser.get(f"{path}/edit")
    await organiser.submit(day=organising.day(12))
    organising.clock.move(days=9, hours=23)
    assert "In a day" not in await organising.told(bo), "not of the day that it was"
    organising.clock.move(days=1, hours=3)
    assert "In a day" in await organising.told(bo)
    organiser = await organising.at(amina)
    await organiser.get(f"{path}/people")
    await organiser.submit(f"{path}/cancel", reason="Flood")
    organising.clock.move(hours=22)
    assert "In two hours" not in await organising.told(bo)
