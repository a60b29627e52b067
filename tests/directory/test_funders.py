"""Who funds an organisation, from when until when."""

import pytest

from peerhub.core.errors import Refused
from peerhub.directory.funders import funder_from, funder_of
from peerhub.directory.models import Funder
from peerhub.people.models import Person
from tests.directory.conftest import Street
from tests.directory.test_pages import OWL
from tests.support.listed import change_page

PART = f"{OWL}/edit/funders"
PENNY = {"name-1": "Penny Fund", "since-1": "2026-04", "until-1": "2028-03-31"}


@pytest.mark.parametrize(
    ("since", "until"),
    [("", ""), ("2026-04", ""), ("", "2026-04-30"), ("2026-04", "2026-04-01"),
     ("2026-04-30", "2026-04"), ("2024-02-29", "2025")],
)  # fmt: skip
def test_what_goes_out_in_one_line_comes_back_as_it_was(since: str, until: str) -> None:
    if len(until) == 4:
        with pytest.raises(Refused):
            funder_from("Penny, Fund", since, until)
        return
    one = funder_from("Penny, Fund", since, until)
    assert one == Funder("Penny, Fund", since, until)
    assert funder_of(one.summary) == one


@pytest.mark.parametrize(
    "said", ["We bake, and sell – cake", "A, 2026-13 – ", "A, – ", "Since 1990"]
)
def test_words_of_another_finder_are_a_name_alone(said: str) -> None:
    assert funder_of(said) == Funder(said)


async def test_funders_stand_on_the_page_with_their_dates(street: Street, amina: Person) -> None:
    await street.make("Owl", amina)
    editor = await street.looks(amina)
    await change_page(editor, OWL, part="funders", **PENNY, **{"name-2": "A jar"})
    page = await street.visitors().get(OWL)
    assert "Penny Fund from April 2026 until 31 March 2028" in page.words and "A jar" in page.words
    assert [t.get("datetime") for t in page.tree.iter("time")] == ["2026-04", "2028-03-31"]
    assert "Penny Fund, 2026-04 – 2028-03-31" in (await editor.get(f"{OWL}/history")).words
    blank = dict.fromkeys(PENNY, "")
    await change_page(editor, OWL, part="funders", **blank)
    page = await street.visitors().get(OWL)
    assert "Penny" not in page.words and "A jar" in page.words
    await editor.get(f"{OWL}/history")
    await editor.submit(holding="(Version 2)", button=("action", "restore"))
    assert "until 31 March 2028" in (await street.visitors().get(OWL)).words


@pytest.mark.parametrize(
    ("said", "field", "sentence"),
    [
        ({"since-1": "April"}, "since-1", "as in 2026-04"),
        ({"since-1": "2026-4"}, "since-1", "as in 2026-04"),
        ({"until-1": "2026-02-30"}, "until-1", "as in 2026-04"),
        ({"until-1": "2026"}, "until-1", "as in 2026-04"),
        ({"until-1": "20280331"}, "until-1", "as in 2026-04"),
        ({"until-1": "2026-03"}, "until-1", "ends before it begins"),
        ({"name-1": ""}, "name-1", "Write who funds you"),
        ({"name-1": "x" * 121}, "name-1", "at most 120 signs"),
    ],
)
async def test_a_wrong_row_gets_one_sentence_at_its_field(
    street: Street, amina: Person, said: dict[str, str], field: str, sentence: str
) -> None:
    await street.make("Owl", amina)
    editor = await street.looks(amina)
    await editor.get(PART)
    page = await editor.submit(**{**PENNY, **said, "name-2": "A jar"})
    assert page.status == 422 and page.words.count(sentence) >= 2
    assert f"#f-{field}" in page.links() and 'value="A jar"' in page.text
    assert "Funded by" not in (await street.visitors().get(OWL)).words


async def test_funders_are_open_to_whom_the_page_says(
    street: Street, amina: Person, bo: Person
) -> None:
    await street.make("Owl", amina)
    editor = await street.looks(amina)
    for level, seers in {"public": "sba", "members": "ba", "hidden": "a"}.items():
        await change_page(editor, OWL, part="funders", **PENNY, see_funders=level)
        for letter, person in {"s": None, "b": bo, "a": amina}.items():
            page = await (await street.looks(person)).get(OWL)
            assert ("Penny Fund" in page.words) == (letter in seers), (level, letter)
