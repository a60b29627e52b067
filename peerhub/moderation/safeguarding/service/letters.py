"""Letters between leads and somebody whom a concern is about, who may have no account.

Each correspondence has a box of its own, opened by a code. Which concern it belongs to is sealed
into it: nothing at rest joins the two. A member is told in the hub that a letter waits; their code
is then closed with the hub's own keys, so whoever runs the server could open those letters, which
the form says to the lead.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

from peerhub.core.errors import NotFound, Refused
from peerhub.core.keys import Keys, new_id
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.moderation.safeguarding import passphrases
from peerhub.moderation.safeguarding.access import Holder
from peerhub.moderation.safeguarding.correspondence import letter_mark
from peerhub.moderation.safeguarding.models import (
    CODE_SIGNS,
    REFERENCE_SIGNS,
    ConcernState,
    EntryKind,
    LetterBox,
)
from peerhub.moderation.safeguarding.sealed import Line, back_place, box_place, code_place
from peerhub.moderation.safeguarding.service.call import remind
from peerhub.moderation.safeguarding.service.handle import act
from peerhub.moderation.safeguarding.service.write import write
from peerhub.moderation.safeguarding.store import concerns
from peerhub.moderation.safeguarding.store import letters as rows
from peerhub.moderation.safeguarding.wall import (
    Closed,
    grouped,
    open_with,
    public_box_of,
    reference_hash,
    seal_to,
    signs_from,
)
from peerhub.notifications.models import NoticeKind
from peerhub.notifications.service import notify


@dataclass(frozen=True, slots=True)
class Given:
    """What opens a new correspondence: to be handed over, or kept for a member by the hub."""

    box_id: str
    reference: str
    code: str
    public: bytes


async def new_correspondence() -> Given:
    """Slow: ask for it outside of any transaction."""
    secret, box_id = new_id() + new_id() + new_id(), new_id()
    reference = grouped(signs_from(secret, "reference", REFERENCE_SIGNS))
    code = grouped(signs_from(secret, "code", CODE_SIGNS))
    private = await passphrases.reply_box(code, box_id)
    return Given(box_id, reference, code, public_box_of(private))


@dataclass(frozen=True, slots=True)
class Addressed:
    """A letter. `member` is the id of whom the hub tells, "" where reference and code are handed over."""

    words: str
    reference: str
    member: str = ""


async def write_first(
    tx: Transaction, holder: Holder, concern_id: str, letter: Addressed, given: Given
) -> None:
    """A first letter, which opens a correspondence; a member reads it signed in."""
    back = seal_to(given.public, concern_id.encode(), about=back_place(given.box_id))
    box = LetterBox(given.box_id, given.public, back, None, "", tx.now)
    if letter.member:
        closed = tx.keys.seal(given.code, about=code_place(given.box_id))
        box = replace(box, closed_code=closed, mark=letter_mark(tx.keys, letter.member))
    await rows.insert_box(tx.db, box, reference_hash(given.reference))
    await _write(tx, holder, concern_id, letter, box)


async def write_again(tx: Transaction, holder: Holder, concern_id: str, letter: Addressed) -> None:
    """Another one; the chronology says to whom. Refused where they have left since."""
    box = await rows.find_by_reference(tx.db, reference_hash(letter.reference))
    if box is None:
        raise Refused(_("They cannot be reached this way any more."), field="about_letter")
    await _write(tx, holder, concern_id, letter, box)


async def _write(
    tx: Transaction, holder: Holder, concern_id: str, letter: Addressed, box: LetterBox
) -> None:
    await act(tx, holder, concern_id, EntryKind.LETTER, asdict(letter))
    number = await rows.next_number(tx.db, box.box_id)
    sealed = seal_to(box.reply_box, letter.words.encode(), about=box_place(box.box_id, number))
    await rows.insert_letter(tx.db, box.box_id, sealed, tx.now)
    if letter.member:
        await notify(
            tx,
            letter.member,
            NoticeKind.LETTER_WAITS,
            key=f"letter:{box.box_id}:{number}",
            path=f"/letters/{box.box_id}",
        )


async def answer(tx: Transaction, box: LetterBox, private: bytes, words: str) -> None:
    """What they write back; the leads are told that something is there. Refused where it is over."""
    try:
        concern_id = open_with(private, box.back, about=back_place(box.box_id)).decode()
    except Closed as error:
        raise NotFound() from error
    concern = await concerns.find_concern(tx.db, concern_id)
    if concern is None:
        raise Refused(_("This is closed, and nobody reads it any more. Tell us again."))
    await write(tx, concern, Line(EntryKind.ANSWER, {"words": words}))
    if concern.state is not ConcernState.WAITING:
        await remind(tx, concern)


async def code_of(keys: Keys, box: LetterBox) -> bytes:
    """A member's private key, out of the code that the hub keeps for them. Slow."""
    if box.closed_code is None:
        raise NotFound()
    code = keys.unseal(box.closed_code, about=code_place(box.box_id))
    return await passphrases.reply_box(code, box.box_id)
