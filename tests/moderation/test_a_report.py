"""Someone reports a message: it arrives once, is sealed, is decided, and everybody concerned is told."""

import re

import pytest

from peerhub.core.hub import Hub
from peerhub.moderation import access
from peerhub.people.models import Person
from peerhub.rooms.models import RoomKind
from tests.moderation.conftest import Stories, cases_of, make_report
from tests.support.factories import make_person, make_room, make_token
from tests.support.visitor import Visitors

MARK = "zanzibar-marker"


async def test_from_the_menu_to_the_answer(
    people: Stories, amina: Person, bo: Person, cleo: Person
) -> None:
    message = await people.says(bo, "You people should go home")
    thanks = await people.reports(amina, message, reason="racism", note="Not the first time")
    assert "Thank you for telling us" in thanks.words
    reference = re.search(r"reference (\w{4}-\w{4})", thanks.words)
    assert reference
    assert f"We have your report. Its reference is {reference[1]}." in (await people.told(amina))[0]
    assert any("Something in Kitchen table was reported." in n for n in await people.told(cleo))
    case = (await people.opens_case(cleo)).page
    assert "Reported message in Kitchen table" in case.words
    assert "Racism, or harassment" in case.words and "Not the first time" in case.words
    assert "You people should go home" in case.words
    assert "Amina" not in case.words
    await people.decides(cleo, "remove", "We do not tell people to go home")
    assert "We do not tell people to go home" in await people.sees(amina)
    assert "You people" not in await people.sees(amina)
    told = await people.told(amina)
    assert f"A moderator removed what you reported ({reference[1]})." in told[0]
    told = await people.told(bo)
    assert "The reason: “We do not tell people to go home”" in told[0]
    assert not any("Amina" in n or "report" in n for n in told)


async def test_leaving_it_tells_the_reporter_and_not_the_author(
    people: Stories, amina: Person, bo: Person, cleo: Person
) -> None:
    message = await people.says(bo, "I disagree with you")
    await people.reports(amina, message)
    page = await people.decides(cleo, "leave")
    assert "Left as it is. Whoever reported it is told." in page.words
    assert "It stays as it is." in (await people.told(amina))[0]
    assert await people.told(bo) == []
    assert "I disagree with you" in await people.sees(amina)


async def test_a_report_without_a_reason_is_asked_for_one(
    people: Stories, visitor: Visitors, amina: Person, bo: Person
) -> None:
    message = await people.says(bo, "Words")
    page = await people.reports(amina, message, reason="")
    assert page.status == 422
    assert "Choose what fits best." in page.words
    assert "Words" in page.words


async def test_a_second_try_of_the_same_report_is_the_same_report(
    people: Stories, visitor: Visitors, amina: Person, bo: Person, cleo: Person
) -> None:
    message = await people.says(bo, "Words")
    browser = await visitor.of(amina)
    form = await browser.get(f"/report?kind=message&id={message}")
    first = await browser.submit(reason="rules")
    browser.page = form
    second = await browser.submit(reason="rules")
    assert first.path == second.path
    browser.page = form
    other = await browser.submit(reason="spam")
    assert other.status == 409
    assert len([n for n in await people.told(amina) if "We have your report" in n]) == 1
    await people.decides(cleo, "remove", "No")
    browser.page = form
    assert (await browser.submit(reason="rules")).path == first.path


async def test_reports_of_one_message_are_one_case(
    people: Stories, hub: Hub, amina: Person, bo: Person, cleo: Person, eli: Person
) -> None:
    message = await people.says(bo, "Words")
    await people.reports(amina, message, note="One")
    await people.reports(eli, message, note="Two", reason="spam")
    assert len(await cases_of(hub, cleo)) == 1
    page = (await people.opens_case(cleo)).page
    assert "What 2 reports say" in page.words
    assert "One" in page.words and "Two" in page.words
    assert len([n for n in await people.told(cleo) if "was reported" in n]) == 1
    await people.decides(cleo, "leave")
    for reporter in (amina, eli):
        assert "It stays as it is" in (await people.told(reporter))[0]
    await people.reports(amina, message, note="Again")
    assert len(await cases_of(hub, cleo)) == 1


async def test_the_copy_stays_as_it_was_when_the_author_changes_the_post(
    people: Stories, visitor: Visitors, amina: Person, bo: Person, cleo: Person
) -> None:
    path = (await people.asks(bo, "A title", "The first words.")).partition("?")[0]
    reporter = await visitor.of(amina)
    page = await reporter.get(path)
    link = next(link for link in page.links() if link.startswith("/report"))
    await reporter.get(link)
    await reporter.submit(reason="rules")
    author = await visitor.of(bo)
    page = await author.get(path)
    await author.get(next(link for link in page.links() if link.endswith("/edit")))
    await author.submit(body="Harmless words.")
    case = (await people.opens_case(cleo)).page
    assert "As it stood when it was reported" in case.words and "The first words." in case.words
    assert "its author has changed it" in case.words and "Harmless words." in case.words


async def test_nobody_reports_what_they_cannot_see(
    people: Stories, visitor: Visitors, hub: Hub, amina: Person, bo: Person
) -> None:
    message = await people.says(bo, "Words")
    await make_room(hub, "secret", "Secret", kind=RoomKind.RESTRICTED)
    browser = await visitor.of(amina)
    form = await browser.get(f"/report?kind=message&id={message}")
    for query in ("kind=message&id=none", f"kind=post&id={message}", "kind=dragon&id=x"):
        assert (await browser.get(f"/report?{query}")).status == 404
    sent = {"kind": "message", "id": "none", "reason": "rules", "client_id": "x"}
    assert (await browser.post("/report", sent)).status == 404
    assert (await browser.get("/report")).status == 422
    assert form.status == 200
    stranger = await visitor().get("/report?kind=message&id=x", follow=False)
    assert stranger.headers["location"].startswith("/sign-in")


async def test_only_its_reporter_reads_the_page_of_a_report(
    people: Stories, visitor: Visitors, amina: Person, bo: Person, cleo: Person
) -> None:
    message = await people.says(bo, "Words")
    thanks = await people.reports(amina, message)
    for other in (bo, cleo):
        assert (await (await visitor.of(other)).get(thanks.path)).status == 404


async def test_words_of_a_report_stand_sealed_in_the_database(
    people: Stories,
    hub: Hub,
    amina: Person,
    bo: Person,
    cleo: Person,
    request: pytest.FixtureRequest,
) -> None:
    message = await people.says(bo, "Words")
    await people.reports(amina, message, note=MARK)
    await hub.outbox.deliver_all()
    folders = [hub.config.data_dir]
    if not hub.config.on_sqlite:
        server = request.getfixturevalue("postgres_server")
        server.execute("CHECKPOINT")
        folders.append(server.data)
    for path in [p for folder in folders for p in folder.rglob("*") if p.is_file()]:
        assert MARK.encode() not in path.read_bytes(), path
    assert MARK in (await people.opens_case(cleo)).page.words


async def test_a_note_whose_key_is_gone_does_not_close_the_case(
    people: Stories, hub: Hub, amina: Person, bo: Person, cleo: Person
) -> None:
    message = await people.says(bo, "Words that stay")
    await people.reports(amina, message, note="Note")
    object.__setattr__(hub.keys, "records", b"\0" * 32)
    page = (await people.opens_case(cleo)).page
    assert "This note cannot be opened" in page.words
    assert "Words that stay" in page.words


async def test_the_api_takes_reports_and_shows_the_queue_to_those_who_may(
    people: Stories, visitor: Visitors, hub: Hub, amina: Person, bo: Person, cleo: Person
) -> None:
    message = await people.says(bo, "Words")
    api = visitor(headers={"Authorization": f"Bearer {await make_token(hub, amina, 'write')}"})
    body = {"kind": "message", "id": message, "reason": "spam", "note": "again"}
    key = {"Idempotency-Key": "k-1"}
    first = await api.ask("POST", "/api/v1/reports", json=body, headers=key)
    assert first.status == 201
    again = await api.ask("POST", "/api/v1/reports", json=body, headers=key)
    assert again.json() == first.json()
    bad = await api.ask("POST", "/api/v1/reports", json={**body, "reason": "dragon"})
    assert bad.status == 422
    assert (await api.get("/api/v1/moderation/queue")).status == 403
    queue = visitor(headers={"Authorization": f"Bearer {await make_token(hub, cleo, 'moderate')}"})
    page = (await queue.get("/api/v1/moderation/queue")).json()
    assert [c["item"]["id"] for c in page["items"]] == [message]
    assert page["items"][0]["reasons"] == ["spam"]
    assert "again" not in str(page) and "Amina" not in str(page)


async def test_the_queue_pages_through_all_that_waits(
    people: Stories, visitor: Visitors, hub: Hub, amina: Person, bo: Person, cleo: Person
) -> None:
    message = await people.says(bo, "Words")
    other = await people.says(bo, "More words")
    await make_report(hub, amina, message, "a")
    await make_report(hub, amina, other, "b")
    queue = visitor(headers={"Authorization": f"Bearer {await make_token(hub, cleo, 'moderate')}"})
    first = (await queue.get("/api/v1/moderation/queue?limit=1")).json()
    second = (await queue.get(f"/api/v1/moderation/queue?limit=1&cursor={first['next']}")).json()
    assert "next" not in second
    seen = {page["items"][0]["item"]["id"] for page in (first, second)}
    assert seen == {message, other}


async def test_a_report_by_someone_who_leaves_stays_answerable(
    people: Stories, hub: Hub, bo: Person, cleo: Person
) -> None:
    leaver = await make_person(hub, "Leaver")
    message = await people.says(bo, "Words")
    await people.reports(leaver, message, note="Still true")
    async with hub.transaction() as tx:
        for feature in hub.personal.values():
            await feature.erase_person(tx, leaver.person_id)
    assert "Still true" in (await people.opens_case(cleo)).page.words
    await people.decides(cleo, "leave")
    async with hub.reading() as db:
        assert await access.cases_for_moderator(db, cleo, limit=5) == []
