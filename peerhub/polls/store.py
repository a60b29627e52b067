"""Rows of polls, their choices and answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.polls.models import Choice, Poll, PollKind, Results
from peerhub.polls.tables import poll_answers, poll_choices, polls

FIELDS = ("poll_id", "question", "hidden", "made_at", "closes_at", "outcome", "outcome_html")


async def find_poll(db: AsyncConnection, about: str) -> Poll | None:
    """The poll about something, with its choices in their order."""
    query = (
        select(polls, poll_choices.c.choice_id, poll_choices.c.words)
        .join(poll_choices, poll_choices.c.poll_id == polls.c.poll_id)
        .where(polls.c.about == about)
        .order_by(poll_choices.c.place)
    )
    rows = list(await db.execute(query))
    if not rows:
        return None
    fields = {name: getattr(rows[0], name) for name in FIELDS}
    choices = tuple(Choice(row.choice_id, row.words) for row in rows)
    return Poll(kind=PollKind(rows[0].kind), choices=choices, **fields)


async def insert_poll(db: AsyncConnection, about: str, poll: Poll) -> None:
    values = {name: getattr(poll, name) for name in FIELDS}
    await db.execute(insert(polls).values(about=about, kind=poll.kind, **values))
    rows = [
        {"poll_id": poll.poll_id, "choice_id": c.choice_id, "place": n, "words": c.words}
        for n, c in enumerate(poll.choices)
    ]
    await db.execute(insert(poll_choices), rows)


async def list_choices(db: AsyncConnection, poll_id: str) -> list[Choice]:
    query = select(poll_choices).where(poll_choices.c.poll_id == poll_id)
    found = await db.execute(query.order_by(poll_choices.c.place))
    return [Choice(row.choice_id, row.words) for row in found]


async def insert_choices(
    db: AsyncConnection, poll_id: str, choices: Iterable[tuple[str, str]]
) -> None:
    """`(choice_id, words)` in their order."""
    rows = [
        {"poll_id": poll_id, "choice_id": choice_id, "place": n, "words": words}
        for n, (choice_id, words) in enumerate(choices)
    ]
    await db.execute(insert(poll_choices), rows)


async def insert_answers(db: AsyncConnection, rows: list[dict[str, Any]]) -> None:
    if rows:
        await db.execute(insert(poll_answers), rows)


async def set_poll(db: AsyncConnection, poll_id: str, **fields: Any) -> None:
    await db.execute(update(polls).where(polls.c.poll_id == poll_id).values(**fields))


async def delete_poll(db: AsyncConnection, poll_id: str) -> None:
    await db.execute(delete(poll_answers).where(poll_answers.c.poll_id == poll_id))
    await db.execute(delete(poll_choices).where(poll_choices.c.poll_id == poll_id))
    await db.execute(delete(polls).where(polls.c.poll_id == poll_id))


async def replace_answers(
    db: AsyncConnection, poll_id: str, answerer: str, chosen: Iterable[str]
) -> None:
    """These choices instead of all earlier ones of the same answerer."""
    mine = (poll_answers.c.poll_id == poll_id) & (poll_answers.c.answerer == answerer)
    await db.execute(delete(poll_answers).where(mine))
    rows = [{"poll_id": poll_id, "answerer": answerer, "choice_id": c} for c in sorted(set(chosen))]
    if rows:
        await db.execute(insert(poll_answers), rows)


async def list_chosen(db: AsyncConnection, poll_id: str, answerer: str) -> frozenset[str]:
    query = select(poll_answers.c.choice_id).where(
        poll_answers.c.poll_id == poll_id, poll_answers.c.answerer == answerer
    )
    return frozenset(await db.scalars(query))


async def count_answers(db: AsyncConnection, poll_id: str) -> Results:
    counts = (
        select(poll_answers.c.choice_id, func.count())
        .where(poll_answers.c.poll_id == poll_id)
        .group_by(poll_answers.c.choice_id)
    )
    people = select(func.count(poll_answers.c.answerer.distinct())).where(
        poll_answers.c.poll_id == poll_id
    )
    by_choice = {choice_id: count for choice_id, count in await db.execute(counts)}
    return Results(by_choice, await db.scalar(people) or 0)


async def list_answered(
    db: AsyncConnection, answerers: Iterable[str]
) -> list[tuple[str, str, str]]:
    """`(about, question, words)` of every choice of these answerers, the oldest poll first."""
    query = (
        select(polls.c.about, polls.c.question, poll_choices.c.words)
        .join(poll_choices, poll_choices.c.poll_id == polls.c.poll_id)
        .join(poll_answers, poll_answers.c.choice_id == poll_choices.c.choice_id)
        .where(poll_answers.c.answerer.in_(list(answerers)))
        .order_by(polls.c.made_at, polls.c.poll_id, poll_choices.c.place)
    )
    return [(row.about, row.question, row.words) for row in await db.execute(query)]


async def list_ids(db: AsyncConnection) -> list[str]:
    return list(await db.scalars(select(polls.c.poll_id)))


async def delete_answers(db: AsyncConnection, answerers: Iterable[str]) -> None:
    await db.execute(delete(poll_answers).where(poll_answers.c.answerer.in_(list(answerers))))
