"""What a block hides, decided by names alone, so that no block can be used to find a person out.

A block is made on a name (the one somebody has in the whole hub, or one for a room alone) and
counts for that name and no other of theirs. Who made it sees nothing written under that name;
who bears that name sees nothing written under the name from which the block was made.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from peerhub.people.models import Block

NAME, PSEUDONYM = "name", "pseudonym"  # for one room alone, for one board alone


class Blocks:
    """An index of blocks; asked for every message on its way to many readers."""

    def __init__(self, found: Iterable[Block] = ()) -> None:
        self._unread_by: dict[str, set[str]] = {}  # name -> people who do not want to read it
        self._hidden_from: dict[str, set[str]] = {}  # name -> names that may not read it
        for block in found:
            self._unread_by.setdefault(block.blocked_name, set()).add(block.blocker_id)
            self._hidden_from.setdefault(block.blocker_name, set()).add(block.blocked_name)

    def concerns(self, name: str) -> bool:
        """Whether anybody at all may miss what is written under this name."""
        return name in self._unread_by or name in self._hidden_from

    def hides(self, name: str, reader_id: str, reader_name: str) -> bool:
        """Whether words under `name` are hidden from this reader, who is `reader_name` here."""
        return reader_id in self._unread_by.get(name, ()) or reader_name in self._hidden_from.get(
            name, ()
        )

    def hidden_names(self, reader_id: str, reader_name: str) -> frozenset[str]:
        """All names that this reader, who is `reader_name` here, does not read."""
        unread = {name for name, people in self._unread_by.items() if reader_id in people}
        return frozenset(unread) | {
            name for name, readers in self._hidden_from.items() if reader_name in readers
        }


def people_hidden(found: Sequence[Block], person_id: str) -> frozenset[str]:
    """Whom this person does not meet under their hub name: blocked by them, or blocking it."""
    me = person_name(person_id)
    names = [b.blocked_name for b in found if b.blocker_id == person_id]
    names += [b.blocker_name for b in found if b.blocked_name == me]
    return frozenset(who for name in names if (who := person_behind(name)))


def person_name(person_id: str) -> str:
    """The name that somebody has in the whole hub."""
    return f"person:{person_id}"


def person_behind(name: str) -> str | None:
    """The person_id in a name that somebody has in the whole hub; None for one in a room alone."""
    kind, _colon, person_id = name.partition(":")
    return person_id if kind == "person" else None


def room_name(room_id: str, handle: str) -> str:
    """A name for one room alone."""
    return f"{NAME}:{room_id}:{handle}"


def ids_in(names: Iterable[str]) -> frozenset[str]:
    """The ids of people and pseudonyms in these names."""
    return frozenset(name.rpartition(":")[2] for name in names)


def pseudonym_name(board_id: str, pseudonym_id: str) -> str:
    """Who writes without a name in one board."""
    return f"{PSEUDONYM}:{board_id}:{pseudonym_id}"
