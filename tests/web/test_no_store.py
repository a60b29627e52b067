"""No browser and no cache keeps a page of moderation or safeguarding, whoever asks and whatever comes.

The views say nothing of it: the middleware says it for every answer that does not say otherwise.
"""

import pytest

from tests.support.visitor import Page
from tests.web.conftest import World
from tests.web.test_who_may_open_what import PAGES
from tests.web.writes import WRITES

SENSITIVE = ("safeguarding:", "moderation:")
SHOWN = {name: path for name, (path, _said) in PAGES.items() if name.startswith(SENSITIVE)}
CHANGED = [write for write in WRITES if write.name.startswith(SENSITIVE)]
WHO = ("", "bo", "cleo", "fay", "dana")  # stranger, member, moderator, administrator, lead


def kept_by(page: Page) -> str:
    return "" if page.headers["cache-control"] == "no-store" else page.headers["cache-control"]


@pytest.mark.parametrize("who", WHO)
async def test_what_is_shown_refused_or_led_elsewhere_is_kept_nowhere(
    world: World, who: str
) -> None:
    visitor, seen = await world.as_(who), set()
    for name, path in SHOWN.items():
        page = await visitor.get(path.format(**world.names), follow=False)
        seen.add(page.status)
        assert not kept_by(page), f"{name}: {page.status}"
    assert seen >= ({200, 303, 404} if not who else {200, 403, 404}), "it met all kinds of answers"


async def test_nor_is_what_comes_of_a_form(world: World) -> None:
    """As it should be sent, as anybody may send it, and with nothing filled in."""
    for write in CHANGED:
        path, fields = write.filled(world.names)
        for who in dict.fromkeys((write.who, "", "bo")):
            visitor = await world.as_(who)
            for body in ({"data": {}}, write.body(fields)):
                page = await visitor.ask(write.method, path, follow=False, **body)
                assert not kept_by(page), f"{write.name} by {who or 'a stranger'}: {page.status}"
    assert len(CHANGED) > 30
