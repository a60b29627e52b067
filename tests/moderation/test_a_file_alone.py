"""One picture or document is removed, and the words that it came with stay: until it is undone."""

from peerhub.core.hub import Hub
from peerhub.core.keys import new_id
from peerhub.forum.models import Words
from peerhub.forum.service.write import start_thread
from peerhub.people.models import Person
from tests.moderation.conftest import Stories
from tests.moderation.test_report_anything import post_picture
from tests.support.factories import make_person, make_picture
from tests.support.visitor import Visitor, Visitors

GONE = "A file was removed."
WHY = "It shows where somebody lives"


async def reports_file(people: Stories, reporter: Person, upload: str) -> None:
    reader = await people.visitors.of(reporter)
    await reader.get(f"/report?kind=file&id={upload}")
    await reader.submit(holding="Send the report", reason="private")
    await people.later()


async def removes(people: Stories, moderator: Person) -> Visitor:
    visitor = await people.opens_case(moderator)
    assert "The words stay" in visitor.page.words
    await visitor.submit(holding="What should happen?", outcome="remove", reason=WHY)
    return visitor


async def undoes(people: Stories, visitor: Visitor, case: str) -> None:
    await visitor.get(case)
    page = await visitor.submit(f"{case}/undo", undo_reason="It was another door")
    assert page.status == 200, page.words
    await people.later()


async def test_the_words_stay_and_the_file_goes_and_comes_back(
    people: Stories, visitor: Visitors, amina: Person, bo: Person, cleo: Person
) -> None:
    _message, upload = await post_picture(people.hub, bo)
    await reports_file(people, amina, upload)
    moderator = await people.opens_case(cleo)
    case = moderator.page.path
    await removes(people, cleo)
    reader, author = await visitor.of(amina), await visitor.of(bo)
    assert "Look" in await people.sees(amina) and GONE in await people.sees(amina)
    for browser in (reader, author):
        for path in (f"/uploads/{upload}", f"/uploads/{upload}/small"):
            assert (await browser.get(path)).status == 404, path
    assert (await moderator.get(f"/uploads/{upload}")).status == 200, "whoever decides can look"
    other = await make_person(people.hub, "Gil", roles=("moderator@space:garden",))
    assert (await (await visitor.of(other)).get(f"/uploads/{upload}")).status == 404
    told = " ".join(await people.told(bo))
    assert "A moderator removed a file of yours in Kitchen table." in told and WHY in told
    await undoes(people, moderator, case)
    assert GONE not in await people.sees(amina)
    assert (await reader.get(f"/uploads/{upload}/small")).status == 200
    assert "A file of yours in Kitchen table can be opened again." in " ".join(
        await people.told(bo)
    )


async def test_its_author_appeals_and_somebody_else_brings_it_back(
    people: Stories, visitor: Visitors, amina: Person, bo: Person, cleo: Person
) -> None:
    _message, upload = await post_picture(people.hub, bo)
    await reports_file(people, amina, upload)
    await removes(people, cleo)
    await people.later()
    links = (await (await visitor.of(bo)).get("/notifications")).links()
    author = visitor()
    page = await author.get(next(link for link in links if link.startswith("/appeal/")))
    assert "A moderator removed a file that you shared" in page.words
    assert "Our door, with its number" in page.words
    assert not list(page.tree.iter("img")), "what nobody is served is not asked for"
    mine = await (await visitor.of(bo)).get("/me/decisions")
    assert "A file of yours in Kitchen table was removed. What you wrote stays." in mine.words
    await author.submit(words="It is a stranger's door")
    await people.later()
    rue = await make_person(people.hub, "Rue", roles=("reviewer", "moderator"))
    await (await people.opens_case(rue)).submit(
        holding="What should happen?", outcome="restore", reason="It is nobody's"
    )
    await people.later()
    assert (await (await visitor.of(amina)).get(f"/uploads/{upload}")).status == 200
    assert GONE not in await people.sees(amina)


async def test_the_same_in_the_forum(
    people: Stories, hub: Hub, visitor: Visitors, amina: Person, bo: Person, cleo: Person
) -> None:
    picture = await make_picture(hub, bo, "Our door")
    async with hub.transaction() as tx:
        words = Words("Look", "<p>Look</p>", files=(picture,))
        written = await start_thread(
            tx, bo, board="questions", client_id=new_id(), title="A door", words=words
        )
    path = f"/forum/t/{written.thread_id}/{written.slug}"
    await reports_file(people, amina, picture)
    moderator = await people.opens_case(cleo)
    case = moderator.page.path
    await removes(people, cleo)
    reader = await visitor.of(amina)
    page = await reader.get(path)
    assert "Look" in page.words and GONE in page.words
    assert not list(page.tree.iter("img"))
    assert (await reader.get(f"/uploads/{picture}")).status == 404
    api = (await reader.get(f"/api/v1/forum/threads/{written.thread_id}/posts")).text
    assert picture not in api
    await undoes(people, moderator, case)
    assert list((await reader.get(path)).tree.iter("img"))


async def test_exports_and_searches_forget_it(
    people: Stories, hub: Hub, visitor: Visitors, amina: Person, bo: Person, cleo: Person
) -> None:
    _message, upload = await post_picture(people.hub, bo)
    await reports_file(people, amina, upload)
    reader = await visitor.of(amina)
    assert "1 result" in (await reader.get("/search?q=number")).words
    await removes(people, cleo)
    await people.later()
    assert "1 result" not in (await reader.get("/search?q=number")).words
    assert "1 result" not in (await reader.get("/search?q=look&has=file")).words
    async with hub.reading() as db:
        said = [
            str(await one.export_person(db, hub.keys, bo.person_id))
            for one in hub.personal.values()
        ]
    assert "Look" in "".join(said)
