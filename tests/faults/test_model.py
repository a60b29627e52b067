"""R22: whatever people do in whatever order, the room is what a hundred plain lines say it is."""

import asyncio
import shutil
import tempfile
from collections.abc import Awaitable
from pathlib import Path
from typing import Any, TypeVar, cast

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from peerhub.app import build_hub
from peerhub.core.config import load_config
from peerhub.core.errors import Refused
from peerhub.core.facts import ensure_epoch
from peerhub.core.keys import hash_token
from peerhub.core.text import to_html
from peerhub.people.blocks import person_name
from peerhub.people.models import Credential, Person
from peerhub.people.service.block import block
from peerhub.rooms.engine import Engine
from peerhub.rooms.frames import JoinFrame, MessageDraft, to_new_message
from peerhub.rooms.line import RESTARTING, Line
from peerhub.rooms.models import Answer, ChangeKind, NewChange, NewMessage
from peerhub.rooms.service.decide import remove_message
from peerhub.web.protocols import OurSocketProtocol
from tests.faults.model import ModelRoom
from tests.faults.sizes import size
from tests.support.factories import make_person, make_room, make_session
from tests.support.far_end import FarEnd

EXAMPLES, STEPS = size(50, 2_000), size(30, 50)
ROOM, NAMES = "model", ("Ada", "Ben", "Cai")
PATIENCE = 10.0
T = TypeVar("T")
names = st.sampled_from(NAMES)
which = st.integers(min_value=0)
bodies = st.sampled_from(["One", "Two", "**Three**"])
emojis = st.sampled_from(["👍", "💜"])


class Reader:
    """One person's client: keeps the highest seq it saw, and comes back with it."""

    def __init__(self) -> None:
        self.far_end = FarEnd()
        self.line: Line | None = None
        self.seq = 0
        self.taken = 0


class Talk(RuleBasedStateMachine):
    """A hub on a real SQLite file, its engine, and three people; beside them the model."""

    migrated: Path

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = Path(tempfile.mkdtemp(prefix="peerhub-model-"))
        shutil.copy(self.migrated, self.folder / "peerhub.sqlite3")
        self.model = ModelRoom()
        self.writes: list[tuple[NewMessage | NewChange, Answer]] = []
        self.readers = {name: Reader() for name in NAMES}
        self.people: dict[str, Person] = {}
        self.credentials: dict[str, Credential] = {}
        self.count = 0
        self.run(self._open())
        self.run(self._fill())

    def run(self, what: Awaitable[T]) -> T:
        async def in_time() -> T:
            async with asyncio.timeout(PATIENCE):
                return await what

        return self.runner.run(in_time())

    async def _open(self) -> None:
        self.hub = build_hub(load_config(data_dir=self.folder, database_url="", redis_url=""))
        self.engine = Engine(self.hub)
        self.engine.start()
        await self.engine.fanout.ask_blocks()

    async def _fill(self) -> None:
        async with self.hub.transaction() as tx:
            await ensure_epoch(tx.db)
        await make_room(self.hub, ROOM, "Model")
        for name in NAMES:
            person = self.people[name] = await make_person(self.hub, name, password=None)
            cookie = await make_session(self.hub, person)
            self.credentials[name] = Credential(hash_token(cookie), "session")

    async def _close(self) -> None:
        await self.engine.stop()
        await self.hub.close()

    def teardown(self) -> None:
        self.run(self._close())
        self.runner.close()
        shutil.rmtree(self.folder)

    def message(self, n: int) -> str:
        ids = list(self.model.newest())
        return ids[n % len(ids)]

    def fresh_id(self) -> str:
        self.count += 1
        return f"c{self.count}"

    def write(self, draft: NewMessage | NewChange) -> Answer | str:
        """The answer, or the code of the refusal."""
        try:
            answer = self.run(self.engine.writer.write(draft))
        except Refused as refusal:
            return refusal.code
        self.writes.append((draft, answer))
        return answer

    def change(self, kind: ChangeKind, who: str, message_id: str, **more: Any) -> int | str | None:
        person_id = self.people[who].person_id
        answer = self.write(NewChange(kind, person_id, self.fresh_id(), message_id, **more))
        return answer if isinstance(answer, str) else answer.seq

    @rule(who=names)
    def join(self, who: str) -> None:
        reader = self.readers[who]
        if reader.line is not None:
            return
        reader.far_end, reader.taken = FarEnd(), 0
        far_end = cast(OurSocketProtocol, reader.far_end)
        reader.line = Line(far_end, self.people[who], self.credentials[who])
        self.engine.subscriptions.lines.add(reader.line)
        frame = JoinFrame(type="join", ref="j", room=ROOM, after=reader.seq)
        missed = self.model.seqs_after(reader.seq)
        self.run(self.engine.subscriptions.join(reader.line, frame))
        assert [f["seq"] for f in reader.far_end.frames if f["type"] == "message"] == missed
        self.check_frames(who)
        reader.seq = self.model.seq

    @rule(who=names)
    def cut(self, who: str) -> None:
        reader = self.readers[who]
        if reader.line is not None:
            self.run(self.engine.subscriptions.drop(reader.line))
            reader.line = None

    @rule(who=names, body=bodies)
    def post(self, who: str, body: str) -> None:
        draft = MessageDraft(id=self.fresh_id(), body=body)
        answer = self.write(to_new_message(self.people[who].person_id, ROOM, draft))
        assert isinstance(answer, Answer)
        assert answer.seq == self.model.post(who, answer.message_id, body)

    @precondition(lambda self: self.writes)
    @rule(n=which)
    def retry(self, n: int) -> None:
        """Of any write, however long ago: the first answer, and nothing changes."""
        draft, answer = self.writes[n % len(self.writes)]
        assert self.run(self.engine.writer.write(draft)) == answer

    @precondition(lambda self: self.model.history)
    @rule(who=names, n=which, body=bodies)
    def edit(self, who: str, n: int, body: str) -> None:
        message_id = self.message(n)
        done = self.change(ChangeKind.EDIT, who, message_id, body=body, html=to_html(body))
        assert done == self.model.edit(who, message_id, body)

    @precondition(lambda self: self.model.history)
    @rule(who=names, n=which)
    def withdraw(self, who: str, n: int) -> None:
        message_id = self.message(n)
        done = self.change(ChangeKind.WITHDRAW, who, message_id)
        assert done == self.model.withdraw(who, message_id)

    @precondition(lambda self: self.model.history)
    @rule(who=names, n=which, emoji=emojis, on=st.booleans())
    def react(self, who: str, n: int, emoji: str, on: bool) -> None:
        message_id = self.message(n)
        done = self.change(ChangeKind.REACT, who, message_id, emoji=emoji, on=on)
        assert done == self.model.react(who, message_id, emoji, on=on)

    @precondition(lambda self: self.model.history)
    @rule(n=which)
    def remove(self, n: int) -> None:
        """By a moderator."""
        message_id = self.message(n)
        try:
            self.run(self._remove(message_id))
            refused: str | None = None
        except Refused as refusal:
            refused = refusal.code
        done = self.model.remove(message_id)
        assert refused == (done if isinstance(done, str) else None)

    async def _remove(self, message_id: str) -> None:
        async with self.hub.transaction() as tx:
            await remove_message(tx, message_id, "It breaks the rules.")

    @rule(who=names, whom=names)
    def block(self, who: str, whom: str) -> None:
        if who != whom:
            self.run(self._block(who, whom))
            self.model.block(who, whom)

    async def _block(self, who: str, whom: str) -> None:
        async with self.hub.transaction() as tx:
            name = person_name(self.people[whom].person_id)
            await block(tx, self.people[who], blocked_name=name)
        await self.engine.fanout.ask_blocks()

    @rule()
    def restart(self) -> None:
        self.run(self._close())
        for reader in self.readers.values():
            if reader.line is not None:
                assert reader.far_end.closed == RESTARTING
                reader.line = None
        self.run(self._open())

    @invariant()
    def everybody_holds_the_newest(self) -> None:
        for who, reader in self.readers.items():
            if reader.line is None:
                continue
            self.run(self._arrival(reader))
            live = [
                f["seq"] for f in reader.far_end.frames[reader.taken :] if f["type"] == "message"
            ]
            assert live == list(range(reader.seq + 1, self.model.seq + 1)), (
                "each once, none skipped"
            )
            self.check_frames(who)
            reader.seq = self.model.seq

    async def _arrival(self, reader: Reader) -> None:
        def held() -> int:
            seqs = [f["seq"] for f in reader.far_end.frames if f["type"] == "message"]
            return max([reader.seq, *seqs])

        while held() < self.model.seq:
            await asyncio.sleep(0)

    def check_frames(self, who: str) -> None:
        """What came since the last look is what the model says."""
        reader = self.readers[who]
        frames = reader.far_end.frames[reader.taken :]
        reader.taken = len(reader.far_end.frames)
        for frame in frames:
            if frame["type"] == "message":
                wanted = self.model.frame(frame["seq"], who)
                found = {key: bool(v) if key == "removed" else v for key, v in frame.items()}
                assert {key: found.get(key) for key in wanted} == wanted
                marks = {"hidden", "withdrawn", "removed"}
                assert marks & frame.keys() == marks & wanted.keys()


def test_the_model_holds(migrated: Path) -> None:
    Talk.migrated = migrated
    told = settings(
        max_examples=EXAMPLES,
        stateful_step_count=STEPS,
        derandomize=True,
        deadline=None,
        database=None,
    )
    run_state_machine_as_test(Talk, settings=told)
