"""Whose a page is: somebody asks, those who look after it may object, a person with authority decides."""

import re

from peerhub.core.hub import Hub
from peerhub.people.models import Person
from tests.directory.conftest import Street
from tests.directory.test_pages import OWL, log_of
from tests.support.clock import SettableClock
from tests.support.factories import make_person
from tests.support.letters import Letters
from tests.support.visitor import Page, Visitor

CLAIM = f"{OWL}/claim"
HOW = "I am its treasurer; ring the office."


async def ask(visitor: Visitor, words: str = HOW) -> Page:
    await visitor.get(CLAIM)
    return await visitor.submit(words=words)


async def to_decide(visitor: Visitor) -> list[str]:
    """The claims that wait for this administrator."""
    page = await visitor.get("/admin/claims")
    return [one for one in page.links() if re.fullmatch(r"/admin/claims/[a-z0-9]+", one)]


async def decide(visitor: Visitor, outcome: str, reason: str = "The office knows you.") -> Page:
    [path] = await to_decide(visitor)
    await visitor.get(path)
    return await visitor.submit(theirs=outcome, reason=reason)


async def to_answer(visitor: Visitor) -> str:
    """The claim of which this editor was told; "" for none."""
    await visitor.hub.outbox.deliver_all()
    page = await visitor.get("/notifications")
    found = [one for one in page.links() if one.startswith(f"{OWL}/claims/")]
    return found[0] if found else ""


async def answer(visitor: Visitor, said: str, words: str = "") -> Page:
    await visitor.get(await to_answer(visitor))
    return await visitor.submit(answer=said, words=words)


async def test_an_unclaimed_page_is_asked_for_given_and_verified(
    street: Street, hub: Hub, bo: Person, mail: Letters
) -> None:
    await street.make("Owl")
    stranger, asker, fay = (
        street.visitors(), await street.looks(bo), await street.looks(street.fay),
    )  # fmt: skip
    assert "Unclaimed" in (await stranger.get(OWL)).words
    page = await ask(asker)
    assert "An administrator will answer" in page.words and HOW in page.words
    [letter] = await mail.to("fay@example.org")
    assert "Owl" not in letter.subject + letter.text and HOW not in letter.text
    [link] = [one for one in letter.links if "/admin/claims/" in one]
    page = await fay.get(link)
    assert HOW in page.words and "Bo" in page.words and "nobody else is asked" in page.words
    await decide(fay, "yes")
    assert await to_decide(fay) == []
    page = await stranger.get(OWL)
    assert "Verified by the hub on 22 November 2026" in page.words and ">Bo<" not in page.text
    assert (await asker.get(f"{OWL}/edit")).status == 200
    await mail.all()
    assert "yours to look after" in (await asker.get("/notifications")).words
    assert [one.subject for one in await mail.to("bo@example.org")] == [
        "Fairer Test Hub: something for you to look at"
    ]
    assert [action for action, *_rest in await log_of(hub)] == [
        "organisation.listed", "organisation.claimed", "organisation.claim_granted",
    ]  # fmt: skip


async def test_a_refusal_says_why_to_whoever_asked_and_to_nobody_else(
    street: Street, amina: Person, bo: Person
) -> None:
    await street.make("Owl")
    asker, fay = await street.looks(bo), await street.looks(street.fay)
    await ask(asker)
    await decide(fay, "no", "The office does not know you.")
    await street.hub.outbox.deliver_all()
    assert "The office does not know you." in (await asker.get("/notifications")).words
    page = await asker.get(CLAIM)
    assert "The office does not know you." in page.words and "Ask for this page" in page.words
    page = await (await street.looks(amina)).get(CLAIM)
    assert "does not know" not in page.words and HOW not in page.words
    assert (await asker.get(f"{OWL}/edit")).status == 403
    assert "Unclaimed" in (await asker.get(OWL)).words
    assert "An administrator will answer" in (await ask(asker)).words


async def test_editors_learn_that_somebody_asks_and_never_who_or_why(
    street: Street, amina: Person, bo: Person, cleo: Person, mail: Letters
) -> None:
    await street.make("Owl", amina, cleo)
    await ask(await street.looks(bo))
    editor, other = await street.looks(amina), await street.looks(cleo)
    page = await editor.get(await to_answer(editor))
    assert "Somebody asks" in page.words and "29 November 2026" in page.words
    for text in (page.text, (await editor.get(f"{OWL}/editors")).text):
        assert HOW not in text and ">Bo<" not in text and "@bo" not in text
    assert not [one for one in await mail.to("fay@example.org") if "/admin/claims/" in one.text]
    [letter] = await mail.to("amina@example.org")
    assert "Owl" not in letter.subject + letter.text and "Bo" not in letter.text
    await answer(editor, "object", "He left us in May.")
    page = await other.get(await to_answer(other))
    assert "Somebody who looks after this page objects." in page.words
    assert "in May" not in page.text and "Amina" not in page.words
    asker = await street.looks(bo)
    assert "object" not in (await asker.get(CLAIM)).words
    fay = await street.looks(street.fay)
    [path] = await to_decide(fay)
    page = await fay.get(path)
    assert "He left us in May." in page.words and "Amina · objects" in page.words


async def test_no_yes_before_seven_days_are_over(
    street: Street, amina: Person, bo: Person, clock: SettableClock, mail: Letters
) -> None:
    await street.make("Owl", amina)
    await ask(await street.looks(bo))
    fay = await street.looks(street.fay)
    clock.move(days=6, hours=23)
    page = await decide(fay, "yes")
    assert page.status == 422 and "seven days to object" in page.words
    assert "can be decided" not in (await fay.get("/admin/claims")).words
    await mail.all()
    assert "can be decided now" not in (await fay.get("/notifications")).words
    clock.move(hours=2)
    await mail.all()
    assert "can be decided now" in (await fay.get("/notifications")).words
    editor = await street.looks(amina)
    page = await editor.get(await to_answer(editor))
    assert "The seven days are over" in page.words
    page = await editor.post(page.path, {"answer": "agree", "words": ""})
    assert page.status == 422 and "The seven days are over" in page.words
    assert "It is theirs" not in (await decide(fay, "yes")).words
    assert "Bo" in (await editor.get(f"{OWL}/editors")).words


async def test_a_no_need_not_wait(street: Street, amina: Person, bo: Person) -> None:
    await street.make("Owl", amina)
    await ask(await street.looks(bo))
    fay = await street.looks(street.fay)
    assert (await decide(fay, "no")).status == 200
    assert await to_decide(fay) == []


async def test_once_every_editor_agrees_nobody_waits(
    street: Street, amina: Person, bo: Person, cleo: Person, mail: Letters
) -> None:
    await street.make("Owl", amina, cleo)
    await ask(await street.looks(bo))
    fay = await street.looks(street.fay)
    await answer(await street.looks(amina), "agree")
    await mail.all()
    assert (await decide(fay, "yes")).status == 422
    await answer(await street.looks(cleo), "agree")
    await mail.all()
    assert "can be decided now" in (await fay.get("/notifications")).words
    assert (await decide(fay, "yes")).status == 200
    assert "Verified by the hub" in (await street.visitors().get(OWL)).words


async def test_an_objection_needs_a_reason_and_can_be_thought_over(
    street: Street, amina: Person, bo: Person
) -> None:
    await street.make("Owl", amina)
    await ask(await street.looks(bo))
    editor = await street.looks(amina)
    page = await answer(editor, "object")
    assert page.status == 422 and "Say in a sentence why" in page.words
    assert "You object." in (await answer(editor, "object", "Who is it?")).words
    page = await answer(editor, "agree")
    assert "You agreed." in page.words and "objects" not in page.words
    fay = await street.looks(street.fay)
    [path] = await to_decide(fay)
    assert "Who is it?" not in (await fay.get(path)).text


async def test_nobody_decides_about_their_own_claim(street: Street, hub: Hub) -> None:
    other = await make_person(hub, "Ida", roles=("administrator",))
    await street.make("Owl")
    own = await street.looks(other)
    await ask(own)
    assert await to_decide(own) == []
    fay = await street.looks(street.fay)
    [path] = await to_decide(fay)
    assert (await own.get(path)).status == 404
    assert (await own.post(path, {"theirs": "yes", "reason": "I know me."})).status == 404
    await hub.outbox.deliver_all()
    assert path not in (await own.get("/notifications")).links()
    assert path in (await fay.get("/notifications")).links()


async def test_a_claim_is_taken_back_once(street: Street, amina: Person, bo: Person) -> None:
    await street.make("Owl", amina)
    asker, editor, fay = (
        await street.looks(bo), await street.looks(amina), await street.looks(street.fay),
    )  # fmt: skip
    await ask(asker)
    told = await to_answer(editor)
    [path] = await to_decide(fay)
    await asker.get(CLAIM)
    page = await asker.submit(f"{CLAIM}/withdraw")
    assert page.status == 200 and "Ask for this page" in page.words
    assert (await asker.post(f"{CLAIM}/withdraw")).status == 404
    assert (await editor.get(told)).status == 404
    assert await to_decide(fay) == []
    page = await fay.post(path, {"theirs": "no", "reason": "Late."})
    assert page.status == 422 and "taken back" in page.words


async def test_two_administrators_decide_once(street: Street, hub: Hub, bo: Person) -> None:
    other = await make_person(hub, "Ida", roles=("administrator",))
    await street.make("Owl")
    await ask(await street.looks(bo))
    fay, ida = await street.looks(street.fay), await street.looks(other)
    [path] = await to_decide(ida)
    await decide(fay, "no", "First.")
    page = await ida.post(path, {"theirs": "yes", "reason": "Second."})
    assert page.status == 422 and "Somebody else has decided this" in page.words
    assert "Unclaimed" in (await ida.get(OWL)).words


async def test_who_looks_after_a_page_need_not_ask_and_nobody_asks_twice(
    street: Street, amina: Person, bo: Person
) -> None:
    await street.make("Owl", amina)
    editor, asker = await street.looks(amina), await street.looks(bo)
    assert CLAIM not in (await editor.get(OWL)).links()
    assert (await editor.get(CLAIM)).status == 403
    assert CLAIM in (await asker.get(OWL)).links()
    await ask(asker)
    page = await asker.post(CLAIM, {"words": "Once more."})
    assert page.status == 422 and "You have asked already" in page.words
    page = await street.visitors().get(CLAIM, follow=False)
    assert page.status == 303 and page.headers["location"].startswith("/sign-in")


async def test_a_page_that_nobody_may_see_cannot_be_asked_for(
    street: Street, amina: Person, bo: Person
) -> None:
    await street.make("Owl", amina)
    editor, asker = await street.looks(amina), await street.looks(bo)
    await editor.get(f"{OWL}/edit")
    await editor.submit(f"{OWL}/state", button=("action", "archive"))
    assert (await asker.get(CLAIM)).status == 404
    assert (await asker.post(CLAIM, {"words": HOW})).status == 404
