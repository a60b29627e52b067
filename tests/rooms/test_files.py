"""Files in rooms: by form and by socket, who sees them, and that they go with their message."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from peerhub.core.errors import Refused
from peerhub.core.hub import Hub
from peerhub.core.outbox import Outbox
from peerhub.people.blocks import person_name
from peerhub.people.models import Person
from peerhub.people.service.block import block
from peerhub.rooms.models import ChangeKind, MemberState, NewChange, RoomKind
from peerhub.rooms.service.change import change_messages
from peerhub.rooms.service.decide import remove_message
from tests.rooms.conftest import Hall
from tests.rooms.places import Place, make_place
from tests.support.clock import SettableClock
from tests.support.factories import change_community, make_picture, make_token
from tests.support.visitor import Page, Visitor, Visitors
from tests.uploads import samples
from tests.uploads.test_doors import kept


@pytest.fixture
async def place(hub: Hub) -> Place:
    return await make_place(hub, RoomKind.PRIVATE, slug="quiet")


async def bear(place: Place, person: Person, **more: Any) -> tuple[str, str]:
    """A message with a picture: its id and the picture's."""
    upload = await make_picture(place.hub, person, **more)
    answer = await place.says(person, "Look", files=(upload,))
    return answer.message_id, upload


async def post(visitor: Visitor, place: Place, content: bytes = b"", **fields: Any) -> Page:
    """As the composer's form does without script."""
    said = {"id": "c-1", "body": "Look at this", **fields}
    name = said.pop("name", "Jane.jpg")
    return await visitor.ask(
        "POST", f"{place.path}/messages", data=said, files={"file": (name, content, "")}
    )


async def seen(visitor: Visitor, upload: str) -> set[int]:
    return {(await visitor.get(f"/uploads/{upload}{part}")).status for part in ("", "/small")}


async def test_a_picture_is_posted_by_a_form_and_shown_with_its_words(
    place: Place, visitor: Visitors, amina: Person, bo: Person
) -> None:
    for person in (amina, bo):
        await place.put(person, MemberState.MEMBER)
    sender = await visitor.of(amina)
    page = await post(sender, place, samples.jpeg((900, 600)), alt='A "cup" of <tea>')
    assert page.status == 200, page.words
    reader = await visitor.of(bo)
    page = await reader.get(place.path)
    (image,) = [i for i in page.tree.iter("img") if "/uploads/" in i.get("src", "")]
    assert (image.get("alt"), image.get("width"), image.get("height")) == (
        'A "cup" of <tea>', "480", "320",
    )  # fmt: skip
    assert "Picture, " in page.words and " kB" in page.words
    small = await reader.get(str(image.get("src")))
    assert (small.status, small.headers["content-type"]) == (200, "image/webp")
    assert samples.PLACE not in small.response.content


async def test_a_form_sent_twice_is_one_message_with_one_file(
    hub: Hub, place: Place, visitor: Visitors, amina: Person
) -> None:
    await place.put(amina, MemberState.MEMBER)
    sender = await visitor.of(amina)
    for _time in range(2):
        assert (await post(sender, place, samples.jpeg(), alt="Tea")).status == 200
    assert await place.bodies() == ["Look at this"]
    assert len(kept(hub)) == 2
    page = await post(sender, place, samples.png(), alt="Tea")
    assert page.status == 422 and "Send it again as a new message" in page.words


async def test_without_words_for_it_a_picture_waits_and_the_form_says_what_is_missing(
    hub: Hub, place: Place, visitor: Visitors, amina: Person
) -> None:
    await place.put(amina, MemberState.MEMBER)
    sender = await visitor.of(amina)
    page = await post(sender, place, samples.jpeg())
    assert page.status == 422
    assert "Say what the picture shows" in page.words
    assert "Look at this" in page.text, "what was written stays"
    assert await place.bodies() == [] and kept(hub) == []
    assert (await post(sender, place, samples.jpeg(), decorative="yes")).status == 200
    image = next(i for i in (await sender.get(place.path)).tree.iter("img"))
    assert image.get("alt") == ""


async def test_a_refused_file_is_told_at_its_field(
    place: Place, visitor: Visitors, amina: Person
) -> None:
    await place.put(amina, MemberState.MEMBER)
    page = await post(await visitor.of(amina), place, samples.HTML, name="tea.jpg", alt="Tea")
    assert page.status == 422
    (field,) = [i for i in page.tree.iter("input") if i.get("id") == "f-file"]
    assert field.get("aria-invalid") == "true" and "e-file" in field.get("aria-describedby", "")
    assert "Web pages cannot be sent" in page.words


async def test_a_refused_message_keeps_its_file_for_the_next_try(
    place: Place, visitor: Visitors, amina: Person
) -> None:
    await place.put(amina, MemberState.MEMBER)
    await place.set(slow_seconds=60)
    await place.says(amina, "First")
    page = await post(await visitor.of(amina), place, samples.jpeg(), alt="Tea")
    assert page.status in (422, 429)
    assert [i.get("value") for i in page.tree.iter("input") if i.get("name") == "files"]


async def test_what_is_marked_is_folded(place: Place, visitor: Visitors, amina: Person) -> None:
    await place.put(amina, MemberState.MEMBER)
    await bear(place, amina, sensitive=True)
    page = await (await visitor.of(amina)).get(place.path)
    (fold,) = [d for d in page.tree.iter("details") if d.get("class") == "file"]
    assert "Hidden until you open it" in "".join(fold.itertext())
    assert fold.get("open") is None and list(fold.iter("img"))


async def test_a_stranger_to_the_room_is_told_nothing_and_nothing_is_kept(
    hub: Hub, place: Place, visitor: Visitors, bo: Person
) -> None:
    page = await post(await visitor.of(bo), place, samples.jpeg(), alt="Tea")
    assert page.status == 404 and kept(hub) == []


async def test_only_who_may_read_the_message_may_fetch_its_file(
    hub: Hub, place: Place, visitor: Visitors, amina: Person, bo: Person, fay: Person, cleo: Person
) -> None:
    for person in (amina, bo):
        await place.put(person, MemberState.MEMBER)
    _message, upload = await bear(place, amina)
    browsers = {p.name: await visitor.of(p) for p in (amina, bo, cleo, fay)}
    assert await seen(browsers["Amina"], upload) == {200}
    assert await seen(browsers["Bo"], upload) == {200}
    for name in ("Cleo", "Fay"):
        assert await seen(browsers[name], upload) == {404}, "no role opens a private room"
    token = await make_token(hub, bo, "read")
    program = visitor(headers={"Authorization": f"Bearer {token}"})
    assert (await program.get(f"/api/v1/uploads/{upload}")).status == 404, "nor does a token"
    await place.put(bo, MemberState.REMOVED)
    assert await seen(browsers["Bo"], upload) == {404}


async def test_a_block_hides_files_too(
    hub: Hub, place: Place, visitor: Visitors, amina: Person, bo: Person
) -> None:
    for person in (amina, bo):
        await place.put(person, MemberState.MEMBER)
    _message, upload = await bear(place, amina)
    async with hub.transaction() as tx:
        await block(tx, bo, blocked_name=person_name(amina.person_id))
    assert await seen(await visitor.of(bo), upload) == {404}


End = Callable[[Hub, str, Person], Awaitable[None]]


async def taken_back(hub: Hub, message: str, author: Person) -> None:
    async with hub.transaction() as tx:
        change = NewChange(ChangeKind.WITHDRAW, author.person_id, "w-1", message)
        await change_messages(tx, [change])


async def removed(hub: Hub, message: str, author: Person) -> None:
    async with hub.transaction() as tx:
        await remove_message(tx, message, "Not here")


@pytest.mark.parametrize("end", [taken_back, removed])
async def test_what_was_taken_back_or_removed_shows_no_files(
    hub: Hub, place: Place, visitor: Visitors, amina: Person, bo: Person, end: End
) -> None:
    for person in (amina, bo):
        await place.put(person, MemberState.MEMBER)
    message, upload = await bear(place, amina)
    await end(hub, message, amina)
    reader = await visitor.of(bo)
    assert upload not in (await reader.get(place.path)).text
    assert await seen(reader, upload) == {404}


async def test_a_held_picture_is_its_authors_and_its_moderators(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person, cleo: Person
) -> None:
    place = await make_place(hub, RoomKind.OPEN)
    await change_community(hub, hold_first_posts=1)
    _message, upload = await bear(place, amina)
    assert await seen(await visitor.of(bo), upload) == {404}
    assert await seen(await visitor.of(amina), upload) == {200}
    moderator = await visitor.of(cleo)
    (case,) = {link for link in (await moderator.get("/moderation")).links() if "/cases/" in link}
    assert f"/uploads/{upload}/small" in (await moderator.get(case)).text
    assert await seen(moderator, upload) == {200}


async def test_under_a_name_for_one_room_a_file_has_no_name(
    place: Place, visitor: Visitors, amina: Person
) -> None:
    await place.put(amina, MemberState.MEMBER)
    await place.set(own_names=True)
    sender = await visitor.of(amina)
    await sender.post(f"{place.path}/name", {"own_name": "River"})
    await post(sender, place, samples.docx(), name="Amina Khan minutes.docx")
    page = await sender.get(place.path)
    assert "document.docx" in page.words and "Khan" not in page.text
    (link,) = {a for a in page.links() if a.startswith("/uploads/")}
    assert "Khan" not in (await sender.get(link)).headers["content-disposition"]


async def test_files_leave_with_their_message(
    hub: Hub, place: Place, clock: SettableClock, outbox: Outbox, amina: Person
) -> None:
    await place.put(amina, MemberState.MEMBER)
    await place.set(keep_days=30)
    await bear(place, amina)
    clock.move(days=29)
    await outbox.deliver_all()
    assert len(kept(hub)) == 2, "what a message bears is not unused"
    clock.move(days=2)
    await outbox.deliver_all()
    assert kept(hub) == []


async def test_whoever_leaves_takes_files_out_of_rooms(
    hub: Hub, place: Place, visitor: Visitors, amina: Person, bo: Person, outbox: Outbox
) -> None:
    for person in (amina, bo):
        await place.put(person, MemberState.MEMBER)
    _message, upload = await bear(place, amina)
    await (await visitor.of(amina)).post("/me/data/leave", {"sure": "yes"})
    await outbox.deliver_all()
    page = await (await visitor.of(bo)).get(place.path)
    assert "Look" in page.words and upload not in page.text
    assert kept(hub) == []


async def test_one_bears_ones_own_unused_files_alone(
    hub: Hub, place: Place, amina: Person, bo: Person
) -> None:
    for person in (amina, bo):
        await place.put(person, MemberState.MEMBER)
    mine = await make_picture(hub, amina)
    many = tuple([await make_picture(hub, amina) for _ in range(5)])
    for person, files in (
        (bo, (mine,)), (amina, ("zzzzzzzzzzzzzzzz",)), (amina, (mine, mine)), (amina, many),
    ):  # fmt: skip
        assert isinstance(await place.says(person, "Look", files=files), Refused)
    await place.says(amina, "Look", files=(mine,))
    assert isinstance(await place.says(amina, "Again", files=(mine,)), Refused)
    assert await place.bodies() == ["Look"]


async def test_over_the_socket_a_post_names_files_and_the_frame_bears_them(hall: Hall) -> None:
    room = await hall.room("files")
    person, token = await hall.person("Zora")
    upload = await make_picture(hall.hub, person)
    listener = await hall.listen(token)
    await listener.join(room)
    assert (await listener.post(room, "f-1", "Look", files=[upload]))["type"] == "ack"
    frame = await listener.until("message")
    (file,) = frame["files"]
    assert file["url"] == f"/uploads/{upload}" and file["alt"] == "A cup of tea"
    assert {*file} == {
        "id", "kind", "name", "bytes", "alt", "width", "height", "sensitive", "url",
    }  # fmt: skip
    assert f'src="/uploads/{upload}/small"' in frame["html"]
    assert frame["body"] == "Look"
    again = await listener.post(room, "f-1", "Look", files=[upload])
    assert again["type"] == "ack"
    other = await make_picture(hall.hub, person)
    assert (await listener.post(room, "f-1", "Look", files=[other]))["code"] == "conflict"
    assert (await listener.post(room, "f-2", "Look", files=[upload]))["code"] == "gone"
    await listener.post(room, "f-3", "Nothing with it")
    assert "files" not in await listener.until("message")
