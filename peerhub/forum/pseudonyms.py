"""Who is behind what was written without a name: asked by a keyed hash, sealed for safeguarding.

A pseudonym is one person's in one board. Nothing joins two of them, in two boards or to somebody's
name: not the invented name, not the id, not the hash, which nobody can make without the records key.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.keys import ID_LENGTH, Keys, new_id
from peerhub.core.transaction import Transaction
from peerhub.forum.models import Board, Post, Pseudonym
from peerhub.forum.store import pseudonyms, threads
from peerhub.people.models import Person

# Two words that judge nobody: light and weather, then what stands in a landscape.
FIRST = ("Amber", "Blue", "Bright", "Calm", "Clear", "Copper", "Early", "Evening", "Gentle", "Golden",
         "Green", "Indigo", "Lilac", "Misty", "Morning", "Mossy", "Northern", "Open", "Orange", "Pearl",
         "Purple", "Quiet", "Red", "Round", "Sandy", "Silver", "Soft", "Southern", "Spring", "Starry",
         "Still", "Summer", "Sunny", "Tall", "Violet", "Warm", "Western", "Wide", "Windy",
         "Winter")  # fmt: skip
SECOND = ("Bay", "Beach", "Bridge", "Brook", "Cedar", "Cloud", "Coast", "Corner", "Field", "Forest",
          "Garden", "Gate", "Grove", "Harbour", "Hedge", "Hill", "Island", "Lake", "Lane", "Lantern",
          "Maple", "Meadow", "Moon", "Mountain", "Orchard", "Path", "Pebble", "Pine", "Pond", "Rain",
          "River", "Shore", "Sky", "Star", "Stone", "Stream", "Tide", "Valley", "Willow", "Wind")  # fmt: skip


def mark_of(keys: Keys, board_id: str, person_id: str) -> str:
    """What "this person in this board" is for whoever holds the records key, and for nobody else."""
    return keys.mark("pseudonym", board_id, person_id)


def sealed_place(pseudonym_id: str) -> str:
    """What the sealed link is bound to, so that it opens in its own row only."""
    return f"pseudonym:{pseudonym_id}:person"


async def own_pseudonym(
    db: AsyncConnection, keys: Keys | None, person: Person | None, board: Board
) -> Pseudonym | None:
    """Under what they write here without a name; None before the first time, and without keys."""
    if keys is None or person is None:
        return None
    return await pseudonyms.find_by_mark(db, mark_of(keys, board.board_id, person.person_id))


async def own_ids(
    db: AsyncConnection, keys: Keys | None, person: Person | None, found: Sequence[Board]
) -> list[str]:
    """Ids of their pseudonyms in these boards: for showing them what waits, and to nobody else."""
    if keys is None or person is None:
        return []
    marks = [mark_of(keys, board.board_id, person.person_id) for board in found]
    return [one.pseudonym_id for one in await pseudonyms.list_by_marks(db, marks)]


async def own_unnumbered(db: AsyncConnection, own: Pseudonym | None, thread_id: str) -> list[Post]:
    """What its author alone sees of it in a thread: what waits, and what came of it."""
    if own is None:
        return []
    ids = await pseudonyms.list_unnumbered(db, thread_id, own.pseudonym_id)
    found, _threads = await threads.list_by_ids(db, ids)
    return sorted(found, key=lambda post: post.at)


async def own_posts_among(
    db: AsyncConnection, keys: Keys, person: Person, post_ids: Iterable[str]
) -> set[str]:
    """Which of these posts they wrote without a name."""
    found = await pseudonyms.list_marks_of_posts(db, post_ids)
    return {p for p, board_id, mark in found if mark == mark_of(keys, board_id, person.person_id)}


async def person_behind_post(db: AsyncConnection, keys: Keys, post_id: str) -> str:
    """Whose it is, unsealed; "" where it bears a name, or nobody is behind it any more.

    The one place where the seal is opened: through safeguarding, and nobody else.
    """
    found = await pseudonyms.find_seal_of_post(db, post_id)
    if found is None:
        return ""
    pseudonym_id, sealed = found
    try:
        return keys.unseal(sealed, about=sealed_place(pseudonym_id)).strip()
    except ValueError:
        return ""


async def take_pseudonym(tx: Transaction, person: Person, board: Board) -> Pseudonym:
    """Theirs in this board, invented with their first post."""
    known = await own_pseudonym(tx.db, tx.keys, person, board)
    if known is not None:
        return known
    name = _invented(await pseudonyms.list_names(tx.db, board.board_id))
    made = Pseudonym(new_id(), board.board_id, name)
    await pseudonyms.insert_pseudonym(
        tx.db,
        made,
        mark=mark_of(tx.keys, board.board_id, person.person_id),
        person=tx.keys.seal(person.person_id, about=sealed_place(made.pseudonym_id)),
    )
    return made


def _invented(used: set[str]) -> str:
    """Chosen by chance, so that it tells nothing; with a number once the board is full of names."""
    free = [name for one in FIRST for two in SECOND if (name := f"{one} {two}") not in used]
    if free:
        return secrets.choice(free)
    return f"{secrets.choice(FIRST)} {secrets.choice(SECOND)} {len(used)}"


async def forget_person(tx: Transaction, person_id: str) -> None:
    """Nobody is behind their pseudonyms any more; hash and seal go on looking like any other's."""
    marks = [mark_of(tx.keys, b, person_id) for b in await pseudonyms.list_board_ids(tx.db)]
    for one in await pseudonyms.list_by_marks(tx.db, marks):
        nobody = nobodys_seal(tx.keys, one.pseudonym_id)
        await pseudonyms.set_pseudonym(
            tx.db, one.pseudonym_id, mark=secrets.token_hex(32), person=nobody
        )


def nobodys_seal(keys: Keys, pseudonym_id: str) -> bytes:
    """With nobody in it, and as long as any other."""
    return keys.seal(" " * ID_LENGTH, about=sealed_place(pseudonym_id))
