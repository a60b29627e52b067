"""Start a thread, reply: screened, numbered or held, answered alike for every retry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from peerhub.core.errors import Refused
from peerhub.core.events import PostPublished
from peerhub.core.items import ItemRef
from peerhub.core.keys import new_id
from peerhub.core.receipts import first_answer, hash_body, insert_receipts, receipt_key
from peerhub.core.text import to_slug
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.forum import access, nameless, rules
from peerhub.forum.access import Reading
from peerhub.forum.models import About, Author, Board, Post, PostState, Thread, Words
from peerhub.forum.pseudonyms import own_pseudonym, take_pseudonym
from peerhub.forum.searchable import index_posts
from peerhub.forum.service.arrange import put_tags
from peerhub.forum.store import standings, threads
from peerhub.forum.store.acts import find_last_at
from peerhub.moderation.bounds import Place, Said, check_may_write, check_name_may_write
from peerhub.moderation.service.screen import hold, screen
from peerhub.moderation.service.unsafe import raise_concern_for
from peerhub.moderation.watch import NewItem, Screened, Why
from peerhub.people.models import Person
from peerhub.uploads.access import uploads_to_use
from peerhub.uploads.attachments import file_fields, words_beside
from peerhub.uploads.rules import check_count, check_usable
from peerhub.uploads.service import use_uploads

NOTHING_MORE = About()


@dataclass(frozen=True, slots=True)
class Written:
    """Where a post came to stand. `number` is None while it is held."""

    post_id: str
    thread_id: str
    slug: str
    number: int | None
    help: bool = False  # its words point to danger: whoever wrote it is led to help

    @property
    def held(self) -> bool:
        return self.number is None

    def to_fields(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


async def start_thread(
    tx: Transaction,
    person: Person,
    *,
    board: str,
    client_id: str,
    title: str,
    words: Words,
    about: About = NOTHING_MORE,
    anonymous: bool = False,
) -> Written:
    """A new thread with its first post; a retry of `client_id` gets the first answer again.

    `anonymous`: under their pseudonym in this board; Refused where the board wants names.
    """
    found = await access.board_for_writer(tx.db, person, board)
    key = receipt_key(tx, person.person_id, client_id)
    said = (words.body, words.warning, *words.files, *_mode(anonymous))
    digest = hash_body("thread", board, title, *said)
    before = await first_answer(tx, key, digest)
    if before:
        return Written(**before)
    await _check_bounds(tx, person, found, words, title, anonymous=anonymous)
    author = await _author(tx, person, found, anonymous=anonymous)
    said_of_it = await _screen(tx, person, found, author, words, title=title)
    thread = _new_thread(tx, found, author, title, about)
    thread = replace(thread, held=said_of_it.waits)
    await threads.insert_thread(tx.db, thread, author_name=author.name)
    if about.tags:
        await put_tags(tx, thread.thread_id, about.tags)
    written = await _write(tx, author, Reading(thread, found), said_of_it, words)
    await insert_receipts(tx, [(key, digest, written.to_fields())])
    return written


def _new_thread(tx: Transaction, board: Board, author: Author, title: str, about: About) -> Thread:
    """Of a secret board without words in its address."""
    return Thread(
        thread_id=new_id(),
        board_id=board.board_id,
        slug="thread" if board.kind.is_secret else (to_slug(title) or "thread"),
        title=title,
        author_id=author.person_id,
        author_name=author.name,
        pseudonym_id=author.pseudonym_id,
        posts=0,
        made_at=tx.now,
        last_at=tx.now,
        last_name="",
        question=about.question,
    )


async def reply(
    tx: Transaction,
    person: Person,
    *,
    thread_id: str,
    client_id: str,
    words: Words,
    anonymous: bool = False,
) -> Written:
    """A reply at the thread's end; `words.reply_to` is the post it answers."""
    reading = await access.thread_for_replier(tx.db, person, thread_id, keys=tx.keys)
    key = receipt_key(tx, person.person_id, client_id)
    said = (words.body, words.reply_to or "", words.warning, *words.files, *_mode(anonymous))
    digest = hash_body("reply", thread_id, *said)
    before = await first_answer(tx, key, digest)
    if before:
        return Written(**before)
    await access.reply_target(tx.db, reading, words.reply_to)
    if reading.thread.slow_seconds and not rules.can_tend(person, reading.board):
        own = await own_pseudonym(tx.db, tx.keys, person, reading.board)
        ids = [person.person_id, *([own.pseudonym_id] if own else [])]
        rules.check_pace(reading.thread, await find_last_at(tx.db, thread_id, ids), tx.now)
    await _check_bounds(tx, person, reading.board, words, "", anonymous=anonymous)
    author = await _author(tx, person, reading.board, anonymous=anonymous)
    said_of_it = await _screen(tx, person, reading.board, author, words)
    written = await _write(tx, author, reading, said_of_it, words)
    await insert_receipts(tx, [(key, digest, written.to_fields())])
    return written


async def _check_bounds(
    tx: Transaction, person: Person, board: Board, words: Words, title: str, *, anonymous: bool
) -> None:
    """What somebody may not do for a while. Whoever is limited writes under their name: a count of
    what they write without it would name them.
    """
    files = (await uploads_to_use(tx.db, words.files)).values() if words.files else ()
    said = Said(words.html, (title, words.warning, *words_beside(files)))
    await check_may_write(tx, person, Place(board.scopes), said, unnamed=anonymous)
    known = await own_pseudonym(tx.db, tx.keys, person, board) if anonymous else None
    if known is not None:
        await check_name_may_write(tx, known.pseudonym_id, said)


def _mode(anonymous: bool) -> tuple[str, ...]:
    """The same words under another name are another write."""
    return ("without a name",) if anonymous else ()


async def _author(tx: Transaction, person: Person, board: Board, *, anonymous: bool) -> Author:
    """From here on nothing knows the person where there is a pseudonym instead."""
    if not anonymous:
        return Author(person.person_id)
    known = await own_pseudonym(tx.db, tx.keys, person, board)
    rules.check_may_write_unnamed(board, known, tx.now)
    return Author(None, known or await take_pseudonym(tx, person, board))


async def _screen(
    tx: Transaction, person: Person, board: Board, author: Author, words: Words, *, title: str = ""
) -> Screened:
    """Posts without a name count for nobody: a count that grew at their moment would name someone.

    Nor does their case say that it was a first one: that would tell a little about who it was.
    """
    item = await _new_item(tx, author, board, words, title)
    said = (await screen(tx, [item]))[0]
    if author.pseudonym is None or said.waits:
        return said
    waits = rules.waits_unnamed(board, author.pseudonym)
    if waits or await nameless.is_held_first(tx.db, person):
        return replace(said, why=(Why.UNNAMED,))
    return said


async def _new_item(
    tx: Transaction, author: Author, board: Board, words: Words, title: str
) -> NewItem:
    files = (await uploads_to_use(tx.db, words.files)).values() if words.files else ()
    said = [
        title,
        words.warning,
        words.body,
        *(word for one in files for word in (one.name, one.alt)),
    ]
    text = "\n".join(said)
    return NewItem(author.person_id or "", board.place, text, words.html, files=bool(words.files))


async def _write(
    tx: Transaction, author: Author, place: Reading, said: Screened, words: Words
) -> Written:
    thread, board = place.thread, place.board
    post_id, number = new_id(), None
    files = await _bear_files(tx, author.person_id, ItemRef("post", post_id), words.files)
    if not said.waits:
        number = await threads.take_number(tx.db, thread.thread_id, post_id, tx.now)
    post = Post(
        post_id=post_id,
        thread_id=thread.thread_id,
        number=number,
        author_id=author.person_id,
        author_name=author.name,
        pseudonym_id=author.pseudonym_id,
        body=words.body,
        html=words.html,
        reply_to=words.reply_to,
        at=tx.now,
        state=PostState.HELD if number is None else PostState.VISIBLE,
        warning=words.warning,
        files=files,
    )
    await threads.insert_posts(tx.db, [post])
    if author.person_id is not None:
        await _follow(tx, author.person_id, post)
    await _hold_or_worry(tx, post, board, said)
    if number is not None:
        await index_posts(tx, [post], place, new=True)
        tx.record(PostPublished(post_id, thread.thread_id, author.person_id or ""))
    return Written(post_id, thread.thread_id, thread.slug, number, help=said.danger)


async def _hold_or_worry(tx: Transaction, post: Post, board: Board, said: Screened) -> None:
    """A case where it waits; a concern where its words point to danger to life."""
    item, author_id = ItemRef("post", post.post_id), post.author_id or ""
    if said.waits:
        await hold(
            tx, item, author_id=author_id, place=board.place, sector=board.sector, why=said.why
        )
    if said.danger:
        raise_concern_for(tx, item, author_id=author_id, place=board.place)


async def _bear_files(
    tx: Transaction, person_id: str | None, item: ItemRef, wanted: Sequence[str]
) -> tuple[dict[str, Any], ...]:
    """The writer's own uploads, which nothing bore before; Refused for any other.

    A file has an owner, so a post without a name bears none.
    """
    if not wanted:
        return ()
    if person_id is None:
        raise Refused(_("A post without a name takes no files: they would lead to you."))
    check_count(wanted)
    known = await uploads_to_use(tx.db, wanted)
    found = [known[upload_id] for upload_id in wanted if upload_id in known]
    check_usable(found, wanted, person_id)
    await use_uploads(tx, found, item, pseudonym=False)
    return tuple(file_fields(upload, pseudonym=False) for upload in found)


async def _follow(tx: Transaction, person_id: str, post: Post) -> None:
    """Who writes under their name watches the thread, and has read their own words."""
    await standings.watch_own(tx.db, person_id, post.thread_id, tx.now)
    if post.number is not None:
        await standings.raise_over_own(tx.db, person_id, post.thread_id, post.number, tx.now)
