"""Roles and suspensions: given and taken by administrators, bite at once, never lock everybody out."""

import pytest

from peerhub.core.bus import ACCESS_CHANGED
from peerhub.core.errors import Forbidden
from peerhub.core.hub import Hub
from peerhub.core.keys import hash_token
from peerhub.people.access import person_by_token, standing_credentials
from peerhub.people.models import Credential, Person, Role
from peerhub.people.service import roles, sessions, suspend, tokens
from peerhub.people.service.leave import leave
from tests.support.clock import SettableClock
from tests.support.factories import make_person, make_session, make_token
from tests.support.letters import Letters
from tests.support.visitor import Visitors


async def test_a_role_is_given_and_taken(visitor: Visitors, amina: Person, fay: Person) -> None:
    administrator, member = await visitor.of(fay), await visitor.of(amina)
    assert (await member.get("/admin")).status == 403
    await administrator.get("/admin/people/amina")
    page = await administrator.submit(
        "/admin/people/amina/roles", holding="Give this role", role="administrator"
    )
    assert "Administrator: settings and people" in page.words
    assert (await member.get("/admin")).status == 200
    page = await administrator.submit(
        "/admin/people/amina/roles", holding="Take away", button=("action", "take")
    )
    assert (await member.get("/admin")).status == 403


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"scope": "sector:noise"}, "Moderator in noise"),
        ({"space": "housing-help"}, "Moderator in housing-help"),
    ],
)
async def test_a_role_may_be_for_a_part_of_the_hub(
    visitor: Visitors, amina: Person, fay: Person, fields: dict[str, str], shown: str
) -> None:
    administrator = await visitor.of(fay)
    await administrator.get("/admin/people/amina")
    page = await administrator.submit(
        "/admin/people/amina/roles", holding="Give this role", role="moderator", **fields
    )
    assert shown in page.words


async def test_a_scope_that_is_none_is_told(visitor: Visitors, amina: Person, fay: Person) -> None:
    administrator = await visitor.of(fay)
    page = await administrator.post(
        "/admin/people/amina/roles", {"role": "moderator", "scope": "moon", "action": "give"}
    )
    assert page.status == 422 and "no scope" in page.words


async def test_a_changed_role_gives_every_session_a_new_id(
    hub: Hub, visitor: Visitors, amina: Person, fay: Person, clock: SettableClock
) -> None:
    member = await visitor.of(amina)
    before = member.cookie
    async with hub.transaction() as tx:
        role = Role("moderator")
        await roles.give_role(tx, person_id=amina.person_id, role=role, by=fay)
    assert (await member.get("/api/v1/me")).status == 200
    after = member.cookie
    assert after != before
    await member.get("/api/v1/me")
    assert member.cookie == after
    late = visitor()
    late.client.cookies.set("peerhub", before, domain="127.0.0.1")
    assert (await late.get("/api/v1/me")).status == 200  # it was on its way
    clock.move(seconds=61)
    assert (await late.get("/api/v1/me")).status == 401
    assert (await member.get("/api/v1/me")).status == 200


@pytest.mark.parametrize("path", ["/admin/people/bo/roles", "/admin/people/bo/measures"])
@pytest.mark.parametrize("role", ["facilitator", "moderator", "reviewer", "safeguarding"])
async def test_nobody_else_raises_or_suspends_anybody(
    hub: Hub, visitor: Visitors, bo: Person, path: str, role: str
) -> None:
    browser = await visitor.of(await make_person(hub, "Gil", roles=(role,)))
    fields = {"role": "administrator", "scope": "hub", "action": "give"}
    if path.endswith("measures"):
        fields = {"client_id": "m", "measure": "ban", "reason": "Why"}
    assert (await browser.post(path, fields)).status == 403


async def test_the_service_itself_refuses_a_moderator(hub: Hub, cleo: Person) -> None:
    async with hub.transaction() as tx:
        with pytest.raises(Forbidden):
            role = Role("administrator")
            await roles.give_role(tx, person_id=cleo.person_id, role=role, by=cleo)


async def test_the_last_administrator_stays_one(visitor: Visitors, hub: Hub, fay: Person) -> None:
    browser = await visitor.of(fay)
    await browser.get("/admin/people/fay")
    page = await browser.submit(
        "/admin/people/fay/roles", holding="Take away", button=("action", "take")
    )
    assert page.status == 422 and "only administrator" in page.words
    await make_person(hub, "Gil", roles=("administrator",))
    page = await browser.submit(
        "/admin/people/fay/roles", holding="Take away", button=("action", "take"), follow=False
    )
    assert page.status == 303
    assert (await browser.get("/admin")).status == 403


async def test_an_administrator_of_a_part_is_no_last_one(hub: Hub, fay: Person) -> None:
    await make_person(hub, "Gil", roles=("administrator@sector:noise",))
    async with hub.transaction() as tx:
        with pytest.raises(Exception, match="only administrator"):
            await suspend.suspend(tx, person_id=fay.person_id, by=None)


async def test_nobody_suspends_themselves(hub: Hub, visitor: Visitors, fay: Person) -> None:
    await make_person(hub, "Gil", roles=("administrator",))
    browser = await visitor.of(fay)
    page = await browser.get("/admin/people/fay/measures")
    assert "You cannot decide about yourself" in page.words
    assert "Freeze, suspend or ban" not in page.words
    fields = {"client_id": "m", "measure": "ban", "reason": "Why"}
    page = await browser.post("/admin/people/fay/measures", fields)
    assert page.status == 422 and "This is not yours to decide." in page.words


async def test_who_was_closed_on_the_machine_is_restored_by_an_administrator(
    hub: Hub, visitor: Visitors, amina: Person, fay: Person
) -> None:
    async with hub.transaction() as tx:
        await suspend.suspend(tx, person_id=amina.person_id, by=None)
    administrator = await visitor.of(fay)
    assert "Suspended" in (await administrator.get("/admin/people")).words
    await administrator.get("/admin/people/amina/measures")
    await administrator.submit("/admin/people/amina/restore")
    assert (await visitor().sign_in(amina)).status == 200


async def test_what_ends_access_is_announced_at_once(hub: Hub, amina: Person) -> None:
    """Open sockets hear this and ask again which credentials still stand (promise S2)."""
    cookie, secret = await make_session(hub, amina), await make_token(hub, amina)
    async with hub.reading() as db:
        found = await person_by_token(db, secret)
    assert found
    held = [Credential(hash_token(cookie), "session"), found[1]]
    async with hub.reading() as db:
        assert len(await standing_credentials(db, held, hub.clock.now())) == 2
    async with hub.bus.subscribe() as heard:
        await heard.add(ACCESS_CHANGED)
        async with hub.transaction() as tx:
            await suspend.suspend(tx, person_id=amina.person_id, by=None)
        async for topic, _frame in heard:
            assert topic == ACCESS_CHANGED
            break
    async with hub.reading() as db:
        assert not await standing_credentials(db, held, hub.clock.now())


async def test_a_role_given_on_the_machine_is_told_to_those_who_watch(
    hub: Hub, mail: Letters, amina: Person, dana: Person, fay: Person
) -> None:
    await make_person(hub, "Rosa", roles=("reviewer",))
    async with hub.transaction() as tx:
        role = Role("administrator")
        await roles.give_role(tx, person_id=amina.person_id, role=role, by=None)
    for email in ("dana@example.org", "rosa@example.org"):
        (letter,) = await mail.to(email)
        assert "administrator@hub" in letter.text and "Amina" not in letter.text
    async with hub.transaction() as tx:
        await roles.give_role(tx, person_id=amina.person_id, role=Role("editor"), by=fay)
    assert len(await mail.to("dana@example.org")) == 1


async def test_the_list_finds_people_by_name_and_address(
    visitor: Visitors, amina: Person, bo: Person, fay: Person
) -> None:
    browser = await visitor.of(fay)
    await browser.get("/admin/people")
    assert "5 members" in browser.page.words
    page = await browser.get("/admin/people?find=AMIN")
    assert "/admin/people/amina" in page.links() and "/admin/people/bo" not in page.links()
    page = await browser.get("/admin/people?find=bo@example")
    assert "/admin/people/bo" in page.links()


async def test_the_admin_index_shows_what_each_feature_offers(
    visitor: Visitors, fay: Person
) -> None:
    page = await (await visitor.of(fay)).get("/admin")
    assert {"/admin/people", "/admin/community", "/admin/sectors", "/admin/rooms"} <= set(
        page.links()
    )


ENDINGS = ["sign_out", "everywhere", "one_device", "suspend", "take_role", "revoke", "leave"]


@pytest.mark.parametrize("ending", ENDINGS)
async def test_every_ending_is_announced_with_its_commit(
    hub: Hub, amina: Person, fay: Person, ending: str
) -> None:
    """What hears it asks again who may stay: the sockets' half of this is tests/rooms' matter."""
    cookie, secret = await make_session(hub, amina), await make_token(hub, amina)
    here = Credential(hash_token(cookie), "session")
    async with hub.reading() as db:
        found = await person_by_token(db, secret)
    role = Role("editor")
    async with hub.transaction() as tx:
        await roles.give_role(tx, person_id=amina.person_id, role=role, by=fay)
    async with hub.transaction() as tx:
        if ending == "sign_out":
            await sessions.sign_out(tx, here, amina)
        elif ending == "everywhere":
            await sessions.sign_out_everywhere(tx, amina.person_id)
        elif ending == "one_device":
            await sessions.end_session(tx, person=amina, session_id=here.id)
        elif ending == "suspend":
            await suspend.suspend(tx, person_id=amina.person_id, by=fay)
        elif ending == "take_role":
            await roles.take_role(tx, person_id=amina.person_id, role=role, by=fay)
        elif ending == "revoke" and found:
            await tokens.revoke_token(tx, found[1].id, owner=amina)
        else:
            await leave(tx, amina, hub.personal)
        assert (ACCESS_CHANGED, b"") in tx.announced


async def test_open_sockets_keep_their_session_when_its_cookie_is_renewed(
    hub: Hub, visitor: Visitors, amina: Person, fay: Person, clock: SettableClock
) -> None:
    member = await visitor.of(amina)
    held = [Credential(hash_token(member.cookie), "session")]
    async with hub.transaction() as tx:
        await roles.give_role(tx, person_id=amina.person_id, role=Role("editor"), by=fay)
    await member.get("/me/security")
    assert member.page.words.count("Firefox on Linux") == 1
    clock.move(seconds=61)
    async with hub.reading() as db:
        assert await standing_credentials(db, held, clock.now()) == {held[0].id}
    await member.get("/me/security")
    await member.submit("/sign-out-everywhere")
    async with hub.reading() as db:
        assert not await standing_credentials(db, held, clock.now())
