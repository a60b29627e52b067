"""What is no export, is damaged or does not fit is named, and nothing is changed."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from peerhub.core.errors import StartError
from peerhub.core.hub import Hub
from peerhub.export.service.arrive import bring_export
from peerhub.export.service.leave import export_hub
from tests.export.folders import Line, records, rewrite, rows
from tests.export.world import World
from tests.support.factories import make_person, make_room

Spoil = Callable[[list[Line]], object]


def set_to(number: int, **fields: Any) -> Spoil:
    """Fields of one line, counted from 1."""
    return lambda lines: lines[number - 1].update(fields)


def borne(**fields: Any) -> Spoil:
    """What the first message with a file says of it."""

    def spoil(lines: list[Line]) -> None:
        first = next(line for line in lines if line["files"])
        lines.remove(first)
        lines.insert(0, first)
        first["files"][0].update(fields)

    return spoil


def twice(lines: list[Line]) -> None:
    lines.append(lines[0])


def nobodys(lines: list[Line]) -> None:
    first = next(line for line in lines if line["author_id"])
    lines.remove(first)
    lines.insert(0, first)
    first["author_id"] = "nobodyofthishub2"


SPOILT: list[tuple[str, Spoil, int, str]] = [
    ("people", set_to(2, joined_at="yesterday"), 2, "joined_at is no time"),
    ("people", set_to(2, joined_at="2026-01-01T00:00:00"), 2, "without its zone"),
    ("people", set_to(1, name=None), 1, "name is missing"),
    ("people", set_to(1, name="x" * 61), 1, "longer than 60"),
    ("people", set_to(1, name="a\x00b"), 1, "cannot be kept"),
    ("people", set_to(1, name="\ud800"), 1, "cannot be kept"),
    ("people", set_to(1, state="waiting"), 1, "state is none"),
    ("people", set_to(1, password_hash="$argon2id$"), 1, "password_hash is no field"),
    ("people", set_to(1, person_id="../../etc"), 1, "person_id is no id"),
    ("people", set_to(1, handle="a/b"), 1, "no word for an address"),
    ("people", set_to(1, handle="wren_"), 1, "a sign that no handle has"),
    ("people", twice, 0, "does not fit"),
    ("rooms", set_to(1, kind="cupboard"), 1, "does not fit"),
    ("rooms", set_to(1, hours="always"), 1, "no opening hours"),
    ("rooms", set_to(1, seq=True), 1, "seq is no whole number"),
    ("rooms", set_to(1, seq=2**60), 1, "seq is too large"),
    ("rooms", set_to(1, own_names=1), 1, "neither true nor false"),
    ("messages", nobodys, 1, "does not fit"),
    ("messages", set_to(1, state="held"), 1, "waits for a moderator"),
    ("messages", set_to(1, reactions={"💩": 1}), 1, "reactions are no counts"),
    ("messages", set_to(1, reactions={"🙏": -1}), 1, "reactions are no counts"),
    ("messages", borne(url="javascript:go()"), 1, "files lead elsewhere"),
    ("messages", borne(width="1"), 1, "not described"),
    ("posts", set_to(1, files="none"), 1, "no list of files"),
    ("posts", set_to(1, body=7), 1, "body is no text"),
    ("polls", set_to(1, people=1), 1, "do not fit together"),
    ("polls", set_to(1, choices=[]), 1, "too few or too many"),
    ("files", set_to(1, media_type="text/html"), 1, "none of those"),
    ("files", set_to(1, sha256="0" * 64), 1, "is damaged"),
    ("files", set_to(1, upload_id="../x"), 1, "upload_id is no id"),
    ("files", set_to(1, used_kind="person"), 1, "bears no files"),
    ("files", set_to(1, used_id="nothing"), 1, "is not there"),
    ("thread_tags", set_to(1, tag="nothing"), 1, "does not fit"),
]


@pytest.fixture
async def folder(world: World, tmp_path: Path) -> Path:
    target = tmp_path / "out"
    await export_hub(world.hub, target)
    return target


async def refused(hub: Hub, folder: Path) -> str:
    """The sentence; the hub has what it had."""
    before = await rows(hub)
    with pytest.raises(StartError) as error:
        await bring_export(hub, folder)
    assert await rows(hub) == before
    assert not list(hub.config.data_dir.glob(".import-*"))
    assert not [path for path in hub.config.data_dir.rglob("uploads/*/*") if path.is_file()]
    return str(error.value)


async def test_a_bad_record_is_named_by_file_and_line(elsewhere: Hub, folder: Path) -> None:
    for kind, spoil, line, reason in SPOILT:
        path, manifest = folder / f"{kind}.jsonl", folder / "manifest.json"
        kept = path.read_bytes(), manifest.read_bytes()
        rewrite(folder, kind, spoil)
        said = await refused(elsewhere, folder)
        number = line or len(records(folder, kind))
        assert said.startswith(f"{kind}.jsonl, line {number}: "), (kind, reason, said)
        assert reason in said, (kind, said)
        path.write_bytes(kept[0])
        manifest.write_bytes(kept[1])
    assert await bring_export(elsewhere, folder)


@pytest.mark.parametrize("line", ["{", "[]", "7", '"a"', '{"a":' * 2000, "\xff"])
async def test_a_line_that_is_none_is_named(elsewhere: Hub, folder: Path, line: str) -> None:
    rewrite(folder, "tags", lambda lines: lines.clear())
    path = folder / "tags.jsonl"
    path.write_bytes(line.encode("latin-1") + b"\n")
    resign(folder, "tags")
    assert "tags.jsonl, line 1: " in await refused(elsewhere, folder)


def resign(folder: Path, kind: str) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    content = (folder / f"{kind}.jsonl").read_bytes()
    manifest["files"][f"{kind}.jsonl"] = hashlib.sha256(content).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest))


async def test_a_file_cut_off_changed_or_missing_is_named(elsewhere: Hub, folder: Path) -> None:
    path = folder / "posts.jsonl"
    content = path.read_bytes()
    for spoilt in (
        content[:-1],
        content[: len(content) // 2],
        content.replace(b"Nobody", b"Anyone"),
    ):
        path.write_bytes(spoilt)
        assert "posts.jsonl" in await refused(elsewhere, folder)
    path.unlink()
    assert "posts.jsonl is missing" in await refused(elsewhere, folder)


async def test_a_picture_that_is_something_else_is_named(elsewhere: Hub, folder: Path) -> None:
    (first, *_others) = sorted((folder / "files").iterdir())
    content = first.read_bytes()
    first.write_bytes(b"<html><script>go()</script>")
    assert f"{first.name} is damaged" in await refused(elsewhere, folder)
    first.unlink()
    assert f"{first.name} is missing" in await refused(elsewhere, folder)
    first.write_bytes(content)


async def test_what_is_no_export_or_a_newer_one_says_so(
    elsewhere: Hub, folder: Path, tmp_path: Path
) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())

    def told(**fields: Any) -> None:
        (folder / "manifest.json").write_text(json.dumps({**manifest, **fields}))

    assert "is no export" in await refused(elsewhere, tmp_path)
    assert "is no export" in await refused(elsewhere, tmp_path / "nowhere")
    told(format="something")
    assert "is no export" in await refused(elsewhere, folder)
    told(version=2)
    assert "newer peerhub" in await refused(elsewhere, folder)
    told(files={**manifest["files"], "songs.jsonl": ""})
    assert "songs.jsonl, which this peerhub does not know" in await refused(elsewhere, folder)
    told(files=7)
    assert "damaged" in await refused(elsewhere, folder)
    (folder / "manifest.json").write_text("{")
    assert "is no export" in await refused(elsewhere, folder)


async def test_words_with_a_script_come_in_without_it(elsewhere: Hub, folder: Path) -> None:
    bad = '<p onclick="go()">Hello<script>go()</script></p>'
    rewrite(folder, "posts", set_to(1, html=bad, state="visible"))
    rewrite(folder, "messages", set_to(1, html=bad, state="visible"))
    await bring_export(elsewhere, folder)
    await export_hub(elsewhere, folder.parent / "again")
    for kind in ("posts", "messages"):
        assert records(folder.parent / "again", kind)[0]["html"] == "<p>Hello</p>"


async def test_something_else_in_its_place_is_named_before_anything_is_changed(
    elsewhere: Hub, folder: Path
) -> None:
    person = await make_person(elsewhere, "Amina", email="other@example.org")
    assert "has something else with the handle 'amina'" in await refused(elsewhere, folder)
    assert person.handle == "amina"


async def test_a_room_of_the_same_address_is_named(elsewhere: Hub, folder: Path) -> None:
    await make_room(elsewhere, "tea", "Another tea")
    assert "has something else with the slug 'tea'" in await refused(elsewhere, folder)


async def test_a_community_beside_another_comes_in_beside_it(elsewhere: Hub, folder: Path) -> None:
    """What the hub has already, other people and places, stays as it is."""
    await make_person(elsewhere, "Somebody Else")
    await make_room(elsewhere, "elsewhere", "Elsewhere")
    brought = await bring_export(elsewhere, folder)
    assert not [kind for kind, each in brought.items() if each.known]


async def test_fields_that_are_missing_have_the_tables_own_value(
    elsewhere: Hub, folder: Path
) -> None:
    """As an export of an older version of this format would lack them."""
    rewrite(folder, "rooms", lambda lines: [line.pop("slow_seconds") for line in lines])
    await bring_export(elsewhere, folder)
