"""Both roads of a prepared statement bring the same rows, and a quick transaction is a transaction."""

import gc
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from peerhub.app import build_hub
from peerhub.core.facts import FACT, find_fact, set_fact
from peerhub.core.hub import Hub
from peerhub.core.prepared import Prepared
from peerhub.core.receipts import find_receipts, insert_receipts
from peerhub.people.models import Person
from peerhub.rooms.models import Message, MessageState
from peerhub.rooms.store import messages, rooms
from tests.support.factories import make_room, make_token

SAMPLES: dict[str, Any] = {
    "slugs": ["noise", "absent"],
    "most": 5,
    "limit": 5,
    "offset": 0,
    "said": "hello",
    "after": 0,
    "count": 2,
    "hash": "none",
    "name": "epoch",
}


def statements(store: str) -> list[Prepared]:
    """Every one that the house has prepared, that brings rows and is not the other database's."""
    assert build_hub
    known = [
        one for one in gc.get_objects() if type(one) is Prepared
    ]  # isinstance would ask dead proxies
    theirs = (" MATCH ",) if store == "postgresql" else (" @@ ", "set_config")
    return [
        one
        for one in known
        if list(one.statement.exported_columns)
        and not any(words in str(one.statement) for words in theirs)
    ]


def sample(bind: Any, ids: list[str]) -> Any:
    if bind.key in SAMPLES:
        return SAMPLES[bind.key]
    values = {str: ids, int: [1, 2], datetime: [datetime.now(UTC)], bool: [False]}
    some = values[getattr(bind.type, "impl_instance", bind.type).python_type]
    return some if bind.expanding else some[0]


@pytest.fixture
async def ids(hub: Hub, amina: Person) -> list[str]:
    """Of a person and of a room with two messages in it, one of which is held."""
    room = await make_room(hub, "talk", "Talk")
    await make_token(hub, amina)
    async with hub.transaction() as tx:
        for n, state in enumerate((MessageState.VISIBLE, MessageState.HELD)):
            seq = 1 if n == 0 else None
            said = Message(
                message_id=f"m{n}",
                room_id=room.room_id,
                seq=seq,
                created_seq=seq,
                author_id=amina.person_id,
                client_id=f"c{n}",
                body="Hello",
                html="<p>Hello</p>",
                warning="",
                reply_to=None,
                at=tx.now,
                state=state,
            )
            await messages.insert_messages(tx.db, [said])
        await insert_receipts(tx, [(amina.person_id, "hash", {"id": "m0", "seq": None})])
    return [amina.person_id, room.room_id]


async def test_both_roads_bring_the_same_rows(hub: Hub, ids: list[str], store: str) -> None:
    found = 0
    for one in statements(store):
        binds = one.statement.compile().binds
        values = {n: sample(b, ids) for n, b in binds.items() if b.required}
        for some in (values, {n: v[::-1] if isinstance(v, str) else v for n, v in values.items()}):
            rows = []
            for straight in (True, False):
                try:
                    async with hub.transaction(quick=straight) as tx:
                        if straight:
                            got = await one.all(tx.db, **some)
                        else:
                            got = (await tx.db.execute(one.statement, some)).all()
                        rows.append([(tuple(row), row._fields) for row in got])
                        raise InterruptedError
                except InterruptedError:
                    pass  # nothing of it remains for the other road
            assert rows[0] == rows[1], str(one.statement)
            found += len(rows[0])
    assert found > 8


async def test_an_empty_in_finds_nothing(hub: Hub) -> None:
    async with hub.reading(quick=True) as db:
        assert await rooms.find_rooms(db, []) == {}


async def test_what_was_written_quickly_is_read_slowly(hub: Hub, ids: list[str]) -> None:
    async with hub.transaction(quick=True) as tx:
        await insert_receipts(tx, [("key", "hash", {"id": "é", "seq": 7, "held": False})])
        now = tx.now
    async with hub.transaction() as tx:
        assert await find_receipts(tx, ["key"]) == {
            "key": ("hash", {"id": "é", "seq": 7, "held": False})
        }
        assert tx.now >= now


async def test_a_quick_transaction_that_fails_leaves_nothing(hub: Hub) -> None:
    with pytest.raises(IntegrityError) as told:
        async with hub.transaction(quick=True) as tx:
            await set_fact(tx.db, "left", "behind")
            await insert_receipts(tx, [("twice", "words of a person", {})] * 2)
    assert "words of a person" not in str(told.value)
    async with hub.reading() as db:
        assert await find_fact(db, "left") is None


async def test_a_quick_reading_sees_one_past(hub: Hub) -> None:
    async with hub.reading(quick=True) as db:
        before = await FACT.one(db, name="told")
        async with hub.transaction(quick=True) as tx:
            await set_fact(tx.db, "told", "later")
        assert before is None
        assert await FACT.one(db, name="told") is None
    async with hub.reading(quick=True) as db:
        assert await find_fact(db, "told") == "later"
