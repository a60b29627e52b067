"""Somebody says that someone may be unsafe: it reaches the leads, and the leads reach them."""

from sqlalchemy import select

from peerhub.core.hub import Hub
from peerhub.moderation.safeguarding.tables import concern_entries, concerns
from peerhub.people.models import Person
from tests.safeguarding.conftest import QUEUE, Circle, kept_of
from tests.support.visitor import Visitors

WORDS = "Marker-words: she said he locks her in at night."


async def test_a_flag_is_read_by_a_lead_and_answered_without_an_account(
    circle: Circle, amina: Person, dana: Person, gita: Person
) -> None:
    lead, _other = await circle.found(dana, gita)
    kept = await circle.raises(amina, words=WORDS, subject="outsider", who="Her at number 9")
    queue = await lead.get(QUEUE)
    assert "Today · Nobody has opened it yet" in queue.words
    page = await circle.opens(lead)
    assert WORDS in page.words and "Her at number 9" in page.words and "Amina" in page.words
    page = await lead.submit(holding="Your letter", letter="We rang her. She is safe tonight.")
    assert page.status == 200, page.words
    answer = await circle.reads(kept)
    assert "Somebody is acting on it" in answer.words
    assert "We rang her. She is safe tonight." in answer.words


async def test_whoever_raised_it_says_more_and_the_lead_reads_that_too(
    circle: Circle, dana: Person, gita: Person, visitor: Visitors
) -> None:
    lead, _other = await circle.found(dana, gita)
    kept = await circle.raises(words=WORDS)
    stranger = visitor()
    await stranger.get("/flag/answers")
    await stranger.submit("/flag/answers", reference=kept.reference, code=kept.code)
    page = await stranger.submit("/flag/more", words="He has come back.")
    assert "Added. The leads can read it." in page.words
    page = await circle.opens(lead)
    assert "He has come back." in page.words and "somebody who is not signed in" in page.words


async def test_life_at_risk_is_one_button(
    circle: Circle, dana: Person, gita: Person, visitor: Visitors
) -> None:
    lead, _other = await circle.found(dana, gita)
    await circle.raises(words="not so urgent")
    stranger = visitor()
    await stranger.get("/flag")
    page = await stranger.submit("/flag", holding="Is a life at risk now?", button=("urgency", "0"))
    assert "Thank you. It is stored" in page.words and "Call 999" in page.words
    kept = kept_of(page)
    queue = await lead.get(QUEUE)
    headings = [h for h in queue.tree.iter("h3") if "queue__heading" in (h.get("class") or "")]
    assert "Life at risk now" in "".join(headings[0].itertext()), "the most urgent comes first"
    page = await stranger.submit("/flag/more", words="She is at the bridge.")
    assert page.status == 200
    assert "She is at the bridge." in (await circle.opens(lead)).words
    assert "Somebody has opened it" in (await circle.reads(kept)).words


async def test_a_form_that_is_sent_twice_is_one_concern(
    circle: Circle, hub: Hub, dana: Person, gita: Person, visitor: Visitors
) -> None:
    await circle.found(dana, gita)
    stranger = visitor()
    page = await stranger.get("/flag")
    secret = page.form(holding="What did you see").find(".//input[@name='secret']")
    assert secret is not None
    fields = {"secret": secret.get("value") or "", "urgency": "1", "words": WORDS}
    first = kept_of(await stranger.post("/flag", fields))
    assert kept_of(await stranger.post("/flag", fields)) == first
    async with hub.reading() as db:
        assert len((await db.execute(select(concerns.c.concern_id))).all()) == 1
        assert len((await db.execute(select(concern_entries.c.number))).all()) == 1


async def test_with_no_lead_it_says_so_before_the_first_word_and_keeps_nothing(
    circle: Circle, hub: Hub, visitor: Visitors
) -> None:
    stranger = visitor()
    page = await stranger.get("/flag")
    assert "Nobody in this hub can read a message from here yet." in page.words
    assert "Call 999" in page.words
    page = await stranger.post("/flag", {"secret": "s" * 32, "urgency": "1", "words": WORDS})
    assert page.status == 422 and "so it was not kept" in page.words
    async with hub.reading() as db:
        assert not (await db.execute(select(concerns.c.concern_id))).all()


async def test_a_wrong_code_opens_nothing(circle: Circle, dana: Person, gita: Person) -> None:
    await circle.found(dana, gita)
    kept, other = await circle.raises(words=WORDS), await circle.raises(words="Something else")
    for reference, code in ((kept.reference, other.code), ("2345-2345", kept.code)):
        visitor = circle.visitors()
        await visitor.get("/flag/answers")
        page = await visitor.submit("/flag/answers", reference=reference, code=code)
        assert page.status == 422 and "do not fit together" in page.words


async def test_a_flag_without_an_urgency_is_asked_for_it_and_loses_no_word(
    circle: Circle, dana: Person, gita: Person, visitor: Visitors
) -> None:
    await circle.found(dana, gita)
    stranger = visitor()
    await stranger.get("/flag")
    page = await stranger.submit(
        "/flag", holding="What did you see", words=WORDS, who="At number 9"
    )
    assert page.status == 422 and "Choose how soon somebody must look." in page.words
    assert WORDS in page.text and "At number 9" in page.text
