"""Registered numbers of an organisation: by its own word, checked by shape, and nothing without them."""

import pytest

from peerhub.core.hub import Hub
from peerhub.directory.identifiers import SCHEMES, identifier_from
from peerhub.directory.portable import portable
from peerhub.people.models import Person
from tests.directory.conftest import Street
from tests.directory.test_pages import OWL
from tests.support.listed import change_page
from tests.support.visitor import Visitor

PART = f"{OWL}/edit/registered"


async def say(editor: Visitor, **said: str) -> None:
    await change_page(editor, OWL, part="registered", **said)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_example_of_each_register_has_its_shape(scheme: str) -> None:
    example = SCHEMES[scheme].example
    assert identifier_from(scheme, example).identifier == example


@pytest.mark.parametrize(
    ("scheme", "said", "kept"),
    [
        ("GB-COH", "9506232", "09506232"),
        ("GB-COH", "ip12345r", "IP12345R"),
        ("GB-CHC", " 1090 095 ", "1090095"),
        ("GB-SC", "sc042386", "SC042386"),
    ],
)
def test_it_is_kept_as_the_register_writes_it(scheme: str, said: str, kept: str) -> None:
    assert identifier_from(scheme, said).identifier == kept


@pytest.mark.parametrize(
    ("field", "rows"),
    [
        ("identifiers", [{"scheme": "GB-SC", "identifier": "12"}]),
        ("identifiers", [{"scheme": "GB-SC"}]),
        ("identifiers", "SC042386"),
        ("funders", [{"name": "Penny Fund", "since": "soon", "until": ""}]),
        ("funders", [["Penny Fund"]]),
    ],
)
def test_an_export_of_another_hub_brings_no_rows_that_nobody_could_write(
    field: str, rows: object
) -> None:
    (records,) = [one for one in portable.records if one.name == "organisations"]
    whole = {"visibility": {field: "public"}, "identifiers": [], "funders": []}
    records.check(whole)
    with pytest.raises(ValueError):
        records.check({**whole, field: rows})


async def test_numbers_stand_on_the_page_and_in_its_history(street: Street, amina: Person) -> None:
    await street.make("Owl", amina)
    editor = await street.looks(amina)
    await say(
        editor,
        **{"scheme-1": "GB-CHC", "identifier-1": "1090095"},
        **{"scheme-2": "GB-COH", "identifier-2": "9506232"},
    )
    page = await street.visitors().get(OWL)
    assert "Charity Commission for England and Wales: 1090095" in page.words
    assert "Companies House: 09506232" in page.words
    newest = (await editor.get(f"{OWL}/history")).words
    assert "GB-CHC 1090095" in newest and "GB-COH 09506232" in newest
    await editor.get(PART)
    await editor.submit(**{"scheme-1": "", "identifier-1": ""})
    page = await street.visitors().get(OWL)
    assert "1090095" not in page.words and "09506232" in page.words
    await editor.get(f"{OWL}/history")
    await editor.submit(holding="(Version 2)", button=("action", "restore"))
    assert "1090095" in (await street.visitors().get(OWL)).words


@pytest.mark.parametrize(
    ("scheme", "number", "sentence", "field"),
    [
        ("GB-CHC", "12", "looks like 1090095", "identifier-1"),
        ("GB-CHC", "", "looks like 1090095", "identifier-1"),
        ("GB-SC", "1090095", "looks like SC042386", "identifier-1"),
        ("GB-COH", "０９５０６２３２", "looks like 09506232", "identifier-1"),
        ("", "1090095", "Choose the register", "scheme-1"),
        ("GB-NONE", "1090095", "Choose the register", "scheme-1"),
        ("GB-CHC", "1" * 41, "at most 40 signs", "identifier-1"),
    ],
)
async def test_a_wrong_number_gets_one_sentence_at_its_field(
    street: Street, amina: Person, scheme: str, number: str, sentence: str, field: str
) -> None:
    await street.make("Owl", amina)
    editor = await street.looks(amina)
    await editor.get(PART)
    page = await editor.submit(
        **{"scheme-1": scheme, "identifier-1": number},
        **{"scheme-2": "XE-EXAMPLE", "identifier-2": "TEA-2"},
    )
    assert page.status == 422 and page.words.count(sentence) == 2, "above, and at the field"
    assert f"#f-{field}" in page.links() and 'value="TEA-2"' in page.text
    assert "Registered as" not in (await street.visitors().get(OWL)).words


async def test_a_group_without_numbers_is_as_good_a_page(street: Street, amina: Person) -> None:
    await street.make("Owl", amina, words="We hoot.")
    for person in (None, amina):
        page = await (await street.looks(person)).get(OWL)
        assert "egister" not in page.words


async def test_numbers_are_open_to_whom_the_page_says(
    street: Street, amina: Person, bo: Person
) -> None:
    await street.make("Owl", amina)
    editor = await street.looks(amina)
    for level, seers in {"public": "sba", "members": "ba", "hidden": "a"}.items():
        await say(
            editor,
            **{"scheme-1": "GB-SC", "identifier-1": "SC042386"},
            see_identifiers=level,
        )
        for letter, person in {"s": None, "b": bo, "a": amina}.items():
            page = await (await street.looks(person)).get(OWL)
            assert ("SC042386" in page.words) == (letter in seers), (level, letter)


async def test_more_rows_than_a_page_has_are_refused(street: Street, amina: Person) -> None:
    await street.make("Owl", amina)
    editor = await street.looks(amina)
    rows = {f"scheme-{n}": "XE-EXAMPLE" for n in range(1, 8)}
    page = await editor.post(PART, {**rows, **{f"identifier-{n}": f"T{n}" for n in range(1, 8)}})
    assert page.status == 422 and "no such field" in page.words
    rows = {f"scheme-{n}": "XE-EXAMPLE" for n in range(1, 7)}
    await editor.post(PART, {**rows, **{f"identifier-{n}": f"T{n}" for n in range(1, 7)}})
    page = await editor.get(PART)
    assert page.words.count("The number there") == 6


async def test_the_same_number_twice_is_kept_once(street: Street, amina: Person, hub: Hub) -> None:
    await street.make("Owl", amina)
    editor = await street.looks(amina)
    both = {"scheme-1": "GB-COH", "identifier-1": "9506232"}
    await say(editor, **both, **{"scheme-2": "GB-COH", "identifier-2": "09506232"})
    page = await editor.get(OWL)
    assert page.words.count("09506232") == 1
