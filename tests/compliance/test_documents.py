"""Terms, rules and privacy notice: published for good, by one at a time, in several forms."""

import pytest

from peerhub.community.access import has_rules_and_privacy
from peerhub.community.models import FormKind
from peerhub.core.hub import Hub
from peerhub.moderation.service.trail import verify_audit
from peerhub.moderation.store.trail import list_log_entries
from peerhub.people.models import Person
from peerhub.uploads.service import drop_uploads_by
from tests.support.factories import add_form, picture_bytes, publish
from tests.support.visitor import Page, Visitor, Visitors


async def write(browser: Visitor, words: str, *, kind: str = "rules", **more: str) -> Page:
    """Fill in the page of a new version and publish it."""
    await browser.get(f"/admin/documents/{kind}/new")
    fields = {"words": words, "summary": "It is clearer", **more}
    return await browser.submit(button=("action", "publish"), **fields)


async def test_a_version_is_published_and_stands_with_those_before(
    visitor: Visitors, fay: Person
) -> None:
    browser = await visitor.of(fay)
    page = await write(browser, "Be kind.")
    assert page.path == "/admin/documents/rules?f=saved" and "Version 1" in page.words
    await write(browser, "Be kind.\n\n## Always\n\nTo all.", summary="A word about when")
    stranger = visitor()
    page = await stranger.get("/rules")
    assert "Version 2, published" in page.words and "A word about when" in page.words
    assert next(h.text for h in page.tree.iter("h2")) == "Always"
    assert "/documents/rules/1" in page.links()
    page = await stranger.get("/documents/rules/1")
    assert "It no longer holds" in page.words and "To all." not in page.words


async def test_looking_first_publishes_nothing(visitor: Visitors, fay: Person) -> None:
    browser = await visitor.of(fay)
    await browser.get("/admin/documents/terms/new")
    page = await browser.submit(button=("action", "preview"), words="## Who\n\nAll", summary="New")
    assert "Not published yet" in page.words and "Who" in [h.text for h in page.tree.iter("h2")]
    assert "has not published terms" in (await visitor().get("/terms")).words
    await browser.submit(button=("action", "publish"))
    assert "Version 1" in (await visitor().get("/terms")).words


async def test_two_who_publish_at_once_do_not_overwrite_one_another(
    hub: Hub, visitor: Visitors, fay: Person
) -> None:
    await publish(hub, words="Be kind.")
    one, other = await visitor.of(fay), await visitor.of(fay)
    for browser in (one, other):
        await browser.get("/admin/documents/rules/new")
    await one.submit(button=("action", "publish"), words="Of one", summary="One")
    page = await other.submit(button=("action", "publish"), words="Of the other", summary="Other")
    assert page.status == 422 and "Somebody else published" in page.words
    assert "Of the other" in page.text and "Read version 2" in page.words
    assert "Of one" in (await visitor().get("/rules")).words
    await other.submit(button=("action", "publish"))
    assert "Version 3" in (await visitor().get("/rules")).words


async def test_no_number_is_left_out(visitor: Visitors, fay: Person) -> None:
    sent = {"words": "Be kind.", "summary": "New", "seen": "7"}
    page = await (await visitor.of(fay)).post("/admin/documents/rules/new", sent)
    assert page.status == 422 and "Somebody else published" in page.words


async def test_the_same_words_again_are_no_version(
    hub: Hub, visitor: Visitors, fay: Person
) -> None:
    await publish(hub, words="Be kind.")
    page = await write(await visitor.of(fay), "Be kind.")
    assert page.status == 422 and "Not a word is different" in page.words


async def test_other_forms_bear_their_language_and_direction(hub: Hub, visitor: Visitors) -> None:
    await publish(hub)
    await add_form(hub, FormKind.TRANSLATION, "مہربان رہیں", language="ur")
    await add_form(hub, FormKind.EASY_READ, "Be kind. Always.")
    await add_form(hub, FormKind.BSL, address="https://example.org/film")
    browser = visitor()
    page = await browser.get("/rules")
    assert "https://example.org/film" in page.links()
    assert "British Sign Language video" in page.words and "Easy Read: English" in page.words
    assert "Translation: اردو (Urdu)" in page.words
    page = await browser.get("/documents/rules/1/translation/ur")
    (words,) = [e for e in page.tree.iter("div") if e.get("lang") == "ur"]
    assert words.get("dir") == "rtl" and "مہربان" in "".join(words.itertext())
    page = await browser.get("/documents/rules/1/easy-read/en")
    assert "Be kind. Always." in page.words


async def test_a_form_is_replaced_and_taken_down(hub: Hub, visitor: Visitors, fay: Person) -> None:
    await publish(hub)
    browser = await visitor.of(fay)
    for words in ("Bydd yn garedig", "Byddwch yn garedig"):
        await browser.get("/admin/documents/rules")
        page = await browser.submit(
            "/admin/documents/rules/forms", form="translation", language="cy", words=words
        )
        assert page.status == 200
    page = await browser.get("/documents/rules/1/translation/cy")
    assert "Byddwch" in page.words
    await browser.get("/admin/documents/rules")
    page = await browser.submit("/admin/documents/rules/forms/end")
    assert "None yet" in page.words
    assert (await browser.get("/documents/rules/1/translation/cy")).status == 404


async def send_file(browser: Visitor, content: bytes, name: str = "Easy.pdf", **more: str) -> Page:
    await browser.get("/admin/documents/rules")
    fields = {"number": "1", "form": "easy-read", "language": "en", **more}
    files = {"file": (name, content, "application/pdf")}
    return await browser.ask("POST", "/admin/documents/rules/forms", data=fields, files=files)


async def test_a_form_can_be_a_file_that_everybody_can_have(
    hub: Hub, visitor: Visitors, fay: Person
) -> None:
    await publish(hub)
    administrator, stranger = await visitor.of(fay), visitor()
    page = await send_file(administrator, b"Be kind.\nAlways.\n", "Easy.txt")
    assert page.status == 200 and "the file" in page.words
    page = await stranger.get("/rules")
    (path,) = [link for link in page.links() if link.startswith("/document-files/")]
    page = await stranger.get(path)
    assert page.status == 200 and page.text.startswith("Be kind.")
    assert page.headers["content-disposition"].startswith("attachment")
    assert (await administrator.get(path.replace("document-files", "uploads"))).status == 404
    await administrator.get("/admin/documents/rules")
    await administrator.submit("/admin/documents/rules/forms/end")
    assert (await stranger.get(path)).status == 404
    assert (await administrator.get(path)).status == 200
    async with hub.transaction() as tx:
        await drop_uploads_by(tx, fay.person_id)
    await hub.outbox.deliver_all()
    assert (await administrator.get(path)).status == 200


async def test_a_file_that_nobody_could_read_is_refused_in_words(
    hub: Hub, visitor: Visitors, fay: Person
) -> None:
    await publish(hub)
    browser = await visitor.of(fay)
    page = await send_file(browser, picture_bytes(), "page.png")
    assert page.status == 422 and "nobody who cannot see it" in page.words
    page = await send_file(browser, b"MZ" + b"\0" * 200, "page.exe")
    assert page.status == 422 and "Please put this right" in page.words
    page = await send_file(browser, b"Be kind.", "a.txt", words="Be kind.")
    assert page.status == 422 and "either the words, or a file" in page.words
    page = await send_file(browser, b"Be kind.", "a.txt", form="bsl", address="https://e.org/")
    assert page.status == 422 and "no words" in page.words
    assert "/document-files/" not in (await visitor().get("/rules")).text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"form": "bsl"}, "web address of the video"),
        ({"form": "bsl", "address": "https://e.org/", "words": "x"}, "no words"),
        ({"form": "easy-read"}, "either the words, or a file"),
        (
            {"form": "easy-read", "address": "https://e.org/", "words": "x"},
            "either the words, or a file",
        ),
        ({"form": "translation", "language": "en", "words": "x"}, "translated into"),
        ({"form": "translation", "language": "xx", "words": "x"}, "one of the languages"),
        ({"form": "easy-read", "address": "javascript:alert(1)"}, "begins with https://"),
        ({"form": "dance", "words": "x"}, "one of the answers"),
    ],
)
async def test_a_form_that_is_none_is_refused_in_words(
    hub: Hub, visitor: Visitors, fay: Person, fields: dict[str, str], said: str
) -> None:
    await publish(hub)
    browser = await visitor.of(fay)
    page = await browser.post("/admin/documents/rules/forms", {"number": "1", **fields})
    assert page.status == 422 and said in page.words


@pytest.mark.parametrize(
    "path",
    [
        "/documents/rules/2",
        "/documents/rules/0",
        "/documents/rules/99999999999999999999",
        "/documents/rules/one",
        "/documents/letters/1",
        "/documents/rules/1/easy-read/en",
        "/documents/rules/1/dance/en",
    ],
)
async def test_what_was_never_published_is_not_found(
    hub: Hub, visitor: Visitors, path: str
) -> None:
    await publish(hub)
    assert (await visitor().get(path)).status == 404


async def test_each_publication_stands_in_the_audit_trail(
    hub: Hub, visitor: Visitors, fay: Person
) -> None:
    browser = await visitor.of(fay)
    await write(browser, "Secret words")
    await browser.get("/admin/documents/rules")
    await browser.submit("/admin/documents/rules/forms", form="easy-read", words="Easy words")
    async with hub.reading() as db:
        entries = await list_log_entries(db, after=0, limit=10)
        assert (await verify_audit(db, hub.keys))[1] is None
    told = [(e.actor_id, e.action, e.subject, e.detail) for e in entries]
    assert told == [
        (fay.person_id, "document.published", "document:rules:1", "asks again"),
        (fay.person_id, "document.form_added", "document:rules:1", "easy-read en"),
    ]


async def test_a_hub_knows_whether_it_may_let_people_in(hub: Hub) -> None:
    async def may() -> bool:
        async with hub.reading() as db:
            return await has_rules_and_privacy(db)

    assert not await may()
    await publish(hub, "rules")
    await publish(hub, "terms")
    assert not await may()
    await publish(hub, "privacy", "We keep little.")
    assert await may()
