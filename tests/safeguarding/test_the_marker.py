"""A marker is planted in every field of a flag, and looked for everywhere outside of the wall (S5)."""

import asyncio
import sqlite3
from typing import Any

import pytest

from peerhub.core.hub import Hub
from peerhub.core.logs import set_up_logs
from peerhub.people.models import Person
from tests.safeguarding.conftest import PASSPHRASE, QUEUE, Circle
from tests.safeguarding.test_the_wall import everything_in
from tests.support.factories import make_token
from tests.support.letters import Letters

MARK = "zebrafinch"
FLAG: dict[str, Any] = {
    "words": f"{MARK} words",
    "who": f"{MARK} at number 9",
    "when_where": f"{MARK} yesterday",
    "knows": f"{MARK} wishes",
    "answer_how": f"{MARK} after six",
}
PAGES = (
    "/", "/notifications", "/search?q=zebrafinch", "/moderation", "/admin", "/admin/people",
    "/figures", "/me/data/export", "/api/v1/search?q=zebrafinch", "/api/v1/moderation/queue",
    "/api/v1/notifications", "/api/v1/me/export", "/metrics", "/no/such/zebra",
)  # fmt: skip


class Overheard:
    """Every frame that goes over the bus."""

    def __init__(self, hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
        self.frames: list[bytes] = []
        publish = hub.bus.publish

        async def overhear(topic: str, frame: bytes) -> None:
            self.frames.append(topic.encode() + frame)
            await publish(topic, frame)

        monkeypatch.setattr(hub.bus, "publish", overhear)


async def a_whole_story(circle: Circle, amina: Person, dana: Person, gita: Person) -> Any:
    """Raised, read, recorded, answered, asked back, passed on, climbed and closed."""
    lead, _other = await circle.found(dana, gita)
    kept = await circle.raises(amina, **FLAG)
    await circle.hub.outbox.deliver_all()
    await circle.opens(lead)
    path = lead.page.path
    await lead.submit(holding="In words", words=f"{MARK} record", part="known")
    await lead.submit(holding="Your letter", letter=f"{MARK} letter")
    await lead.submit(holding="On which day?", task=f"{MARK} task", task_on="2027-01-31")
    await lead.submit(holding=f"Done: {MARK}", came_of_it=f"{MARK} done")
    answering = await circle.reads(kept)
    assert MARK in answering.text
    await circle.later(hours=5)
    lead = await circle.unlocks(dana)
    await lead.get(path)
    await lead.submit(holding="Pass it on now")
    await lead.get(path)
    page = await lead.submit(holding="What came of it?", outcome=f"{MARK} end", why=f"{MARK} why")
    assert page.status == 200, page.words
    await circle.later(hours=5)
    return kept, path


async def test_it_stands_nowhere_outside_of_the_wall(
    circle: Circle, hub: Hub, mail: Letters, amina: Person, bo: Person, cleo: Person, fay: Person,
    dana: Person, gita: Person, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    set_up_logs()
    overheard = Overheard(hub, monkeypatch)
    kept, path = await a_whole_story(circle, amina, dana, gita)
    letters = "".join(letter.message.as_string() for letter in await mail.all())
    said = "".join(capfd.readouterr())
    for secret in (MARK, PASSPHRASE, kept.code, kept.reference):
        assert secret not in said, "in a log"
        assert secret not in letters, "in a letter"
        assert not any(secret.encode() in frame for frame in overheard.frames), "on the bus"
        assert secret.encode() not in everything_in(hub.config.data_dir), "on the disk"
    assert overheard.frames and letters, "something was listened to at all"
    for person in (amina, bo, cleo, fay, dana):
        visitor = await circle.visitors.of(person)
        for page in PAGES:
            found = await visitor.get(page)
            text = found.text.replace(f'value="{MARK}"', "")  # what was searched for
            assert f"{MARK} " not in text, (person.handle, page)
    token = await make_token(hub, dana, "read", "write")
    program = circle.visitors(headers={"Authorization": f"Bearer {token}"})
    for door in (QUEUE, path, "/safeguarding/keys", f"{path}/file", "/api/v1/safeguarding"):
        shut = await program.ask("GET", door, follow=False)
        assert shut.status in (303, 404) and MARK not in shut.text


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)  # which one file can be locked
async def test_what_cannot_be_stored_says_so_and_keeps_the_words_on_the_screen_alone(
    circle: Circle, hub: Hub, dana: Person, gita: Person, capfd: pytest.CaptureFixture[str]
) -> None:
    """The database takes no writes: another program holds it."""
    set_up_logs()
    await circle.found(dana, gita)
    visitor = circle.visitors()
    await visitor.get("/get-help")
    await visitor.get("/flag")
    other = sqlite3.connect(hub.config.data_dir / "peerhub.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        page = await asyncio.wait_for(
            visitor.submit("/flag", holding="What did you see", urgency="1", **FLAG), 30
        )
    finally:
        other.execute("ROLLBACK")
        other.close()
    assert page.status == 503
    assert "This could not be stored, so nobody here has it." in page.words
    assert "Call 999" in page.words
    for value in FLAG.values():
        assert value in page.text
    said = "".join(capfd.readouterr())
    assert MARK not in said
    page = await visitor.submit("/flag", holding="What did you see")
    assert "Thank you. It is stored" in page.words, "the same form again, once it is back"
