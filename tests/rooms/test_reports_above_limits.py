"""On a server with its limits on, that somebody may be unsafe is heard however much was said before."""

from pathlib import Path

from peerhub.migrations.road import migrate
from tests.rooms.conftest import Hall, beside
from tests.support.factories import make_person, make_room, make_token
from tests.support.listener import Listener
from tests.support.server import Server


async def ask(listener: Listener, n: int, message: str, reason: str) -> dict[str, object]:
    ref = f"{reason}-{n}"
    await listener.say(type="report", ref=ref, id=ref, message=message, reason=reason)
    while True:
        frame = await listener.hear()
        if frame.get("ref") == ref:
            return frame


async def test_by_the_socket(tmp_path: Path) -> None:
    server = Server(tmp_path, PEERHUB_LIMITS="on")
    migrate(server.config())
    server.start()
    try:
        async with beside(server) as hub:
            await make_room(hub, "unsafe", "Unsafe")
            hall = Hall(server, hub)
            tokens = [
                await make_token(hub, await make_person(hub, name), "read", "write")
                for name in ("Worried", "Also Worried")
            ]
            here, there = [await hall.listen(token) for token in tokens]
            for one in (here, there):
                await one.join("unsafe")
            said = await here.post("unsafe", "c-1", "I cannot go on")
            message = str(said["id"])
            for n in range(130):
                await there.say(type="read", room="unsafe", seq=n % 2)
            assert (await ask(there, 0, message, "rules"))["code"] == "rate_limited"
            for n in range(40):
                answer = await ask(there, n, message, "unsafe")
                assert answer["type"] == "ack" and answer["reference"], answer
            for one in (here, there):
                await one.close()
    finally:
        server.kill()
