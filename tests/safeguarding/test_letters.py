"""Leads write to somebody whom a concern is about: to a member in the hub, or by reference and code."""

import re

from peerhub.core.hub import Hub
from peerhub.people.models import Person
from tests.safeguarding.conftest import Circle, Kept
from tests.safeguarding.test_the_marker import everything_in
from tests.support.visitor import Page, Visitor

MARK = "Marker-words"
LETTER = f"{MARK}: we heard that things are hard."
FORM = "What you write to them"


async def opened(circle: Circle, amina: Person, dana: Person, gita: Person) -> Visitor:
    lead, _other = await circle.found(dana, gita)
    await circle.raises(amina)
    await circle.opens(lead)
    return lead


async def test_somebody_without_an_account_reads_and_answers_with_reference_and_code(
    circle: Circle, hub: Hub, amina: Person, dana: Person, gita: Person
) -> None:
    lead = await opened(circle, amina, dana, gita)
    path = lead.page.path
    page = await lead.submit(holding=FORM, about_letter=LETTER)
    found = re.search(r"Reference ?(\S{9}) Code ?(\S{19})", page.words)
    assert found and "Hand these over" in page.words, page.words
    kept = Kept(found[1], found[2])
    page = await circle.reads(kept)
    assert LETTER in page.words and "Nobody has opened it yet" not in page.words
    stranger = circle.visitors()
    await stranger.get("/flag/answers")
    page = await stranger.submit("/flag/answers", reference=kept.reference, code=kept.code)
    page = await stranger.submit("/flag/more", words=f"{MARK}: thank you, I am safe.")
    assert page.status == 200 and "Sent." in page.words
    page = await lead.get(path)
    assert "thank you, I am safe." in page.words and "not whole" not in page.words
    assert kept.reference in page.words and kept.code not in page.words
    page = await lead.submit(holding=FORM, about_letter="Good to hear.", to=kept.reference)
    assert "Hand these over" not in page.words
    assert "Good to hear." in (await circle.reads(kept)).words
    wrong = await circle.reads(Kept(kept.reference, "2345-2345-2345-2345"))
    assert wrong.status == 422 and LETTER not in wrong.words
    rest = everything_in(hub.config.data_dir)
    for secret in (MARK, kept.code, kept.reference):
        assert secret.encode() not in rest


async def test_a_member_is_told_and_reads_it_signed_in_and_nobody_else_does(
    circle: Circle, hub: Hub, amina: Person, bo: Person, dana: Person, gita: Person, fay: Person
) -> None:
    lead = await opened(circle, amina, dana, gita)
    path = lead.page.path
    page = await lead.submit(holding=FORM, about_letter=LETTER, handle="@nobody")
    assert page.status == 422 and "Nobody here has this handle." in page.words
    page = await lead.submit(holding=FORM, about_letter=LETTER, handle="@bo")
    assert "Hand these over" not in page.words
    reader = await circle.visitors.of(bo)
    notices = await reader.get("/notifications")
    assert "wrote to you" in notices.words and MARK not in notices.words
    page = await follow(reader)
    assert LETTER in page.words
    page = await reader.submit(holding="You need not answer.", words=f"{MARK}: thank you.")
    assert page.status == 200 and "Sent." in page.words
    box = reader.page.path
    for other in (amina, gita, fay):
        assert (await (await circle.visitors.of(other)).get(box)).status == 404
    answered = await lead.get(path)
    assert "thank you." in answered.words and "Bo" in answered.words
    assert MARK.encode() not in everything_in(hub.config.data_dir)


async def follow(reader: Visitor) -> Page:
    """The notice leads to the letter."""
    path = next(link for link in reader.page.links() if link.startswith("/letters/"))
    return await reader.get(path)


async def test_an_answer_to_a_concern_in_hand_calls_the_leads(
    circle: Circle, amina: Person, dana: Person, gita: Person
) -> None:
    lead, _other = await circle.found(dana, gita)
    kept = await circle.raises(amina)
    await circle.opens(lead)
    await lead.submit(holding="In words", words="Rang her.", part="known")
    await circle.later()
    before = await called(circle, gita)
    stranger = circle.visitors()
    await stranger.get("/flag/answers")
    await stranger.submit("/flag/answers", reference=kept.reference, code=kept.code)
    await stranger.submit("/flag/more", words="He is back.")
    await circle.later()
    assert await called(circle, gita) == before + 1


async def called(circle: Circle, person: Person) -> int:
    page = await (await circle.visitors.of(person)).get("/notifications")
    return page.words.count("Please look now.New")
