"""Start a thread, reply: screened, numbered or held, answered alike for every retry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from peerhub.core.events import PostPublished
from peerhub.core.items import ItemRef
from peerhub.core.keys import new_id
from peerhub.core.receipts import first_answer, hash_body, insert_receipts, receipt_key
from peerhub.core.text import to_slug
from peerhub.core.transaction import Transaction
from peerhub.forum import access
from peerhub.forum.access import Reading
from peerhub.forum.models import About, Post, PostState, Thread, Words
from peerhub.forum.searchable import index_posts
from peerhub.forum.service.arrange import put_tags
from peerhub.forum.store import standings, threads
from peerhub.moderation import service as moderation
from peerhub.moderation.models import Verdict
from peerhub.people.models import Person
from peerhub.uploads.access import uploads_to_use
from peerhub.uploads.attachments import file_fields
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
) -> Written:
    """A new thread with its first post; a retry of `client_id` gets the first answer again."""
    found = await access.board_for_writer(tx.db, person, board)
    key = receipt_key(tx, person.person_id, client_id)
    digest = hash_body("thread", board, title, words.body, words.warning, *words.files)
    before = await first_answer(tx, key, digest)
    if before:
        return Written(**before)
    verdict = (await moderation.screen(tx, [person.person_id]))[0]
    slug = "thread" if found.kind.is_secret else (to_slug(title) or "thread")
    thread = Thread(
        thread_id=new_id(),
        board_id=found.board_id,
        slug=slug,
        title=title,
        author_id=person.person_id,
        author_name="",
        posts=0,
        made_at=tx.now,
        last_at=tx.now,
        last_name="",
        held=verdict is Verdict.HOLD,
        question=about.question,
    )
    await threads.insert_thread(tx.db, thread)
    if about.tags:
        await put_tags(tx, thread.thread_id, about.tags)
    written = await _write(tx, person, Reading(thread, found), verdict, words)
    await insert_receipts(tx, [(key, digest, written.to_fields())])
    return written


async def reply(
    tx: Transaction, person: Person, *, thread_id: str, client_id: str, words: Words
) -> Written:
    """A reply at the thread's end; `words.reply_to` is the post it answers."""
    reading = await access.thread_for_replier(tx.db, person, thread_id)
    key = receipt_key(tx, person.person_id, client_id)
    said = (words.body, words.reply_to or "", words.warning, *words.files)
    digest = hash_body("reply", thread_id, *said)
    before = await first_answer(tx, key, digest)
    if before:
        return Written(**before)
    await access.reply_target(tx.db, reading, words.reply_to)
    verdict = (await moderation.screen(tx, [person.person_id]))[0]
    written = await _write(tx, person, reading, verdict, words)
    await insert_receipts(tx, [(key, digest, written.to_fields())])
    return written


async def _write(
    tx: Transaction, person: Person, place: Reading, verdict: Verdict, words: Words
) -> Written:
    thread, board = place.thread, place.board
    post_id, number = new_id(), None
    files = await _bear_files(tx, person, ItemRef("post", post_id), words.files)
    if verdict is Verdict.ALLOW:
        number = await threads.take_number(tx.db, thread.thread_id, post_id, tx.now)
    post = Post(
        post_id=post_id,
        thread_id=thread.thread_id,
        number=number,
        author_id=person.person_id,
        author_name="",
        body=words.body,
        html=words.html,
        reply_to=words.reply_to,
        at=tx.now,
        state=PostState.HELD if number is None else PostState.VISIBLE,
        warning=words.warning,
        files=files,
    )
    await threads.insert_posts(tx.db, [post])
    await _follow(tx, person, post)
    if number is None:
        item = ItemRef("post", post_id)
        await moderation.hold(
            tx, item, author_id=person.person_id, place=board.place, sector=board.sector
        )
    else:
        await index_posts(tx, [post], place, new=True)
        tx.record(PostPublished(post_id, thread.thread_id, person.person_id))
    return Written(post_id, thread.thread_id, thread.slug, number)


async def _bear_files(
    tx: Transaction, person: Person, item: ItemRef, wanted: Sequence[str]
) -> tuple[dict[str, Any], ...]:
    """The writer's own uploads, which nothing bore before; Refused for any other."""
    if not wanted:
        return ()
    check_count(wanted)
    known = await uploads_to_use(tx.db, wanted)
    found = [known[upload_id] for upload_id in wanted if upload_id in known]
    check_usable(found, wanted, person.person_id)
    await use_uploads(tx, found, item, pseudonym=False)
    return tuple(file_fields(upload, pseudonym=False) for upload in found)


async def _follow(tx: Transaction, person: Person, post: Post) -> None:
    """Who writes watches the thread, and has read their own words."""
    await standings.watch_own(tx.db, person.person_id, post.thread_id, tx.now)
    if post.number is not None:
        await standings.raise_over_own(tx.db, person.person_id, post.thread_id, post.number, tx.now)
