"""Lists: asked for with an address alone, confirmed once, left with one press, proven for ever."""

import asyncio
import re

from sqlalchemy import func, select

from peerhub.core.hub import Hub
from peerhub.mailings.tables import consents, list_asks, subscriptions
from peerhub.people.models import Person
from tests.mailings.conftest import SENTENCES, Office, value_of
from tests.support.clock import SettableClock

KIT = "kit@example.net"


async def rows(hub: Hub) -> tuple[int, int, int]:
    """How many asks, subscriptions, and lines of the ledger."""
    async with hub.reading() as db:
        counts = [
            await db.scalar(select(func.count()).select_from(table)) or 0
            for table in (list_asks, subscriptions, consents)
        ]
    return counts[0], counts[1], counts[2]


async def test_two_of_three_are_ticked_confirmed_once_and_exactly_two_come(
    office: Office, hub: Hub
) -> None:
    stranger = office.visitors()
    page = await stranger.get("/lists")
    assert all(sentence in page.words for sentence in SENTENCES.values())
    assert " checked" not in page.text, "nothing is ticked beforehand"
    page = await office.tick(stranger, "monthly", "funding")
    assert "Look at your mail" in page.words
    assert await office.on() == [], "nothing before the click"
    [letter] = await office.mail.to(KIT)
    assert "- Monthly" in letter.text and "- Meetups" not in letter.text
    path = await office.link()
    await stranger.get(path)
    assert await office.on() == [], "mail scanners open every link"
    page = await office.answer(path)
    assert "You are on these lists now" in page.words
    assert await office.on() == ["funding", "monthly"]
    page = await office.visitors().get(path)
    assert "This link no longer works" in page.words
    assert await rows(hub) == (0, 2, 2)


async def test_two_clicks_at_once_are_one(office: Office, hub: Hub) -> None:
    await office.tick(office.visitors(), "monthly")
    path = await office.link()
    pages = [office.visitors() for _click in range(5)]
    for page in pages:
        await page.get(path)
    await asyncio.gather(*(page.submit(button=("action", "confirm")) for page in pages))
    assert await rows(hub) == (0, 1, 1)


async def test_cancel_leaves_no_record_at_all(office: Office, hub: Hub) -> None:
    await office.tick(office.visitors(), "monthly", email="kit-marker@example.net")
    page = await office.answer(await office.link("kit-marker@example.net"), "cancel")
    assert "Nothing was kept" in page.words
    assert await rows(hub) == (0, 0, 0)


async def test_what_nobody_confirms_is_gone_after_seven_days(
    office: Office, hub: Hub, clock: SettableClock
) -> None:
    await office.tick(office.visitors(), "monthly")
    path = await office.link()
    clock.move(days=6, hours=23)
    await hub.outbox.deliver_all()
    assert (await rows(hub))[0] == 1
    clock.move(days=1)
    await hub.outbox.deliver_all()
    assert await rows(hub) == (0, 0, 0)
    assert "This link no longer works" in (await office.visitors().get(path)).words


async def test_leaving_takes_one_press_without_signing_in(office: Office, hub: Hub) -> None:
    await office.tick(office.visitors(), "monthly", "funding")
    await office.answer(await office.link())
    path = await office.leave_link("monthly")
    stranger = office.visitors()
    await stranger.get(path)
    assert await office.on() == ["funding", "monthly"], "looking leaves nothing"
    page = await stranger.submit()
    assert "You are not on this list" in page.words and await office.on() == ["funding"]
    assert "You are not on this list" in (await stranger.get(path)).words
    forged = re.sub(r"[0-9a-f]{6}$", "abcdef", await office.leave_link("funding"))
    await stranger.get(forged)
    await stranger.post(forged)
    assert await office.on() == ["funding"]


async def test_proof_opens_at_once_with_the_very_words_that_were_shown(
    office: Office, hub: Hub, fay: Person, clock: SettableClock
) -> None:
    await office.tick(office.visitors(), "monthly")
    path = await office.link()
    desk = await office.visitors.of(fay)
    await desk.get("/admin/lists/monthly")
    await desk.submit(holding="What one agrees to", sentence="I want everything.")
    clock.move(minutes=5)
    await office.answer(path)
    stranger = office.visitors()
    await stranger.get(await office.leave_link("monthly"))
    await stranger.submit()
    await desk.get("/admin/lists")
    page = await desk.submit("/admin/lists/proof", email=" Kit@Example.net ")
    assert SENTENCES["monthly"] in page.words and "I want everything." not in page.words
    assert "version 1" in page.words and "confirmed by a link" in page.words
    assert "by the link in a letter" in page.words and "/lists" in page.words
    await desk.get("/admin/lists")
    page = await desk.submit("/admin/lists/proof", email="else@example.net")
    assert "This address never agreed to anything here." in page.words


async def test_words_that_changed_meanwhile_are_shown_again(office: Office, fay: Person) -> None:
    stranger, desk = office.visitors(), await office.visitors.of(fay)
    await stranger.get("/lists")
    await desk.get("/admin/lists/monthly")
    await desk.submit(holding="What one agrees to", sentence="I want everything.")
    page = await stranger.submit(
        "/lists", holding="Ask", email=KIT, lists=[value_of(stranger.page, "monthly")]
    )
    assert page.status == 422 and "has changed meanwhile" in page.words
    assert "I want everything." in page.words and await office.on() == []


async def test_the_same_answer_for_an_address_that_is_on_the_list(office: Office, hub: Hub) -> None:
    first = await office.tick(office.visitors(), "monthly")
    await office.answer(await office.link())
    again = await office.tick(office.visitors(), "monthly")
    assert again.words == first.words
    await office.answer(await office.link())
    assert await rows(hub) == (0, 1, 1), "on it once, and the ledger says nothing twice"


async def test_a_member_needs_no_letter_for_their_own_address(
    office: Office, hub: Hub, amina: Person
) -> None:
    member = await office.visitors.of(amina)
    page = await office.tick(member, "meetups")
    assert "You are on these lists" in page.words
    assert await office.on("amina@example.org") == ["meetups"]
    assert await office.mail.all() == []
    page = await member.submit("/lists/leave")
    assert await office.on("amina@example.org") == []
    assert await rows(hub) == (0, 0, 2)


async def test_bad_input_gets_one_kind_sentence_and_keeps_the_ticks(office: Office) -> None:
    stranger = office.visitors()
    page = await office.tick(stranger, "monthly", email="kit")
    assert page.status == 422 and "Write a whole email address" in page.words
    assert page.text.count(" checked") == 1
    page = await office.tick(stranger)
    assert page.status == 422 and "Tick at least one list." in page.words


async def test_no_address_rests_in_the_clear(office: Office, hub: Hub) -> None:
    email = "marker-kit@example.net"
    await office.tick(office.visitors(), "monthly", email=email)
    await hub.outbox.deliver_all()
    path = await office.link(email)
    await office.answer(path)
    files = [f for f in hub.config.data_dir.rglob("*") if f.is_file() and f.suffix != ".eml"]
    assert files and not any(email.encode() in f.read_bytes() for f in files)


async def test_who_leaves_the_hub_leaves_its_lists(office: Office, hub: Hub, amina: Person) -> None:
    await office.tick(await office.visitors.of(amina), "meetups")
    member = await office.visitors.of(amina)
    await member.get("/me/data")
    exported = await member.ask("GET", "/me/data/export")
    assert SENTENCES["meetups"] in exported.text
    await member.get("/me/data")
    await member.submit("/me/data/leave", sure="yes")
    assert await office.on("amina@example.org") == []


async def test_a_list_that_is_put_away_cannot_be_joined(office: Office, fay: Person) -> None:
    desk = await office.visitors.of(fay)
    await desk.get("/admin/lists/funding")
    await desk.submit("/admin/lists/funding/archive", button=("action", "archive"))
    page = await office.visitors().get("/lists")
    assert SENTENCES["funding"] not in page.words and SENTENCES["monthly"] in page.words
