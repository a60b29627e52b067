"""What a room is, in memory: the plainest thing that keeps the contract's promises. No code of ours."""

from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True)
class Said:
    """A message as it stands after one change."""

    id: str
    author: str
    body: str
    state: str = "visible"
    reactions: frozenset[tuple[str, str]] = frozenset()  # (person, emoji)

    def counts(self) -> dict[str, int]:
        emojis = [emoji for _person, emoji in self.reactions]
        return {emoji: emojis.count(emoji) for emoji in set(emojis)}


@dataclass
class ModelRoom:
    """Every change has the next seq; the newest state of each message stands."""

    history: list[Said] = field(default_factory=list)  # seq - 1 -> the state that took this seq
    blocks: set[frozenset[str]] = field(default_factory=set)

    @property
    def seq(self) -> int:
        return len(self.history)

    def newest(self) -> dict[str, Said]:
        return {said.id: said for said in self.history}

    def post(self, author: str, message_id: str, body: str) -> int:
        return self._take(Said(message_id, author, body))

    def edit(self, who: str, message_id: str, body: str) -> int | str:
        """The seq of the message then, or the code of the refusal; the same for the others."""
        said = self.newest()[message_id]
        refused = self._refused(who, said)
        if refused:
            return refused
        return self._at(said) if body == said.body else self._take(replace(said, body=body))

    def withdraw(self, who: str, message_id: str) -> int | str:
        said = self.newest()[message_id]
        return self._refused(who, said) or self._take(replace(said, state="withdrawn"))

    def react(self, who: str, message_id: str, emoji: str, *, on: bool) -> int | str:
        said = self.newest()[message_id]
        if said.state != "visible":
            return "gone"
        change = {(who, emoji)}
        wanted = said.reactions | change if on else said.reactions - change
        if wanted == said.reactions:
            return self._at(said)
        return self._take(replace(said, reactions=frozenset(wanted)))

    def remove(self, message_id: str) -> int | str:
        said = self.newest()[message_id]
        if said.state == "removed":
            return "conflict"
        return self._take(replace(said, state="removed"))

    def block(self, who: str, whom: str) -> None:
        self.blocks.add(frozenset((who, whom)))

    def frame(self, seq: int, reader: str) -> dict[str, Any]:
        """What this reader is told of the change that took this seq."""
        said = self.history[seq - 1]
        if frozenset((reader, said.author)) in self.blocks:
            return {"seq": seq, "id": said.id, "hidden": True}
        stands = said.state == "visible"
        told: dict[str, Any] = {"seq": seq, "id": said.id, "body": said.body if stands else ""}
        told["reactions"] = said.counts() if stands else {}
        if not stands:
            told[said.state] = True
        return told

    def seqs_after(self, after: int) -> list[int]:
        """Of each message that changed since, only its newest state."""
        newest = {said.id: n for n, said in enumerate(self.history, 1)}
        return sorted(seq for seq in newest.values() if seq > after)

    def _refused(self, who: str, said: Said) -> str:
        if said.author != who:
            return "not_allowed"
        return "" if said.state == "visible" else "gone"

    def _at(self, said: Said) -> int:
        return max(n for n, one in enumerate(self.history, 1) if one.id == said.id)

    def _take(self, said: Said) -> int:
        self.history.append(said)
        return self.seq
