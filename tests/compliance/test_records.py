"""The file that the law asks for: every version kept, overdue seen, one document of it all."""

from datetime import timedelta
from typing import Any

import pytest

from peerhub.compliance.forms import DRAFTS
from peerhub.compliance.law import NAME, OWN, read_law
from peerhub.compliance.models import FIELDS, Topic
from peerhub.core.hub import Hub
from peerhub.moderation.service.trail import verify_audit
from peerhub.moderation.store.trail import list_log_entries
from peerhub.people.models import Person
from tests.support.clock import SettableClock
from tests.support.factories import publish
from tests.support.visitor import Page, Visitor, Visitors

LAW = "/admin/compliance"
RISK: dict[str, Any] = {
    "level": "medium",
    "functions": ["commenting", "images"],
    "evidence": "A year of reports",
    "findings": "Four messages **removed**",
    "completed_by": "Dana D.",
    "approved_by": "Fay F.",
    "reason": "The first assessment",
}


def in_days(clock: SettableClock, days: int) -> str:
    return (clock.now() + timedelta(days=days)).date().isoformat()


async def keep(browser: Visitor, page: str = "risk/fraud", **fields: Any) -> Page:
    await browser.get(f"{LAW}/{page}/new")
    return await browser.submit(**fields)


async def test_a_page_shows_who_wrote_what_when_and_under_which_edition(
    visitor: Visitors, fay: Person, clock: SettableClock
) -> None:
    browser = await visitor.of(fay)
    page = await browser.get(f"{LAW}/risk/fraud")
    assert "not written yet" in page.words
    page = await keep(browser, **RISK, review_on=in_days(clock, 365))
    assert page.path == f"{LAW}/risk/fraud?f=saved" and "in order" in page.words
    for words in ("Medium", "Commenting: replies", "Posting images", "Dana D.", "Fay F.",
                  "A year of reports", "The first assessment", "2026-06"):  # fmt: skip
        assert words in page.words
    assert [e.text for e in page.tree.iter("strong")].count("removed") == 1


async def test_every_saving_is_a_version_and_none_is_lost(
    visitor: Visitors, fay: Person, clock: SettableClock
) -> None:
    browser = await visitor.of(fay)
    await keep(browser, **RISK, review_on=in_days(clock, 365))
    page = await keep(
        browser, level="high", reason="Two reports more", review_on=in_days(clock, 365)
    )
    assert "Version 2, which holds" in page.words and "Earlier versions" in page.words
    assert "High" in page.words and "Medium" in page.words


async def test_two_who_write_at_once_do_not_overwrite_one_another(
    visitor: Visitors, fay: Person, clock: SettableClock
) -> None:
    one, other = await visitor.of(fay), await visitor.of(fay)
    for browser in (one, other):
        await browser.get(f"{LAW}/risk/fraud/new")
    due = in_days(clock, 365)
    await one.submit(**{**RISK, "findings": "Of one"}, review_on=due)
    page = await other.submit(**{**RISK, "findings": "Of the other"}, review_on=due)
    assert page.status == 422 and "Somebody else wrote a version" in page.words
    assert "Of the other" in page.text
    page = await other.submit()
    assert "Version 2, which holds" in page.words and "Of one" in page.words


async def test_no_version_is_left_out(visitor: Visitors, fay: Person) -> None:
    browser = await visitor.of(fay)
    sent = {**RISK, "review_on": "2027-05-31", "seen": "7"}
    page = await browser.post(f"{LAW}/risk/fraud/new", sent)
    assert page.status == 422 and "Somebody else wrote a version" in page.words


async def test_what_is_due_soon_and_what_is_overdue_is_told_apart(
    visitor: Visitors, fay: Person, clock: SettableClock
) -> None:
    browser = await visitor.of(fay)
    await keep(browser, **RISK, review_on=in_days(clock, 60))
    assert "Review overdue 0" in (await browser.get(LAW)).words
    clock.move(days=31)
    browser = await visitor.of(fay)
    await keep(browser, "risk/hate", **RISK, review_on=in_days(clock, 365))
    assert "review due soon" in (await browser.get(f"{LAW}/risk/fraud")).words
    clock.move(days=29)
    assert "review due soon" in (await browser.get(f"{LAW}/risk/fraud")).words
    clock.move(days=1)
    browser = await visitor.of(fay)
    page = await browser.get(LAW)
    assert "Review overdue 1" in page.words and "In order 1" in page.words


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"review_on": "soon"}, "Write the day as in 2027-05-31."),
        ({"level": "none"}, "one of the answers"),
        ({"evidence": ""}, "Write something here."),
        ({"reason": " "}, "Write something here."),
        ({"findings": "x" * 10_001}, "at most 10000"),
        ({"version": "9"}, "no such field"),
    ],
)
async def test_a_page_that_is_not_filled_in_is_told_in_words(
    visitor: Visitors, fay: Person, fields: dict[str, str], said: str
) -> None:
    browser = await visitor.of(fay)
    sent = {**RISK, "review_on": "2027-05-31", "seen": "0", **fields}
    page = await browser.post(f"{LAW}/risk/fraud/new", sent)
    assert page.status == 422 and said in page.words
    assert "not written yet" in (await browser.get(f"{LAW}/risk/fraud")).words


@pytest.mark.parametrize("topic", Topic)
async def test_each_topic_can_be_written_from_its_own_page(
    visitor: Visitors, fay: Person, topic: Topic, hub: Hub, clock: SettableClock
) -> None:
    key = {Topic.RISK: "fraud", Topic.DUTY: "s9", Topic.MEASURE: "A2"}.get(topic, "hub")
    said: dict[str, Any] = {"reason": "The first time", "review_on": in_days(clock, 300)}
    for question in FIELDS[topic]:
        if question.choices:
            said[question.name] = question.choices[0][0]
        elif question.name not in {"review_on", "since", "functions"}:
            said[question.name] = f"Answer to {question.name}"
    page = await keep(await visitor.of(fay), f"{topic}/{key}", **said)
    assert page.status == 200 and "Version 1, which holds" in page.words
    assert {q.name for q in FIELDS[topic]} == DRAFTS[topic].model_fields.keys() - {"reason", "seen"}


@pytest.mark.parametrize("page", ["risk/none", "none/hub", "scope/fraud", "duty/hub"])
async def test_there_are_no_other_pages(visitor: Visitors, fay: Person, page: str) -> None:
    browser = await visitor.of(fay)
    assert (await browser.get(f"{LAW}/{page}")).status == 404
    assert (await browser.post(f"{LAW}/{page}/new", {})).status == 404


async def test_the_trail_names_the_version_and_holds_nobodys_words(
    hub: Hub, visitor: Visitors, fay: Person, clock: SettableClock
) -> None:
    await keep(await visitor.of(fay), **RISK, review_on=in_days(clock, 365))
    async with hub.reading() as db:
        (entry,) = await list_log_entries(db, after=0, limit=10)
        assert (await verify_audit(db, hub.keys))[1] is None
    assert (entry.actor_id, entry.action, entry.subject, entry.detail) == (
        fay.person_id, "compliance.kept", "risk:fraud", "version:1 edition:2026-06",
    )  # fmt: skip


async def test_the_whole_file_is_one_document_with_every_version(
    hub: Hub, visitor: Visitors, fay: Person, clock: SettableClock
) -> None:
    browser = await visitor.of(fay)
    await publish(hub, words="Be kind.")
    await publish(hub, words="Be kind to all.")
    await keep(browser, **RISK, review_on=in_days(clock, 365))
    await keep(browser, level="high", reason="More of it", review_on=in_days(clock, 365))
    page = await browser.get(f"{LAW}/file")
    alone = await browser.get(f"{LAW}/file/download")
    assert alone.headers["content-disposition"].startswith("attachment")
    assert alone.text.startswith("<!doctype html>") and "<link" not in alone.text
    for words in ("Version 1", "Version 2", "Medium", "High", "More of it", "Be kind to all.",
                  "Animal cruelty", "H1: Accounts", "section 9", "not legal advice"):  # fmt: skip
        assert words in page.words and words in alone.words


async def test_a_hub_puts_its_own_list_in_place_without_a_release(
    hub: Hub, visitor: Visitors, fay: Person, clock: SettableClock
) -> None:
    browser = await visitor.of(fay)
    await keep(browser, **RISK, review_on=in_days(clock, 365))
    own = OWN.read_text("utf-8").replace('edition = "2026-06"', 'edition = "2027-01 ours"')
    own = own.replace('id = "fraud"', 'id = "swindle"')
    (hub.config.data_dir / NAME).write_text(own, "utf-8")
    page = await browser.get(LAW)
    assert "Edition 2027-01 ours." in page.words
    assert f"{LAW}/risk/swindle" in page.links()
    assert "Edition of the list in force 2026-06" in (await browser.get(f"{LAW}/file")).words
    (hub.config.data_dir / NAME).write_text("edition = 7", "utf-8")
    page = await browser.get(LAW)
    assert "cannot be read" in page.words and "Edition 2026-06." in page.words


def test_the_list_that_comes_along_is_whole(hub: Hub) -> None:
    law = read_law(hub.config).law
    for entries in (law.duties, law.kinds, law.functions, law.measures):
        ids = [entry.id for entry in entries]
        assert len(ids) == len(set(ids))
    assert len(law.kinds) == 18
    asked = {"A2", "C1", "C2", "D1", "D2", "D7", "D9", "D10", "D11", "D12", "D13", "G1", "G3", "H1"}
    assert {entry.id for entry in law.measures} == asked


async def test_what_somebody_wrote_for_the_hub_is_in_their_export(
    hub: Hub, visitor: Visitors, fay: Person, clock: SettableClock
) -> None:
    browser = await visitor.of(fay)
    await keep(browser, **RISK, review_on=in_days(clock, 365))
    part = (await browser.get("/me/data/export")).json()["parts"]["compliance"]
    assert [(r["page"], r["version"]) for r in part["records"]] == [("risk:fraud", 1)]
