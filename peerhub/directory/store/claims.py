"""Rows of claims, and of what editors say to them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.directory.claims import PAGE_CLAIMS, Claim, ClaimAnswer, ClaimState
from peerhub.directory.tables import claim_answers, organisation_claims

C, A = organisation_claims.c, claim_answers.c
OPEN = C.state == ClaimState.OPEN


def _claim(row: Any) -> Claim:
    fields = {name: getattr(row, name) for name in Claim.__slots__}
    return Claim(**{**fields, "state": ClaimState(row.state)})


def _answer(row: Any) -> ClaimAnswer:
    return ClaimAnswer(**{name: getattr(row, name) for name in ClaimAnswer.__slots__})


async def insert_claim(db: AsyncConnection, new: Claim) -> bool:
    """False where this person has an open one for the same page."""
    dialect = postgresql if db.dialect.name == "postgresql" else sqlite
    fields = {name: getattr(new, name) for name in Claim.__slots__}
    once = dialect.insert(organisation_claims).values(**fields).on_conflict_do_nothing()
    return await db.scalar(once.returning(C.claim_id)) is not None


async def find_claim(db: AsyncConnection, claim_id: str) -> Claim | None:
    row = (await db.execute(select(organisation_claims).where(C.claim_id == claim_id))).first()
    return _claim(row) if row else None


async def find_last_of(db: AsyncConnection, organisation_id: str, person_id: str) -> Claim | None:
    """The one that waits, else the last."""
    query = select(organisation_claims).where(
        C.organisation_id == organisation_id, C.person_id == person_id
    )
    row = (await db.execute(query.order_by(OPEN.desc(), C.asked_at.desc()).limit(1))).first()
    return _claim(row) if row else None


async def list_open(db: AsyncConnection) -> list[Claim]:
    """The oldest first."""
    query = select(organisation_claims).where(OPEN).order_by(C.asked_at, C.claim_id)
    return [_claim(row) for row in await db.execute(query.limit(PAGE_CLAIMS))]


async def list_open_of_page(db: AsyncConnection, organisation_id: str) -> list[Claim]:
    query = select(organisation_claims).where(OPEN, C.organisation_id == organisation_id)
    return [_claim(row) for row in await db.execute(query.order_by(C.asked_at, C.claim_id))]


async def list_claims_of_person(db: AsyncConnection, person_id: str) -> list[Claim]:
    query = select(organisation_claims).where(C.person_id == person_id)
    return [_claim(row) for row in await db.execute(query.order_by(C.asked_at, C.claim_id))]


async def set_claim_state(
    db: AsyncConnection, claim_id: str, state: ClaimState, at: datetime, reason: str = ""
) -> bool:
    """Compare and set: only what is open is decided or withdrawn, once."""
    change = update(organisation_claims).where(C.claim_id == claim_id, OPEN)
    said = {"state": state, "decided_at": at, "reason": reason}
    return (await db.execute(change.values(**said))).rowcount == 1


async def set_answer(db: AsyncConnection, answer: ClaimAnswer) -> None:
    """The last word of each editor stands."""
    dialect = postgresql if db.dialect.name == "postgresql" else sqlite
    fields = {name: getattr(answer, name) for name in ClaimAnswer.__slots__}
    row = dialect.insert(claim_answers).values(**fields)
    said = {name: fields[name] for name in ("agrees", "words", "at")}
    await db.execute(row.on_conflict_do_update(index_elements=["claim_id", "person_id"], set_=said))


async def list_answers(db: AsyncConnection, claim_id: str) -> list[ClaimAnswer]:
    query = select(claim_answers).where(A.claim_id == claim_id)
    return [_answer(row) for row in await db.execute(query.order_by(A.at, A.person_id))]


async def list_answers_of_person(db: AsyncConnection, person_id: str) -> list[ClaimAnswer]:
    query = select(claim_answers).where(A.person_id == person_id)
    return [_answer(row) for row in await db.execute(query.order_by(A.at, A.claim_id))]


async def delete_claims_of_person(db: AsyncConnection, person_id: str) -> None:
    """What they asked, with what was said to it, and what they said to others' claims."""
    theirs = select(C.claim_id).where(C.person_id == person_id)
    gone = or_(A.person_id == person_id, A.claim_id.in_(theirs))
    await db.execute(delete(claim_answers).where(gone))
    await db.execute(delete(organisation_claims).where(C.person_id == person_id))
