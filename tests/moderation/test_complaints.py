"""Complaints: made by anybody, answered by somebody else, with clocks that climb by themselves."""

import pytest

from peerhub.core.hub import Hub
from peerhub.moderation import heard
from peerhub.moderation.complaints import Complaint, ComplaintKind, Step, can_answer
from peerhub.people.models import Person
from peerhub.people.service.suspend import suspend
from tests.moderation.conftest import Stories
from tests.support.factories import make_person
from tests.support.letters import Letters
from tests.support.visitor import Page, Visitor, Visitors

DESK = "/complaints-desk"


@pytest.fixture
async def rae(hub: Hub) -> Person:
    """An independent reviewer."""
    return await make_person(hub, "Rae", roles=("reviewer",))


async def complains(
    visitor: Visitor, kind: str, words: str = "It is wrong.", about: str = ""
) -> Page:
    await visitor.get("/complaints")
    return await visitor.submit(holding="Send the complaint", kind=kind, words=words, about=about)


async def open_first(visitor: Visitor) -> Page:
    page = await visitor.get(DESK)
    links = [link for link in page.links() if link.startswith(f"{DESK}/")]
    assert links, page.words
    return await visitor.get(links[0])


async def test_from_a_stranger_to_the_answer_and_into_the_records(
    people: Stories, visitor: Visitors, cleo: Person, fay: Person
) -> None:
    stranger = visitor()
    home = await stranger.get("/sign-in")
    assert "/complaints" in home.links()
    made = await complains(stranger, "illegal", "A page sells heron feathers")
    assert "Nobody has read it yet" in made.words and "Its reference is" in made.words
    assert any("A complaint waits for an answer" in words for words in await people.told(cleo))
    moderator = await visitor.of(cleo)
    page = await open_first(moderator)
    assert "heron feathers" in page.words
    await moderator.submit(holding="I have read it")
    assert "Somebody has read it" in (await stranger.get(made.path)).words
    page = await moderator.submit(holding="Is it right?", outcome="right", words="")
    assert page.status == 422 and "Say why." in page.words
    page = await moderator.submit(holding="Is it right?", outcome="right", words="It was removed.")
    assert page.path.startswith(DESK) and "Done." in page.words
    answered = await stranger.get(made.path)
    assert "The complaint is right" in answered.words and "It was removed." in answered.words
    assert "Cleo" not in answered.words, "it is signed by the hub"
    admin = await visitor.of(fay)
    for path in ("/admin/compliance", "/admin/compliance/file", "/admin/compliance/file/download"):
        record = await admin.get(path)
        assert "It was removed." in record.words and "Cleo" in record.words
        assert "heron" not in record.words, "what was said is between them and who answered"


async def test_its_address_alone_opens_it(people: Stories, visitor: Visitors, cleo: Person) -> None:
    made = await complains(visitor(), "duties", "Words")
    reference, secret = made.path.split("/")[2:4]
    for wrong in (f"{secret[:-1]}x", secret[:-1], "none"):
        assert (await visitor().get(f"/complaints/{reference}/{wrong}")).status == 404
    assert (await (await visitor.of(cleo)).get(f"/complaints/none/{secret}")).status == 404


async def test_whoever_was_shut_out_can_complain_and_read_the_answer(
    people: Stories, visitor: Visitors, bo: Person, fay: Person, rae: Person
) -> None:
    banned = await visitor.of(bo)
    async with people.hub.transaction() as tx:
        await suspend(tx, person_id=bo.person_id, by=fay)
    made = await complains(banned, "sanction", "I did nothing", about="@Fay")
    assert "Its reference is" in made.words
    admin = await visitor.of(fay)
    assert "No complaint waits for you." in (await admin.get(DESK)).words
    assert "I did nothing" in (await open_first(await visitor.of(rae))).words


async def test_nobody_answers_about_themselves_or_their_own(
    people: Stories, visitor: Visitors, amina: Person, cleo: Person, rae: Person
) -> None:
    message = await people.says(amina, "Words")
    reporter = await make_person(people.hub, "Sol")
    await people.reports(reporter, message)
    await people.decides(cleo, "remove", "Because")
    moderator = await visitor.of(cleo)
    assert (await complains(moderator, "illegal", "Mine")).status == 200
    assert "No complaint waits" in (await moderator.get(DESK)).words
    people.clock.move(minutes=1)
    writer = await visitor.of(amina)
    refused = await complains(writer, "duties", "x", about="nobody-here")
    assert refused.status == 422 and "Nobody here is called" in refused.words
    await complains(writer, "taken_down", "It was mine", about="rae")
    async with people.hub.reading() as db:
        assert [p.handle for p in await heard.handlers_of(db, await newest(people.hub))] == []
    page = await writer.get((await complains(writer, "sanction", "Again", about="rae")).path)
    assert "nobody in this hub may decide it" in page.words


async def newest(hub: Hub) -> Complaint:
    async with hub.reading() as db:
        found = await heard.complaints.list_complaints(db)
    return found[0]


async def test_who_decided_about_somebody_does_not_answer_for_it(
    people: Stories, visitor: Visitors, amina: Person, rae: Person
) -> None:
    both = await make_person(people.hub, "Uma", roles=("moderator", "reviewer"))
    message = await people.says(amina, "Words")
    await people.reports(await make_person(people.hub, "Sol"), message)
    await people.decides(both, "remove", "Because")
    writer = await visitor.of(amina)
    await complains(writer, "taken_down", "It was mine")
    async with people.hub.reading() as db:
        handlers = await heard.handlers_of(db, await newest(people.hub))
    assert [person.handle for person in handlers] == ["rae"]


PERSONS = ("moderator", "moderator@sector:health", "reviewer", "administrator", "safeguarding", "")


@pytest.mark.parametrize("role", PERSONS)
@pytest.mark.parametrize("kind", ComplaintKind)
@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize("part", ["", "complainant", "named", "named by handle"])
async def test_every_role_and_part(
    hub: Hub, role: str, kind: ComplaintKind, step: Step, part: str
) -> None:
    """What a function says is what the lists are made of: one rule, asked at every door."""
    person = await make_person(hub, "Pat", roles=(role,) if role else ())
    barred = {"named": (f"person:{person.person_id}",), "named by handle": ("handle:pat",)}
    mine = person.person_id if part == "complainant" else ""
    now = hub.clock.now()
    complaint = Complaint("c", kind, mine, "r", barred.get(part, ()), step, now, now)
    near = {"illegal": "moderator", "screening": "moderator", "duties": "administrator"}
    wanted = role == near.get(kind, "reviewer") or (
        step is Step.ABOVE and role in ("reviewer", "administrator")
    )
    assert can_answer(person, complaint) is (wanted and not part)
    async with hub.reading() as db:
        assert bool(await heard.handlers_of(db, complaint)) is (wanted and not part)


async def test_unread_for_two_days_it_climbs_and_unanswered_it_is_told_again(
    people: Stories, visitor: Visitors, cleo: Person, fay: Person, rae: Person
) -> None:
    stranger = visitor()
    await complains(stranger, "screening")
    assert not any("complaint" in words for words in await people.told(rae))
    people.clock.move(hours=49)
    for person in (rae, fay):
        assert any("A complaint waits" in words for words in await people.told(person))
    desk = await visitor.of(fay)
    page = await open_first(desk)
    assert "late" in page.words
    await desk.submit(holding="I have read it")
    page = await desk.get(DESK)
    assert "Answer it by" in page.words and "late" not in page.words
    before = len(await people.told(cleo))
    people.clock.move(days=24)
    assert len(await people.told(cleo)) == before + 1, "five days before the end"
    people.clock.move(days=6)
    assert len(await people.told(cleo)) == before + 2
    assert "late" in (await (await visitor.of(fay)).get(DESK)).words
    people.clock.move(days=2, hours=1)
    assert len(await people.told(cleo)) == before + 3, "and so on, until somebody answers"


async def test_two_answers_cannot_both_win_and_a_second_try_is_the_same_complaint(
    people: Stories, visitor: Visitors, cleo: Person, rae: Person, fay: Person
) -> None:
    stranger = visitor()
    await stranger.get("/complaints")
    said = {"kind": "duties", "words": "Twice", "client_id": "c-1"}
    pages = [await stranger.submit(holding="Send the complaint", **said) for _ in range(1)]
    await stranger.get("/complaints")
    pages.append(await stranger.submit(holding="Send the complaint", **said))
    assert pages[0].path == pages[1].path
    people.clock.move(hours=49)
    await people.later()
    one, other = await visitor.of(rae), await visitor.of(fay)
    await open_first(one)
    await open_first(other)
    await one.submit(holding="Is it right?", outcome="partly", words="Half")
    late = await other.submit(holding="Is it right?", outcome="not", words="No")
    assert "faster" in late.words
    assert "partly right" in (await stranger.get(pages[0].path)).words


async def test_its_words_rest_sealed_and_show_in_nobodys_notice(
    people: Stories, visitor: Visitors, cleo: Person, amina: Person
) -> None:
    made = await complains(await visitor.of(amina), "illegal", "The heron is named Zebulon")
    await people.later()
    async with people.hub.reading() as db:
        for table in ("complaints", "notices", "duties", "log_entries"):
            rows = (await db.exec_driver_sql(f"SELECT * FROM {table}")).all()
            assert "Zebulon" not in str(rows)
        exported = await people.hub.personal["moderation"].export_person(
            db, people.hub.keys, amina.person_id
        )
    assert [one["reference"] for one in exported["complaints"]] == [made.path.split("/")[2]]


async def test_a_script_is_slowed(people: Stories, visitor: Visitors) -> None:
    stranger = visitor()
    statuses = [(await complains(stranger, "illegal")).status for _ in range(11)]
    assert statuses == [200] * 10 + [429]


async def test_every_letter_says_where_to_complain(
    people: Stories, visitor: Visitors, amina: Person, mail: Letters
) -> None:
    stranger = visitor()
    await stranger.get("/sign-in/link")
    await stranger.submit(email="amina@example.org")
    await people.later()
    (letter,) = await mail.all()
    assert letter.links[-1].endswith("/complaints")
