"""Every page of moderation opens for those for whom it is meant, in words that fit the standard."""

import html5lib

from peerhub.core.hub import Hub
from peerhub.people.models import Person
from tests.moderation.conftest import Stories, cases_of
from tests.support.factories import change_community
from tests.support.visitor import Page, Visitors


def check(page: Page) -> None:
    assert page.status in (200, 422), page.words
    html5lib.HTMLParser(strict=True).parse(page.text)
    ids = [e.get("id") for e in page.tree.iter() if e.get("id")]
    assert len(ids) == len(set(ids))


async def test_all_pages_of_a_report_and_of_the_queue(
    people: Stories, visitor: Visitors, hub: Hub, amina: Person, bo: Person, cleo: Person
) -> None:
    check(await (await visitor.of(cleo)).get("/moderation"))
    message = await people.says(bo, "Words")
    reporter = await visitor.of(amina)
    check(await reporter.get(f"/report?kind=message&id={message}"))
    check(await reporter.submit())
    check(await reporter.submit(reason="other", note="Something"))
    await change_community(hub, hold_first_posts=20)
    await people.says(amina, "Waiting words")
    await people.later()
    assert len(await cases_of(hub, cleo)) == 2
    moderator = await visitor.of(cleo)
    check(await moderator.get("/"))
    check(await moderator.get("/notifications"))
    check(await moderator.get("/moderation"))
    for link in [x for x in moderator.page.links() if x.startswith("/moderation/cases/")]:
        check(await moderator.get(link))
        check(await moderator.submit(holding="What should happen"))
        check(
            await moderator.submit(holding="What should happen", outcome="remove", reason="Because")
        )
        check(await moderator.get(link))
        assert "Decided by a moderator" in moderator.page.words
    check(await reporter.get(reporter.page.path))
    check(await reporter.get("/notifications"))
    check(await reporter.get("/help"))


async def test_strangers_and_members_are_kept_out_of_the_queue(
    visitor: Visitors, amina: Person, fay: Person, dana: Person
) -> None:
    for person in (amina, fay, dana):
        browser = await visitor.of(person)
        assert (await browser.get("/moderation")).status == 403
        assert (await browser.get("/moderation/cases/none")).status == 403
        assert (await browser.post("/moderation/cases/none/decision", {})).status == 403
    stranger = await visitor().get("/moderation", follow=False)
    assert stranger.headers["location"].startswith("/sign-in")
