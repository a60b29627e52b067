"""Who is on duty when: hours that make no sense are refused where they stand."""

from peerhub.people.models import Person
from tests.safeguarding.conftest import Circle

ROTA = "/safeguarding/rota"


async def test_hours_that_make_no_sense_are_said_at_their_field_and_kept(
    circle: Circle, dana: Person, gita: Person
) -> None:
    lead, _other = await circle.found(dana, gita)
    page = await lead.get(ROTA)
    page = await lead.submit(
        holding="When are you on duty?",
        manner="hours",
        opens=["17:00", *[""] * 6],
        closes=["09:00", *[""] * 6],
    )
    assert page.status == 422
    summary = next(page.tree.iter("error-summary"))
    [leads_to] = [str(link.get("href")) for link in summary.iter("a")]
    at = {element.get("id"): element for element in page.tree.iter()}
    first = at[leads_to.removeprefix("#")]
    assert (first.get("name"), first.get("value")) == ("opens", "17:00"), "as it was sent"
    assert "write from when to when" in "".join(at["e-opens"].itertext())


async def test_who_goes_away_hands_over_and_the_last_one_cannot(
    circle: Circle, dana: Person, gita: Person
) -> None:
    lead, other = await circle.found(dana, gita)
    await lead.get(ROTA)
    said = {"manner": "away", "out_of_hours": "Back on Monday; two tasks are for Friday."}
    for _twice in range(2):
        await lead.submit(holding="When are you on duty?", **said)
    notices = await other.get("/notifications")
    told = "Dana is away now, and has handed their duty over.New"
    assert notices.words.count(told) == 1 and "Friday" not in notices.words
    page = await other.get(ROTA)
    assert "two tasks are for Friday." in page.words
    page = await other.submit(holding="When are you on duty?", manner="away")
    assert page.status == 422 and "Ask somebody to take over" in page.words
