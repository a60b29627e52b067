"""The demo's boards, with threads that last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from peerhub.core.text import to_html
from peerhub.core.transaction import Transaction
from peerhub.forum.models import FIRST_BOARD, Words
from peerhub.forum.service.arrange import accept_answer, arrange, summarise
from peerhub.forum.service.boards import allow_unnamed, open_board, open_first_board
from peerhub.forum.service.write import reply, start_thread
from peerhub.people.models import Person
from peerhub.tags.service import add_tag

BOARDS = (  # address, title, sector, what it is for, whether everybody can read it
    ("health-and-care", "Health and care", "health-and-care", "Questions that can wait", False),
    ("housing", "Housing", "housing", "What worked, step by step", False),
    ("open-board", "Open board", "", "News that everybody may read", True),
)
THREADS = (  # board, hours ago, title, then who said what
    ("health-and-care", 30, "How do you ask about access needs?", (
        ("amina", "We used to ask only people who looked as if they needed something. That was "
         "wrong twice.\n\nNow one sheet goes to everybody:\n\n1. What would make this visit easier?\n"
         "2. Who may we tell?\n3. May we ask again next time?"),
        ("eli", "Question 2 is the one we forgot. Thank you."),
        ("dana", "> Who may we tell?\n\nPlease keep it. It is also how people learn that you *ask*."),
        ("bo", "Do you have it in large print?"),
        ("amina", "Yes, 18 point, black on cream. Ask me for the file."),
    )),
    ("health-and-care", 75, "Interpreters at short notice", (
        ("eli", "Three of our people need an interpreter with a day's notice. How do you do it?"),
        ("cleo", "A list of five who know each other. Whoever cannot come finds the next one."),
    )),
    ("housing", 50, "A letter about damp that got an answer", (
        ("cleo", "What helped us:\n\n- the date by which you expect an answer\n- photos, numbered\n"
         "- the name of everybody who lives there and who is ill because of it"),
        ("amina", "We added a line about the baby's cough. The inspector came within a week."),
    )),
    ("open-board", 100, "We meet on the first Tuesday of every month", (
        ("fay", "Six in the evening, online and in the library. Everybody is welcome, and you need "
         "not be a member to come."),
    )),
)  # fmt: skip

TAGS = (("access-needs", "Access needs"), ("letters", "Letters and forms"), ("damp", "Damp"))
SUMMARY = (
    "One sheet with three questions goes to **everybody**, not only to those who look as if they "
    "needed something. It is there in large print: ask Amina."
)


async def _arrange(
    tx: Transaction, people: Mapping[str, Person], ids: Sequence[Sequence[str]]
) -> None:
    """The story of one thread from question to answer to summary; the others bear tags."""
    for slug, title in TAGS:
        await add_tag(tx, slug=slug, title=title)
    access, interpreters, letter = ids[0], ids[1], ids[2]
    amina, eli, cleo = people["amina"], people["eli"], people["cleo"]
    await arrange(tx, amina, access[0], question=True, tags=["access-needs"])
    await accept_answer(tx, amina, access[3])
    await summarise(tx, amina, access[0], SUMMARY)
    await arrange(tx, eli, interpreters[0], question=True, tags=["access-needs"])
    await arrange(tx, cleo, letter[0], question=False, tags=["letters", "damp"])


UNNAMED = (  # in the board that every hub begins with; who writes under which name nobody sees
    ("How do you tell your group that you cannot go on?",
     "I have run our carers' group for six years and I am empty. If I say it, I fear it ends."),
    (("cleo", "You can say it in two steps: first that you need a rest, then how long."),
     ("amina", "Ours went on with three people taking turns. It was good for all of us.")),
)  # fmt: skip


async def seed_forum(tx: Transaction, people: Mapping[str, Person]) -> None:
    await _seed_unnamed(tx, people)
    for slug, title, sector, purpose, public in BOARDS:
        await open_board(tx, slug=slug, title=title, sector=sector, purpose=purpose, public=public)
    ids: list[list[str]] = []  # of each thread: its own, then its posts
    for number, (board, hours, title, posts) in enumerate(THREADS):
        thread_id = ""
        for place, (who, body) in enumerate(posts):
            then = tx.now - timedelta(hours=hours, minutes=-17 * place)
            earlier, words = replace(tx, now=then), Words(body, to_html(body))
            client_id = f"demo-forum-{number}-{place}"
            if place == 0:
                written = await start_thread(
                    earlier, people[who], board=board, client_id=client_id, title=title, words=words
                )
                thread_id = written.thread_id
                ids.append([thread_id])
            else:
                written = await reply(
                    earlier, people[who], thread_id=thread_id, client_id=client_id, words=words
                )
            ids[-1].append(written.post_id)
    await _arrange(tx, people, ids)


async def _seed_unnamed(tx: Transaction, people: Mapping[str, Person]) -> None:
    """One question that was read by a moderator before it stood there, and two answers."""
    await open_first_board(tx)
    await allow_unnamed(tx, FIRST_BOARD, held=False)
    (title, body), answers = UNNAMED
    earlier = replace(tx, now=tx.now - timedelta(hours=22))
    written = await start_thread(
        earlier,
        people["bo"],
        board=FIRST_BOARD,
        client_id="demo-unnamed",
        title=title,
        words=Words(body, to_html(body)),
        anonymous=True,
    )
    for number, (who, said) in enumerate(answers):
        await reply(
            replace(tx, now=earlier.now + timedelta(hours=3 * number + 2)),
            people[who],
            thread_id=written.thread_id,
            client_id=f"demo-unnamed-{number}",
            words=Words(said, to_html(said)),
        )
    await allow_unnamed(tx, FIRST_BOARD, held=True)
