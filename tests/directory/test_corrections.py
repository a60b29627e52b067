"""Anybody who is signed in suggests a correction; whoever looks after the page decides."""

import pytest

from peerhub.core.hub import Hub
from peerhub.directory.models import Funder, Identifier, Service
from peerhub.people.models import Person
from tests.directory.conftest import Street
from tests.directory.test_history import HISTORY, versions_on
from tests.directory.test_pages import OWL
from tests.support.letters import Letters
from tests.support.visitor import Page, Visitor

CORRECT, CORRECTIONS = f"{OWL}/correct", f"{OWL}/corrections"


async def suggest(visitor: Visitor, field: str, words: str, source: str = "") -> Page:
    await visitor.get(CORRECT)
    return await visitor.submit(field=field, words=words, source=source)


async def answer(visitor: Visitor, action: str, reason: str = "") -> Page:
    await visitor.get(CORRECTIONS)
    return await visitor.submit(reason=reason, button=("action", action))


async def test_a_correction_is_taken_over_as_a_version(
    street: Street, amina: Person, bo: Person, mail: Letters
) -> None:
    await street.make("Owl", amina, words="We hoot.", phone="020 7946 0101")
    member, editor = await street.looks(bo), await street.looks(amina)
    page = await suggest(member, "phone", "020 7946 0102", "I rang them.")
    assert "waits for an answer" in page.words
    assert "020 7946 0101" not in page.text, "what is hidden from them stays so"
    [letter] = await mail.to("amina@example.org")
    assert "Owl" not in letter.subject + letter.text and CORRECTIONS in letter.text
    assert not await mail.to("fay@example.org")
    page = await editor.get(CORRECTIONS)
    assert "020 7946 0101" in page.words and "I rang them." in page.words
    assert ">Bo<" not in page.text and "@bo" not in page.text
    page = await answer(editor, "accept")
    assert "Nothing is suggested" in page.words
    page = await editor.get(OWL)
    assert "020 7946 0102" in page.words
    assert "020" not in (await street.visitors().get(OWL)).words
    newest = versions_on(await editor.get(HISTORY))[0]
    assert "020 7946 0102" in newest and "an editor" in newest
    await mail.all()
    assert "was taken over" in (await member.get("/notifications")).words
    assert "· taken over" in (await member.get(CORRECT)).words


async def test_a_correction_is_declined_with_a_sentence(
    street: Street, amina: Person, bo: Person, cleo: Person, mail: Letters
) -> None:
    await street.make("Owl", amina, words="We hoot.")
    member, editor = await street.looks(bo), await street.looks(amina)
    await suggest(member, "words", "They sing.")
    page = await answer(editor, "decline")
    assert page.status == 422 and "Say in a sentence why not" in page.words
    await answer(editor, "decline", "That was last year.")
    await mail.all()
    assert "That was last year." in (await member.get("/notifications")).words
    assert "That was last year." in (await member.get(CORRECT)).words
    assert "last year" not in (await (await street.looks(cleo)).get(CORRECT)).words
    assert "We hoot." in (await member.get(OWL)).words


async def test_administrators_answer_where_nobody_looks_after_the_page(
    street: Street, bo: Person, mail: Letters
) -> None:
    await street.make("Owl", words="We hoot.")
    await suggest(await street.looks(bo), "name", "Barn Owl")
    assert len(await mail.to("fay@example.org")) == 1
    await answer(await street.looks(street.fay), "accept")
    assert "Barn Owl" in (await street.visitors().get(OWL)).words


async def test_what_is_chosen_among_answers_leads_to_the_form(
    street: Street, amina: Person, bo: Person
) -> None:
    await street.make("Owl", amina, borough=("brent",))
    await suggest(await street.looks(bo), "borough", "Camden as well")
    editor = await street.looks(amina)
    assert "Brent" in (await editor.get(CORRECTIONS)).words
    assert (await answer(editor, "accept")).path == f"{OWL}/edit/where?f=saved"
    assert "Camden" not in (await editor.get(OWL)).words


@pytest.mark.parametrize(
    ("field", "part", "stands"),
    [
        ("services", "services", "Warm room"),
        ("funders", "funders", "Penny Fund, 2026-04 – "),
        ("identifiers", "registered", "GB-SC SC042386"),
    ],
)
async def test_what_has_several_rows_is_shown_and_leads_to_them(
    street: Street, amina: Person, bo: Person, field: str, part: str, stands: str
) -> None:
    rows = {
        "services": (Service("", "Warm room"),),
        "funders": (Funder("Penny Fund", "2026-04"),),
        "identifiers": (Identifier("GB-SC", "SC042386"),),
    }
    await street.make("Owl", amina, **rows)
    await suggest(await street.looks(bo), field, "That ended last year.")
    editor = await street.looks(amina)
    assert stands.strip() in (await editor.get(CORRECTIONS)).words
    assert (await answer(editor, "accept")).path == f"{OWL}/edit/{part}?f=saved"


@pytest.mark.parametrize(
    ("field", "words", "sentence"),
    [
        ("website", "owl.example.org", "begins with https://"),
        ("email", "hoot", "Write a whole email address"),
        ("phone", "ring us", "This does not look right"),
        ("name", "x" * 121, "Use at most 120 signs"),
        ("words", "", "Write something here."),
        ("slug", "barn-owl", "Choose one of the answers given."),
    ],
)
async def test_a_wrong_suggestion_gets_a_sentence(
    street: Street, amina: Person, bo: Person, field: str, words: str, sentence: str
) -> None:
    await street.make("Owl", amina)
    member = await street.looks(bo)
    page = await member.post(CORRECT, {"field": field, "words": words, "source": "Seen"})
    assert page.status == 422 and sentence in page.words and "Seen" in page.text
    assert "Nothing is suggested" in (await (await street.looks(amina)).get(CORRECTIONS)).words


async def test_three_of_one_person_wait_at_once(
    street: Street, amina: Person, bo: Person, cleo: Person
) -> None:
    await street.make("Owl", amina)
    member = await street.looks(bo)
    for number in range(3):
        assert (await suggest(member, "words", f"Number {number}.")).status == 200
    page = await suggest(member, "words", "Number 4.")
    assert page.status == 422 and "Three corrections of yours wait" in page.words
    assert (await suggest(await street.looks(cleo), "words", "Mine.")).status == 200


async def test_two_who_look_after_a_page_answer_once(
    street: Street, amina: Person, bo: Person, cleo: Person
) -> None:
    await street.make("Owl", amina, cleo, words="We hoot.")
    await suggest(await street.looks(bo), "words", "They sing.")
    one, other = await street.looks(amina), await street.looks(cleo)
    await other.get(CORRECTIONS)
    await answer(one, "decline", "No.")
    page = await other.submit(button=("action", "accept"))
    assert page.status == 422 and "answered this already" in page.words
    assert "We hoot." in (await other.get(OWL)).words


async def test_nobody_else_reads_or_answers_corrections(
    street: Street, hub: Hub, amina: Person, bo: Person
) -> None:
    await street.make("Owl", amina)
    await street.make("Wren", bo)
    member = await street.looks(bo)
    await suggest(member, "words", "They sing.")
    assert (await member.get(CORRECTIONS)).status == 403
    editor = await street.looks(amina)
    form = (await editor.get(CORRECTIONS)).form(holding="Take it over")
    path, said = str(form.get("action")), {"action": "accept", "reason": ""}
    assert (await member.post(path, said)).status == 403
    assert (await member.post(path.replace("owl", "wren"), said)).status == 404
    assert (await street.visitors().get(CORRECT, follow=False)).status == 303
    assert "They sing." not in (await member.get(OWL)).words


async def test_what_somebody_suggested_is_in_their_file_and_goes_with_them(
    street: Street, hub: Hub, amina: Person, bo: Person
) -> None:
    await street.make("Owl", amina)
    await suggest(await street.looks(bo), "words", "They sing.", "I was there.")
    port = hub.personal["directory"]
    async with hub.reading() as db:
        held = await port.export_person(db, hub.keys, bo.person_id)
    assert [(one["field"], one["words"]) for one in held["corrections"]] == [
        ("words", "They sing.")
    ]
    async with hub.transaction() as tx:
        await port.erase_person(tx, bo.person_id)
    editor = await street.looks(amina)
    assert "They sing." not in (await editor.get(CORRECTIONS)).words
    await hub.outbox.deliver_all()
