"""The folder of a trial: gone with its run, or with the next one after a run that was killed."""

import subprocess
import sys
from pathlib import Path

from peerhub.export.service.arrive import bring_export
from peerhub.export.service.leave import export_hub
from peerhub.export.trial import trial_beside
from tests.export.world import World

HOLD = """
import asyncio, sys
from pathlib import Path
from peerhub.export.trial import trial_beside

async def hold():
    async with trial_beside(Path(sys.argv[1])):
        print("held", flush=True)
        sys.stdin.read()

asyncio.run(hold())
"""


def folders(data_dir: Path) -> set[str]:
    return {path.name for path in data_dir.glob(".import-*")}


async def test_what_a_killed_run_left_goes_with_the_next_import(
    world: World, tmp_path: Path
) -> None:
    data_dir = world.hub.config.data_dir
    await export_hub(world.hub, tmp_path / "out")
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(data_dir)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as killed:
        assert killed.stdout and killed.stdout.readline() == "held\n"
        left = folders(data_dir)
        assert len(left) == 1
        await bring_export(world.hub, tmp_path / "out", dry_run=True)
        assert folders(data_dir) == left, "it is in use"
        killed.kill()
    assert folders(data_dir) == left, "nobody was there to clear it"
    await bring_export(world.hub, tmp_path / "out", dry_run=True)
    assert folders(data_dir) == set()


async def test_only_a_trials_own_folder_is_cleared(tmp_path: Path) -> None:
    theirs, elsewhere = tmp_path / ".import-photos", tmp_path / "elsewhere"
    theirs.mkdir()
    (theirs / "us.jpg").write_bytes(b"x")
    elsewhere.mkdir()
    (tmp_path / ".import-link").symlink_to(elsewhere)
    (tmp_path / ".import-note").write_text("x")
    async with trial_beside(tmp_path):
        async with trial_beside(tmp_path):
            assert len(folders(tmp_path)) == 5, "two at once do not clear each other"
        assert len(folders(tmp_path)) == 4
    assert folders(tmp_path) == {".import-photos", ".import-link", ".import-note"}
    assert elsewhere.is_dir() and (theirs / "us.jpg").exists()
