"""A lead's key opened by a device: by what the device yields alone, for its holder alone."""

from base64 import urlsafe_b64encode

import pytest

from peerhub.core.hub import Hub
from peerhub.moderation.safeguarding.forms import bytes_of
from peerhub.people.models import Person
from tests.safeguarding.conftest import KEYS, PASSPHRASE, QUEUE, Circle
from tests.safeguarding.stage import rows_of
from tests.support.visitor import Page, Visitor
from tests.web.writes_safeguarding import CREDENTIAL, SALT, SECRET

OPEN = "Your key is open in this browser"
OTHER_SECRET = "b3RoZXIhISE" + "A" * 32


async def add(visitor: Visitor, **other: str) -> Page:
    said = {"credential": CREDENTIAL, "salt": SALT, "secret": SECRET, "own_passphrase": PASSPHRASE}
    await visitor.get(KEYS)
    return await visitor.submit("/safeguarding/passkeys", **{**said, **other})


async def unlock(circle: Circle, person: Person, **other: str) -> Page:
    """In another browser of this person's."""
    visitor = await circle.visitors.of(person)
    page = await visitor.get(QUEUE)
    action = "/safeguarding/unlock/passkey"
    if not [form for form in page.forms() if form.get("action") == action]:
        return page
    return await visitor.submit(action, **{"credential": CREDENTIAL, "secret": SECRET, **other})


async def test_what_the_device_yields_opens_the_key_and_reads_a_concern(
    circle: Circle, dana: Person, gita: Person
) -> None:
    first, _second = await circle.found(dana, gita)
    page = await add(first, name="My old phone")
    assert "My old phone" in page.words
    assert SECRET not in page.text, "no page bears what a device yields"
    await circle.raises(words="He locks her in.")
    assert OPEN in (await unlock(circle, dana)).words
    assert OPEN not in (await unlock(circle, gita)).words, "nobody else's key"


async def test_another_answer_opens_nothing(circle: Circle, dana: Person, gita: Person) -> None:
    first, _second = await circle.found(dana, gita)
    await add(first)
    for other in ({"secret": OTHER_SECRET}, {"credential": "b3RoZXI"}):
        page = await unlock(circle, dana, **other)
        assert page.status == 422
        assert "This passkey does not open your key. Use your passphrase." in page.words
        assert OPEN not in page.words


@pytest.mark.parametrize(
    "answered",
    [
        {"secret": ""},
        {"secret": "c2hvcnQ"},
        {"credential": ""},
        {"secret": "ä" * 43},
        {"salt": "x"},
    ],
)
async def test_a_device_without_an_answer_is_not_added(
    circle: Circle, dana: Person, answered: dict[str, str]
) -> None:
    """A passkey that only proves who somebody is yields no bytes, and opens nothing."""
    visitor = await circle.makes_key(dana)
    page = await add(visitor, **answered)
    assert page.status == 422
    assert "Your device gave no answer. Use your passphrase." in page.words
    assert "Your passkeys" not in page.words


async def test_an_open_browser_alone_adds_no_device(circle: Circle, dana: Person) -> None:
    visitor = await circle.makes_key(dana)
    page = await add(visitor, own_passphrase="copper meadow lantern eight")
    assert page.status == 422
    assert "This is not the passphrase of your key" in page.words
    assert "Your passkeys" not in (await visitor.get(KEYS)).words


async def test_a_device_that_was_removed_or_whose_key_was_replaced_opens_nothing(
    circle: Circle, dana: Person
) -> None:
    visitor = await circle.makes_key(dana)
    page = await add(visitor)
    (remove,) = [a for form in page.forms() if (a := form.get("action") or "").endswith("/end")
                 and "/passkeys/" in a]  # fmt: skip
    page = await visitor.submit(remove)
    assert "Your passkeys" not in page.words
    assert OPEN not in (await unlock(circle, dana)).words
    await add(visitor)
    await visitor.get(KEYS)
    await visitor.submit(KEYS, passphrase=PASSPHRASE, again=PASSPHRASE, part="lead")
    assert OPEN not in (await unlock(circle, dana)).words


async def test_five_devices_are_enough_and_one_device_counts_once(
    circle: Circle, dana: Person
) -> None:
    visitor = await circle.makes_key(dana)
    for number in (1, 2, 3, 4, 5, 5):
        page = await add(visitor, credential=urlsafe_b64encode(bytes([number])).decode()[:2])
        assert page.status == 200, page.words
    page = await add(visitor, credential="Bg")
    assert page.status == 422
    assert "There are five passkeys already" in page.words


async def test_nothing_at_rest_opens_the_key(circle: Circle, hub: Hub, dana: Person) -> None:
    """Not what the device yields, in any of its forms, nor the passphrase."""
    visitor = await circle.makes_key(dana)
    await add(visitor)
    async with hub.reading() as db:
        kept = repr(await rows_of(db))
    assert "lead_passkeys" in kept and CREDENTIAL not in kept
    for secret in (SECRET, repr(bytes_of(SECRET))[2:-1], PASSPHRASE):
        assert secret not in kept
