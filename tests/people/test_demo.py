"""The demo: made once in an empty database, told at every start, never among real people."""

from collections.abc import AsyncIterator
from stat import S_IMODE

import pytest

from peerhub.app import build_hub
from peerhub.cli.opening import open_community
from peerhub.core.config import Config
from peerhub.core.errors import StartError
from peerhub.core.hub import Hub
from peerhub.core.items import ItemRef
from peerhub.demo.people import CAST, FILE
from peerhub.moderation.access import cases_for_moderator
from peerhub.moderation.models import ReportReason
from peerhub.moderation.service.choose import outside_contact
from peerhub.moderation.service.report import report
from peerhub.people.access import person_by_handle
from tests.conftest import serving
from tests.support.clock import SettableClock
from tests.support.factories import make_person
from tests.support.visitor import Visitors


@pytest.fixture
async def demo(config: Config, clock: SettableClock) -> AsyncIterator[Hub]:
    hub = build_hub(config.model_copy(update={"demo": True}), clock=clock)
    yield hub
    await hub.close()


def passwords_in(lines: list[str]) -> dict[str, str]:
    rows = [line.split() for line in lines if "@example.org" in line]
    return {row[-2]: row[-1] for row in rows}


async def test_every_start_tells_how_to_sign_in_as_each(demo: Hub) -> None:
    first = await open_community(demo)
    assert first[0] == "peerhub is open at http://127.0.0.1:8000"
    shown = "\n".join(first)
    for part in CAST:
        assert part.name in shown and part.shown in shown and part.email in shown
    assert await open_community(demo) == first


async def test_each_of_them_can_sign_in_and_sees_a_living_place(demo: Hub) -> None:
    words = passwords_in(await open_community(demo))
    assert len(words) == len(CAST)
    async with serving(demo) as app:
        visitors = Visitors(app)
        for part in CAST:
            browser = visitors()
            page = await browser.sign_in(part.email, words[part.email])
            assert f"Good to see you, {part.name}." in page.text
        browser = visitors()
        await browser.sign_in("fay@example.org", words["fay@example.org"])
        page = await browser.get("/rooms/health-and-care")
        assert page.status == 200 and "access needs" in page.words
        page = await browser.get("/forum/health-and-care")
        assert page.status == 200 and "Interpreters at short notice" in page.words
        assert (await browser.get("/admin/people")).status == 200
        assert "Fairer Health night line" in (await browser.get("/get-help")).words
        assert "This is a demo" in (await visitors().get("/")).words
        await visitors.close()


async def test_the_passwords_are_made_here_and_kept_from_others(demo: Hub) -> None:
    words = passwords_in(await open_community(demo))
    assert len(set(words.values())) == len(CAST)
    path = demo.config.data_dir / FILE
    assert S_IMODE(path.stat().st_mode) == 0o600


async def test_a_demo_stays_a_demo(demo: Hub, config: Config, clock: SettableClock) -> None:
    first = await open_community(demo)
    again = build_hub(config, clock=clock)  # started without --demo
    assert await open_community(again) == first
    await again.close()


async def test_a_demo_is_never_served_beyond_this_machine(
    demo: Hub, config: Config, clock: SettableClock
) -> None:
    await open_community(demo)
    away = {"host": "0.0.0.0", "base_url": "https://hub.example.org"}
    public = build_hub(config.model_copy(update=away), clock=clock)
    with pytest.raises(StartError, match="This database is a demo"):
        await open_community(public)
    await public.close()


async def test_no_demo_is_made_among_real_people(demo: Hub) -> None:
    await make_person(demo, "Gina")
    with pytest.raises(StartError, match="There are people in this database already"):
        await open_community(demo)
    assert not (demo.config.data_dir / FILE).exists()


async def test_lost_passwords_are_made_anew(demo: Hub) -> None:
    before = passwords_in(await open_community(demo))
    (demo.config.data_dir / FILE).unlink()
    after = passwords_in(await open_community(demo))
    assert before.keys() == after.keys() and before != after
    async with serving(demo) as app:
        visitors = Visitors(app)
        page = await visitors().sign_in("bo@example.org", after["bo@example.org"])
        assert "Good to see you, Bo." in page.text
        await visitors.close()


async def test_a_report_about_anybody_and_an_appeal_against_anybody_find_somebody(
    demo: Hub,
) -> None:
    await open_community(demo)
    async with demo.transaction() as tx:
        amina = await person_by_handle(tx.db, "amina")
        people = [await person_by_handle(tx.db, name) for name in ("fay", "cleo", "rosa", "bo")]
        for person in people:
            await report(
                tx,
                amina,
                item=ItemRef("person", person.person_id),
                reason=ReportReason.RETALIATION,
                note="",
                client_id=person.handle,
            )
    async with demo.reading() as db:
        rosa = await person_by_handle(db, "rosa")
        hers = {case.author_id for case in await cases_for_moderator(db, rosa, limit=10)}
        assert hers >= {person.person_id for person in people[:2]}
        assert rosa.person_id not in hers
        assert "Kim Osei" in await outside_contact(db), "for what is about Rosa herself"
