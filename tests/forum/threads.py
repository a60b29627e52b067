"""Threads for the tests of the forum: a board "questions", and posts in the names of the cast."""

from peerhub.core.hub import Hub
from peerhub.core.keys import new_id
from peerhub.core.text import to_html
from peerhub.forum.models import Words
from peerhub.forum.service import boards, write
from peerhub.forum.service.write import Written
from peerhub.people.models import Person


async def make_board(hub: Hub, slug: str = "questions", *, public: bool = False) -> None:
    async with hub.transaction() as tx:
        await boards.open_board(tx, slug=slug, title=slug.title(), public=public)


async def begin(
    hub: Hub, person: Person, title: str = "Who waters the beans?", board: str = "questions"
) -> Written:
    async with hub.transaction() as tx:
        words = Words(title, to_html(title))
        return await write.start_thread(
            tx, person, board=board, client_id=new_id(), title=title, words=words
        )


async def answer(
    hub: Hub, person: Person, thread: Written, body: str = "I do.", to: str | None = None
) -> Written:
    """A reply; `to` is the id of the post it answers."""
    async with hub.transaction() as tx:
        return await write.reply(
            tx,
            person,
            thread_id=thread.thread_id,
            client_id=new_id(),
            words=Words(body, to_html(body), to),
        )


def path_of(thread: Written) -> str:
    return f"/forum/t/{thread.thread_id}/{thread.slug}"
