"""The JSON API answers as its own description says: a program that reads only that tries every door."""

import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

from peerhub.app import build_hub
from peerhub.core.facts import ensure_epoch
from peerhub.forum.service.boards import open_board
from peerhub.migrations.road import migrate
from tests.forum.threads import begin
from tests.support.factories import make_person, make_picture, make_room, make_token
from tests.support.server import Server

EXAMPLES = "15"  # of each door, beside all limits and kinds of every field
# Valid in form is not valid in meaning: a cursor is only ours, and an id may name nothing.
LEFT_OUT = "positive_data_acceptance"
# An endless answer; tests/rooms/test_events.py reads it.
STREAM = "/api/v1/rooms/{slug}/events"


async def prepare(server: Server) -> tuple[str, dict[str, str]]:
    """A moderator's token, and ids of things that are there."""
    migrate(server.config())
    hub = build_hub(server.config())
    async with hub.transaction() as tx:
        await ensure_epoch(tx.db)
        await open_board(tx, slug="questions", title="Questions")
    await make_room(hub, "hearth", "Hearth")
    cleo = await make_person(hub, "Cleo", roles=("moderator@hub",))
    thread = await begin(hub, cleo)
    ids = {"slug": "hearth", "thread_id": thread.thread_id, "upload": await make_picture(hub, cleo)}
    token = await make_token(hub, cleo, "read", "write", "moderate", "administer")
    await hub.close()
    return token, ids


def say(server: Server, token: str) -> str:
    answer = httpx2.post(
        f"{server.address}/api/v1/rooms/hearth/messages",
        json={"id": "first", "body": "Who is in?"},
        headers={"Authorization": f"Bearer {token}"},
    )
    assert answer.status_code == 201
    return str(answer.json()["id"])


def try_every_door(server: Server, folder: Path, token: str, ids: dict[str, str]) -> str:
    """What went wrong, as the program tells it; "" where all was as described."""
    known = "\n".join(f'"path.{name}" = "{value}"' for name, value in ids.items())
    settings = folder / "schemathesis.toml"
    settings.write_text(f"[parameters]\n{known}\n")
    command = [str(Path(sys.executable).with_name("schemathesis"))]
    command += ["--no-color", "--config-file", str(settings), "run"]
    command += [f"{server.address}/api/v1/openapi.json", "--phases", "examples,coverage,fuzzing"]
    command += ["--header", f"Authorization: Bearer {token}", "--max-examples", EXAMPLES]
    command += ["--seed", "1", "--continue-on-failure", "--exclude-checks", LEFT_OUT]
    command += ["--exclude-path", STREAM]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


@pytest.mark.parametrize("signed_in", [True, False])
async def test_every_door_answers_as_described(tmp_path: Path, signed_in: bool) -> None:
    """No fault of the server, no answer that is not in the document, no wrong field taken."""
    server = Server(tmp_path)
    token, ids = await prepare(server)
    server.start()
    try:
        ids["message"] = say(server, token)
        told = try_every_door(server, tmp_path, token if signed_in else "nobody's", ids)
        assert not told, told
    finally:
        server.kill()
    assert "incident" not in server.log()
