"""The pages of an export: sound HTML, no script, links that lead somewhere, only what all could read."""

import re
from pathlib import Path

import html5lib
import pytest
from html5lib.html5parser import HTMLParser

from peerhub.export.service.leave import export_hub
from tests.export.world import NEVER, World
from tests.support.factories import make_room


@pytest.fixture
async def folder(world: World, tmp_path: Path) -> Path:
    target = tmp_path / "out"
    await export_hub(world.hub, target, secret=True, reason="we move")
    return target


def pages(folder: Path) -> dict[str, str]:
    return {p.relative_to(folder).as_posix(): p.read_text() for p in folder.rglob("*.html")}


async def test_every_page_is_sound_and_holds_no_script(folder: Path) -> None:
    found = pages(folder)
    assert {name.partition("/")[0] for name in found} == {
        "index.html", "boards", "threads", "rooms",
    }  # fmt: skip
    for name, text in found.items():
        parser = HTMLParser(strict=True, tree=html5lib.getTreeBuilder("etree"))
        tree = parser.parse(text)
        names = {element.tag.rpartition("}")[2] for element in tree.iter() if element.tag}
        assert not names & {"script", "style", "iframe", "img", "form", "object"}, name
        for element in tree.iter():
            assert not [key for key in element.attrib if str(key).startswith("on")], name
        assert len([e for e in tree.iter() if e.tag.endswith("}h1")]) == 1, name


async def test_every_link_leads_to_a_file_of_it_and_every_anchor_stands(folder: Path) -> None:
    found = pages(folder)
    links = [(n, link) for n, text in found.items() for link in re.findall('href="([^"]*)"', text)]
    assert len(links) > 50
    for name, link in links:
        assert not link.startswith("/") and ":" not in link, (name, link)
        path, _sign, anchor = link.partition("#")
        target = (folder / name).parent / path if path else folder / name
        assert target.is_file(), (name, link)
        if anchor:
            assert f'id="{anchor}"' in target.read_text(), (name, link)


async def test_words_read_as_they_did_and_what_is_gone_says_so(world: World, folder: Path) -> None:
    room = (folder / "rooms/tea.html").read_text()
    assert "&lt;script&gt;" in room or "alert(1)" not in room
    assert "<em>so</em>" in room and "Fox" in room and "A kettle &amp; cups" in room
    assert "Its author took this back." in room
    assert "Reason: It named somebody" in room
    assert f'href="../files/{world.picture}.webp">A cup of tea' in room
    thread = (folder / f"threads/{world.thread.thread_id}.html").read_text()
    assert "<title>Who pays &lt;rent&gt;?</title>" in thread
    assert "All <em>pay</em>" in thread.partition("<article")[0]
    assert "<details><summary>Content note: Money</summary>" in thread
    everything = "".join(pages(folder).values())
    assert not [word for word in NEVER if word in everything]


async def test_links_in_words_lead_to_pages_of_it(world: World, tmp_path: Path) -> None:
    thread = f"/forum/t/{world.thread.thread_id}/{world.thread.slug}#p-2"
    await world.tea.says(
        world.amina, f"[See]({thread}) and [the picture](/uploads/{world.picture})"
    )
    await export_hub(world.hub, tmp_path / "out")
    room = (tmp_path / "out/rooms/tea.html").read_text()
    assert f'href="../threads/{world.thread.thread_id}.html#p-2"' in room
    assert room.count(f'href="../files/{world.picture}.webp"') == 2


async def test_a_long_room_turns_its_pages(world: World, tmp_path: Path) -> None:
    first = await world.tea.said_by(world.amina, "The first of many")
    for n in range(500):
        await world.tea.says(world.amina, f"Line {n}")
    await world.tea.says(world.amina, "About the first", reply_to=first)
    await make_room(world.hub, "tea-2", "Another room")
    told: list[tuple[int, int]] = []
    await export_hub(world.hub, tmp_path / "out", tell=lambda *how: told.append(how))
    assert told == sorted(told) and told[-1][0] == told[-1][1]
    assert "Another room" in (tmp_path / "out/rooms/tea-2.html").read_text()
    one = (tmp_path / "out/rooms/tea.html").read_text()
    two = (tmp_path / "out/rooms/tea.2.html").read_text()
    assert 'href="tea.2.html" rel="next"' in one and 'rel="prev"' not in one
    assert 'href="tea.html" rel="prev"' in two and 'rel="next"' not in two
    assert f'href="tea.html#m-{first}">in reply to' in two
