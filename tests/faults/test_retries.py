"""R4: a retry is the same message, by whichever door and however often at once."""

import asyncio

from tests.faults.conftest import Storm
from tests.faults.load import settled_log
from tests.faults.sizes import size
from tests.support.listener import Listener, listen

IDS = size(300, 10_000)


async def test_every_send_three_times_by_three_doors_is_one_message(storm: Storm) -> None:
    first = await listen(storm.server.address, storm.tokens[0])
    second = await listen(storm.server.address, storm.tokens[0])
    api = storm.api(0)

    async def by_socket(listener: Listener) -> dict[str, tuple[str, int]]:
        for n in range(IDS):
            await listener.say(
                type="post", ref=f"{n}", room=storm.room, id=f"i{n}", body=f"Line {n}"
            )
        acks: dict[str, tuple[str, int]] = {}
        while len(acks) < IDS:
            frame = await listener.until("ack")
            acks[f"i{frame['ref']}"] = (frame["id"], frame["seq"])
        return acks

    def by_http() -> dict[str, tuple[str, int]]:
        acks = {}
        for n in range(0, IDS, 10):
            status, ack = api.post(
                f"/rooms/{storm.room}/messages", {"body": f"Line {n}"}, Idempotency_Key=f"i{n}"
            )
            assert status == 201
            acks[f"i{n}"] = (ack["id"], ack["seq"])
        return acks

    one, two, three = await asyncio.gather(
        by_socket(first), by_socket(second), asyncio.to_thread(by_http)
    )
    assert one == two
    assert all(one[key] == ack for key, ack in three.items())
    log = settled_log(storm.server.address, storm.room, storm.tokens[0])
    assert sorted(log.values()) == sorted(one), "each once"
    status, problem = api.post(
        f"/rooms/{storm.room}/messages", {"body": "Other"}, Idempotency_Key="i0"
    )
    assert (status, problem["code"]) == (409, "conflict")
    await first.close()
    await second.close()
