"""Sending a file and fetching it: who may, what comes back, and what a retry is told."""

import hashlib
import os
from pathlib import Path
from typing import Any

import pytest

from peerhub.core.hub import Hub
from peerhub.core.outbox import Outbox
from peerhub.people.models import Person
from peerhub.uploads.shelf import path_of
from tests.support.clock import SettableClock
from tests.support.factories import make_token
from tests.support.visitor import Page, Visitor, Visitors
from tests.uploads import samples

DOOR = "/api/v1/uploads"


async def send(visitor: Visitor, content: bytes, name: str = "tea.jpg", **fields: Any) -> Page:
    headers = {"Idempotency-Key": fields.pop("key")} if "key" in fields else {}
    said = {"alt": "A cup of tea", **fields}
    files = {"file": (name, content, "image/jpeg")}
    return await visitor.ask("POST", DOOR, data=said, files=files, headers=headers)


async def sent(visitor: Visitor, content: bytes, **more: Any) -> str:
    page = await send(visitor, content, **more)
    assert page.status == 201, page.text
    return str(page.json()["id"])


def kept(hub: Hub) -> list[Path]:
    return sorted(p for p in (hub.config.data_dir / "uploads").rglob("*") if p.is_file())


async def test_a_picture_comes_back_without_its_position(
    hub: Hub, visitor: Visitors, amina: Person
) -> None:
    browser = await visitor.of(amina)
    upload = await sent(browser, samples.jpeg(), name="../Jane's tea.jpg")
    page = await browser.get(f"/uploads/{upload}")
    assert (page.status, page.headers["content-type"]) == (200, "image/webp")
    assert samples.PLACE not in page.response.content
    assert page.headers["content-disposition"] == "inline; filename*=utf-8''Jane%20s%20tea.webp"
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in page.headers["content-security-policy"]
    small = await browser.get(f"/uploads/{upload}/small")
    assert 0 < len(small.response.content) < len(page.response.content)
    assert {p.stat().st_mode & 0o777 for p in kept(hub)} == {0o600}
    assert all(samples.PLACE not in p.read_bytes() for p in kept(hub))


async def test_a_document_is_saved_not_shown(visitor: Visitors, amina: Person) -> None:
    browser = await visitor.of(amina)
    upload = await sent(browser, samples.docx(), name="minutes.docx", alt="")
    page = await browser.get(f"/uploads/{upload}")
    assert page.headers["content-disposition"] == 'attachment; filename="minutes.docx"'
    assert (await browser.get(f"/uploads/{upload}/small")).status == 404


async def test_what_nothing_bears_is_its_owners_alone_and_looks_absent_to_others(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person, cleo: Person
) -> None:
    upload = await sent(await visitor.of(amina), samples.jpeg())
    for person in (bo, cleo):
        browser = await visitor.of(person)
        there = await browser.get(f"/uploads/{upload}")
        gone = await browser.get("/uploads/zzzzzzzzzzzzzzzz")
        assert there.status == gone.status == 404
        assert there.words == gone.words
        assert (await browser.get(f"/uploads/{upload}/small")).status == 404
    stranger = await visitor().get(f"/uploads/{upload}", follow=False)
    assert stranger.headers["location"].startswith("/sign-in")


@pytest.mark.parametrize(
    ("content", "fields", "words"),
    [
        (samples.HTML, {}, "Web pages"),
        (samples.SVG, {}, "PNG"),
        (samples.MP4, {"name": "tea.jpg"}, "Videos"),
        (samples.jpeg(), {"alt": ""}, "decoration"),
        (samples.jpeg(), {"alt": "x" * 501}, "500"),
        (samples.jpeg(), {"owner": "bo"}, "no such field"),
    ],
)
async def test_it_is_refused_in_one_sentence_and_nothing_stays(
    hub: Hub, visitor: Visitors, amina: Person, content: bytes, fields: dict[str, Any], words: str
) -> None:
    page = await send(await visitor.of(amina), content, **fields)
    assert page.status == 422
    assert words in page.json()["detail"]
    assert kept(hub) == []


async def test_a_file_of_eleven_megabytes_is_not_even_read(
    hub: Hub, visitor: Visitors, amina: Person
) -> None:
    page = await send(await visitor.of(amina), os.urandom(11 << 20))
    assert page.status == 413
    assert "10 MB" in page.text
    assert kept(hub) == []


async def test_a_retry_gets_the_same_id_and_another_file_is_a_conflict(
    hub: Hub, visitor: Visitors, amina: Person
) -> None:
    browser = await visitor.of(amina)
    first = await sent(browser, samples.jpeg(), key="k-1")
    assert await sent(browser, samples.jpeg(), key="k-1") == first
    assert (await send(browser, samples.png(), key="k-1")).status == 409
    assert len(kept(hub)) == 2, "one picture, one thumbnail"


async def test_what_nothing_bears_goes_after_a_day(
    hub: Hub, visitor: Visitors, amina: Person, clock: SettableClock, outbox: Outbox
) -> None:
    browser = await visitor.of(amina)
    upload = await sent(browser, samples.jpeg())
    clock.move(hours=23)
    await outbox.deliver_all()
    assert len(kept(hub)) == 2
    clock.move(hours=2)
    await outbox.deliver_all()
    assert kept(hub) == []
    browser = await visitor.of(amina)
    assert (await browser.get(f"/uploads/{upload}")).status == 404


async def test_whoever_leaves_takes_their_files_along(
    hub: Hub, visitor: Visitors, amina: Person, outbox: Outbox
) -> None:
    browser = await visitor.of(amina)
    upload = await sent(browser, samples.jpeg())
    (file,) = (await browser.get("/api/v1/me/export")).json()["parts"]["uploads"]["files"]
    assert (file["path"], file["alt"]) == (f"/uploads/{upload}", "A cup of tea")
    await browser.post("/me/data/leave", {"sure": "yes"})
    await outbox.deliver_all()
    assert kept(hub) == []


async def test_a_token_sends_with_write_and_fetches_with_read(
    hub: Hub, visitor: Visitors, amina: Person
) -> None:
    token = await make_token(hub, amina, "read", "write")
    program = visitor(headers={"Authorization": f"Bearer {token}"})
    upload = await sent(program, samples.jpeg())
    page = await program.get(f"{DOOR}/{upload}")
    assert page.status == 200
    content = path_of(hub.config, upload).read_bytes()
    assert hashlib.sha256(page.response.content).digest() == hashlib.sha256(content).digest()


async def test_a_large_body_is_taken_at_the_doors_for_files_alone(
    visitor: Visitors, amina: Person
) -> None:
    browser = await visitor.of(amina)
    for path in ("/me/profile", "/api/v1/reports", f"{DOOR}/x", "/sign-in"):
        files = {"file": ("a.jpg", bytes(2 << 20), "image/jpeg")}
        assert (await browser.ask("POST", path, files=files)).status == 413, path


async def test_an_old_browser_shows_the_forms_token_in_a_form_with_a_file(
    visitor: Visitors, amina: Person
) -> None:
    browser = await visitor.of(amina)
    await browser.get("/me/profile")
    forms = [f for f in browser.page.tree.iter("input") if f.get("name") == "_token"]
    token = forms[0].get("value")
    del browser.client.headers["Sec-Fetch-Site"]
    assert (await send(browser, samples.jpeg())).status == 403
    assert (await send(browser, samples.jpeg(), _token="wrong")).status == 403
    assert (await send(browser, samples.jpeg(), _token=token)).status == 201


async def test_so_many_an_hour(visitor: Visitors, amina: Person) -> None:
    browser = await visitor.of(amina)
    statuses = [(await send(browser, b"\x00\x01")).status for _ in range(31)]
    assert set(statuses[:30]) == {422}
    assert statuses[30] == 429
