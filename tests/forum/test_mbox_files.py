"""The files of old letters come along: made harmless, borne by the post, and nobody's."""

from base64 import encodebytes
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import select

from peerhub.core.hub import Hub
from peerhub.core.outbox import Outbox
from peerhub.forum.importers.archive import Report, bring_archive
from peerhub.forum.models import BoardKind, MemberState, Post
from peerhub.forum.store import posts, threads
from peerhub.people.models import Person
from peerhub.people.service.leave import leave
from peerhub.uploads import shelf
from peerhub.uploads.models import Upload
from peerhub.uploads.service import make_harmless, shelve
from peerhub.uploads.store import list_uploads
from peerhub.uploads.tables import uploads
from tests.forum.archive import archive, letter
from tests.forum.places import Place, make_place
from tests.support.clock import SettableClock
from tests.support.visitor import Visitors
from tests.uploads import samples


def with_files(*files: tuple[str, str, bytes], number: int = 1) -> str:
    """A letter that bears (name, declared type, content)."""
    parts = ["--b\n\nThe plan is below.\n"]
    for name, kind, content in files:
        head = f'Content-Type: {kind}; name="{name}"\nContent-Transfer-Encoding: base64\n'
        head += f'Content-Disposition: attachment; filename="{name}"\n'
        parts.append(f"--b\n{head}\n{encodebytes(content).decode()}")
    head = 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"'
    return letter(head, "", number=number) + "".join(parts) + "--b--\n"


PLAN = ("plan for wren@example.org.jpg", "application/octet-stream", samples.jpeg())
NOTES = ("notes.txt", "text/plain", b"Ask wren@example.org\n")
TICKET = ("tea.ics", "text/calendar", b"BEGIN:VCALENDAR\n")
TABLE = ("table.xls", "application/vnd.ms-excel", b"\xd0\xcf\x11\xe0" + bytes(600))
SEAL = ("signature.asc", "application/pgp-signature", b"-----BEGIN PGP SIGNATURE-----\n")


async def bring(hub: Hub, place: Place, path: Path, *, dry_run: bool = False) -> Report:
    return await bring_archive(
        hub, place.board, path, dry_run=dry_run, progress=lambda _done, _all: None
    )


async def posts_of(hub: Hub, place: Place) -> list[Post]:
    async with hub.reading() as db:
        found = await threads.list_threads(db, [place.board.board_id], limit=100)
        pages = [await posts.list_posts(db, t.thread_id, after=0, limit=100) for t in found]
    return [post for page in pages for post in page]


async def rows(hub: Hub) -> list[Upload]:
    async with hub.reading() as db:
        ids = (await db.execute(select(uploads.c.upload_id))).scalars()
        return await list_uploads(db, ids)


def on_disk(hub: Hub) -> Sequence[Path]:
    return [p for p in (hub.config.data_dir / "uploads").rglob("*") if p.is_file()]


async def test_files_are_kept_and_what_is_refused_is_named(
    hub: Hub, place: Place, tmp_path: Path
) -> None:
    path = archive(tmp_path, with_files(PLAN, NOTES, TICKET, TABLE, SEAL))
    report = await bring(hub, place, path)
    assert report.files.kept == 2
    assert report.files.left == {
        "a calendar entry": 1,
        "an old kind of document": 1,
        "a signature or a key": 1,
    }
    (post,) = await posts_of(hub, place)
    assert [one["name"] for one in post.uploads] == ["plan for wre.webp", "notes.txt"]
    assert [one["name"] for one in post.files if "url" not in one] == ["tea.ics", "table.xls"]
    kept = {one.name: one for one in await rows(hub)}
    assert {(one.person_id, one.used_id) for one in kept.values()} == {(None, post.post_id)}
    picture = shelf.path_of(hub.config, kept["plan for wre.webp"].upload_id).read_bytes()
    assert samples.PLACE not in picture
    words = shelf.path_of(hub.config, kept["notes.txt"].upload_id).read_bytes()
    assert words == "Ask wre…@…\n".encode()


async def test_a_file_opens_for_whoever_reads_the_post_alone(
    hub: Hub, visitor: Visitors, tmp_path: Path, amina: Person, bo: Person
) -> None:
    place = await make_place(hub, BoardKind.PRIVATE)
    await place.put(amina, MemberState.MEMBER)
    await bring(hub, place, archive(tmp_path, with_files(PLAN)))
    (post,) = await posts_of(hub, place)
    address = post.uploads[0]["url"]
    inside = await visitor.of(amina)
    page = await inside.get(f"/forum/t/{post.thread_id}")
    assert f'href="{address}"' in page.text
    assert "plan for wre" in page.text
    assert (await inside.get(address)).headers["content-type"] == "image/webp"
    assert (await (await visitor.of(bo)).get(address)).status == 404


async def test_a_file_of_no_size_is_named_on_the_page(
    hub: Hub, place: Place, visitor: Visitors, tmp_path: Path, amina: Person
) -> None:
    await bring(hub, place, archive(tmp_path, with_files(("empty.pdf", "application/pdf", b""))))
    (post,) = await posts_of(hub, place)
    page = await (await visitor.of(amina)).get(f"/forum/t/{post.thread_id}")
    assert "empty.pdf (0 bytes) · not kept here" in page.words


async def test_a_dry_run_says_the_same_and_keeps_nothing(
    hub: Hub, place: Place, tmp_path: Path
) -> None:
    path = archive(tmp_path, with_files(PLAN, TABLE), with_files(PLAN, number=2))
    dry = await bring(hub, place, path, dry_run=True)
    assert (await rows(hub), on_disk(hub), await posts_of(hub, place)) == ([], [], [])
    assert dry == await bring(hub, place, path)
    assert dry.files.kept == 2


async def test_a_second_run_adds_no_file(hub: Hub, place: Place, tmp_path: Path) -> None:
    path = archive(tmp_path, with_files(PLAN))
    await bring(hub, place, path)
    before = await rows(hub), sorted(on_disk(hub))
    for dry_run in (True, False):
        again = await bring(hub, place, path, dry_run=dry_run)
        assert (again.brought, again.known, again.files.kept) == (0, 1, 0)
    assert (await rows(hub), sorted(on_disk(hub))) == before


async def test_a_run_that_is_cut_goes_on_and_leaves_no_bytes(
    hub: Hub, place: Place, tmp_path: Path, clock: SettableClock, outbox: Outbox
) -> None:
    other = with_files(NOTES, number=2).replace("Subject: Beans", "Subject: Peas")
    path = archive(tmp_path, with_files(PLAN), other)

    def cut(done: int, _all: int) -> None:
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await bring_archive(hub, place.board, path, dry_run=False, progress=cut)
    await shelve(hub, await make_harmless(hub, samples.jpeg()))  # and then the power went
    assert (len(await rows(hub)), len(on_disk(hub))) == (1, 4)
    report = await bring(hub, place, path)
    assert (report.brought, report.known) == (1, 1)
    clock.move(days=2)
    await outbox.deliver_all()
    assert len(await rows(hub)) == 2
    assert len(on_disk(hub)) == 3  # the picture, its small one, the notes


async def test_who_leaves_takes_no_imported_file(
    hub: Hub, place: Place, tmp_path: Path, amina: Person, outbox: Outbox
) -> None:
    await bring(hub, place, archive(tmp_path, with_files(PLAN)))
    async with hub.transaction() as tx:
        await leave(tx, amina, hub.personal)
    await outbox.deliver_all()
    assert len(await rows(hub)) == 1
    assert len(on_disk(hub)) == 2


async def test_of_a_mail_that_is_too_long_no_half_file_is_kept(
    hub: Hub, place: Place, tmp_path: Path
) -> None:
    long = ("long.txt", "text/plain", b"beans and peas\n" * 1_100_000)
    report = await bring(hub, place, archive(tmp_path, with_files(NOTES, long)))
    assert (report.files.kept, report.files.left) == (1, {"in a mail that is too long": 1})
    (post,) = await posts_of(hub, place)
    assert [one["name"] for one in post.files] == ["notes.txt", "long.txt"]
