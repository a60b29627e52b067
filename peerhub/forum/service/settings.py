"""What those who look after a board decide about it: its name, purpose and ground rules."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from peerhub.core.transaction import Transaction
from peerhub.forum.door import board_to_change
from peerhub.forum.store import boards
from peerhub.moderation.bounds import Place, Said, check_may_say
from peerhub.people.models import Person


@dataclass(frozen=True, slots=True)
class Settings:
    """All of a board that may be changed at its own page; limits are the form's."""

    title: str
    purpose: str
    rules: str
    anonymous: bool
    anonymous_held: bool


async def change_settings(tx: Transaction, person: Person, slug: str, wanted: Settings) -> None:
    """NotFound or Forbidden where it is not theirs."""
    door = await board_to_change(tx.db, person, slug)
    said = Said(plain=(wanted.title, wanted.purpose, wanted.rules))
    await check_may_say(tx, person, Place(door.board.scopes), said)
    await boards.set_board(tx.db, slug, **asdict(wanted))
