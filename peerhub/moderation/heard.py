"""Who reads a complaint: who may answer it, and who made it, by its secret address."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import NotFound
from peerhub.core.keys import Keys
from peerhub.core.words import _
from peerhub.moderation import complaints as rules
from peerhub.moderation.complaints import ABOVE, FIRST_ROLE, HANDLING, Complaint, Step
from peerhub.moderation.store import complaints
from peerhub.people.access import holders_anywhere, people_by_id
from peerhub.people.models import Person

SECRET_LENGTH = 32  # of 64 hex signs: 128 bits


@dataclass(frozen=True, slots=True)
class Heard:
    """A complaint with its words and, once it has one, its answer's; `handler` for the record alone."""

    complaint: Complaint
    words: str
    answer: str
    handler: str = ""


def complaint_path(keys: Keys, reference: str) -> str:
    """The address at which whoever made it reads how it stands, with an account or without."""
    return f"/complaints/{reference}/{_secret(keys, reference)}"


def words_place(complaint_id: str) -> str:
    return f"complaint:{complaint_id}:words"


def answer_place(complaint_id: str) -> str:
    return f"complaint:{complaint_id}:answer"


async def complaint_for_complainant(
    db: AsyncConnection, keys: Keys, reference: str, secret: str
) -> Heard:
    """NotFound for any other secret, as for a complaint that never was."""
    if not hmac.compare_digest(secret.encode(), _secret(keys, reference).encode()):
        raise NotFound()
    found = await complaints.find_by_reference(db, reference)
    if found is None:
        raise NotFound()
    return await _heard(db, keys, found)


async def complaint_for_handler(
    db: AsyncConnection, keys: Keys, person: Person, complaint_id: str
) -> Heard:
    """NotFound where it is not theirs, like one that never was."""
    found = await complaints.find_complaint(db, complaint_id)
    if found is None or not rules.can_answer(person, found):
        raise NotFound()
    return await _heard(db, keys, found)


async def complaints_for_handler(db: AsyncConnection, person: Person) -> list[Complaint]:
    """What waits for this person's answer, the oldest first."""
    if not person.has_role(*HANDLING):
        return []
    found = await complaints.list_complaints(db, waiting=True)
    return [one for one in found if rules.can_answer(person, one)]


async def handlers_of(db: AsyncConnection, complaint: Complaint) -> list[Person]:
    """Everyone who may answer it now."""
    roles = {FIRST_ROLE[complaint.kind], *(ABOVE if complaint.step is Step.ABOVE else ())}
    found: dict[str, Person] = {}
    for role in sorted(roles):
        found |= {one.person_id: one for one in await holders_anywhere(db, role)}
    return [person for person in found.values() if rules.can_answer(person, complaint)]


async def step_with_somebody(db: AsyncConnection, complaint: Complaint) -> Step:
    """The step it is on, or the next where nobody on it may answer."""
    return complaint.step if await handlers_of(db, complaint) else Step.ABOVE


async def complaint_to_tell(db: AsyncConnection, complaint_id: str) -> Complaint | None:
    """For duties, which tell that it is there and no word of it."""
    return await complaints.find_complaint(db, complaint_id)


async def complaints_on_record(db: AsyncConnection, keys: Keys, person: Person) -> list[Heard]:
    """All that were ever made, for the records that the law asks for; without a complainant's words.

    The answer is left out for whom a complaint keeps out: it may be about them.
    """
    found = await complaints.list_complaints(db)
    people = await people_by_id(db, {one.answered_by for one in found} - {""})
    heard = []
    for one in found:
        full = await _heard(db, keys, one)
        near = replace(one, step=Step.ABOVE)
        may = rules.can_answer(person, near)
        name = people[one.answered_by].name if one.answered_by in people else ""
        heard.append(Heard(one, "", full.answer if may else "", name))
    return heard


async def _heard(db: AsyncConnection, keys: Keys, complaint: Complaint) -> Heard:
    words, answer = await complaints.find_sealed(db, complaint.complaint_id)
    return Heard(
        complaint,
        _open(keys, words, words_place(complaint.complaint_id)),
        _open(keys, answer, answer_place(complaint.complaint_id)) if answer else "",
    )


def _open(keys: Keys, sealed: bytes, place: str) -> str:
    try:
        return keys.unseal(sealed, about=place)
    except ValueError:
        return _("This cannot be opened: the hub's records key is another one now.")


def _secret(keys: Keys, reference: str) -> str:
    return keys.sign("complaint", reference)[:SECRET_LENGTH]
