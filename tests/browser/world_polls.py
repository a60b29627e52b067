"""Polls of the world that the browser looks at: an open one, and a proposal that was decided."""

from collections.abc import Mapping

from peerhub.core.hub import Hub
from peerhub.forum.service import polling
from peerhub.people.models import Person
from peerhub.polls.access import get_poll
from peerhub.polls.models import PollKind


async def ask_polls(hub: Hub, people: Mapping[str, Person], polled: str, decided: str) -> None:
    """An open one in the thread `polled`, a proposal with its outcome in `decided`, both Amina's."""
    amina, eli = people["amina"], people["eli"]
    async with hub.transaction() as tx:
        await polling.ask_poll(
            tx,
            amina,
            polled,
            question="Which evening?",
            kind=PollKind.SEVERAL,
            choices=["Monday", "A long answer about an evening that suits nobody " + "x" * 40],
            open_days=7,
            hidden=False,
        )
        await polling.ask_poll(
            tx,
            amina,
            decided,
            question="We meet in turns, each time at another group’s place.",
            kind=PollKind.PROPOSAL,
            choices=[],
            open_days=0,
            hidden=True,
        )
        for thread_id in (polled, decided):
            poll = await get_poll(tx.db, polling.about(thread_id))
            await polling.answer_poll(tx, eli, thread_id, [poll.choices[0].choice_id])
        await polling.close_poll(tx, amina, decided)
        await polling.state_outcome(tx, amina, decided, "**Yes**: Eli’s group first.")
