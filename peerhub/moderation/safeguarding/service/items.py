"""What a lead does with a flagged item. It makes no case, and leaves no trace in moderation's queue."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from peerhub.core.errors import NotFound, Refused
from peerhub.core.items import ItemCard, ItemRef, Outcome
from peerhub.core.transaction import Transaction
from peerhub.core.words import N_, _
from peerhub.moderation.safeguarding.access import Holder, OpenConcern, concern_opened
from peerhub.moderation.safeguarding.models import Concern, EntryKind
from peerhub.moderation.safeguarding.sealed import Line
from peerhub.moderation.safeguarding.service.copies import (
    hide_copies,
    is_of_a_picture,
    show_copies,
)
from peerhub.moderation.safeguarding.service.handle import act
from peerhub.moderation.safeguarding.service.write import write

HIDDEN = N_("It is hidden for now.")  # in the item's place: nothing about why, or by whom
HELPED = N_("someone is helping")  # the note behind which it is folded


@dataclass(frozen=True, slots=True)
class Standing:
    """What leads have made of an item so far, by this concern's chronology."""

    folded: bool = False
    hidden: bool = False
    copies: tuple[str, ...] = ()  # of its pictures, hidden elsewhere with it

    def after(self, said: Mapping[str, str]) -> Standing:
        act = said.get("act", "")
        if act == "fold":
            return replace(self, folded=True)
        if act == "hide":
            return replace(self, hidden=True, copies=tuple(said.get("copies", "").split()))
        if act == "show" and self.hidden:
            return replace(self, hidden=False, copies=())
        return replace(self, folded=False) if act == "show" else self

    @property
    def acts(self) -> tuple[str, ...]:
        """What can be done next."""
        if self.hidden:
            return ("leave", "show")
        return ("leave", "show", "hide") if self.folded else ("leave", "fold", "hide")


def acts_for(opened: OpenConcern, card: ItemCard | None) -> tuple[str, ...]:
    """What can be done with it; nothing with what is gone, or with a person."""
    if card is None or card.ref.id == card.author_id:
        return ()
    return standing_of(opened).acts


def standing_of(opened: OpenConcern) -> Standing:
    found = Standing()
    for entry in opened.entries:
        if entry.kind is EntryKind.ITEM:
            found = found.after(entry.said)
    return found


async def card_of(tx: Transaction, opened: OpenConcern) -> ItemCard | None:
    """The item as it stands now, in whatever state; None where there is none, or it is gone."""
    port = tx.contents.get(opened.item.kind) if opened.item else None
    return await port.card_for_moderator(tx.db, opened.item.id) if port and opened.item else None


async def act_on_item(
    tx: Transaction, holder: Holder, concern_id: str, wanted: str, why: str
) -> None:
    """Leave it, fold it, hide it, or show it again. Only leads undo what a lead did."""
    opened = await concern_opened(tx.db, holder, concern_id)
    item, stands = opened.item, standing_of(opened)
    if item is None:
        raise Refused(_("This concern is about no item of the hub."), field="act")
    if wanted not in stands.acts:
        raise Refused(_("This has been done already. Look at the concern again."), field="act")
    card = await card_of(tx, opened)
    if wanted in ("fold", "hide") and (card is None or card.state != "visible"):
        raise Refused(_("Nobody can read it now: it waits, or was taken away."), field="act")
    if wanted != "leave":
        await _apply(tx, item, stands, wanted)
    said = {"act": wanted, "why": why}
    if wanted == "hide" and is_of_a_picture(_kinds_of(opened)):
        said["copies"] = await hide_copies(tx, item)
    if wanted == "show" and stands.hidden:
        await show_copies(tx, item, stands.copies)
    await act(tx, holder, concern_id, EntryKind.ITEM, said)


def _kinds_of(opened: OpenConcern) -> list[str]:
    """Everything that its flags say it is."""
    flags = [entry.said for entry in opened.entries if entry.kind is EntryKind.FLAG]
    return [kind for said in flags for kind in said.get("kinds", "").split()]


async def hide_at_once(
    tx: Transaction, concern: Concern, card: ItemCard, *, kinds: Collection[str], why: str
) -> None:
    """Before any lead has looked. A flag that cannot hide anything is as good as another."""
    if card.state != "visible":
        return
    try:
        await _apply(tx, card.ref, Standing(), "hide")
    except Refused:
        return
    said = {"act": "hide", "why": why}
    if is_of_a_picture(kinds):
        said["copies"] = await hide_copies(tx, card.ref)
    await write(tx, concern, Line(EntryKind.ITEM, said))


async def _apply(tx: Transaction, item: ItemRef, stands: Standing, wanted: str) -> None:
    outcome, words = {
        "fold": (Outcome.FOLD, _(HELPED)),
        "hide": (Outcome.REMOVE, _(HIDDEN)),
        "show": (Outcome.RESTORE if stands.hidden else Outcome.UNFOLD, ""),
    }[wanted]
    try:
        await tx.contents[item.kind].apply(tx, item.id, outcome, words)
    except (NotFound, KeyError) as error:
        raise Refused(
            _("The item is gone, or somebody took it away. Nothing was changed."), field="act"
        ) from error
