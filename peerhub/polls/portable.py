"""What polls carry along: what was asked, and how many chose what. Nobody's answer.

Who chose what two things together is not told either: counts alone leave. Where they come back,
nobody knows any more who has answered; whoever did may answer an open poll once more.
"""

from __future__ import annotations

import hashlib
from itertools import count

from sqlalchemy import JSON, Column, ColumnElement, Integer, and_, func, or_
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.portable import Arriving, Leaving, Portable, Record, Records, among
from peerhub.core.text import to_html
from peerhub.polls import store
from peerhub.polls.models import CHOICE_LENGTH, MOST_CHOICES, STANCES, PollKind
from peerhub.polls.tables import poll_answers, poll_choices, polls


def _asked(leaving: Leaving) -> ColumnElement[bool]:
    return or_(
        *(
            and_(
                polls.c.about.startswith(f"{kind}:"),
                among(func.substr(polls.c.about, len(kind) + 2), ids, polls),
            )
            for kind, ids in leaving.items.items()
        )
    )


async def _with_counts(db: AsyncConnection, _leaving: Leaving, rows: list[Record]) -> list[Record]:
    records = []
    for row in rows:
        choices = await store.list_choices(db, row["poll_id"])
        results = await store.count_answers(db, row["poll_id"])
        said = [
            {
                "choice_id": choice.choice_id,
                "words": choice.words,
                "answers": results.counts.get(choice.choice_id, 0),
            }
            for choice in choices
        ]
        records.append({**row, "choices": said, "people": results.people})
    return records


def _check(record: Record) -> None:
    """Counts that people can have made, each choosing something and nothing twice."""
    choices = record["choices"]
    if not isinstance(choices, list) or not 1 < len(choices) <= MOST_CHOICES:
        raise ValueError("choices are too few or too many")
    shape = {"choice_id": str, "words": str, "answers": int}
    for one in choices:
        if not isinstance(one, dict) or {k: type(v) for k, v in one.items()} != shape:
            raise ValueError("choices are not described as choices are")
        if not one["choice_id"].isalnum() or not 0 < len(one["words"]) <= CHOICE_LENGTH:
            raise ValueError("choices are not described as choices are")
    if record["kind"] == PollKind.PROPOSAL and [c["words"] for c in choices] != list(STANCES):
        raise ValueError("choices of a proposal are others")
    counts = [one["answers"] for one in choices]
    most = sum(counts)
    least = max(counts) if record["kind"] == PollKind.SEVERAL else most
    if min(counts) < 0 or most > 1_000_000 or not least <= record["people"] <= most:
        raise ValueError("answers and people do not fit together")


async def _render(_arriving: Arriving, records: list[Record]) -> list[Record]:
    return [
        {**record, "outcome_html": to_html(record["outcome"]) if record["outcome"] else ""}
        for record in records
    ]


async def _answer(arriving: Arriving, records: list[Record]) -> None:
    """The choices, and as many answers by nobody as there were: one after the other in turn.

    Answers of one choice follow one another and are no more than people, so nobody gives one twice.
    """
    for record in records:
        await store.insert_choices(
            arriving.tx.db,
            record["poll_id"],
            [(one["choice_id"], one["words"]) for one in record["choices"]],
        )
        turn = count()
        rows = [
            {
                "poll_id": record["poll_id"],
                "answerer": _nobody(record["poll_id"], next(turn) % record["people"]),
                "choice_id": one["choice_id"],
            }
            for one in record["choices"]
            for _n in range(one["answers"])
        ]
        await store.insert_answers(arriving.tx.db, rows)


def _nobody(poll_id: str, number: int) -> str:
    """As long as a keyed hash, and nobody's."""
    return hashlib.sha256(f"answer {poll_id} {number}".encode()).hexdigest()


portable = Portable(
    records=[
        Records(
            "polls",
            polls,
            only=_asked,
            stays={"outcome_html": "made of the outcome"},
            extra=(
                Column("choices", JSON, nullable=False),
                Column("people", Integer, nullable=False),
            ),
            covers=(poll_choices, poll_answers),
            leave=_with_counts,
            check=_check,
            arrive=_render,
            then=_answer,
            late=True,
        )
    ]
)
