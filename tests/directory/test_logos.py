"""The logo of an organisation: with words, nobody's own, and gone from view with its page."""

import io

import pytest
from PIL import Image

from peerhub.core.hub import Hub
from peerhub.core.items import ItemRef
from peerhub.directory.portable import portable
from peerhub.people.models import Person
from peerhub.uploads.access import files_of
from tests.directory.conftest import Street
from tests.directory.test_moderated import decide, open_case, report
from tests.directory.test_pages import OWL
from tests.support.factories import picture_bytes
from tests.support.visitor import Page, Visitor

PART, LOGO = f"{OWL}/edit/logo", f"{OWL}/logo"


async def put(
    editor: Visitor, content: bytes | None = None, alt: str = "An owl", path: str = PART
) -> Page:
    file = {"file": ("amina-at-home.png", content or picture_bytes(), "image/png")}
    return await editor.ask("POST", path, data={"action": "set", "alt": alt}, files=file)


def colour_of(page: Page) -> tuple[int, ...]:
    pixel = Image.open(io.BytesIO(page.response.content)).convert("RGB").getpixel((1, 1))
    assert isinstance(pixel, tuple)
    return pixel


def red() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(out, "PNG")
    return out.getvalue()


async def test_a_logo_stands_on_the_page_with_its_words(street: Street, amina: Person) -> None:
    await street.make("Owl", amina)
    editor, stranger = await street.looks(amina), street.visitors()
    assert (await stranger.get(LOGO)).status == 404
    page = await put(editor)
    assert page.path == f"{PART}?f=saved", page.words
    page = await stranger.get(OWL)
    [image] = [one for one in page.tree.iter("img") if one.get("class") == "logo"]
    assert (image.get("alt"), image.get("src")) == ("An owl", LOGO)
    page = await stranger.get(LOGO)
    assert page.status == 200 and page.headers["content-type"] == "image/webp"
    assert "amina" not in str(page.headers), "it is named after nobody"
    before = colour_of(page)
    await put(editor, red(), "A red owl")
    page = await stranger.get(OWL)
    assert 'alt="A red owl"' in page.text and 'alt="An owl"' not in page.text
    assert colour_of(await stranger.get(LOGO)) != before
    await editor.get(PART)
    await editor.submit(holding="Take it away", button=("action", "remove"))
    assert (await stranger.get(LOGO)).status == 404
    assert "<img" not in (await stranger.get(OWL)).text.partition("<main")[2].partition("</main")[0]


@pytest.mark.parametrize(
    ("content", "alt", "sentence"),
    [
        (None, "", "Say in words what the logo shows."),
        (None, "x" * 501, "at most 500 signs"),
        (b"Just words", "An owl", "That is no picture."),
        (b"\x7fELF\x02\x01\x01", "An owl", "cannot be sent"),
    ],
)
async def test_a_wrong_logo_gets_a_sentence(
    street: Street, amina: Person, content: bytes | None, alt: str, sentence: str
) -> None:
    await street.make("Owl", amina)
    editor = await street.looks(amina)
    page = await put(editor, content, alt)
    assert page.status == 422 and sentence in page.words
    assert (await street.visitors().get(LOGO)).status == 404
    page = await editor.ask("POST", PART, data={"action": "set", "alt": "An owl"}, files={})
    assert page.status == 422 and "Choose a picture." in page.words


async def test_a_picture_may_be_as_large_as_any(street: Street, amina: Person) -> None:
    await street.make("Owl", amina)
    noise = Image.effect_noise((1_300, 1_300), 90).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "PNG")
    assert len(out.getvalue()) > 1 << 20
    page = await put(await street.looks(amina), out.getvalue())
    assert page.path == f"{PART}?f=saved", page.words


async def test_nobody_else_puts_one_there(street: Street, amina: Person, bo: Person) -> None:
    await street.make("Owl", amina)
    other = await street.looks(bo)
    assert (await put(other)).status == 403
    assert (await other.get(PART)).status == 403
    assert (await street.visitors().get(LOGO)).status == 404


async def test_it_stays_when_whoever_brought_it_leaves(
    street: Street, hub: Hub, amina: Person
) -> None:
    await street.make("Owl", amina)
    await put(await street.looks(amina))
    async with hub.transaction() as tx:
        for port in hub.personal.values():
            await port.erase_person(tx, amina.person_id)
    assert (await street.visitors().get(LOGO)).status == 200


async def test_a_report_shows_it_and_a_removal_takes_it_from_view(
    street: Street, amina: Person, bo: Person, cleo: Person, hub: Hub
) -> None:
    new = await street.make("Owl", amina, words="We hoot.")
    editor, member, moderator = (
        await street.looks(amina), await street.looks(bo), await street.looks(cleo),
    )  # fmt: skip
    await put(editor)
    async with hub.reading() as db:
        [upload] = await files_of(db, ItemRef("organisation", new.organisation_id))
    file = f"/uploads/{upload.upload_id}"
    assert upload.person_id is None and (await member.get(file)).status == 200
    await report(member)
    case = await open_case(moderator)
    page = await moderator.get(case)
    assert "An owl" in page.text and file in page.text
    await decide(moderator, case, "remove", "They are no such thing.")
    for visitor in (street.visitors(), member):
        assert (await visitor.get(LOGO)).status == 404
        assert (await visitor.get(file)).status in (303, 404) or visitor.page.path != file
    assert (await member.get(file)).status == 404
    assert (await moderator.get(file)).status == 200, "whoever decides still sees it"
    assert (await editor.get(LOGO)).status == 200, "as its editors see the page"


async def test_a_logo_is_removed_alone_and_another_can_take_its_place(
    street: Street, amina: Person, bo: Person, cleo: Person, hub: Hub
) -> None:
    new = await street.make("Owl", amina, words="We hoot.")
    editor, member, moderator = (
        await street.looks(amina), await street.looks(bo), await street.looks(cleo),
    )  # fmt: skip
    await put(editor)
    async with hub.reading() as db:
        [upload] = await files_of(db, ItemRef("organisation", new.organisation_id))
    await member.get(f"/report?kind=file&id={upload.upload_id}")
    await member.submit(holding="What is wrong", reason="other", note="That is not theirs.")
    page = await moderator.get("/moderation")
    [case] = {one for one in page.links() if one.startswith("/moderation/cases/")}
    await decide(moderator, case, "remove", "It is another's.")
    page = await street.visitors().get(OWL)
    assert page.status == 200 and LOGO not in page.text
    assert (await street.visitors().get(LOGO)).status == 404
    await put(editor, red(), "A red owl")
    assert "A red owl" in (await street.visitors().get(OWL)).text
    await moderator.get(case)
    page = await moderator.submit(f"{case}/undo", undo_reason="It is theirs.")
    assert page.status == 200


async def test_it_goes_along_when_a_hub_moves(street: Street, hub: Hub, amina: Person) -> None:
    new = await street.make("Owl", amina)
    async with hub.reading() as db:
        found = await portable.authors["organisation"](db, [new.organisation_id, "none"])
    assert found == {new.organisation_id: None}
