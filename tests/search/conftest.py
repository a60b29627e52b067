"""A hub in which something can be found, and how a test asks for it."""

from collections.abc import Sequence

from peerhub.core.hub import Hub
from peerhub.core.keys import new_id
from peerhub.core.text import to_html
from peerhub.forum.models import Words
from peerhub.forum.service import boards, write
from peerhub.people.models import Person
from peerhub.rooms.models import Answer, ChangeKind, NewChange, NewMessage
from peerhub.rooms.service.change import change_messages
from peerhub.rooms.service.post import post_messages
from peerhub.search.access import found_by_reader, places_for_reader
from peerhub.search.models import Found
from peerhub.search.query import parse


async def says(hub: Hub, person: Person, room: str, body: str, **more: object) -> str:
    """A message by the group's own road; its id."""
    draft = NewMessage(person.person_id, room, new_id(), body, to_html(body), **more)  # type: ignore[arg-type]
    async with hub.transaction(quick=True) as tx:
        (answer,) = await post_messages(tx, [draft])
    assert isinstance(answer, Answer), answer
    return answer.message_id


async def changes(hub: Hub, person: Person, kind: ChangeKind, message: str, body: str = "") -> None:
    change = NewChange(kind, person.person_id, new_id(), message, body=body, html=to_html(body))
    async with hub.transaction(quick=True) as tx:
        (answer,) = await change_messages(tx, [change])
    assert isinstance(answer, Answer), answer


async def make_board(hub: Hub, slug: str = "questions", *, public: bool = False) -> None:
    async with hub.transaction() as tx:
        await boards.open_board(tx, slug=slug, title=slug.title(), public=public)


async def starts(
    hub: Hub, person: Person, title: str, body: str, board: str = "questions"
) -> write.Written:
    async with hub.transaction() as tx:
        return await write.start_thread(
            tx,
            person,
            board=board,
            client_id=new_id(),
            title=title,
            words=Words(body, to_html(body)),
        )


async def replies(hub: Hub, person: Person, thread: str, body: str) -> write.Written:
    async with hub.transaction() as tx:
        return await write.reply(
            tx, person, thread_id=thread, client_id=new_id(), words=Words(body, to_html(body))
        )


async def ask(hub: Hub, person: Person | None, said: str, *, by_token: bool = False) -> Found:
    async with hub.reading(quick=True) as db:
        places = await places_for_reader(db, hub.searchable, person, by_token=by_token)
        return await found_by_reader(db, hub.searchable, parse(said), places, offset=0, limit=20)


async def find(
    hub: Hub, person: Person | None, said: str, *, by_token: bool = False
) -> Sequence[str]:
    """Ids of what one finds, in order; what is counted is what is shown."""
    found = await ask(hub, person, said, by_token=by_token)
    assert found.count == len(found.cards)
    return [card.ref.id for card in found.cards]
