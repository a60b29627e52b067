"""A person and a file are reported like any words; a flood is one case that says so."""

import pytest

from peerhub.core.hub import Hub
from peerhub.core.items import ItemRef
from peerhub.core.keys import new_id
from peerhub.forum.service import polling
from peerhub.moderation import access
from peerhub.moderation.models import REPORTS_OF_ONE, ReportReason
from peerhub.moderation.service.report import report as report_item
from peerhub.people.models import Person
from peerhub.polls.models import PollKind
from peerhub.rooms.models import Answer, NewMessage
from peerhub.rooms.service.post import post_messages
from tests.moderation.conftest import Stories, cases_of
from tests.support.factories import make_person, make_picture
from tests.support.visitor import Visitors


async def post_picture(hub: Hub, person: Person, *, body: str = "Look") -> tuple[str, str]:
    """A message with a picture in the kitchen; (message, upload)."""
    upload = await make_picture(hub, person, "Our door, with its number")
    draft = NewMessage(
        person.person_id, "kitchen", new_id(), body, f"<p>{body}</p>", files=(upload,)
    )
    async with hub.transaction() as tx:
        (answer,) = await post_messages(tx, [draft])
    assert isinstance(answer, Answer)
    return answer.message_id, upload


async def test_from_a_persons_page_to_what_came_of_it(
    people: Stories, visitor: Visitors, amina: Person, bo: Person, cleo: Person
) -> None:
    reader = await visitor.of(amina)
    page = await reader.get("/people/bo")
    (link,) = [x for x in page.links() if x.startswith("/report?")]
    form = await reader.get(link)
    assert "Bo, as a person" in form.words and "@bo" in form.words
    thanks = await reader.submit(holding="Send the report", reason="retaliation", note="Since May")
    assert "has the reference" in thanks.words
    case = await (await people.opens_case(cleo)).get(await cases_path(people, cleo))
    assert "Reported person" in case.words and "Since May" in case.words
    assert "Remove it" not in case.words, "nobody is removed like words"
    done = await people.decides(cleo, "leave")
    assert done.status == 200
    assert any("looked at what you reported" in words for words in await people.told(amina))


async def cases_path(people: Stories, person: Person) -> str:
    (case, *_rest) = await cases_of(people.hub, person)
    return f"/moderation/cases/{case.case_id}"


async def test_whom_one_blocked_can_be_reported_and_who_blocked_one_is_not_there(
    people: Stories, visitor: Visitors, amina: Person, bo: Person
) -> None:
    mine = await visitor.of(amina)
    await mine.get("/people/bo/block")
    await mine.submit(holding="Block")
    blocked = await mine.get("/me/blocks")
    (link,) = [x for x in blocked.links() if x.startswith("/report?")]
    assert (await mine.get(link)).status == 200
    other = await visitor.of(bo)
    unseen = await other.get(f"/report?kind=person&id={amina.person_id}")
    nobody = await other.get("/report?kind=person&id=none")
    assert unseen.status == nobody.status == 404 and unseen.words == nobody.words


async def test_a_file_is_reported_alone_and_taken_away_alone(
    people: Stories, visitor: Visitors, amina: Person, bo: Person, cleo: Person
) -> None:
    message, upload = await post_picture(people.hub, bo)
    reader = await visitor.of(amina)
    form = await reader.get(f"/report?kind=message&id={message}")
    (link,) = [x for x in form.links() if "kind=file" in x]
    assert "File by Bo" in (await reader.get(link)).words
    await reader.submit(holding="Send the report", reason="private")
    case = await (await people.opens_case(cleo)).get(await cases_path(people, cleo))
    assert "Reported file" in case.words
    assert [i.get("alt") for i in case.tree.iter("img")] == ["Our door, with its number"]
    await people.decides(cleo, "remove", "It shows where somebody lives")
    assert (await reader.get(f"/uploads/{upload}")).status == 404
    assert "Look" in await people.sees(amina), "the words that it came with stay"
    assert any("It shows where somebody lives" in words for words in await people.told(bo))


async def test_a_moderator_elsewhere_sees_a_reported_file_and_no_other(
    hub: Hub, people: Stories, visitor: Visitors, amina: Person, bo: Person
) -> None:
    """The files of a held message are its moderators' to see; those of a reported file too."""
    message, upload = await post_picture(hub, bo)
    other, _unreported = await post_picture(hub, bo, body="Another")
    async with hub.transaction() as tx:
        await report_item(
            tx,
            amina,
            item=ItemRef("file", upload),
            reason=ReportReason.PRIVATE,
            note="",
            client_id="c-1",
        )
    moderator = await make_person(hub, "Gil", roles=("moderator",))
    async with hub.reading() as db:
        assert await access.may_look_at(db, moderator, ItemRef("message", message))
        assert not await access.may_look_at(db, moderator, ItemRef("message", other))


async def test_strangers_report_neither(people: Stories, visitor: Visitors, bo: Person) -> None:
    _message, upload = await post_picture(people.hub, bo)
    for item in (f"kind=person&id={bo.person_id}", f"kind=file&id={upload}"):
        page = await visitor().get(f"/report?{item}", follow=False)
        assert page.headers["location"].startswith("/sign-in")


@pytest.fixture
async def flooded(people: Stories, bo: Person) -> str:
    """A message that sixty people reported within the hour; its id."""
    message = await people.says(bo, "Words")
    crowd = [await make_person(people.hub, f"Reader {n}", password=None) for n in range(60)]
    most = int(REPORTS_OF_ONE.partition("/")[0])
    for n in range(most):
        who = f"{n}"
        await people.hub.limits.hit("reports of", f"message:{message}", REPORTS_OF_ONE)
        async with people.hub.transaction() as tx:
            somebody = crowd[n]
            await report_item(
                tx,
                somebody,
                item=ItemRef("message", message),
                reason=ReportReason.SPAM,
                note="Again" if n % 2 else "",
                client_id=who,
            )
    return message


async def test_a_flood_is_one_case_that_says_so(
    people: Stories, cleo: Person, flooded: str
) -> None:
    assert len(await cases_of(people.hub, cleo)) == 1
    assert "60 reports in an hour" in await people.sees(cleo, "/moderation")
    visitor = await people.opens_case(cleo)
    page = await visitor.get(await cases_path(people, cleo))
    assert "What 60 reports say" in page.words and "30 times:" in page.words
    assert "10 more reports" in page.words
    people.clock.move(hours=2)
    later = await people.sees(cleo, "/moderation")
    assert "60 reports" in later and "in an hour" not in later


async def test_one_more_is_slowed_but_never_where_somebody_may_be_unsafe(
    people: Stories, amina: Person, cleo: Person, flooded: str
) -> None:
    assert (await people.reports(amina, flooded)).status == 429
    assert (await people.reports(amina, flooded, reason="threat")).status == 200
    for n in range(40):
        page = await people.reports(amina, flooded, reason="unsafe", note=str(n))
        assert page.status == 200, page.words
    assert "Get help now" in page.words
    (case,) = await cases_of(people.hub, cleo)
    assert case.urgency == 0


async def test_a_poll_is_shown_beside_the_words_it_stands_above(
    people: Stories, visitor: Visitors, amina: Person, bo: Person, cleo: Person
) -> None:
    path = await people.asks(bo, "Where do we meet?", "Say **so** below.")
    async with people.hub.transaction() as tx:
        await polling.ask_poll(
            tx,
            bo,
            path.split("/")[3],
            question="Where?",
            kind=PollKind.ONE,
            choices=["By the river", "In the <hall>"],
            open_days=7,
            hidden=False,
        )
    reader = await visitor.of(amina)
    (link,) = [x for x in (await reader.get(path)).links() if x.startswith("/report?kind=post")]
    form = await reader.get(link)
    assert [li.text for li in form.tree.iter("li") if li.text in ("By the river", "In the <hall>")]
    assert [b.text for b in form.tree.iter("strong") if b.text == "so"], (
        "no words are escaped twice"
    )
