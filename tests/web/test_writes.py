"""Every door that changes something: it does so for whom it is meant, and for nobody else (S3, S11, S15)."""

import pytest
from starlette.routing import Route

from peerhub.app import FEATURES, routes_of
from tests.house.test_guards import GUARDS
from tests.web.conftest import World
from tests.web.writes import WRITES, Write

SET_UP = (
    "people:create_community"  # a hub is set up once: tests/people/test_set_up.py opens this door
)
OPEN = [write for write in WRITES if write.name != SET_UP]


def unsafe_doors() -> list[str]:
    routes = [route for route in routes_of(FEATURES) if isinstance(route, Route)]
    return [route.name for route in routes if set(route.methods or ()) - {"GET", "HEAD"}]


def test_every_door_that_changes_something_is_in_the_list() -> None:
    assert sorted(unsafe_doors()) == sorted(write.name for write in WRITES)


OTHERS = {  # whose thing it is not, though they may use the door
    "people:end_device": "bo",
    "people:revoke_token": "bo",
    "people:delete_block": "bo",
    "rooms:answer_request": "bo",
    "notifications:mark_read": "bo",
    "forum:update_post": "bo",
    "forum:withdraw_post": "fay",
    "directory:update_part": "bo",
    "directory:update_logo": "bo",
    "directory:confirm": "bo",
    "directory:update_state": "cleo",
    "directory:update_editors": "bo",
    "directory:update_holders": "bo",
    "directory:answer_contact": "cleo",
    "directory:update_network_members": "bo",
    "directory:update_network_keepers": "bo",
    "directory:update_memberships": "bo",
    "directory:update_owners": "bo",
    "directory:update_places": "cleo",
    "directory:update_network_places": "amina",
    "directory:update_history": "bo",
    "directory:answer_correction": "bo",
    "directory:withdraw_claim": "cleo",
    "directory:answer_claim": "bo",
}


@pytest.mark.parametrize("who", ["", "amina", "cleo"])
async def test_a_door_stays_shut_for_everybody_else(world: World, who: str) -> None:
    visitor = await world.as_(who)
    before = await world.state()
    for write in OPEN:
        guard = GUARDS[write.name]
        if guard == "public" or (who and guard == "signed_in") or write.who == who:
            continue
        shut = (401,) if write.json and not who else (403,) if who else (303,)
        assert await world.send(visitor, write) in shut, write.name
        assert who or write.json or visitor.page.headers["location"].startswith("/sign-in")
    assert await world.state() == before


@pytest.mark.parametrize("name", OTHERS)
async def test_nobody_changes_what_is_another_persons(world: World, name: str) -> None:
    (write,) = [write for write in WRITES if write.name == name]
    visitor = await world.as_(OTHERS[name])
    before = await world.state()
    await world.send(visitor, write)
    assert await world.state() == before
    assert visitor.page.status in (303, 403, 404)


TEMPTING = """
    id author_id person_id role roles scope held state seq created_seq at joined_at edited_at
    created_at seen_at expires_at handle email password_hash html renderer number removed_reason
    reporter_id moderator_id reference by kind case_id read_at import_key public author_name
    set_up_at checked_by used_at made_by _method admin
"""


LOOKED_AT = {"concerns", "concern_entries", "duties"}  # a refused form shows the concern again
READS = {"safeguarding:read_kept", "mailings:proof"}  # POSTs, so that nothing stands in an address
KNOWN = {  # fields of these doors that the list above does not send
    "safeguarding:create_flag": ("kind", "id"),
    "forum:create": ("kind", "public"),
    "rooms:create": ("kind",),
    "people:update_roles": ("scope",),
    "api:api_edit_message": ("id",),
}


@pytest.mark.parametrize("write", OPEN, ids=lambda write: write.name)
async def test_a_door_takes_the_fields_that_it_names_and_no_other(
    world: World, write: Write
) -> None:
    """Each tempting column beside a request that is right is refused, and no row differs (S15).

    Then the request as it should be changes rows: so much are all these refusals worth.
    """
    visitor = await world.as_(write.who)
    path, fields = write.filled(world.names)
    before = await world.state()
    looks = write.path.startswith("/safeguarding/concerns/")
    names = TEMPTING.split()[:: 7 if looks else 1]  # each refusal there is a page with many locks
    for name in names if write.fields is not None else ():
        if name not in fields and name not in KNOWN.get(write.name, ()):
            said = {**fields, name: "administrator"}
            page = await visitor.ask(write.method, path, follow=False, **write.body(said))
            assert page.status in (404, 422), (name, page.words)
    changed = {t for t, rows in (await world.state()).items() if rows != before[t]}
    assert changed <= (LOOKED_AT if looks else set())
    before = await world.state()
    assert await world.send(visitor, write) in (200, 201, 204, 303), visitor.page.words
    assert (await world.state() != before) is (write.name not in READS)
