"""One's own pages: name, password, data; and leaving for good."""

import json

from sqlalchemy import select, text

from peerhub.core.hub import Hub
from peerhub.core.tables import metadata
from peerhub.forum.models import Words
from peerhub.forum.service import write
from peerhub.people import access
from peerhub.people.models import Person
from peerhub.people.service.invite import invite
from peerhub.people.store import persons, sessions
from tests.forum.threads import begin, make_board, path_of
from tests.support.factories import PASSWORD, make_person, make_token
from tests.support.letters import Letters
from tests.support.visitor import Visitors

NEW = "seven loud red tables"


async def test_others_see_a_name_and_since_when(
    visitor: Visitors, amina: Person, cleo: Person
) -> None:
    page = await (await visitor.of(amina)).get("/people/cleo")
    said = "Cleo @cleo Here since 24 August 2026 Write to Cleo Block Cleo Report Cleo"
    assert page.words == f"{said} Someone may be unsafe"
    assert "moderator" not in page.words and "@example.org" not in page.text


async def test_a_new_name_shows_at_once_and_the_old_address_is_dead(
    visitor: Visitors, amina: Person, bo: Person
) -> None:
    browser = await visitor.of(amina)
    await browser.get("/me/profile")
    page = await browser.submit(name="  Night \u202eOwl  ")
    assert "Saved." in page.words
    friend = await visitor.of(bo)
    assert (await friend.get("/people/night-owl")).words.startswith("Night Owl ")
    assert (await friend.get("/people/amina")).status == 404


async def test_a_name_of_nothing_is_refused(visitor: Visitors, amina: Person) -> None:
    browser = await visitor.of(amina)
    await browser.get("/me/profile")
    page = await browser.submit(name="!!!")
    assert page.status == 422 and "at least one letter or number" in page.words


async def test_a_name_is_never_read_as_html(visitor: Visitors, amina: Person, bo: Person) -> None:
    browser = await visitor.of(amina)
    await browser.get("/me/profile")
    await browser.submit(name="<b>Amina</b><script>")
    page = await (await visitor.of(bo)).get("/people/b-amina-b-script")
    assert page.words.startswith("<b>Amina</b><script>")
    assert list(page.tree.find(".//main").iter("b")) == []  # type: ignore[union-attr]


async def test_a_new_password_ends_all_other_devices_and_changes_this_ones_id(
    visitor: Visitors, amina: Person
) -> None:
    here, lost = await visitor.of(amina), await visitor.of(amina)
    before = here.cookie
    await here.get("/me/security")
    page = await here.submit("/me/security/password", current=PASSWORD, password=NEW)
    assert "Saved." in page.words and here.cookie != before
    assert (await here.get("/api/v1/me")).status == 200
    assert (await lost.get("/api/v1/me")).status == 401
    assert (await visitor().sign_in(amina, PASSWORD)).status == 422
    assert (await visitor().sign_in(amina, NEW)).status == 200


async def test_a_new_password_needs_the_one_before(visitor: Visitors, amina: Person) -> None:
    browser = await visitor.of(amina)
    await browser.get("/me/security")
    page = await browser.submit("/me/security/password", current="wrong", password=NEW)
    assert page.status == 422 and "not your password now" in page.words
    assert (await visitor().sign_in(amina, PASSWORD)).status == 200


async def test_somebody_who_comes_by_link_chooses_a_first_password(
    hub: Hub, visitor: Visitors
) -> None:
    gina = await make_person(hub, "Gina", password=None)
    browser = await visitor.of(gina)
    page = await browser.get("/me/security")
    assert "Choose a password" in page.words and "Your password now" not in page.words
    await browser.submit("/me/security/password", password=NEW)
    assert (await visitor().sign_in(gina, NEW)).status == 200


async def test_everything_held_about_me_is_in_one_file(
    hub: Hub, visitor: Visitors, amina: Person
) -> None:
    browser = await visitor.of(amina)
    page = await browser.get("/me/data/export")
    assert page.headers["content-disposition"] == 'attachment; filename="peerhub-2026-11-22.json"'
    people = page.json()["parts"]["people"]
    assert people["email"] == "amina@example.org" and people["handle"] == "amina"
    assert people["devices"][0]["device"] == "Firefox on Linux"
    assert "password" not in page.text and "hash" not in page.text
    program = visitor(headers={"Authorization": f"Bearer {await make_token(hub, amina, 'read')}"})
    again = (await program.get("/api/v1/me/export")).json()
    assert again["parts"]["people"]["email"] == "amina@example.org"


async def test_leaving_needs_a_tick(visitor: Visitors, amina: Person) -> None:
    browser = await visitor.of(amina)
    await browser.get("/me/data")
    page = await browser.submit("/me/data/leave")
    assert page.status == 422 and "if you are sure" in page.words
    assert (await browser.get("/api/v1/me")).status == 200


async def test_who_leaves_leaves_no_name_and_no_address_anywhere(
    hub: Hub, visitor: Visitors, mail: Letters, fay: Person
) -> None:
    gina = await make_person(hub, "Gina", roles=("moderator",))
    await make_token(hub, gina, "read")
    async with hub.transaction() as tx:
        await invite(tx, email="gina@example.org", by=fay)
    browser = await visitor.of(gina)
    await browser.post("/sign-in/link", {"email": "gina@example.org"})
    await browser.post("/reset", {"email": "gina@example.org"})
    assert len(await mail.to("gina@example.org")) == 3
    await browser.get("/me/data")
    page = await browser.submit("/me/data/leave", follow=False, sure="yes")
    assert page.status == 303 and '"cookies"' in page.headers["clear-site-data"]
    assert (await browser.get("/api/v1/me")).status == 401
    async with hub.reading() as db:
        for table in metadata.sorted_tables:
            for row in (await db.execute(select(table))).all():
                assert "gina" not in repr(row).lower(), table.name
        person = await persons.get_person(db, gina.person_id)
        assert await sessions.list_tokens(db, gina.person_id) == []
    assert person.name == "Former member" and person.roles == ()


async def test_who_left_can_join_again_as_somebody_new(hub: Hub, visitor: Visitors) -> None:
    gina = await make_person(hub, "Gina")
    browser = await visitor.of(gina)
    await browser.get("/me/data")
    await browser.submit("/me/data/leave", sure="yes")
    assert (await visitor().sign_in("gina@example.org")).status == 422
    await browser.get("/join")
    await browser.submit(name="Gina", email="gina@example.org", agree="yes")
    assert browser.page.status == 200
    async with hub.reading() as db:
        person = await persons.find_person_by_email(db, "gina@example.org")
    assert person and person.person_id != gina.person_id


async def test_the_last_administrator_cannot_leave(visitor: Visitors, fay: Person) -> None:
    browser = await visitor.of(fay)
    await browser.get("/me/data")
    page = await browser.submit("/me/data/leave", sure="yes")
    assert page.status == 422 and "only administrator" in page.words
    assert (await browser.get("/admin")).status == 200


async def test_a_token_is_shown_once_and_told_to_its_owner(
    hub: Hub, visitor: Visitors, mail: Letters, amina: Person
) -> None:
    browser = await visitor.of(amina)
    await browser.get("/me/security")
    page = await browser.submit("/me/security/tokens", scopes=["read", "write"])
    secret = next(page.tree.iter("code")).text or ""
    assert secret not in (await browser.get("/me/security")).text
    program = visitor(headers={"Authorization": f"Bearer {secret}"})
    assert (await program.get("/api/v1/me")).json()["handle"] == "amina"
    (letter,) = await mail.to("amina@example.org")
    assert letter.subject == "Fairer Test Hub: a new token" and secret not in letter.text
    async with hub.reading() as db:
        dump = repr((await db.execute(text("SELECT * FROM tokens"))).all())
    assert secret not in dump


async def test_a_revoked_token_opens_nothing(visitor: Visitors, hub: Hub, amina: Person) -> None:
    program = visitor(headers={"Authorization": f"Bearer {await make_token(hub, amina)}"})
    assert (await program.get("/api/v1/me")).status == 200
    browser = await visitor.of(amina)
    await browser.get("/me/security")
    await browser.submit("/me/security/tokens/revoke")
    assert (await program.get("/api/v1/me")).status == 401


async def test_nobody_revokes_the_token_of_somebody_else(
    visitor: Visitors, hub: Hub, amina: Person, bo: Person
) -> None:
    secret = await make_token(hub, bo)
    async with hub.reading() as db:
        (token,) = await sessions.list_tokens(db, bo.person_id)
    browser = await visitor.of(amina)
    page = await browser.post("/me/security/tokens/revoke", {"token": token.token_id})
    assert page.status == 404
    program = visitor(headers={"Authorization": f"Bearer {secret}"})
    assert (await program.get("/api/v1/me")).status == 200


async def test_a_token_does_no_more_than_its_owner_may(
    visitor: Visitors, amina: Person, cleo: Person
) -> None:
    browser = await visitor.of(amina)
    page = await browser.get("/me/security")
    assert "Moderate as you" not in page.words
    page = await browser.post("/me/security/tokens", {"scopes": "administer"})
    assert page.status == 422 and "no more than you may" in page.words
    moderator = await visitor.of(cleo)
    assert "Moderate as you" in (await moderator.get("/me/security")).words


async def test_a_token_opens_no_page(visitor: Visitors, hub: Hub, fay: Person) -> None:
    secret = await make_token(hub, fay, "read", "write", "administer")
    program = visitor(headers={"Authorization": f"Bearer {secret}"})
    page = await program.get("/admin/people", follow=False)
    assert page.status == 303 and page.headers["location"].startswith("/sign-in")


async def test_me_by_api(visitor: Visitors, hub: Hub, cleo: Person) -> None:
    program = visitor(headers={"Authorization": f"Bearer {await make_token(hub, cleo, 'read')}"})
    said = (await program.get("/api/v1/me")).json()
    assert said == {
        "handle": "cleo",
        "name": "Cleo",
        "joined_at": "2026-08-24T18:00:00.000Z",
        "roles": [{"role": "moderator", "scope": "hub"}],
    }
    writer = visitor(headers={"Authorization": f"Bearer {await make_token(hub, cleo, 'write')}"})
    page = await writer.get("/api/v1/me")
    assert page.status == 403 and json.loads(page.text)["code"] == "not_allowed"


async def test_nobody_shows_that_they_write_before_they_chose_it(
    hub: Hub, visitor: Visitors, amina: Person
) -> None:
    browser = await visitor.of(amina)
    await browser.get("/me/profile")
    async with hub.reading() as db:
        assert not await access.shows_typing(db, amina)
    await browser.submit(shows_typing="yes")
    async with hub.reading() as db:
        assert await access.shows_typing(db, amina)
    export = (await browser.get("/me/data/export")).json()
    assert export["parts"]["people"]["shows_typing"] is True
    await browser.post("/me/profile", {"name": "Amina"})
    async with hub.reading() as db:
        assert not await access.shows_typing(db, amina)


async def test_content_notes_open_by_themselves_where_somebody_says_so(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person
) -> None:
    await make_board(hub)
    thread = await begin(hub, amina)
    async with hub.transaction() as tx:
        for n, warning in enumerate(("Racism: at work", "Racism at school", "Violence")):
            await write.reply(
                tx,
                amina,
                thread_id=thread.thread_id,
                client_id=f"noted-{n}",
                words=Words("Hard words", "<p>Hard words</p>", warning=warning),
            )
    browser = await visitor.of(bo)

    async def opened() -> list[str]:
        page = await browser.get(path_of(thread))
        notes = [e for e in page.tree.iter("details") if "message__note" in e.get("class", "")]
        assert len(notes) == 3
        said = ["".join(e.find("summary").itertext()) for e in notes if "open" in e.attrib]  # type: ignore[union-attr]
        return [words.removeprefix("Content note: ") for words in said]

    assert await opened() == []
    await browser.get("/me/profile")
    await browser.submit(opened_notes="Racism")
    assert await opened() == ["Racism: at work"]
    page = await browser.get("/me/profile")
    ticked = [e.get("value") for e in page.tree.iter("input") if "checked" in e.attrib]
    assert ticked == ["Racism"]
    export = (await browser.get("/me/data/export")).json()
    assert export["parts"]["people"]["opened_notes"] == ["Racism"]
    other = await (await visitor.of(amina)).get(path_of(thread))
    assert not [e for e in other.tree.iter("details") if "open" in e.attrib]
    await browser.get("/me/profile")
    await browser.submit(opened_notes=[])
    assert await opened() == []
