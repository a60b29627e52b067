"""Whoever reads a room sees it change when a moderator removes one file of a message."""

import httpx2

from peerhub.core.items import ItemRef
from peerhub.core.keys import new_id
from peerhub.moderation import access
from peerhub.moderation.models import ReportReason
from peerhub.moderation.service.report import report
from peerhub.people.models import Person
from peerhub.rooms.models import Answer, NewMessage
from peerhub.rooms.service.post import post_messages
from tests.rooms.conftest import Hall
from tests.support.factories import make_person, make_picture, make_session


async def _picture_in(hall: Hall, room: str, author: Person) -> tuple[Answer, str]:
    picture = await make_picture(hall.hub, author, "Our door")
    said = NewMessage(author.person_id, room, new_id(), "Look", "<p>Look</p>", files=(picture,))
    async with hall.hub.transaction() as tx:
        (answer,) = await post_messages(tx, [said])
    assert isinstance(answer, Answer)
    return answer, picture


async def _removes(hall: Hall, reporter: Person, moderator: Person, picture: str) -> None:
    """By the page's own door, at the server whose lines are open."""
    async with hall.hub.transaction() as tx:
        await report(
            tx,
            reporter,
            item=ItemRef("file", picture),
            reason=ReportReason.PRIVATE,
            note="",
            client_id=new_id(),
        )
    async with hall.hub.reading() as db:
        (case,) = await access.cases_for_moderator(db, moderator, limit=2)
        found = await access.dossier_for_moderator(
            db, hall.hub.keys, hall.hub.contents, moderator, case.case_id
        )
    cookie = await make_session(hall.hub, moderator)
    headers = {"Origin": hall.server.address, "Cookie": f"peerhub={cookie}"}
    said = {"outcome": "remove", "reason": "A door", "seen": found.seen}
    async with httpx2.AsyncClient(headers=headers) as browser:
        path = f"{hall.server.address}/moderation/cases/{case.case_id}/decision"
        assert (await browser.post(path, data=said)).status_code == 303


async def test_the_same_message_comes_again_without_its_file(hall: Hall) -> None:
    room = await hall.room("doors")
    author, line = await hall.sit_down("Ida")
    reporter = await make_person(hall.hub, "Noor")
    moderator = await make_person(hall.hub, "Mo", roles=("moderator@space:doors",))
    answer, picture = await _picture_in(hall, room, author)
    await line.join(room, after=0)
    before = await line.until("message", id=answer.message_id)
    assert [one["id"] for one in before["files"]] == [picture]
    await _removes(hall, reporter, moderator, picture)
    after = await line.until("message", id=answer.message_id)
    assert after["seq"] > before["seq"] and after["body"] == "Look"
    assert "files" not in after and picture not in after["html"]
    assert "A file was removed." in after["html"]
    assert "removed" not in after, "the message itself was not"
