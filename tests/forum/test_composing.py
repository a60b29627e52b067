"""Replies with a quote, drafts on every device, content notes, and files, at the page's door."""

import pytest

from peerhub.core.hub import Hub
from peerhub.forum.models import Words
from peerhub.forum.quoting import quote
from peerhub.forum.service import change, decide, write
from peerhub.people.blocks import person_name
from peerhub.people.models import Person
from peerhub.people.service.block import block
from tests.forum.threads import answer, begin, make_board, path_of
from tests.support.factories import change_community, make_picture, make_token
from tests.support.visitor import Page, Visitors
from tests.uploads import samples


@pytest.fixture(autouse=True)
async def board(hub: Hub) -> None:
    await make_board(hub)


def box(page: Page) -> str:
    (area,) = [a for a in page.tree.iter("textarea") if a.get("name") == "body"]
    return "".join(area.itertext())


async def test_a_quote_is_filled_in_with_who_said_it_and_follows_what_was_begun(
    hub: Hub, visitor: Visitors, amina: Person, cleo: Person
) -> None:
    thread = await begin(hub, cleo)
    await answer(hub, cleo, thread, "> older words\n\nOn *Monday*.\n\nEarly.")
    writer = await visitor.of(amina)
    page = await writer.get(path_of(thread))
    (link,) = [one for one in page.links() if "quote=1" in one and "reply_to" in one][1:]
    said = "> Cleo in post 2:\n>\n> On *Monday*.\n>\n> Early.\n\n"
    assert box(await writer.get(link)) == said
    await writer.post(f"/forum/t/{thread.thread_id}/draft", {"body": "Thanks"})
    assert box(await writer.get(link)) == f"Thanks\n\n{said}"
    page = await writer.submit(f"/forum/t/{thread.thread_id}/replies", body=f"{said}So do I.")
    quoted = page.tree.find(".//article[@id='p-3']//blockquote")
    assert quoted is not None and "On Monday." in "".join(quoted.itertext())
    assert "in reply to 2" in page.words


def test_a_name_in_a_quote_is_words_and_a_long_one_is_cut() -> None:
    assert quote("Hi", name="*[Bo](x)*", number=3).startswith("> \\*\\[Bo\\](x)\\* in post 3:\n>\n")
    long = quote("word " * 5_000, name="Bo", number=3)
    assert len(long) < 2_100 and long.rstrip().endswith("…")


async def test_drafts_of_replies_and_threads_are_on_every_device_until_posted(
    hub: Hub, visitor: Visitors, amina: Person, cleo: Person
) -> None:
    thread = await begin(hub, cleo)
    phone, desk = await visitor.of(amina), await visitor.of(amina)
    said = await phone.post(f"/forum/t/{thread.thread_id}/draft", {"body": "Not yet"})
    assert said.status == 204
    page = await desk.get(path_of(thread))
    assert box(page) == "Not yet"
    assert box(await (await visitor.of(cleo)).get(path_of(thread))) == ""
    await desk.submit(f"/forum/t/{thread.thread_id}/replies", body="Now")
    assert box(await phone.get(path_of(thread))) == ""
    await phone.post("/forum/questions/draft", {"title": "A title", "body": "Some words"})
    page = await desk.get("/forum/questions/new")
    assert box(page) == "Some words" and 'value="A title"' in page.text
    await desk.submit()
    page = await phone.get("/forum/questions/new")
    assert box(page) == "" and 'value="A title"' not in page.text


async def test_a_draft_needs_a_place_that_is_ones_own_to_write_in(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person
) -> None:
    thread = await begin(hub, amina)
    async with hub.transaction() as tx:
        await block(tx, amina, blocked_name=person_name(bo.person_id))
    said = await (await visitor.of(bo)).post(
        f"/forum/t/{thread.thread_id}/draft", {"body": "Not yet"}
    )
    assert said.status == 404


async def test_a_content_note_comes_first_and_stands_in_lists(
    hub: Hub, visitor: Visitors, amina: Person, cleo: Person
) -> None:
    writer, reader = await visitor.of(amina), await visitor.of(cleo)
    await writer.get("/forum/questions/new")
    page = await writer.submit(
        title="My week", body="It was hard.", note_kind="Racism", note_words="at work"
    )
    path = page.path.partition("#")[0]
    page = await reader.get(path)
    folded = page.tree.find(".//article//details[@class='message__note']")
    assert folded is not None and folded.get("open") is None
    said = "".join(folded.itertext()).split("It was hard.")
    assert "Content note: Racism: at work" in said[0] and len(said) == 2
    assert "Content note: Racism: at work" in (await reader.get("/forum/questions")).words
    (link,) = [one for one in (await reader.get(path)).links() if "quote=1" in one]
    assert 'value="Racism: at work"' in (await reader.get(link)).text
    edit = next(one for one in (await writer.get(path)).links() if one.endswith("/edit"))
    await writer.get(edit)
    await writer.submit(warning="")
    assert "Content note" not in (await reader.get("/forum/questions")).words


async def test_a_file_goes_with_a_reply_and_leaves_with_it(
    hub: Hub, visitor: Visitors, amina: Person, cleo: Person
) -> None:
    thread = await begin(hub, cleo)
    writer, reader = await visitor.of(amina), await visitor.of(cleo)
    door = f"/forum/t/{thread.thread_id}/replies"
    picture = {"file": ("Jane.jpg", samples.jpeg((900, 600)), "")}
    said = {"id": "c-1", "body": "Look"}
    page = await writer.ask("POST", door, data=said, files=picture)
    assert page.status == 422 and "Say what the picture shows" in page.words
    assert box(page) == "Look"
    page = await writer.ask("POST", door, data={**said, "alt": "A cup"}, files=picture)
    assert page.status == 200, page.words
    page = await reader.get(path_of(thread))
    (image,) = [i for i in page.tree.iter("img") if "/uploads/" in i.get("src", "")]
    source = str(image.get("src"))
    assert image.get("alt") == "A cup" and (await reader.get(source)).status == 200
    post_id = str(page.tree.findall(".//article")[1].find(".//h2").get("id"))[2:]  # type: ignore[union-attr]
    async with hub.transaction() as tx:
        await change.withdraw_post(tx, amina, post_id)
    assert (await reader.get(source)).status == 404
    assert "/uploads/" not in (await reader.get(path_of(thread))).text


async def test_who_may_not_read_a_post_may_not_fetch_its_files(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person, cleo: Person
) -> None:
    await make_board(hub, "news", public=True)
    thread = await begin(hub, cleo, board="news")
    upload = await make_picture(hub, amina)
    async with hub.transaction() as tx:
        written = await write.reply(
            tx,
            amina,
            thread_id=thread.thread_id,
            client_id="c",
            words=Words("Look", "<p>Look</p>", files=(upload,)),
        )
    reader, stranger = await visitor.of(bo), visitor()
    assert (await reader.get(f"/uploads/{upload}")).status == 200
    token = await make_token(hub, bo, "read")
    by_token = visitor(headers={"Authorization": f"Bearer {token}"})
    assert (await by_token.get(f"/api/v1/uploads/{upload}")).status == 200
    page = await stranger.get(path_of(thread))
    assert f"/uploads/{upload}" not in page.text and "sign in to see it" in page.words
    assert "Sign in" in (await stranger.get(f"/uploads/{upload}")).words
    async with hub.transaction() as tx:
        await block(tx, amina, blocked_name=person_name(bo.person_id))
    assert (await reader.get(f"/uploads/{upload}")).status == 404
    async with hub.transaction() as tx:
        await decide.remove_post(tx, written.post_id, "Rude")
    assert (await (await visitor.of(cleo)).get(f"/uploads/{upload}")).status == 404


async def test_nobody_bears_a_file_of_somebody_else_or_twice(
    hub: Hub, visitor: Visitors, amina: Person, cleo: Person
) -> None:
    thread = await begin(hub, cleo)
    upload = await make_picture(hub, cleo)
    mine = await make_picture(hub, amina)
    token = await make_token(hub, amina, "write", "read")
    program = visitor(headers={"Authorization": f"Bearer {token}"})
    door = f"/api/v1/forum/threads/{thread.thread_id}/posts"
    for files, status in (([upload], 422), ([mine], 201), ([mine], 422)):
        said = {"id": f"{files}{status}", "body": "Look", "files": files, "warning": "Tea"}
        assert (await program.ask("POST", door, json=said)).status == status
    (post,) = (await program.get(door)).json()["items"][1:]
    assert post["warning"] == "Tea" and post["files"][0]["url"] == f"/uploads/{mine}"


async def test_the_files_of_a_held_post_are_for_its_author_and_its_moderators(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person, cleo: Person
) -> None:
    thread = await begin(hub, cleo)
    await change_community(hub, hold_first_posts=1)
    gus = await visitor.of(bo)
    await gus.get(path_of(thread))
    await gus.ask(
        "POST",
        f"/forum/t/{thread.thread_id}/replies",
        data={"id": "c", "body": "Look", "alt": "A cup"},
        files={"file": ("a.jpg", samples.jpeg((90, 60)), "")},
    )
    page = gus.page
    (image,) = [i for i in page.tree.iter("img") if "/uploads/" in i.get("src", "")]
    source = str(image.get("src"))
    assert (await gus.get(source)).status == 200
    assert (await (await visitor.of(amina)).get(source)).status == 404
    assert (await (await visitor.of(cleo)).get(source)).status == 200
