"""Writing to an organisation: a member asks a role, its holders answer in the organisation's name."""

import pytest

from peerhub.core.hub import Hub
from peerhub.core.items import Outcome
from peerhub.people.models import Person
from tests.directory.conftest import Street
from tests.directory.test_pages import OWL, log_of
from tests.moderation.test_screening import watch
from tests.support.clock import SettableClock
from tests.support.letters import Letters
from tests.support.visitor import Page, Visitor

WRITE, DESK = f"{OWL}/contact", f"{OWL}/contacts"


async def hold(visitor: Visitor, person: Person, role: str = "referrals") -> Page:
    await visitor.get(DESK)
    button = ("action", "add")
    return await visitor.submit(
        role=role, handle=person.handle, button=button, holding="They answer for it"
    )


async def ask(visitor: Visitor, words: str = "May Gita come?", role: str = "referrals") -> Page:
    await visitor.get(WRITE)
    return await visitor.submit(role=role, words=words)


def asked_on(page: Page) -> list[str]:
    return [one for one in page.links() if one.startswith("/contact/")]


@pytest.fixture
async def owl(street: Street, amina: Person, cleo: Person) -> Street:
    """Amina and Cleo edit the page; Amina answers for referrals."""
    await street.make("Owl", amina, cleo, email="hoot@example.org")
    await hold(await street.looks(amina), amina)
    return street


async def test_a_member_asks_and_is_answered_in_the_organisations_name(
    owl: Street, hub: Hub, amina: Person, bo: Person, mail: Letters
) -> None:
    member, editor = await owl.looks(bo), await owl.looks(amina)
    assert WRITE in (await member.get(OWL)).links()
    page = await ask(member)
    path = page.path.partition("?")[0]
    assert "May Gita come?" in page.words and "Referrals" in page.words
    [letter] = await mail.to("amina@example.org")
    for said in ("Owl", "Gita", "Bo", "bo@"):
        assert said not in letter.subject + letter.text
    assert path in letter.text and not await mail.to("cleo@example.org")
    page = await editor.get(DESK)
    assert asked_on(page) == [path] and "Referrals: Bo" in page.words
    page = await editor.get(path)
    assert "May Gita come?" in page.words and "bo@example.org" not in page.text
    page = await editor.submit(words="Yes, on Monday.")
    assert "Yes, on Monday." in page.words
    [letter] = await mail.to("bo@example.org")
    assert "Amina" not in letter.text and "Monday" not in letter.text and path in letter.text
    page = await member.get(path)
    assert "Yes, on Monday." in page.words
    for said in (page, await member.get(WRITE), await member.get("/notifications")):
        assert "amina" not in said.text.casefold()
    assert "“Owl” has answered you." in (await member.get("/notifications")).words
    await member.get(path)
    await member.submit(words="Thank you.")
    assert "Thank you." in (await editor.get(path)).words
    assert (await member.get(WRITE)).links().count(path) == 1
    assert [action for action, *_rest in await log_of(hub)][-1] == "organisation.contact_held"


async def test_nobody_but_both_sides_reads_it(
    owl: Street, amina: Person, bo: Person, cleo: Person, eli: Person
) -> None:
    path = (await ask(await owl.looks(bo))).path.partition("?")[0]
    for person in (cleo, eli, owl.fay):
        other = await owl.looks(person)
        there, gone = await other.get(path), await other.get("/contact/none")
        assert there.status == gone.status == 404, person.name
        assert there.text.replace(path, "/contact/none") == gone.text
        assert (await other.post(path, {"words": "Me too."})).status == 404
    assert (await owl.visitors().get(path, follow=False)).status == 303
    fay, cleos = await owl.looks(owl.fay), await owl.looks(cleo)
    for other in (fay, cleos):
        page = await other.get(DESK)
        assert page.status == 200 and asked_on(page) == [] and "Bo" not in page.words
    assert (await (await owl.looks(eli)).get(DESK)).status == 403
    assert asked_on(await (await owl.looks(eli)).get(WRITE)) == []
    assert "Me too." not in (await (await owl.looks(amina)).get(path)).words


async def test_who_holds_the_role_today_reads_what_was_asked(
    owl: Street, amina: Person, bo: Person, cleo: Person
) -> None:
    path = (await ask(await owl.looks(bo))).path.partition("?")[0]
    old, new = await owl.looks(amina), await owl.looks(cleo)
    await hold(old, cleo)
    assert asked_on(await new.get(DESK)) == [path]
    await old.post(DESK, {"role": "referrals", "handle": "amina", "action": "remove"})
    assert (await old.get(path)).status == 404 and asked_on(await old.get(DESK)) == []
    await new.get(path)
    assert "Good." in (await new.submit(words="Good.")).words
    await new.post(f"{OWL}/editors", {"handle": "cleo", "action": "remove"})
    assert (await new.get(path)).status == 404, "whoever edits the page no more holds nothing"
    assert WRITE not in (await old.get(OWL)).links()
    page = await (await owl.looks(bo)).get(WRITE)
    assert "Nobody answers for this organisation here yet." in page.words
    page = await (await owl.looks(bo)).post(WRITE, {"role": "referrals", "words": "Hello?"})
    assert page.status == 422 and "Choose one of the answers given." in page.words


async def test_a_block_holds_and_is_not_told(
    owl: Street, amina: Person, bo: Person, cleo: Person, mail: Letters
) -> None:
    member, editor, other = await owl.looks(bo), await owl.looks(amina), await owl.looks(cleo)
    await hold(editor, cleo)
    before = (await ask(member)).path.partition("?")[0]
    await mail.all()
    await editor.get("/people/bo/block")
    await editor.submit()
    page = await ask(member, "Are you there?")
    path = page.path.partition("?")[0]
    assert page.status == 200 and "Are you there?" in page.words
    letters = await mail.to("amina@example.org")
    assert not [one for one in letters if path in one.text]
    assert [one for one in await mail.to("cleo@example.org") if path in one.text]
    for one in (before, path):
        assert (await editor.get(one)).status == 404
        assert (await editor.post(one, {"words": "Go."})).status == 404
    assert asked_on(await editor.get(DESK)) == []
    assert "Are you there?" in (await other.get(path)).words


async def test_a_message_is_reported_removed_and_given_back(
    owl: Street, hub: Hub, amina: Person, bo: Person, eli: Person
) -> None:
    member, editor = await owl.looks(bo), await owl.looks(amina)
    path = (await ask(member, "You are owls.")).path.partition("?")[0]
    page = await editor.get(path)
    [report] = [one for one in page.links() if one.startswith("/report?kind=contact")]
    await editor.submit(words="You are a wren.")
    assert not [one for one in (await member.get(path)).links() if one == report]
    page = await editor.get(report)
    assert page.status == 200 and "You are owls." in page.words
    assert (await (await owl.looks(eli)).get(report)).status == 404
    message_id = report.rpartition("=")[2]
    async with hub.transaction() as tx:
        card = await hub.contents["contact"].card_for_moderator(tx.db, message_id)
        assert card and card.author_id == bo.person_id and "wren" not in card.html
        await hub.contents["contact"].apply(tx, message_id, Outcome.REMOVE, "Not kind.")
    for visitor in (member, editor):
        page = await visitor.get(path)
        assert "You are owls." not in page.text and "Not kind." in page.words
    async with hub.transaction() as tx:
        await hub.contents["contact"].apply(tx, message_id, Outcome.RESTORE, "")
    assert "You are owls." in (await member.get(path)).words


async def test_a_moderator_is_not_shown_who_answered(
    owl: Street, hub: Hub, amina: Person, bo: Person
) -> None:
    member, editor = await owl.looks(bo), await owl.looks(amina)
    path = (await ask(member)).path.partition("?")[0]
    await editor.get(path)
    await editor.submit(words="Go away.")
    page = await member.get(path)
    [report] = [one for one in page.links() if one.startswith("/report?kind=contact")]
    message_id, port = report.rpartition("=")[2], hub.contents["contact"]
    async with hub.reading() as db:
        card = await port.card_for_moderator(db, message_id)
        assert card and (card.author_id, card.author_name) == ("", "Owl")
        assert await port.own_among(db, hub.keys, amina, [message_id]) == {message_id}
        assert await port.own_among(db, hub.keys, bo, [message_id]) == set()
        assert await port.author_behind(db, hub.keys, message_id) == amina.person_id


async def test_only_editors_answer_and_only_they_say_who(
    owl: Street, amina: Person, bo: Person
) -> None:
    editor, member = await owl.looks(amina), await owl.looks(bo)
    page = await hold(editor, bo)
    assert page.status == 422 and "Nobody with this handle edits the page" in page.words
    page = await hold(editor, amina)
    assert page.status == 422 and "holds it already" in page.words
    said = {"role": "press", "handle": "amina", "action": "add"}
    assert (await member.post(DESK, said)).status == 403
    page = await editor.post(DESK, {**said, "role": "owls"})
    assert page.status == 422 and "Choose one of the answers given." in page.words
    assert "Press" not in (await member.get(WRITE)).words


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"words": ""}, "Write something here."),
        ({"words": "x" * 2_001}, "Use at most 2"),
        ({"role": "press"}, "Choose one of the answers given."),
        ({"role": ""}, "Choose one of the answers given."),
    ],
)
async def test_a_wrong_message_gets_a_sentence(
    owl: Street, amina: Person, bo: Person, said: dict[str, str], sentence: str
) -> None:
    member = await owl.looks(bo)
    page = await member.post(WRITE, {"role": "referrals", "words": "Hello", **said})
    assert page.status == 422 and sentence in page.words
    assert asked_on(await (await owl.looks(amina)).get(DESK)) == []


async def test_a_page_that_is_put_away_is_not_written_to(
    owl: Street, amina: Person, bo: Person
) -> None:
    member, editor = await owl.looks(bo), await owl.looks(amina)
    path = (await ask(member)).path.partition("?")[0]
    await editor.post(f"{OWL}/state", {"action": "archive"})
    assert (await member.get(WRITE)).status == 404
    assert (await member.post(WRITE, {"role": "referrals", "words": "Hello"})).status == 404
    assert "Nobody answers here now." in (await member.get(path)).words
    assert (await member.post(path, {"words": "Hello"})).status == 422


async def test_what_was_asked_is_in_both_files_and_goes_with_whoever_asked(
    owl: Street, clock: SettableClock, amina: Person, bo: Person, cleo: Person
) -> None:
    hub, member, editor = owl.hub, await owl.looks(bo), await owl.looks(amina)
    path = (await ask(member)).path.partition("?")[0]
    await hold(editor, cleo)
    clock.move(minutes=5)
    await editor.get(path)
    await editor.submit(words="Yes.")
    port = hub.personal["directory"]
    async with hub.reading() as db:
        held = await port.export_person(db, hub.keys, bo.person_id)
        answered = await port.export_person(db, hub.keys, amina.person_id)
    assert [(one["own"], one["words"]) for one in held["contacts"][0]["messages"]] == [
        (True, "May Gita come?"), (False, "Yes."),
    ]  # fmt: skip
    assert [one["words"] for one in answered["answers_to_contacts"]] == ["Yes."]
    assert answered["answers_for"] == [{"organisation": "Owl", "role": "referrals"}]
    async with hub.transaction() as tx:
        await port.erase_person(tx, amina.person_id)
    assert "Yes." in (await member.get(path)).words
    assert (await editor.get(path)).status == 404
    async with hub.transaction() as tx:
        await port.erase_person(tx, bo.person_id)
    assert (await (await owl.looks(cleo)).get(path)).status == 404
    await hub.outbox.deliver_all()


async def test_who_writes_of_danger_is_led_to_help_and_nobody_else_hears_of_it(
    owl: Street, hub: Hub, amina: Person, bo: Person, fay: Person, mail: Letters
) -> None:
    await watch(hub, fay, lists={"danger": "kill myself\nend my life"})
    member = await owl.looks(bo)
    page = await ask(member, "I want to kill myself.")
    assert page.path == "/get-help?f=worried-alone"
    [letter] = await mail.to("amina@example.org")  # it was sent all the same
    path = next(word for word in letter.text.split() if "/contact/" in word).rpartition("/")[2]
    await member.get(f"/contact/{path}")
    assert "I want to kill myself." in member.page.words
    page = await member.submit(words="I will end my life tonight.")
    assert page.path == "/get-help?f=worried-alone"
