"""`peerhub room` and the first facilitator: a secret room from the command line to its first words."""

import re

import httpx2

from tests.rooms.conftest import Hall
from tests.support.factories import make_person, make_session
from tests.support.server import Server


async def test_a_private_room_from_the_command_line_opens_to_its_appointed_facilitator(
    hall: Hall, served: Server
) -> None:
    made = served.run("room", "add", "quiet", "--title", "Quiet", "--kind", "private")
    (address,) = re.findall(r"/rooms/([a-z0-9]{16})", made.stdout)
    assert f"facilitator@space:{address}" in made.stderr
    listed = served.run("room", "list").stdout
    assert f"{address}\tprivate\tQuiet" in listed
    person = await make_person(hall.hub, "Appointed", email="appointed@example.org")
    given = served.run("person", "role", "appointed@example.org", f"facilitator@space:{address}")
    assert given.returncode == 0, given.stderr
    cookie = await make_session(hall.hub, person)
    origin = {"Origin": served.address}
    async with httpx2.AsyncClient(base_url=served.address, headers=origin) as browser:
        browser.cookies.set("peerhub", cookie)
        door = await browser.get(f"/rooms/{address}")
        assert "Join this room" in door.text
        entered = await browser.post(f"/rooms/{address}/membership", data={"action": "join"})
        assert entered.status_code == 303
        assert (await browser.get(f"/rooms/{address}/manage")).status_code == 200
    listener = await hall.by_cookie(person)
    assert (await listener.post(address, "a-1", "First words"))["type"] == "ack"


def test_no_direct_room_is_opened_by_a_command(served: Server) -> None:
    refused = served.run("room", "add", "x", "--title", "X", "--kind", "direct")
    assert refused.returncode == 2
    assert "direct" in refused.stderr
