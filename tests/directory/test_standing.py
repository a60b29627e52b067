"""Whose word a page is, and what becomes of that when people come and go."""

from peerhub.core.hub import Hub
from peerhub.people.models import Person
from peerhub.people.service.leave import leave
from tests.directory.conftest import Street
from tests.directory.test_claims import HOW, answer, ask, decide, to_decide
from tests.directory.test_pages import OWL, log_of
from tests.support.clock import SettableClock
from tests.support.factories import make_token


async def test_administrators_verify_a_page_but_not_their_own(
    street: Street, hub: Hub, amina: Person
) -> None:
    await street.make("Owl", amina)
    stranger, fay = street.visitors(), await street.looks(street.fay)
    page = await stranger.get(OWL)
    assert "Not verified" in page.words and f"{OWL}/verification" not in page.text
    await fay.get(OWL)
    await fay.submit(f"{OWL}/verification", button=("action", "verify"))
    assert "Verified by the hub on" in (await stranger.get(OWL)).words
    await fay.submit(f"{OWL}/verification", button=("action", "unverify"))
    assert "Not verified" in (await stranger.get(OWL)).words
    await fay.get(f"{OWL}/editors")
    await fay.submit(holding="Add them", handle="fay", button=("action", "add"))
    assert f"{OWL}/verification" not in (await fay.get(OWL)).text
    assert (await fay.post(f"{OWL}/verification", {"action": "verify"})).status == 403
    assert (await (await street.looks(amina)).post(f"{OWL}/verification")).status == 403
    assert [action for action, *_rest in await log_of(hub)][-3:] == [
        "organisation.verified", "organisation.unverified", "organisation.editor_added",
    ]  # fmt: skip


async def test_a_page_without_editors_is_nobodys_word(street: Street, hub: Hub, bo: Person) -> None:
    await street.make("Owl")
    asker, fay = await street.looks(bo), await street.looks(street.fay)
    await ask(asker)
    assert (await fay.post(f"{OWL}/verification", {"action": "verify"})).status == 422
    await decide(fay, "yes")
    await asker.get(f"{OWL}/editors")
    await asker.submit(holding="bo", button=("action", "remove"))
    assert "Unclaimed" in (await fay.get(OWL)).words
    await fay.get(f"{OWL}/editors")
    await fay.submit(holding="Add them", handle="bo", button=("action", "add"))
    assert "Not verified" in (await fay.get(OWL)).words, "what was verified before is not any more"


async def test_what_a_person_asked_and_answered_is_in_their_file_and_goes_with_them(
    street: Street, hub: Hub, amina: Person, bo: Person, clock: SettableClock
) -> None:
    await street.make("Owl", amina)
    await ask(await street.looks(bo))
    await answer(await street.looks(amina), "object", "Who is it?")
    port = hub.personal["directory"]
    async with hub.reading() as db:
        asked = await port.export_person(db, hub.keys, bo.person_id)
        answered = await port.export_person(db, hub.keys, amina.person_id)
    assert [one["words"] for one in asked["claims"]] == [HOW]
    assert [one["words"] for one in answered["answers_to_claims"]] == ["Who is it?"]
    assert "Who is it?" not in str(asked) and HOW not in str(answered)
    async with hub.transaction() as tx:
        await leave(tx, amina, hub.personal)
    fay = await street.looks(street.fay)
    [path] = await to_decide(fay)
    page = await fay.get(path)
    assert "Who is it?" not in page.text and "Nobody does" in page.words
    async with hub.transaction() as tx:
        await leave(tx, bo, hub.personal)
    assert await to_decide(fay) == [] and (await fay.get(path)).status == 404
    clock.move(days=8)
    await hub.outbox.deliver_all()
    assert path not in (await fay.get("/notifications")).links()


async def test_programs_are_told_whose_word_a_page_is(
    street: Street, hub: Hub, amina: Person, bo: Person
) -> None:
    await street.make("Owl", amina)
    await street.make("Wren")
    fay = await street.looks(street.fay)
    await fay.get(OWL)
    await fay.submit(f"{OWL}/verification", button=("action", "verify"))
    token = await make_token(hub, bo, "read")
    program = street.visitors(headers={"Authorization": f"Bearer {token}"})
    owl, wren = (await program.get("/api/v1/directory/organisations")).json()["items"]
    assert owl["standing"] == "verified" and owl["verified_at"].startswith("2026-11-22")
    assert wren["standing"] == "unclaimed" and "verified_at" not in wren
