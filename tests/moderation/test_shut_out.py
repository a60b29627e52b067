"""Whoever is shut out is told what, why, for how long and how to ask: by mail, and at the door."""

import pytest

from peerhub.core.hub import Hub
from peerhub.moderation import access
from peerhub.people.models import Person
from tests.moderation.conftest import Stories
from tests.support.clock import SettableClock
from tests.support.factories import make_person
from tests.support.letters import Letters
from tests.support.visitor import Page, Visitors

SUSPENDED = "Your account is closed until 29 November 2026."
BANNED = "Your account is closed for good."


async def closes(visitors: Visitors, by: Person, handle: str, measure: str, days: str = "") -> Page:
    """By an administrator, through the page that they have."""
    administrator = await visitors.of(by)
    await administrator.get(f"/admin/people/{handle}/measures")
    return await administrator.submit(measure=measure, days=days, reason="It cannot go on")


@pytest.mark.parametrize(
    ("measure", "days", "words"), [("suspend", "7", SUSPENDED), ("ban", "", BANNED)]
)
async def test_told_by_mail_and_at_the_door_and_led_to_the_appeal(
    people: Stories,
    hub: Hub,
    visitor: Visitors,
    mail: Letters,
    bo: Person,
    fay: Person,
    measure: str,
    days: str,
    words: str,
) -> None:
    member = await visitor.of(bo)
    assert (await closes(visitor, fay, "bo", measure, days)).status == 200
    assert (await member.get("/me/profile", follow=False)).status == 303, "signed out at once"
    await people.later()
    stranger = visitor()
    door = await stranger.sign_in(bo)
    assert door.status == 422 and words in door.words
    assert "The reason: “It cannot go on”." in door.words
    path = next(link for link in door.links() if link.startswith("/appeal/"))
    assert "/complaints" in door.links()
    assert (await stranger.get("/complaints")).status == 200
    letter = (await mail.all())[-1]
    assert words in letter.text and path in letter.text and "It cannot go on" in letter.text
    assert "It cannot go on" not in letter.subject and fay.name not in letter.text
    page = await stranger.get(path)
    assert words in page.words and "Decided by an administrator" in page.words
    assert fay.name not in page.words
    wrong = await visitor().sign_in(bo, "not the password")
    assert words not in wrong.words and not [x for x in wrong.links() if "appeal" in x]


async def test_an_appeal_goes_to_the_reviewers_and_opens_the_door(
    people: Stories, hub: Hub, visitor: Visitors, bo: Person, fay: Person, cleo: Person
) -> None:
    reviewer = await make_person(hub, "Rue", roles=("reviewer",))
    await closes(visitor, fay, "bo", "ban")
    stranger = visitor()
    door = await stranger.sign_in(bo)
    path = next(link for link in door.links() if link.startswith("/appeal/"))
    await stranger.get(path)
    await stranger.submit(words="It was not me")
    assert "You asked for another look" in stranger.page.words
    async with hub.reading() as db:
        assert [await access.count_for_moderator(db, one) for one in (reviewer, cleo, fay)] == [
            1,
            0,
            0,
        ]
    page = await people.decides(reviewer, "restore", "It was somebody else")
    assert page.status == 200
    assert (await visitor().sign_in(bo)).status == 200
    assert "It was undone" in (await stranger.get(path)).words
    told = " ".join(await people.told(bo))
    assert "You can sign in again." in told and "It was somebody else" in told


async def test_a_suspension_ends_by_itself_and_a_letter_says_so(
    people: Stories,
    visitor: Visitors,
    clock: SettableClock,
    mail: Letters,
    bo: Person,
    fay: Person,
) -> None:
    await closes(visitor, fay, "bo", "suspend", "7")
    await people.later()
    clock.move(days=7)
    await people.later()
    assert "You can sign in again." in (await mail.all())[-1].text
    assert (await visitor().sign_in(bo)).status == 200


async def test_a_link_by_mail_says_the_same_as_the_door(
    people: Stories, visitor: Visitors, mail: Letters, bo: Person, fay: Person
) -> None:
    await closes(visitor, fay, "bo", "ban")
    await people.later()
    stranger = visitor()
    await stranger.get("/sign-in/link")
    await stranger.submit(email="bo@example.org")
    await people.later()
    letter = (await mail.all())[-1]
    assert BANNED in letter.text and "/appeal/" in letter.text


async def test_an_administrator_ends_what_administrators_began_with_a_reason(
    people: Stories, visitor: Visitors, bo: Person, fay: Person
) -> None:
    await closes(visitor, fay, "bo", "ban")
    administrator = await visitor.of(fay)
    await administrator.get("/admin/people/bo/measures")
    refused = await administrator.submit(holding="End this measure", lift_reason=" ")
    assert refused.status == 422 and "Say why. They read it." in refused.words
    await administrator.get("/admin/people/bo/measures")
    await administrator.submit(holding="End this measure", lift_reason="A mistake")
    assert (await visitor().sign_in(bo)).status == 200
    again = await administrator.get("/admin/people/bo/measures")
    assert "End this measure" not in again.words


async def test_what_reviewers_decided_no_administrator_ends(
    people: Stories, hub: Hub, visitor: Visitors, amina: Person, bo: Person, fay: Person
) -> None:
    reviewer = await make_person(hub, "Rue", roles=("reviewer", "moderator"))
    await people.reports(amina, await people.says(bo, "Words that somebody minds"))
    await people.later()
    moderator = await people.opens_case(reviewer)
    await moderator.submit(
        holding="What should happen?", outcome="leave", measure="ban", reason="Why"
    )
    administrator = await visitor.of(fay)
    page = await administrator.get("/admin/people/bo/measures")
    assert "Banned" in page.words and "End this measure" not in page.words
    measure_id = await _measure_of(hub, bo)
    sent = await administrator.post(
        f"/admin/people/bo/measures/{measure_id}/end", {"lift_reason": "I like him"}
    )
    assert sent.status == 422 and "They can undo it" in sent.words
    assert (await administrator.post("/admin/people/bo/restore")).status == 422
    assert (await visitor().sign_in(bo)).status == 422


async def _measure_of(hub: Hub, person: Person) -> str:
    from peerhub.moderation.store.measures import list_measures_about

    async with hub.reading() as db:
        return (await list_measures_about(db, person.person_id))[0].measure_id


@pytest.mark.parametrize("kind", ["moderator", "administrator", "reviewer", "safeguarding"])
async def test_no_administrator_shuts_out_who_looks_after_the_hub(
    hub: Hub, visitor: Visitors, fay: Person, kind: str
) -> None:
    await make_person(hub, "Ida", roles=(kind,))
    administrator = await visitor.of(fay)
    page = await administrator.get("/admin/people/ida/measures")
    assert "the reviewers decide" in page.words
    fields = {"client_id": "m", "measure": "ban", "reason": "Why"}
    assert (await administrator.post("/admin/people/ida/measures", fields)).status == 422


async def test_a_retry_of_the_form_does_it_once(
    people: Stories, hub: Hub, visitor: Visitors, bo: Person, fay: Person
) -> None:
    administrator = await visitor.of(fay)
    fields = {"client_id": "m", "measure": "freeze", "days": "1", "reason": "Why"}
    for _again in range(3):
        assert (await administrator.post("/admin/people/bo/measures", fields)).status == 200
    page = await administrator.get("/admin/people/bo/measures")
    assert page.words.count("Frozen") == 1
