"""Zulip's proof, for rooms: a page as it was, plus the frames since, is the page as it is (R23)."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import httpx2
import pytest

from peerhub.core.hub import Hub
from peerhub.rooms.models import ChangeKind, NewChange
from peerhub.rooms.service import decide
from peerhub.rooms.service.change import change_messages
from tests.rooms.conftest import Hall
from tests.support.listener import PATIENCE, Listener

Act = Callable[["Scene"], Awaitable[Any]]


class Scene:
    """Two people in a room in which some messages stand."""

    def __init__(self, hall: Hall, room: str, token: str, ids: list[str], person_id: str) -> None:
        self.hall, self.room, self.token, self.ids = hall, room, token, ids
        self.person_id = person_id

    @property
    def hub(self) -> Hub:
        return self.hall.hub

    async def page(self) -> list[dict[str, Any]]:
        """The room as somebody sees it who opens it now: every message, by place."""
        headers = {"Authorization": f"Bearer {self.token}"}
        address = f"{self.hall.server.address}/api/v1/rooms/{self.room}/messages"
        async with httpx2.AsyncClient(headers=headers) as client:
            answer = await client.get(address, params={"limit": "100"})
        items: list[dict[str, Any]] = answer.json()["items"]
        return items

    async def change(self, kind: ChangeKind, at: int, **more: Any) -> None:
        async with self.hub.transaction() as tx:
            key = f"{kind}-{at}-{more.get('on', '')}"
            change = NewChange(kind, self.person_id, key, self.ids[at], **more)
            (answer,) = await change_messages(tx, [change])
            assert not isinstance(answer, Exception), answer


async def post(scene: Scene) -> None:
    listener = await scene.hall.listen(scene.token)
    await listener.post(scene.room, "new", "One more")


async def answer(scene: Scene) -> None:
    listener = await scene.hall.listen(scene.token)
    said = {"reply_to": scene.ids[0], "warning": "hard words"}
    await listener.post(scene.room, "answer", "To the first", **said)


async def aside(scene: Scene) -> None:
    listener = await scene.hall.listen(scene.token)
    await listener.post(scene.room, "aside", "By the way", thread=scene.ids[0])


async def edit(scene: Scene) -> None:
    await scene.change(ChangeKind.EDIT, 0, body="Better", html="<p>Better</p>\n")


async def withdraw(scene: Scene) -> None:
    await scene.change(ChangeKind.WITHDRAW, 1)


async def react_and_think_again(scene: Scene) -> None:
    await scene.change(ChangeKind.REACT, 0, emoji="👍")
    await scene.change(ChangeKind.REACT, 1, emoji="🙏")
    await scene.change(ChangeKind.REACT, 0, emoji="👍", on=False)


async def remove(scene: Scene) -> None:
    async with scene.hub.transaction() as tx:
        await decide.remove_message(tx, scene.ids[0], "It is about a person.")


async def restore(scene: Scene) -> None:
    await remove(scene)
    async with scene.hub.transaction() as tx:
        await decide.restore_message(tx, scene.ids[0])


async def several_at_once(scene: Scene) -> None:
    await edit(scene)
    await post(scene)
    await withdraw(scene)
    await react_on_the_first(scene)


async def react_on_the_first(scene: Scene) -> None:
    await scene.change(ChangeKind.REACT, 0, emoji="💡")


ACTS: list[Act] = [
    post,
    answer,
    aside,
    edit,
    withdraw,
    react_and_think_again,
    remove,
    restore,
    several_at_once,
]


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__.replace("_", " "))
async def test_a_page_and_its_frames_make_the_page(hall: Hall, act: Act) -> None:
    scene, reader = await scene_of(hall, act.__name__)
    before = await scene.page()
    joined = await reader.join(scene.room)
    await act(scene)
    after = await scene.page()
    newest = max(item["seq"] for item in after)
    states = {item["id"]: item for item in before}
    async with asyncio.timeout(PATIENCE):
        seq = joined["seq"]
        while seq < newest:
            frame = await reader.until("message")
            states[frame["id"]], seq = frame, frame["seq"]
    by_place = sorted(states.values(), key=lambda item: -int(item["created_seq"]))
    assert by_place == after


async def scene_of(hall: Hall, name: str) -> tuple[Scene, Listener]:
    room = await hall.room(f"frames-{name.replace('_', '-')}"[:40])
    person, token = await hall.person(f"W {name}")
    _reader, other = await hall.person(f"R {name}")
    writer = await hall.listen(token)
    ids = [
        str((await writer.post(room, f"c-{n}", words))["id"])
        for n, words in enumerate(("First", "Second *of two*"))
    ]
    return Scene(hall, room, token, ids, person.person_id), await hall.listen(other)
