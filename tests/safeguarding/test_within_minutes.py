"""A flag reaches somebody: by two ways besides an open page, and by the ladder where a way fails."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from peerhub.core.hub import Hub
from peerhub.core.mailer import open_mailer
from peerhub.people.models import Person
from peerhub.people.service.suspend import freeze
from tests.safeguarding.conftest import QUEUE, Circle
from tests.support.factories import make_person
from tests.support.far_services import Inbox, Pager, mail_server, pager_service
from tests.support.visitor import Visitor

WORDS = "Marker-words: he locks her in at night."


@dataclass
class Ways:
    """The two ways out, both real, both of which a test can break."""

    inbox: Inbox
    pager: Pager


@pytest.fixture
async def ways(hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Ways]:
    with mail_server() as (inbox, port):
        async with pager_service(tmp_path) as (pager, url, trusted):
            monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
            settings = {"smtp_url": f"smtp://127.0.0.1:{port}?tls=none", "alert_url": url}
            hub.config = hub.config.model_copy(update=settings)
            hub.mailer = open_mailer(hub.config, hub.clock)
            yield Ways(inbox, pager)


@pytest.fixture
async def leads(circle: Circle, ways: Ways, dana: Person, gita: Person) -> Visitor:
    """Dana's browser; Gita is the other lead, and away."""
    dana_at, gita_at = await circle.found(dana, gita)
    await gita_at.get("/safeguarding/rota")
    await gita_at.submit(
        holding="When are you on duty?", manner="away", out_of_hours="Back on Monday"
    )
    await circle.later()
    ways.inbox.taken.clear()
    return dana_at


async def add(circle: Circle, hub: Hub, lead: Visitor, name: str, part: str) -> Person:
    """Somebody else in the circle, approved by Dana."""
    person = await make_person(hub, name, roles=("safeguarding",))
    await circle.makes_key(person, part)
    await circle.approves(lead, name)
    return person


async def test_leads_on_duty_are_called_by_two_ways_and_neither_says_what_it_is(
    circle: Circle, ways: Ways, leads: Visitor
) -> None:
    await circle.raises(words=WORDS, who="Her at number 9")
    await circle.hub.outbox.deliver_all()
    assert ways.inbox.addresses == ["dana@example.org"], "Gita is away"
    letter = ways.inbox.letter()
    assert "/safeguarding" in letter.get_content()
    assert len(ways.pager.told) == 1
    said = letter.as_string() + str(ways.pager.told)
    for word in ("Marker", "locks", "number 9", "unsafe", "concern", "safeguarding lead"):
        assert word not in said, "a letter can be read over a shoulder"
    page = await circle.opens(leads)
    assert "Dana by mail: sent" in page.words and "pager service: sent" in page.words


async def test_a_way_that_fails_is_nobody_told_and_the_next_rung_is_called_at_once(
    circle: Circle, hub: Hub, ways: Ways, leads: Visitor
) -> None:
    await add(circle, hub, leads, "Hana", "deputy")
    await circle.later()
    ways.inbox.taken.clear()
    ways.pager.status = 500
    await circle.raises(words=WORDS)
    await hub.outbox.deliver_all()
    assert "gita@example.org" in ways.inbox.addresses, "away, but somebody has to come"
    assert "hana@example.org" in ways.inbox.addresses
    ways.pager.status = 200
    queue = await leads.get(QUEUE)
    assert "called" in queue.words


async def test_mail_in_a_folder_reached_nobody(
    circle: Circle, hub: Hub, dana: Person, gita: Person
) -> None:
    lead, _other = await circle.found(dana, gita)
    queue = await lead.get(QUEUE)
    assert "Mail reaches nobody" in queue.words and "no text or pager service" in queue.words
    kept = await circle.raises(words=WORDS)
    await hub.outbox.deliver_all()
    queue = await lead.get(QUEUE)
    assert "Everybody was called, and is called again each hour." in queue.words
    told = "could not reach anybody"
    mine = await circle.reads(kept)
    assert told in mine.words and "turn to the people below" in mine.words
    await circle.opens(lead)
    assert told not in (await circle.reads(kept)).words, "somebody has come"


async def test_unseen_in_its_time_it_climbs_to_deputy_and_contact(
    circle: Circle, hub: Hub, ways: Ways, leads: Visitor
) -> None:
    await add(circle, hub, leads, "Hana", "deputy")
    await add(circle, hub, leads, "Ines", "contact")
    await circle.later()
    ways.inbox.taken.clear()
    await circle.raises(words=WORDS, urgency="0")
    await circle.later(seconds=1)
    assert ways.inbox.addresses == ["dana@example.org"]
    await circle.later(minutes=10)
    assert {"gita@example.org", "hana@example.org"} <= set(ways.inbox.addresses)
    assert "ines@example.org" not in ways.inbox.addresses
    await circle.later(minutes=10)
    assert "ines@example.org" in ways.inbox.addresses
    ways.inbox.taken.clear()
    await circle.later(minutes=10)
    await circle.later(hours=1)
    assert {"dana@example.org", "ines@example.org"} <= set(ways.inbox.addresses), "each hour again"


async def test_a_deputy_and_a_contact_see_nothing_before_it_climbs_to_them(
    circle: Circle, hub: Hub, ways: Ways, leads: Visitor
) -> None:
    ines = await add(circle, hub, leads, "Ines", "contact")
    await circle.raises(words=WORDS)
    contact = await circle.unlocks(ines)
    assert "Nothing waits." in (await contact.get(QUEUE)).words
    link = next(a for a in (await leads.get(QUEUE)).links() if a.startswith(f"{QUEUE}/concerns/"))
    assert (await contact.get(link)).status == 404
    await circle.later(hours=2)
    await circle.later(hours=2)
    assert (await contact.get(link)).status == 200


async def test_seen_but_not_acted_on_it_climbs_again(
    circle: Circle, hub: Hub, ways: Ways, leads: Visitor
) -> None:
    await circle.raises(words=WORDS, urgency="0")
    await circle.opens(leads)
    ways.inbox.taken.clear()
    await circle.later(minutes=20)
    assert "gita@example.org" in ways.inbox.addresses
    ways.inbox.taken.clear()
    await circle.opens(leads)
    page = await leads.submit(holding="In words", words="I rang her. She is safe.", part="known")
    assert "Somebody is acting on it" in page.words
    await circle.later(hours=5)
    assert not ways.inbox.taken, "somebody acts: nobody is called any more"


async def test_who_cannot_open_it_passes_it_on_at_once(
    circle: Circle, hub: Hub, ways: Ways, leads: Visitor
) -> None:
    await circle.raises(words=WORDS)
    await circle.later(seconds=1)
    ways.inbox.taken.clear()
    await leads.get(QUEUE)
    await leads.submit("/safeguarding/lock")
    page = await circle.opens(leads)
    assert "Marker" not in page.words and "I cannot open it" in page.words
    page = await leads.submit(holding="Then pass it on")
    await hub.outbox.deliver_all()
    assert "gita@example.org" in ways.inbox.addresses


async def test_a_review_day_reminds(circle: Circle, hub: Hub, ways: Ways, leads: Visitor) -> None:
    await circle.raises(words=WORDS)
    page = await circle.opens(leads)
    day = (circle.clock.now() + timedelta(days=3)).date().isoformat()
    page = await leads.submit(holding="Day", on=day)
    assert page.status == 200 and "To be looked at again on" in page.words
    before = (await leads.get("/notifications")).words.count(
        "Mark as read: Something waits for you"
    )
    await circle.later(days=4)
    after = (await leads.get("/notifications")).words.count("Mark as read: Something waits for you")
    assert after == before + 1


async def test_a_frozen_lead_reads_nothing_and_is_not_called(
    circle: Circle, hub: Hub, ways: Ways, leads: Visitor, dana: Person, gita: Person
) -> None:
    """Their key stays: a freeze is not yet a judgement."""
    async with hub.transaction() as tx:
        await freeze(tx, person_id=dana.person_id)
    await circle.raises(words=WORDS)
    await circle.later(seconds=1)
    assert ways.inbox.addresses == ["gita@example.org"], "away, but somebody has to come"
    assert (await leads.get(QUEUE)).status == 403
    other = await circle.unlocks(gita)
    assert (await other.get(QUEUE)).words.count("Nobody has opened it yet") == 1
