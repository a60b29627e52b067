"""An organisation's page: what whom sees, who keeps it right, and how it comes and goes."""

import re

import pytest
from sqlalchemy import select

from peerhub.core.hub import Hub
from peerhub.directory.parts import part_of
from peerhub.moderation.tables import log_entries
from peerhub.people.models import Person
from tests.directory.conftest import Street, names_on
from tests.support.clock import SettableClock
from tests.support.listed import change_page
from tests.support.visitor import Visitor

EVERYTHING = {
    "words": "We hoot *softly*.",
    "for_whom": "Night birds",
    "size": "few",
    "user_led": "yes",
    "website": "https://owl.example.org/",
    "email": "hoot@example.org",
    "phone": "020 7946 0101",
    "address": "The old oak",
    "strand": ("age",),
    "borough": ("brent",),
    "language": ("bsl",),
    "access": ("loop",),
}
SHOWN = {
    "words": "We hoot softly.",
    "for_whom": "Night birds",
    "size": "1 to 9 staff",
    "user_led": "Led by the people it is for",
    "website": "https://owl.example.org/",
    "email": "hoot@example.org",
    "phone": "020 7946 0101",
    "address": "The old oak",
    "strand": "Age",
    "borough": "Brent",
    "language": "British Sign Language",
    "access": "Hearing loop",
}
OWL = "/directory/owl"


async def log_of(hub: Hub) -> list[tuple[str, str, str]]:
    """(action, subject's kind, detail) of the directory's entries in the audit trail."""
    async with hub.reading() as db:
        rows = await db.execute(select(log_entries).order_by(log_entries.c.entry_id))
        return [
            (row.action, row.subject.partition(":")[0], row.detail)
            for row in rows
            if row.action.startswith("organisation.")
        ]


async def test_contact_details_are_hidden_at_first_and_the_rest_is_public(
    street: Street, amina: Person
) -> None:
    await street.make("Owl", amina, **EVERYTHING)
    own = ("email", "phone", "address")
    page = await street.visitors().get(OWL)
    for name, words in SHOWN.items():
        assert (words in page.words) == (name not in own), name
    page = await (await street.looks(amina)).get(OWL)
    assert all(words in page.words for words in SHOWN.values())


@pytest.mark.parametrize("name", SHOWN)
async def test_each_field_is_shown_to_whom_it_is_open(
    street: Street, amina: Person, bo: Person, name: str
) -> None:
    for number, (level, seers) in enumerate(
        {"public": "sbaf", "members": "baf", "hidden": "af"}.items()
    ):
        title = f"Owl {number}"
        seen = {**dict.fromkeys(SHOWN, "hidden"), name: level}
        await street.make(title, amina, **EVERYTHING, seen=seen)
        readers = {"s": None, "b": bo, "a": amina, "f": street.fay}
        for letter, person in readers.items():
            page = await (await street.looks(person)).get(f"{OWL}-{number}")
            assert (SHOWN[name] in page.words) == (letter in seers), (level, letter)


async def test_what_is_unsaid_is_not_shown(street: Street) -> None:
    await street.make("Owl")
    page = await street.visitors().get(OWL)
    assert not list(page.tree.iter("dt")), page.words
    assert "Nobody has confirmed this yet." in page.words


async def test_nobody_learns_who_edits_a_page(street: Street, amina: Person, bo: Person) -> None:
    await street.make("Owl", amina)
    for person in (None, bo):
        page = await (await street.looks(person)).get(OWL)
        assert "Amina" not in page.text and "edits" not in page.words
    bo_looks = await street.looks(bo)
    for path in (f"{OWL}/edit", f"{OWL}/edit/reach", f"{OWL}/editors"):
        assert (await bo_looks.get(path)).status == 403
        assert (await street.visitors().get(path, follow=False)).status == 303


async def test_an_editor_changes_the_page_and_who_sees_it(street: Street, amina: Person) -> None:
    await street.make("Owl", amina, **EVERYTHING)
    editor = await street.looks(amina)
    await change_page(
        editor, OWL, phone="020 7946 0102", see_phone="public", borough=["camden"], size="",
        sector=["housing"], see_words="members",
    )  # fmt: skip
    page = await street.visitors().get(OWL)
    assert "020 7946 0102" in page.words and "Camden" in page.words and "Housing" in page.words
    assert "We hoot" not in page.words and "Brent" not in page.words and "staff" not in page.words
    assert "The old oak" not in page.words, "what was not touched stays as it was"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Write something here."),
        ("website", "owl.example.org", "begins with https://"),
        ("website", "javascript:alert(1)", "begins with https://"),
        ("email", "hoot", "Write a whole email address"),
        ("phone", "ring us", "This does not look right"),
        ("words", "x" * 4_001, "Use at most 4000 signs"),
        ("borough", ["atlantis"], "Choose from the answers given."),
        ("language", ["klingon"], "Choose from the answers given."),
        ("sector", ["none"], "Choose from the answers given."),
        ("size", "huge", "Choose one of the answers given."),
        ("see_phone", "friends", "Choose one of the answers given."),
    ],
)
async def test_a_wrong_field_gets_a_sentence_and_nothing_is_lost(
    street: Street, amina: Person, field: str, value: str | list[str], sentence: str
) -> None:
    await street.make("Owl", amina, **EVERYTHING)
    editor = await street.looks(amina)
    part = part_of(field.removeprefix("see_"))
    (beside, was, now) = {
        "about": ("for_whom", "Night birds", "Early birds"),
        "reach": ("address", "The old oak", "The new oak"),
    }.get(part, ("see_" + field, "public", "members"))
    await editor.get(f"{OWL}/edit/{part}")
    page = await editor.submit(**{beside: now, field: value})
    assert page.status == 422 and sentence in page.words
    assert f'value="{now}"' in page.text
    await editor.get(f"{OWL}/edit/{part}")
    assert f'value="{was}"' in editor.page.text


async def test_administrators_list_organisations_that_are_unclaimed(
    street: Street, hub: Hub
) -> None:
    fay = await street.looks(street.fay)
    for name, slug in (("Owl’s Näst & Co", "owls-nast-co"), ("Owls nast co", "owls-nast-co-2"),
                       ("New", "new-2"), ("猫", "organisation")):  # fmt: skip
        await fay.get("/directory/new")
        page = await fay.submit(name=name, words="")
        assert page.path == f"/directory/{slug}/edit?f=saved"
    assert [action for action, *_rest in await log_of(hub)] == ["organisation.listed"] * 4


async def test_an_archived_page_is_gone_until_an_administrator_puts_it_back(
    street: Street, hub: Hub, amina: Person, bo: Person
) -> None:
    await street.make("Owl", amina, borough=("brent",))
    editor, fay = await street.looks(amina), await street.looks(street.fay)
    await editor.get(f"{OWL}/edit")
    page = await editor.submit(f"{OWL}/state", button=("action", "archive"))
    assert "Ask an administrator" in page.words
    for person in (None, bo):
        page = await (await street.looks(person)).get(OWL)
        assert page.status == 404 and "There is no such page" in page.words
        assert names_on(await (await street.looks(person)).get("/directory")) == []
    assert (await editor.get(OWL)).status == 200
    assert (await editor.post(f"{OWL}/state", {"action": "restore"})).status == 403
    await fay.get(f"{OWL}/edit")
    await fay.submit(f"{OWL}/state", button=("action", "restore"))
    assert (await street.visitors().get(OWL)).status == 200
    assert [action for action, *_rest in await log_of(hub)][-2:] == [
        "organisation.archived",
        "organisation.restored",
    ]


async def test_an_address_is_never_given_twice(street: Street, amina: Person) -> None:
    await street.make("Owl", amina)
    editor = await street.looks(amina)
    await editor.get(f"{OWL}/edit")
    await editor.submit(f"{OWL}/state", button=("action", "archive"))
    again = await street.make("Owl")
    assert again.slug == "owl-2"


async def test_confirming_says_when_and_never_who(
    street: Street, amina: Person, clock: SettableClock
) -> None:
    await street.make("Owl", amina)
    editor, stranger = await street.looks(amina), street.visitors()
    await editor.get(OWL)
    await editor.submit(f"{OWL}/confirm")
    page = await stranger.get(OWL)
    said = re.search(r"Last confirmed by a person on (\d+ \w+ \d{4})", page.words)
    assert said and "Amina" not in page.text
    clock.move(days=181)
    assert "Last confirmed" in (await stranger.get(OWL)).words
    clock.move(days=2)
    assert f"Not confirmed since {said[1]}" in (await stranger.get(OWL)).words


async def add(visitor: Visitor, handle: str) -> str:
    await visitor.get(f"{OWL}/editors")
    page = await visitor.submit(holding="Add them", handle=handle, button=("action", "add"))
    return page.words


async def test_editors_add_others_and_take_themselves_away(
    street: Street, hub: Hub, amina: Person, bo: Person
) -> None:
    await street.make("Owl", amina)
    editor = await street.looks(amina)
    assert "Nobody here has this handle" in await add(editor, "nobody")
    assert "edits the page already" in await add(editor, "@amina")
    assert "Write the word after the @" in await add(editor, "two words")
    assert "Bo @bo" in await add(editor, "@Bo")
    other = await street.looks(bo)
    await other.get(f"{OWL}/editors")
    page = await other.submit(holding="bo", button=("action", "remove"))
    assert page.path == f"{OWL}?f=saved" and "edit" not in page.words
    assert (await other.get(f"{OWL}/edit")).status == 403
    assert [(action, detail) for action, _kind, detail in await log_of(hub)][1:] == [
        ("organisation.editor_added", amina.person_id),
        ("organisation.editor_added", bo.person_id),
        ("organisation.editor_removed", bo.person_id),
    ]


async def test_what_a_person_edits_is_in_their_export_and_goes_with_them(
    street: Street, hub: Hub, amina: Person
) -> None:
    await street.make("Owl", amina)
    async with hub.reading() as db:
        held = await hub.personal["directory"].export_person(db, hub.keys, amina.person_id)
    assert held["edits"] == [{"organisation": "Owl", "slug": "owl"}]
    async with hub.transaction() as tx:
        await hub.personal["directory"].erase_person(tx, amina.person_id)
    fay = await street.looks(street.fay)
    assert "Nobody yet but administrators." in (await fay.get(f"{OWL}/editors")).words
    assert (await street.visitors().get(OWL)).status == 200
