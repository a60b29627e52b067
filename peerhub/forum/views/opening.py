"""Which page of a thread somebody asked for, read in which way, and what is kept once it is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.background import BackgroundTask
from starlette.requests import Request

from peerhub.core.errors import NotFound
from peerhub.forum import access, tended
from peerhub.forum.access import Reading
from peerhub.forum.acts import Left
from peerhub.forum.models import PAGE_POSTS, Post, ReadingWay, Standing
from peerhub.forum.order import Order
from peerhub.forum.shown import page_of_number
from peerhub.forum.standing import standing_of
from peerhub.forum.views.marks import after_reading
from peerhub.web.visitor import visitor_of


@dataclass(frozen=True)
class OpenPage:
    """One page of a thread. `order` is None where it is read in the order of time."""

    reading: Reading
    standing: Standing
    way: ReadingWay
    order: Order | None
    page: int
    pages: int
    posts: list[Post]
    left: list[Left]  # places of this page whose posts stand in another thread

    @property
    def numbers(self) -> Sequence[int]:
        """What stands on this page, in the order in which it is read."""
        return numbers_on_page(self.reading, self.order, self.page)

    def after_reading(self, request: Request) -> BackgroundTask | None:
        """The mark moves to where this page ends; a way of reading that was chosen is remembered."""
        thread = self.reading.thread
        reached = min(self.page * PAGE_POSTS, thread.posts)
        if self.order is not None:
            reached = self.order.read_up_to(self.page)
        reached = self._before_own(reached)
        ahead = reached if reached > (self.standing.read or 0) else 0
        chosen = "reading" in request.query_params and self.way is not self.standing.way
        way = self.way if chosen and "page" not in request.query_params else None
        return after_reading(request, thread.thread_id, ahead, way)

    def _before_own(self, reached: int) -> int:
        """A mark never moves over one's own last words without a name: the first to have read them
        would be known as their author. It does once somebody wrote after them.
        """
        mine = {post.number for post in self.posts if post.pseudonym_id is not None
                and post.pseudonym_id == self.reading.own}  # fmt: skip
        while reached in mine:
            reached -= 1
        return reached


async def open_page(
    db: AsyncConnection, request: Request, reading: Reading, *, last: bool
) -> OpenPage:
    """The page of the address, or the last one. NotFound for a page that is not there.

    An address that names a page without a way of reading counts pages in the order of time: that
    is how links to a post have always been written.
    """
    visitor, thread = visitor_of(request), reading.thread
    standing = await standing_of(db, visitor, thread)
    way = _way(request, standing)
    order = await access.threaded_order(db, reading) if way is ReadingWay.THREADED else None
    pages = max(1, page_of_number(thread.posts or 1))
    page = pages if last else _page(request, pages)
    if order is None:
        after = (page - 1) * PAGE_POSTS
        found = await access.posts_for_reader(
            db, reading, after=after, limit=PAGE_POSTS, up_to=after + PAGE_POSTS
        )
    else:
        found = await access.posts_by_number(db, reading, order.on_page(page))
    left = await _left_on_page(db, reading, numbers_on_page(reading, order, page), len(found))
    if page == pages:
        found += await access.held_for_author(db, visitor, reading)
    shown = [post for post in found if reading.shows(post)]
    return OpenPage(reading, standing, way, order, page, pages, shown, left)


def numbers_on_page(reading: Reading, order: Order | None, page: int) -> Sequence[int]:
    if order is not None:
        return order.on_page(page)
    after = (page - 1) * PAGE_POSTS
    return range(after + 1, min(after + PAGE_POSTS, reading.thread.posts) + 1)


async def _left_on_page(
    db: AsyncConnection, reading: Reading, numbers: Sequence[int], found: int
) -> list[Left]:
    """Asked only where posts are missing, which is seldom."""
    if found >= len(numbers):
        return []
    after, up_to = min(numbers) - 1, max(numbers)
    left = await tended.places_left(db, reading, after=after, up_to=up_to)
    return [one for one in left if one.number in set(numbers)]


def _way(request: Request, standing: Standing) -> ReadingWay:
    said = request.query_params.get("reading")
    if said in tuple(ReadingWay):
        return ReadingWay(said)
    return ReadingWay.LINEAR if "page" in request.query_params else standing.way


def _page(request: Request, pages: int) -> int:
    said = request.query_params.get("page", "1")
    if said == "last":
        return pages
    if not said.isascii() or not said.isdigit() or not 1 <= int(said[:9]) <= pages:
        raise NotFound()
    return int(said)
