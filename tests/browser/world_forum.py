"""Polls of the world that the browser looks at, an exchange proposed for the forum, and old letters."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

from peerhub.core.hub import Hub
from peerhub.core.text import to_html
from peerhub.extracts.access import exchange_for_proposer
from peerhub.extracts.service import propose
from peerhub.forum.access import board_to_fill, threads_for_reader
from peerhub.forum.acts import ActKind
from peerhub.forum.importers.archive import bring_archive
from peerhub.forum.models import Words
from peerhub.forum.service import polling
from peerhub.forum.service.boards import open_board
from peerhub.forum.service.claim import claim_letters, link_secret
from peerhub.forum.service.split import split
from peerhub.forum.service.tend import NewAct, tend
from peerhub.forum.service.write import Written, reply
from peerhub.people.models import Person
from peerhub.polls.access import get_poll
from peerhub.polls.models import PollKind
from tests.forum.archive import archive, letter


async def ask_polls(
    hub: Hub, people: Mapping[str, Person], open_thread: Written, done_thread: Written
) -> dict[str, str]:
    """An open one in the first thread, a proposal with its outcome in the second, both Amina's."""
    amina, eli = people["amina"], people["eli"]
    polled, decided = open_thread.thread_id, done_thread.thread_id
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
        await tend(tx, people["cleo"], decided, NewAct(ActKind.PIN, "It helps many of us."))
        await polling.state_outcome(tx, amina, decided, "**Yes**: Eli’s group first.")
    ids = {"polled": polled, "polled_slug": open_thread.slug}
    return ids | {"decided": decided, "decided_slug": done_thread.slug}


async def propose_extract(hub: Hub, people: Mapping[str, Person], first: str) -> str:
    """The id of what Bo proposes: their message in the room `welcome`, and Amina's answer."""
    bo = people["bo"]
    async with hub.transaction() as tx:
        exchange = await exchange_for_proposer(tx.db, bo, "welcome", first)
        ids = [message.message_id for message in exchange.said][:2]
        extract = await propose(
            tx, bo, room="welcome", first=first, messages=ids, board="housing", title="Where is it?"
        )
    return extract.extract_id


async def import_letters(hub: Hub, people: Mapping[str, Person]) -> dict[str, str]:
    """A small mailing list, as a network brings it along."""
    quoted = "> Who waters the beans?\n" * 12
    heads = "References: <letter-1@example.org>\nSubject: Re: Beans"
    mails = [letter(body="Who waters the beans?", number=1)]
    for n, who in enumerate(("bo", "eli"), 20):
        mails.append(letter(f"From: {who} <{who}@example.org>\nSubject: Peas of {who}", number=n))
    mails += [letter(heads, f"{quoted}\nI do, on day {n}.", number=n) for n in range(2, 9)]
    async with hub.transaction() as tx:
        await open_board(tx, slug="lists", title="An imported list")
    async with hub.reading() as db:
        board = await board_to_fill(db, "lists")
    assert board
    with tempfile.TemporaryDirectory() as folder:
        path = archive(Path(folder), *mails)
        await bring_archive(hub, board, path, dry_run=False, progress=lambda _d, _t: None)
    async with hub.reading() as db:
        found = await threads_for_reader(db, people["amina"], [board], limit=3)
    async with hub.transaction() as tx:
        await claim_letters(tx, people["eli"])
        link = link_secret(tx.keys, people["bo"].person_id, "bo@example.org", tx.now)
    brought = next(thread for thread in found if thread.title == "Beans")
    return {
        "imported_thread": brought.thread_id,
        "imported_slug": brought.slug,
        "letters_link": link,
    }


async def part_thread(hub: Hub, people: Mapping[str, Person], written: Written) -> dict[str, str]:
    """Two answers; the first one has begun a thread of its own."""
    for words in ("And the window?", "Red would be lovely."):
        async with hub.transaction() as tx:
            await reply(
                tx,
                people["bo"],
                thread_id=written.thread_id,
                client_id=words,
                words=Words(words, to_html(words)),
            )
    async with hub.transaction() as tx:
        new = await split(
            tx,
            people["cleo"],
            written.thread_id,
            numbers=[range(2, 3)],
            title="The window",
            reason="It is about the window.",
        )
    return {
        "parted": written.thread_id,
        "parted_slug": written.slug,
        "new": new.thread_id,
        "new_slug": new.slug,
    }


async def close_thread(hub: Hub, people: Mapping[str, Person], written: Written) -> dict[str, str]:
    async with hub.transaction() as tx:
        await tend(tx, people["cleo"], written.thread_id, NewAct(ActKind.LOCK, "It is decided."))
    return {"closed": written.thread_id, "closed_slug": written.slug}
