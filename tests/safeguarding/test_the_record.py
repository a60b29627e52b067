"""What the record asks for, and what changes the way of a concern at once (product section 5.3)."""

import pytest

from peerhub.core.hub import Hub
from peerhub.people.models import Person
from tests.safeguarding.conftest import QUEUE, Circle
from tests.support.factories import make_person
from tests.support.visitor import Visitor

FORM = "In words"


@pytest.fixture
async def lead(circle: Circle, dana: Person, gita: Person) -> Visitor:
    return (await circle.found(dana, gita))[0]


async def test_a_referral_asks_first_what_the_person_wishes(circle: Circle, lead: Visitor) -> None:
    await circle.raises(words="He locks her in.")
    await circle.opens(lead)
    page = await lead.submit(holding=FORM, part="referral", words="Council, ref 7")
    assert page.status == 422 and "Write first what the person knows and wishes" in page.words
    await lead.submit(holding=FORM, part="wishes", words="Nobody could ask: he answers her phone.")
    page = await lead.submit(holding=FORM, part="referral", words="Council, ref 7")
    assert page.status == 200 and "Council, ref 7" in page.words


async def test_where_life_is_at_risk_now_a_referral_waits_for_nothing(
    circle: Circle, lead: Visitor
) -> None:
    await circle.raises(urgency="0")
    await circle.opens(lead)
    page = await lead.submit(holding=FORM, part="referral", words="Ambulance")
    assert page.status == 200 and "Ambulance" in page.words


async def test_what_is_written_afterwards_is_marked(circle: Circle, lead: Visitor) -> None:
    await circle.raises(words="He locks her in.")
    await circle.opens(lead)
    page = await lead.submit(holding=FORM, part="known", words="Rang her.")
    assert "written afterwards" not in page.words
    page = await lead.submit(holding=FORM, part="known", words="Rang him.", happened="On Friday")
    assert page.words.count("written afterwards") == 1


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"subject": "child"}, "A child or young person"),
        ({"kinds": "child"}, "A child or young person"),
        ({"subject": "staff"}, "Somebody in a position of trust"),
        ({"kinds": "professional"}, "Somebody in a position of trust"),
    ],
)
async def test_a_child_or_a_position_of_trust_waits_no_week_and_calls_everybody(
    circle: Circle, hub: Hub, lead: Visitor, said: dict[str, str], words: str
) -> None:
    hana = await make_person(hub, "Hana", roles=("safeguarding",))
    deputy = await circle.makes_key(hana, "deputy")
    await circle.approves(lead, "Hana")
    await circle.raises(urgency="2")
    assert "Nothing waits." in (await deputy.get(QUEUE)).words, "a deputy comes when it has climbed"
    await circle.raises(urgency="2", **said)
    page = await circle.opens(lead)
    assert page.words.startswith("Today") or "Today ·" in page.words
    assert words in page.words
    assert "Today" in (await deputy.get(QUEUE)).words


async def test_once_a_year_leads_are_asked_to_look_through(
    circle: Circle, lead: Visitor, gita: Person
) -> None:
    said = "A year has passed: is everything still right in safeguarding?New"

    async def told() -> int:
        return (await (await circle.visitors.of(gita)).get("/notifications")).words.count(said)

    await circle.later(days=300)
    assert await told() == 0
    for _day in range(70):
        await circle.later(days=1)
    assert await told() == 1
