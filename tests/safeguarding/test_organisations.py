"""A flag about an organisation's page is not read by its own people, while anybody else can read it."""

import pytest

from peerhub.core.hub import Hub
from peerhub.directory.models import Organisation
from peerhub.moderation.service.organisations import declare
from peerhub.people.models import Person
from tests.safeguarding.conftest import QUEUE, Circle
from tests.support.listed import make_organisation

WORDS = "Marker-words: their warden locks the door at night."


async def flags(circle: Circle, person: Person, new: Organisation) -> None:
    visitor = await circle.visitors.of(person)
    page = await visitor.get(f"/directory/{new.slug}")
    (link,) = [one for one in page.links() if one.startswith("/flag?kind=organisation")]
    await visitor.get(link)
    page = await visitor.submit("/flag", holding="What did you see", urgency="1", words=WORDS)
    assert page.status == 200, page.words


@pytest.mark.parametrize("how", ["edits", "declared"])
async def test_its_people_read_it_only_where_nobody_else_could(
    circle: Circle, hub: Hub, amina: Person, dana: Person, gita: Person, fay: Person, how: str
) -> None:
    first, second = await circle.found(dana, gita)
    editors = [dana] if how == "edits" else []
    new = await make_organisation(hub, fay, "Harbour House", *editors)
    if how == "declared":
        async with hub.transaction() as tx:
            await declare(tx, dana, "harbour  house")
    await flags(circle, amina, new)
    assert "Nothing waits." in (await first.get(QUEUE)).words
    assert WORDS in (await circle.opens(second)).words


async def test_where_all_leads_belong_to_it_the_flag_is_kept_all_the_same(
    circle: Circle, hub: Hub, amina: Person, dana: Person, gita: Person, fay: Person
) -> None:
    first, _second = await circle.found(dana, gita)
    new = await make_organisation(hub, fay, "Harbour House", dana, gita)
    await flags(circle, amina, new)
    assert WORDS in (await circle.opens(first)).words
