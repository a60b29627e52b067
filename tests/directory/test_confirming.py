"""A letter asks in time whether a page is still right; one press behind its link says so."""

from collections.abc import Sequence

from peerhub.core.hub import Hub
from peerhub.people.models import Person
from tests.directory.conftest import Street
from tests.directory.test_pages import OWL
from tests.support.clock import SettableClock
from tests.support.letters import Letter, Letters

FAY, AMINA, BO = "fay@example.org", "amina@example.org", "bo@example.org"


def links_in(letters: Sequence[Letter]) -> list[str]:
    return [link for one in letters for link in one.links if "/confirm/" in link]


async def a_while(mail: Letters, clock: SettableClock, days: int) -> None:
    """So many days, on each of which the hub looks after its duties."""
    for _day in range(days):
        clock.move(days=1)
        await mail.all()


async def test_who_looks_after_a_page_confirms_it_with_one_press_from_a_letter(
    street: Street, amina: Person, bo: Person, clock: SettableClock, mail: Letters
) -> None:
    await street.make("Owl", amina, bo)
    clock.move(days=167)
    assert not links_in(await mail.to(AMINA))
    clock.move(days=2)
    [letter] = [one for one in await mail.to(AMINA) if "/confirm/" in one.text]
    assert "Owl" not in letter.subject + letter.text.partition("http")[0]
    [link] = links_in([letter])
    assert len(links_in(await mail.to(BO))) == 1 and not links_in(await mail.to(FAY))
    stranger = street.visitors()
    page = await stranger.get(link)
    assert (
        "Owl" in page.words
        and "Nobody has confirmed this yet." in (await street.visitors().get(OWL)).words
    ), "looking confirms nothing"
    page = await stranger.submit()
    assert page.status == 200 and "Thank you" in page.words
    page = await street.visitors().get(OWL)
    assert "Last confirmed by a person on 10 May 2027" in page.words
    for again in (link, *links_in(await mail.to(BO))):
        assert "no longer works" in (await stranger.get(again)).words
        clock.move(days=1)
        assert "no longer works" in (await stranger.post(again)).words
    assert "10 May 2027" in (await stranger.get(OWL)).words


async def test_a_link_is_for_one_page_and_thirty_days(
    street: Street, amina: Person, clock: SettableClock, mail: Letters
) -> None:
    await street.make("Owl", amina)
    await street.make("Wren")
    clock.move(days=170)
    [link] = links_in(await mail.to(AMINA))
    stranger = street.visitors()
    day = link.split("/confirm/")[1].partition("/")[0]
    for forged in (
        link.replace("/owl/", "/wren/"), link.replace(day, "2099-01-01"), f"{link}0",
        link.replace("/owl/", "/none/"), link.replace(day, "x"),
    ):  # fmt: skip
        assert "no longer works" in (await stranger.get(forged)).words, forged
        assert "no longer works" in (await stranger.post(forged)).words, forged
    clock.move(days=30)
    assert (await stranger.get(link)).form(holding="It is all still right") is not None
    clock.move(days=1)
    assert "no longer works" in (await stranger.get(link)).words


async def test_administrators_are_asked_where_nobody_looks_after_the_page(
    street: Street, clock: SettableClock, mail: Letters
) -> None:
    await street.make("Owl")
    clock.move(days=170)
    assert len(links_in(await mail.to(FAY))) == 1


async def test_nobody_is_asked_every_day(
    street: Street, amina: Person, clock: SettableClock, mail: Letters
) -> None:
    await street.make("Owl", amina)
    clock.move(days=169)
    await a_while(mail, clock, 5)
    assert len(links_in(await mail.to(AMINA))) == 1
    clock.move(days=85)
    await a_while(mail, clock, 5)
    assert len(links_in(await mail.to(AMINA))) == 2, "once more after three months of silence"


async def test_a_confirmation_begins_the_half_year_anew(
    street: Street, amina: Person, clock: SettableClock, mail: Letters
) -> None:
    await street.make("Owl", amina)
    clock.move(days=100)
    editor = await street.looks(amina)
    await editor.get(OWL)
    await editor.submit(f"{OWL}/confirm")
    clock.move(days=100)
    assert not links_in(await mail.to(AMINA))
    clock.move(days=70)
    assert len(links_in(await mail.to(AMINA))) == 1


async def test_nobody_is_asked_about_a_page_that_is_put_away_or_no_more_theirs(
    street: Street, hub: Hub, amina: Person, clock: SettableClock, mail: Letters
) -> None:
    await street.make("Owl", amina)
    clock.move(days=170)
    [link] = links_in(await mail.to(AMINA))
    editor = await street.looks(amina)
    await editor.get(f"{OWL}/edit")
    await editor.submit(f"{OWL}/state", button=("action", "archive"))
    assert "no longer works" in (await street.visitors().get(link)).words
    clock.move(days=100)
    assert len(links_in(await mail.to(AMINA))) == 1
    await street.make("Wren", amina)
    clock.move(days=170)
    editor = await street.looks(amina)
    await editor.get("/directory/wren/editors")
    await editor.submit(holding="Take away", button=("action", "remove"))
    assert len(links_in(await mail.to(AMINA))) == 1


async def test_the_list_says_what_is_not_confirmed_any_more(
    street: Street, amina: Person, clock: SettableClock
) -> None:
    await street.make("Owl", amina)
    editor = await street.looks(amina)
    await editor.get(OWL)
    await editor.submit(f"{OWL}/confirm")
    clock.move(days=181)
    page = await street.visitors().get("/directory")
    assert "Last confirmed by a person on 22 November 2026" in page.words
    clock.move(days=2)
    page = await street.visitors().get("/directory")
    assert "Not confirmed since 22 November 2026" in page.words
