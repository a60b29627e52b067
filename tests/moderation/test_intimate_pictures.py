"""An intimate picture goes wherever it stands; who asks and how to reach them is for who decides."""

import pytest

from peerhub.core.errors import Refused
from peerhub.core.hub import Hub
from peerhub.core.keys import new_id
from peerhub.forum.models import Words
from peerhub.forum.service.write import start_thread
from peerhub.people.models import Person
from tests.moderation.conftest import Stories
from tests.moderation.test_report_anything import post_picture
from tests.support.factories import make_person, make_picture, make_room, make_sector
from tests.support.visitor import Visitor, Visitors

GONE = "A file was removed."
DECLARED = {"asks": "in_it", "not_agreed": "yes", "contact": "text 07000 000000 after six"}


async def reports_picture(people: Stories, reporter: Person, item: str, **said: str) -> Visitor:
    reader = await people.visitors.of(reporter)
    await reader.get(f"/report?{item}")
    await reader.submit(holding="Send the report", **{"reason": "intimate_image", **said})
    await people.later()
    return reader


async def post_thread(hub: Hub, person: Person) -> tuple[str, str]:
    """The same picture in the forum; (path, upload)."""
    picture = await make_picture(hub, person, "Another door")
    async with hub.transaction() as tx:
        words = Words("See", "<p>See</p>", files=(picture,))
        written = await start_thread(
            tx, person, board="questions", client_id=new_id(), title="A door", words=words
        )
    return f"/forum/t/{written.thread_id}/{written.slug}", picture


async def removes(people: Stories, moderator: Person) -> Visitor:
    visitor = await people.opens_case(moderator)
    await visitor.submit(
        holding="What should happen?", outcome="remove", reason="Nobody agreed to it"
    )
    await people.later()
    return visitor


async def test_who_reports_may_say_who_asks_and_only_who_decides_reads_it(
    people: Stories, hub: Hub, visitor: Visitors, amina: Person, bo: Person, cleo: Person
) -> None:
    message, _upload = await post_picture(hub, bo)
    reader = await reports_picture(people, amina, f"kind=message&id={message}", **DECLARED)
    assert "gone within 48 hours of your report" in reader.page.words
    assert "07000" not in reader.page.words
    case = (await people.opens_case(cleo)).page.words
    assert "Whoever reports it says: they are in the picture." in case
    assert "They declare in good faith" in case and "07000 000000 after six" in case


async def test_a_report_without_a_declaration_counts_as_much_and_another_reason_keeps_none(
    people: Stories, hub: Hub, amina: Person, bo: Person, cleo: Person, dana: Person
) -> None:
    message, _upload = await post_picture(hub, bo)
    reader = await reports_picture(people, amina, f"kind=message&id={message}")
    assert "has the reference" in reader.page.words
    await reports_picture(people, dana, f"kind=message&id={message}", reason="spam", **DECLARED)
    case = (await people.opens_case(cleo)).page.words
    assert "An intimate picture" in case and "07000" not in case


async def test_a_wrong_choice_is_told_with_the_questions_open(
    people: Stories, hub: Hub, visitor: Visitors, amina: Person, bo: Person
) -> None:
    message, _upload = await post_picture(hub, bo)
    reader = await visitor.of(amina)
    await reader.get(f"/report?kind=message&id={message}")
    said = {"reason": "intimate_image", "contact": "By post", "asks": "nobody"}
    page = await reader.submit(holding="Send the report", **said)
    assert page.status == 422 and "Choose what fits best, or nothing." in page.words
    (opened,) = [one for one in page.tree.iter("details") if one.get("open") is not None]
    assert "By post" in [one.get("value") for one in opened.iter("input")]


@pytest.mark.parametrize("whole", [True, False])
async def test_its_copies_go_everywhere_with_it_and_each_author_is_told(
    people: Stories, hub: Hub, amina: Person, bo: Person, cleo: Person, dana: Person, whole: bool
) -> None:
    message, upload = await post_picture(hub, bo)
    path, _copy = await post_thread(hub, dana)
    item = f"kind=message&id={message}" if whole else f"kind=file&id={upload}"
    await reports_picture(people, amina, item)
    await removes(people, cleo)
    page = await people.sees(amina, path)
    assert GONE in page and "See" in page, "the words of its copy stay"
    told = " ".join(await people.told(dana))
    assert "A moderator removed a file of yours in Questions." in told
    assert "The same picture was removed elsewhere here" in told
    with pytest.raises(Refused, match="taken down here because of what it shows"):
        await post_picture(hub, amina)
    assert "Nothing waits" in (await (await people.visitors.of(cleo)).get("/moderation")).words


async def test_for_another_reason_the_copy_stays(
    people: Stories, hub: Hub, amina: Person, bo: Person, cleo: Person, dana: Person
) -> None:
    message, _upload = await post_picture(hub, bo)
    path, _copy = await post_thread(hub, dana)
    await reports_picture(people, amina, f"kind=message&id={message}", reason="private")
    await removes(people, cleo)
    assert GONE not in await people.sees(amina, path)
    await post_picture(hub, amina)


async def test_a_copy_is_appealed_by_itself_and_the_picture_stays_down(
    people: Stories, hub: Hub, amina: Person, bo: Person, cleo: Person, dana: Person
) -> None:
    _message, upload = await post_picture(hub, bo)
    path, _copy = await post_thread(hub, dana)
    await reports_picture(people, amina, f"kind=file&id={upload}")
    await removes(people, cleo)
    author = await people.visitors.of(dana)
    links = (await author.get("/notifications")).links()
    await author.get(next(link for link in links if link.startswith("/appeal/")))
    await author.submit(words="It is my own door")
    await people.later()
    rue = await make_person(hub, "Rue", roles=("reviewer", "moderator"))
    await (await people.opens_case(rue)).submit(
        holding="What should happen?", outcome="restore", reason="It is a door"
    )
    await people.later()
    assert GONE not in await people.sees(amina, path)
    assert GONE in await people.sees(amina), "the first one was decided by itself"
    with pytest.raises(Refused, match="taken down here"):
        await post_picture(hub, amina)


async def test_undone_it_may_be_shared_again(
    people: Stories, hub: Hub, amina: Person, bo: Person, cleo: Person
) -> None:
    _message, upload = await post_picture(hub, bo)
    await reports_picture(people, amina, f"kind=file&id={upload}")
    moderator = await people.opens_case(cleo)
    case = moderator.page.path
    await removes(people, cleo)
    await moderator.get(case)
    await moderator.submit(f"{case}/undo", undo_reason="It is a door")
    await people.later()
    assert GONE not in await people.sees(amina)
    await post_picture(hub, amina)


async def test_in_a_place_that_the_moderator_may_not_open_it_goes_as_well(
    people: Stories, hub: Hub, amina: Person, bo: Person, cleo: Person, dana: Person
) -> None:
    await make_sector(hub, "housing", "Housing")
    await make_room(hub, "garden", "Garden", sector="housing")
    message, _upload = await post_picture(hub, bo)
    path, _copy = await post_thread(hub, dana)
    near = await make_person(hub, "Gil", roles=("moderator@space:kitchen",))
    await reports_picture(people, amina, f"kind=message&id={message}")
    await removes(people, near)
    assert GONE in await people.sees(amina, path)
