""" "Someone may be unsafe" stands beside every report: at a person, at one file, at whom one blocked."""

import pytest

from peerhub.core.hub import Hub
from peerhub.people.models import Person
from tests.moderation.conftest import ROOM, Stories, people, places
from tests.moderation.test_report_anything import post_picture
from tests.safeguarding.conftest import QUEUE, Circle, kept_of
from tests.support.visitor import Page, Visitor

__all__ = ["people", "places"]

WORDS = "She said that he has her keys."


def flag_links(page: Page, kind: str) -> list[str]:
    return [link for link in page.links() if link.startswith(f"/flag?kind={kind}&")]


async def flags(visitor: Visitor, link: str, *, about: str) -> None:
    """From a link on a page to the receipt."""
    page = await visitor.get(link)
    assert page.status == 200 and about in page.text, page.words
    kept_of(await visitor.submit("/flag", holding="What did you see", urgency="1", words=WORDS))


async def test_a_person_is_flagged_from_their_page_and_hears_nothing(
    circle: Circle, amina: Person, bo: Person, dana: Person, gita: Person
) -> None:
    lead, _other = await circle.found(dana, gita)
    reader = await circle.visitors.of(amina)
    page = await reader.get("/people/bo")
    (link,) = flag_links(page, "person")
    assert link == f"/flag?kind=person&id={bo.person_id}"
    await flags(reader, link, about="@bo")
    page = await circle.opens(lead)
    assert WORDS in page.words and "@bo" in page.words
    theirs = await circle.visitors.of(bo)
    assert not flag_links(await theirs.get("/people/bo"), "person"), "nobody flags themselves there"
    await circle.hub.outbox.deliver_all()
    assert WORDS not in (await theirs.get("/notifications")).words


async def test_a_lead_is_flagged_from_their_page_and_never_reads_it(
    circle: Circle, amina: Person, dana: Person, gita: Person
) -> None:
    first, second = await circle.found(dana, gita)
    reader = await circle.visitors.of(amina)
    (link,) = flag_links(await reader.get("/people/gita"), "person")
    await flags(reader, link, about="Gita")
    assert "Nothing waits." in (await second.get(QUEUE)).words
    assert WORDS in (await circle.opens(first)).words


async def test_whom_one_blocked_is_flagged_from_the_list(
    circle: Circle, amina: Person, bo: Person, dana: Person, gita: Person
) -> None:
    await circle.found(dana, gita)
    reader = await circle.visitors.of(amina)
    await reader.get("/people/bo/block")
    await reader.submit(holding="Block")
    (link,) = flag_links(await reader.get("/me/blocks"), "person")
    await flags(reader, link, about="Bo")


async def test_one_file_is_flagged_alone_from_its_item_and_from_its_report(
    circle: Circle, hub: Hub, people: Stories, amina: Person, bo: Person, dana: Person, gita: Person
) -> None:
    lead, _other = await circle.found(dana, gita)
    message, upload = await post_picture(hub, bo)
    reader = await circle.visitors.of(amina)
    page = await reader.get(f"{ROOM}/messages/{message}")
    whole = f"/flag?kind=message&id={message}"
    assert whole in flag_links(page, "message")
    (link,) = flag_links(await reader.get(whole), "file")
    report = await reader.get(f"/report?kind=file&id={upload}")
    assert flag_links(report, "file") == [link] == [f"/flag?kind=file&id={upload}"]
    await flags(reader, link, about="Our door, with its number")
    page = await circle.opens(lead)
    assert WORDS in page.words and "Our door, with its number" in page.words
    assert "<" not in page.words, "what came with it is shown, not its marks"


@pytest.mark.parametrize("kind", ["person", "file"])
async def test_who_may_not_see_it_is_told_nothing_of_it_and_may_say_it_all_the_same(
    circle: Circle, hub: Hub, people: Stories, bo: Person, dana: Person, gita: Person, kind: str
) -> None:
    """A flag is never refused; a stranger learns nothing of whom or what they guessed."""
    await circle.found(dana, gita)
    _message, upload = await post_picture(hub, bo)
    stranger = circle.visitors()
    page = await stranger.get(f"/flag?kind={kind}&id={upload if kind == 'file' else bo.person_id}")
    assert "Bo" not in page.words and "Our door" not in page.words
    kept_of(await stranger.submit("/flag", holding="What did you see", urgency="1", words=WORDS))
