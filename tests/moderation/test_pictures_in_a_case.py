"""A picture in a case is described before it is seen, and handed on by who cannot judge it."""

from peerhub.core.hub import Hub
from peerhub.people.models import Person
from tests.moderation.conftest import Stories, cases_of
from tests.moderation.test_report_anything import cases_path, post_picture
from tests.support.factories import make_person
from tests.support.visitor import Visitors

EYES = "It needs somebody who sees its pictures"


async def test_its_description_stands_before_it_and_it_shows_when_asked_for(
    people: Stories, visitor: Visitors, amina: Person, bo: Person, cleo: Person
) -> None:
    message, _upload = await post_picture(people.hub, bo)
    await people.reports(amina, message, note="Somebody lives there")
    page = await (await visitor.of(cleo)).get(await cases_path(people, cleo))
    order = ["Somebody lives there", "Our door, with its number", "sharp and in colour", "Look"]
    places = [page.words.index(words) for words in order]
    assert places == sorted(places)
    (box,) = [i for i in page.tree.iter("input") if i.get("id") == "see-1"]
    assert box.get("checked") is None and box.get("type") == "checkbox"


async def test_whoever_cannot_judge_it_hands_it_on_and_goes_to_the_next(
    people: Stories, visitor: Visitors, amina: Person, bo: Person, cleo: Person
) -> None:
    message, _upload = await post_picture(people.hub, bo)
    await people.reports(amina, message)
    await people.later()
    words = await people.says(bo, "Words alone")
    await people.reports(amina, words)
    moderator = await visitor.of(cleo)
    await moderator.get(await cases_path(people, cleo))
    page = await moderator.get(await cases_path(people, cleo))
    assert "Hand" not in page.words and EYES not in page.words, "there is nobody else"
    other = await make_person(people.hub, "Gil", roles=("moderator",))
    page = await moderator.get(await cases_path(people, cleo))
    await moderator.submit(holding="look after this one")
    page = await moderator.submit(holding=EYES)
    assert "Handed on." in page.words and "Words alone" in page.words
    assert any("asks you to look" in words for words in await people.told(other))
    queue = await (await visitor.of(other)).get("/moderation")
    assert EYES in queue.words and "taken this" not in queue.words
    done = await people.decides(other, "leave")
    assert "Left as it is" in done.words


async def test_single_keys_are_off_at_first_and_load_nothing(
    hub: Hub, people: Stories, visitor: Visitors, amina: Person, bo: Person, cleo: Person
) -> None:
    await people.reports(amina, await people.says(bo, "Words"))
    moderator = await visitor.of(cleo)
    (case,) = await cases_of(hub, cleo)
    path = f"/moderation/cases/{case.case_id}"
    assert "case-keys" not in (await moderator.get(path)).text
    await moderator.get("/moderation/keys")
    assert "Saved." in (await moderator.submit(keys="yes")).words
    assert "case-keys" in (await moderator.get(path)).text
    async with hub.transaction() as tx:
        for port in hub.personal.values():
            await port.erase_person(tx, cleo.person_id)
    async with hub.reading() as db:
        assert not (await db.exec_driver_sql("SELECT * FROM queue_keys")).all()
