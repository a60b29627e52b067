"""An export says the same whoever is behind a name for one place alone, and nothing that was not said."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import case, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.hub import Hub
from peerhub.core.tables import metadata
from peerhub.core.transaction import Transaction
from peerhub.export.service.leave import export_hub
from peerhub.forum.pseudonyms import mark_of, sealed_place
from peerhub.forum.tables import board_pseudonyms, posts, threads
from peerhub.people.models import Person
from peerhub.rooms.service.own_name import drop_own_name
from peerhub.rooms.tables import messages, room_members, room_names
from peerhub.uploads.tables import uploads
from tests.export.folders import contents, records, texts
from tests.export.world import NEVER, SECRET, World
from tests.support.factories import make_session, make_token

EVERYTHING: dict[str, Any] = {"secret": True, "addresses": True, "reason": "we move"}
MODES: list[dict[str, Any]] = [{}, EVERYTHING]


async def exchange(hub: Hub, one: Person, other: Person) -> None:
    """What each did without their name was the other's, all along."""
    a, b = one.person_id, other.person_id
    async with hub.transaction() as tx:
        nameless = select(messages.c.message_id).where(messages.c.own_handle.is_not(None))
        await _swap(tx.db, uploads.c.person_id, uploads.c.used_id.in_(nameless), a, b)
        await _swap(tx.db, messages.c.author_id, messages.c.own_handle.is_not(None), a, b)
        await _swap(tx.db, room_names.c.person_id, room_names.c.person_id.in_([a, b]), a, b)
        where = room_members.c.own_handle.is_not(None) & room_members.c.person_id.in_([a, b])
        query = select(room_members.c.person_id, room_members.c.own_handle).where(where)
        handles = {row.person_id: row.own_handle for row in await tx.db.execute(query)}
        if handles:
            await _swap(tx.db, room_members.c.own_handle, where, handles[a], handles[b])
        await _exchange_seals(tx, {a: b, b: a})


async def _swap(db: AsyncConnection, column: Any, where: Any, one: str, other: str) -> None:
    swapped = case((column == one, other), (column == other, one), else_=column)
    await db.execute(update(column.table).where(where).values({column.name: swapped}))


async def _exchange_seals(tx: Transaction, told: dict[str, str]) -> None:
    ids = board_pseudonyms.c.pseudonym_id
    found = (await tx.db.execute(select(board_pseudonyms))).all()
    for row in found:  # marks are unique: first out of the way
        mark = row.mark[::-1]
        await tx.db.execute(
            update(board_pseudonyms).where(ids == row.pseudonym_id).values(mark=mark)
        )
    for row in found:
        about = sealed_place(row.pseudonym_id)
        person_id = told[tx.keys.unseal(row.person, about=about)]
        values = {
            "mark": mark_of(tx.keys, row.board_id, person_id),
            "person": tx.keys.seal(person_id, about=about),
        }
        await tx.db.execute(
            update(board_pseudonyms).where(ids == row.pseudonym_id).values(**values)
        )


@pytest.mark.parametrize("mode", MODES, ids=["plain", "everything"])
async def test_it_is_the_same_whoever_is_behind(
    world: World, tmp_path: Path, mode: dict[str, Any]
) -> None:
    await export_hub(world.hub, tmp_path / "one", **mode)
    await exchange(world.hub, world.nadia, world.yara)
    await export_hub(world.hub, tmp_path / "other", **mode)
    assert contents(tmp_path / "one") == contents(tmp_path / "other")


async def test_who_never_used_their_name_is_a_line_among_people_and_nothing_else(
    world: World, tmp_path: Path
) -> None:
    await export_hub(world.hub, tmp_path / "out", **EVERYTHING)
    found = texts(tmp_path / "out")
    for word in (world.nadia.person_id, world.nadia.handle, world.nadia.name):
        assert [name for name in found if word in found[name]] == ["people.jsonl"], word
    assert found["people.jsonl"].count(world.nadia.person_id) == 1
    assert any("I am a fox" in text for text in found.values())
    assert any("Nobody knows me" in text for text in found.values())


async def test_who_goes_back_to_their_name_is_no_member_by_the_time_of_the_other(
    world: World, tmp_path: Path
) -> None:
    """A membership of an open room begins with a first message, here one of a fox."""
    async with world.hub.transaction() as tx:
        await drop_own_name(tx, world.nadia, "tea")
    await world.tea.says(world.amina, "I stay who I am")
    await export_hub(world.hub, tmp_path / "out", **EVERYTHING)
    members = {
        (one["room_id"], one["person_id"]) for one in records(tmp_path / "out", "room_members")
    }
    assert (world.tea.room.room_id, world.amina.person_id) in members
    assert not [room_id for room_id, person_id in members if person_id == world.nadia.person_id]


async def test_nothing_sealed_reported_taken_back_or_waiting_is_in_it(
    world: World, tmp_path: Path
) -> None:
    await make_session(world.hub, world.amina)
    token = await make_token(world.hub, world.amina)
    await export_hub(world.hub, tmp_path / "out", **EVERYTHING)
    everything = "".join(texts(tmp_path / "out").values())
    for word in (*NEVER, token, "argon2", "Report", "report:"):
        assert word not in everything, word
    for value in await hidden_values(world.hub):
        assert value not in everything


async def hidden_values(hub: Hub) -> set[str]:
    """Every id and hash of tables that hold what must not leave."""
    hidden = {
        "cases": ("case_id",),
        "reports": ("report_id", "reference"),
        "sessions": ("session_id", "cookie_hash"),
        "tokens": ("token_id", "token_hash"),
        "people": ("password_hash",),
        "receipts": ("key", "body_hash"),
        "board_pseudonyms": ("mark",),
        "poll_answers": ("answerer",),
        "used_handles": ("key",),
        "log_entries": ("hash",),
    }
    found: set[str] = set()
    async with hub.reading() as db:
        for name, columns in hidden.items():
            table = metadata.tables[name]
            for row in await db.execute(select(*(table.c[column] for column in columns))):
                found |= {value for value in row if value}
    assert len(found) > len(hidden)
    return found


async def test_secret_places_and_addresses_are_in_it_only_where_asked_for(
    world: World, tmp_path: Path
) -> None:
    await export_hub(world.hub, tmp_path / "plain")
    await export_hub(world.hub, tmp_path / "all", **EVERYTHING)
    plain, everything = ("".join(texts(tmp_path / name).values()) for name in ("plain", "all"))
    for word in (*SECRET, world.address, world.secret_picture, "@example.org"):
        assert word not in plain, word
        assert word in everything, word
    names = contents(tmp_path / "plain")
    assert f"files/{world.picture}.webp" in names
    assert not [name for name in names if world.secret_picture in name]
    assert {one["kind"] for one in records(tmp_path / "plain", "rooms")} == {"open", "restricted"}
    assert {one["kind"] for one in records(tmp_path / "plain", "boards")} == {"open"}


async def test_what_waits_stays_and_what_was_removed_is_a_stone(
    world: World, tmp_path: Path
) -> None:
    await export_hub(world.hub, tmp_path / "out", **EVERYTHING)
    for kind in ("messages", "posts"):
        found = records(tmp_path / "out", kind)
        stones = [one for one in found if one["state"] != "visible"]
        assert {one["state"] for one in stones} == {"withdrawn", "removed"}
        assert {(one["body"], one["html"], one["warning"]) for one in stones} == {("", "", "")}
        assert [one["removed_reason"] for one in stones if one["state"] == "removed"] == [
            "It named somebody"
        ]


async def test_a_claimed_letter_has_its_writers_name_and_not_the_one_it_came_with(
    world: World, tmp_path: Path
) -> None:
    mine = posts.c.author_name == "Wren"
    async with world.hub.transaction() as tx:
        await tx.db.execute(update(posts).where(mine).values(author_id=world.amina.person_id))
        began = threads.c.author_name == "Wren"
        await tx.db.execute(update(threads).where(began).values(author_id=world.amina.person_id))
    await export_hub(world.hub, tmp_path / "out", **EVERYTHING)
    everything = "".join(texts(tmp_path / "out").values())
    assert "Wren" not in everything and "c1a1" * 16 not in everything
    (letter,) = [one for one in records(tmp_path / "out", "posts") if one["body"] == "Old"]
    assert letter["author_id"] == world.amina.person_id
