"""The order of a threaded reading: each post under the one it answers. Pure, and in one pass.

The posts that answer nothing, or the first post, begin a branch; all below it, however deep, is
shown indented once, and the words "in reply to 4" say the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from peerhub.forum.models import PAGE_POSTS

Answer = tuple[int, int | None]  # a post's number, and the number of the post it answers


@dataclass(frozen=True)
class Order:
    """`numbers` as they are read; `within`: those that stand in a branch below its first post."""

    numbers: tuple[int, ...]
    within: frozenset[int]

    def page_of(self) -> dict[int, int]:
        """The page on which each number stands."""
        return {number: n // PAGE_POSTS + 1 for n, number in enumerate(self.numbers)}

    def on_page(self, page: int) -> tuple[int, ...]:
        return self.numbers[(page - 1) * PAGE_POSTS : page * PAGE_POSTS]

    def read_up_to(self, page: int) -> int:
        """The number up to which all was read by somebody who read the pages up to this one."""
        seen = set(self.numbers[: page * PAGE_POSTS])
        missing = next((n for n in sorted(self.numbers) if n not in seen), None)
        if missing is None:
            return max(self.numbers, default=0)
        return missing - 1


def threaded(answers: Sequence[Answer]) -> Order:
    """Branches in the order of their numbers, and so within each. Any depth: no recursion."""
    known = {number for number, _answered in answers}
    first = min(known, default=0)
    below: dict[int, list[int]] = {}
    for number, answered in sorted(answers):
        begins = answered is None or answered == first or answered not in known
        below.setdefault(0 if begins or answered is None else answered, []).append(number)
    numbers: list[int] = []
    waiting = below.get(0, [])[::-1]
    while waiting:
        number = waiting.pop()
        numbers.append(number)
        waiting.extend(reversed(below.get(number, [])))
    return Order(tuple(numbers), frozenset(known - set(below.get(0, []))))
