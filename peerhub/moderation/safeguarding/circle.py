"""Whose keys count: the founders', and every one that a lead's key which counts has signed. Pure.

The database says who holds a role; only signatures say who can be sealed to. Whoever writes into
the database can put a key there, but cannot sign it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from peerhub.moderation.safeguarding.models import Approval, LeadKey, Part
from peerhub.moderation.safeguarding.wall import KeyRing, is_signed

FOUNDERS = 2
SIGNERS = (Part.LEAD, Part.SHEET)  # deputies and the independent contact read, and let nobody in


@dataclass(frozen=True)
class Circle:
    """All keys that ever were, by id, and for each the ids of those that truly signed it."""

    keys: Mapping[str, LeadKey] = field(default_factory=dict)
    vouched: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def founders(self) -> list[LeadKey]:
        """The two who signed one another's keys first; nobody where that is not so."""
        leads = [k for k in self.keys.values() if k.founder and k.part is Part.LEAD]
        named = sorted(leads, key=lambda k: k.key_id)
        if len(named) != FOUNDERS:
            return []
        first, second = named
        mutual = first.key_id in self._by(second) and second.key_id in self._by(first)
        return named if mutual else []

    @property
    def counting(self) -> dict[str, LeadKey]:
        """Keys that count now, by id: those that were not ended."""
        return {i: key for i, key in self._reached().items() if key.ended_at is None}

    @property
    def waiting(self) -> list[LeadKey]:
        """Keys that somebody made and nobody who counts has signed yet."""
        reached = self._reached()
        return [k for k in self.keys.values() if k.ended_at is None and k.key_id not in reached]

    def of_person(self, person_id: str) -> LeadKey | None:
        """This person's key that is not ended, whether it counts or not."""
        own = [k for k in self.keys.values() if k.person_id == person_id and not k.ended_at]
        return max(own, key=lambda k: k.made_at) if own and person_id else None

    def counts(self, key: LeadKey | None) -> bool:
        return key is not None and key.key_id in self.counting

    def ever_counted(self, key: LeadKey) -> bool:
        """Those too who have left: what they wrote then still stands."""
        return key.key_id in self._reached()

    def vouchers_of(self, key: LeadKey) -> list[LeadKey]:
        """Who of those that count signed this key."""
        reached = self._reached()
        return [self.keys[i] for i in sorted(self._by(key)) if i in reached]

    def holders(self, *parts: Part) -> list[LeadKey]:
        return [k for k in self.counting.values() if k.part in parts]

    def _by(self, key: LeadKey) -> frozenset[str]:
        """Of those who signed it, the ones whose signature lets anybody in."""
        signed = self.vouched.get(key.key_id, frozenset())
        return frozenset(by for by in signed if self.keys[by].part in SIGNERS)

    def _reached(self) -> dict[str, LeadKey]:
        reached = {key.key_id: key for key in self.founders}
        while True:
            more = {
                i: key
                for i, key in self.keys.items()
                if i not in reached and any(by in reached for by in self._by(key))
            }
            if not more:
                return reached
            reached |= more


def circle_of(keys: Iterable[LeadKey], approvals: Iterable[Approval]) -> Circle:
    """Every signature is checked anew: what the database says about them is not believed."""
    known = {key.key_id: key for key in keys}
    vouched: dict[str, set[str]] = {}
    for approval in approvals:
        key, by = known.get(approval.key_id), known.get(approval.by_key_id)
        if key is None or by is None or key is by:
            continue
        if is_signed(by.pen, approval.signature, approval_text(key)):
            vouched.setdefault(key.key_id, set()).add(by.key_id)
    return Circle(known, {i: frozenset(by) for i, by in vouched.items()})


def approval_text(key: LeadKey) -> str:
    """What a signature under somebody's key says: whose it is, for what, and the key itself."""
    return "\x1f".join(
        ("approve", key.key_id, key.person_id, key.part, key.box.hex(), key.pen.hex())
    )


def founders_text(founders: Iterable[LeadKey]) -> str:
    """What each holder signs for themselves, so that an exchanged circle shows."""
    return "\x1f".join(("founders", *sorted(f"{k.key_id}:{k.pen.hex()}" for k in founders)))


def knows_founders(key: LeadKey, ring: KeyRing, founders: Iterable[LeadKey]) -> bool:
    """Whether these are the founders that this holder once signed; by their own pen, not the row's."""
    return is_signed(ring.public_pen, key.founders, founders_text(founders))
