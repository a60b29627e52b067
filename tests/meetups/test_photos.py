"""The photo of a meetup: with words, nobody's own, for whoever may read of the meetup."""

import pytest

from peerhub.core.hub import Hub
from peerhub.core.items import ItemRef
from peerhub.people.models import Person
from peerhub.people.service.leave import leave
from peerhub.uploads.access import files_of
from tests.meetups.conftest import Organising
from tests.meetups.test_reported import report
from tests.support.factories import picture_bytes
from tests.support.visitor import Page


async def put(
    organising: Organising, person: Person, path: str, alt: str = "A green door", **file: bytes
) -> Page:
    visitor = await organising.at(person)
    content = file.get("content", picture_bytes())
    return await visitor.ask(
        "POST",
        f"{path}/photo/edit",
        data={"action": "set", "alt": alt},
        files={"file": ("amina-at-home.png", content, "image/png")},
    )


def photo_on(page: Page) -> list[tuple[str | None, str | None]]:
    images = [one for one in page.tree.iter("img") if one.get("class") == "photo"]
    return [(one.get("src"), one.get("alt")) for one in images]


async def test_it_stands_on_the_page_with_its_words_until_it_is_taken_away(
    organising: Organising, amina: Person, bo: Person
) -> None:
    path = await organising.both_ways(amina)
    assert f"{path}/photo/edit" in (await organising.sees(amina, path)).links()
    assert (await organising.sees(bo, f"{path}/photo")).status == 404
    page = await put(organising, amina, path)
    assert page.path == f"{path}/photo/edit?f=saved", page.words
    assert photo_on(await organising.sees(bo, path)) == [(f"{path}/photo", "A green door")]
    page = await organising.sees(bo, f"{path}/photo")
    assert page.status == 200 and page.headers["content-type"] == "image/webp"
    assert "amina" not in str(page.headers), "it is named after nobody"
    await put(organising, amina, path, "A red door")
    assert photo_on(await organising.sees(bo, path)) == [(f"{path}/photo", "A red door")]
    visitor = await organising.at(amina)
    await visitor.get(f"{path}/photo/edit")
    await visitor.submit(holding="Take it away", button=("action", "remove"))
    assert photo_on(await organising.sees(bo, path)) == []
    assert (await organising.sees(bo, f"{path}/photo")).status == 404


async def test_whoever_may_not_read_of_the_meetup_sees_no_photo(
    organising: Organising, amina: Person, bo: Person
) -> None:
    members = await organising.both_ways(amina)
    public = await organising.both_ways(amina, audience="public")
    for path, status in ((members, 404), (public, 200)):
        await put(organising, amina, path)
        stranger = organising.visitors()
        assert (await stranger.get(f"{path}/photo")).status == status
    assert (await put(organising, bo, members, "Mine")).status == 404
    assert (await organising.sees(bo, f"{members}/photo/edit")).status == 404
    assert photo_on(await organising.sees(bo, members)) == [(f"{members}/photo", "A green door")]


async def test_it_is_reported_with_the_meetup_and_gone_with_it(
    organising: Organising, amina: Person, bo: Person, cleo: Person, dana: Person
) -> None:
    path = await organising.both_ways(amina)
    await put(organising, amina, path)
    await report(organising, dana, path)
    moderator = await organising.at(cleo)
    queue = await moderator.get("/moderation")
    (case,) = {one for one in queue.links() if one.startswith("/moderation/cases/")}
    assert "A green door" in (await moderator.get(case)).text
    await moderator.submit(holding="What should happen?", outcome="remove", reason="A home")
    assert (await organising.sees(bo, f"{path}/photo")).status == 404


async def test_it_stays_when_whoever_brought_it_leaves(
    organising: Organising, hub: Hub, amina: Person, bo: Person
) -> None:
    path = await organising.both_ways(amina)
    await put(organising, amina, path)
    async with hub.transaction() as tx:
        await leave(tx, amina, hub.personal)
    assert photo_on(await organising.sees(bo, path)) == [(f"{path}/photo", "A green door")]
    async with hub.reading() as db:
        [kept] = await files_of(db, ItemRef("meetup", path.rpartition("/")[2]))
    assert kept.person_id != amina.person_id


@pytest.mark.parametrize(
    ("content", "alt", "sentence"),
    [
        (picture_bytes(), "", "Say in words what the photo shows."),
        (b"Just words", "A door", "That is no picture."),
    ],
)
async def test_a_wrong_photo_gets_a_sentence(
    organising: Organising, amina: Person, content: bytes, alt: str, sentence: str
) -> None:
    path = await organising.both_ways(amina)
    page = await put(organising, amina, path, alt, content=content)
    assert page.status == 422 and sentence in page.words
    assert photo_on(await organising.sees(amina, path)) == []
