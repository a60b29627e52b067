"""Take a case, give it back or on; write for the next; see what was decided before."""

from peerhub.core.hub import Hub
from peerhub.moderation import access
from peerhub.people.models import Person
from tests.moderation.conftest import Stories
from tests.support.clock import SettableClock
from tests.support.factories import make_person
from tests.support.visitor import Visitor

TAKE, BACK, ON = "I look after this one", "Give it back", "Give it to them"


async def reported(people: Stories, reporter: Person, author: Person) -> None:
    await people.reports(reporter, await people.says(author, "Words that somebody minds"))


async def test_who_takes_a_case_has_it_for_a_day(
    people: Stories, hub: Hub, clock: SettableClock, amina: Person, bo: Person, cleo: Person
) -> None:
    other = await make_person(hub, "Hal", roles=("moderator",))
    await reported(people, amina, bo)
    first, second = await people.opens_case(cleo), await people.opens_case(other)
    taken = await first.submit(holding=TAKE)
    assert "You have taken this" in taken.words
    assert "Another moderator has taken this" in (await people.sees(other, "/moderation"))
    refused = await second.submit(holding="What should happen", outcome="remove", reason="Why")
    assert "Another moderator has taken this one. It is free again a day after" in refused.words
    assert cleo.name not in refused.words.replace("Give it to", "")
    clock.move(hours=24)
    await second.get(first.page.path)
    done = await second.submit(holding="What should happen", outcome="remove", reason="Why")
    assert "Removed. Its author is told why." in done.words


async def test_given_back_it_is_everybodys(
    people: Stories, hub: Hub, amina: Person, bo: Person, cleo: Person
) -> None:
    await make_person(hub, "Hal", roles=("moderator",))
    await reported(people, amina, bo)
    visitor = await people.opens_case(cleo)
    await visitor.submit(holding=TAKE)
    page = await visitor.submit(holding=BACK)
    assert "taken this" not in page.words and TAKE in page.words


async def test_given_to_somebody_who_may_decide_it_who_is_told(
    people: Stories, hub: Hub, amina: Person, bo: Person, cleo: Person
) -> None:
    other = await make_person(hub, "Hal", roles=("moderator",))
    await make_person(hub, "Noa", roles=("moderator@space:noise",))
    await reported(people, amina, bo)
    visitor = await people.opens_case(cleo)
    offered = visitor.page.form(holding=ON)
    names = ["".join(o.itertext()) for o in offered.iter("option")]
    assert names == ["Choose somebody", other.name]
    nobody = await visitor.submit(holding=ON, to="")
    assert nobody.status == 422 and "Choose who should look at it." in nobody.words
    await visitor.get(visitor.page.path.removesuffix("/assign"))
    page = await visitor.submit(holding=ON, to=other.person_id)
    assert "Another moderator has taken this" in page.words
    assert any("A moderator asks you to look at" in words for words in await people.told(other))


async def test_it_goes_to_nobody_who_may_not_decide_it(
    people: Stories, hub: Hub, amina: Person, bo: Person, cleo: Person
) -> None:
    await make_person(hub, "Hal", roles=("moderator",))
    await reported(people, amina, bo)
    visitor = await people.opens_case(cleo)
    for person in (amina, bo):
        sent = {"to": person.person_id}
        page = await visitor.post(f"{visitor.page.path}/assign", sent)
        assert page.status == 422 and "They may not decide this one." in page.words
        await visitor.get(visitor.page.path.removesuffix("/assign"))


async def test_notes_are_for_moderators_alone_and_sealed(
    people: Stories, hub: Hub, amina: Person, bo: Person, cleo: Person
) -> None:
    other = await make_person(hub, "Hal", roles=("moderator",))
    await reported(people, amina, bo)
    visitor = await people.opens_case(cleo)
    empty = await visitor.submit(holding="Your note", text=" ")
    assert empty.status == 422 and "Write your note first." in empty.words
    await visitor.get(visitor.page.path.removesuffix("/notes"))
    await visitor.submit(holding="Your note", text="Marker-of-a-note: spoke to her twice")
    assert "Marker-of-a-note" in (await people.opens_case(other)).page.words
    await people.decides(other, "remove", "Why")
    for person in (amina, bo):
        assert "Marker" not in " ".join(await people.told(person))
    assert b"Marker-of-a-note" not in _files(hub)


def _files(hub: Hub) -> bytes:
    return b"".join(p.read_bytes() for p in hub.config.data_dir.rglob("*") if p.is_file())


async def test_what_was_decided_before_where_this_moderator_may_look(
    people: Stories, hub: Hub, amina: Person, bo: Person, cleo: Person
) -> None:
    await reported(people, amina, bo)
    await people.decides(cleo, "remove", "The first time")
    await reported(people, amina, bo)
    near: Visitor = await people.opens_case(
        await make_person(hub, "Nia", roles=("moderator@space:kitchen",))
    )
    assert "Decided before about the same person" in near.page.words
    assert "The first time" in near.page.words
    gus = await make_person(hub, "Gus", roles=("moderator@space:noise",))
    async with hub.reading() as db:
        case = (await access.cases_for_moderator(db, cleo, limit=1))[0]
        assert await access.history_for_moderator(db, cleo, case, None)
        assert not await access.history_for_moderator(db, gus, case, None)


async def test_declared_organisations_are_private_and_can_be_changed(
    people: Stories, hub: Hub, cleo: Person, fay: Person
) -> None:
    visitor = await people.visitors.of(cleo)
    await visitor.get("/me/organisations")
    page = await visitor.submit(organisations="Marker Trust\nmarker   TRUST\nOther Group")
    form = page.form(holding="Organisations")
    assert "".join(next(form.iter("textarea")).itertext()).split("\n") == [
        "Marker Trust",
        "Other Group",
    ]
    admin = await people.visitors.of(fay)
    for path in ("/admin/people/cleo", "/people/cleo", "/me/organisations"):
        assert "Marker Trust" not in (await admin.get(path)).text
    assert b"Marker Trust" not in _files(hub)
    too_many = await visitor.submit(organisations="\n".join(f"Group {n}" for n in range(21)))
    assert too_many.status == 422 and "Name at most 20 here." in too_many.words
    await visitor.get("/me/organisations")
    await visitor.submit(organisations="")
    assert "Marker Trust" not in (await visitor.get("/me/organisations")).text
