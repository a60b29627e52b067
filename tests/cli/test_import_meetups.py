"""`peerhub import meetups` at its door: what it says, and that it comes once."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.support.server import Server

CALENDAR = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//rowan//EN
X-WR-CALNAME:Rowan Network
BEGIN:VEVENT
UID:1@rowan.example
SUMMARY:Open evening
DTSTART:{day}T183000Z
RRULE:FREQ=WEEKLY;COUNT=3
END:VEVENT
BEGIN:VEVENT
SUMMARY:Nobody would know it again
DTSTART:{day}T183000Z
END:VEVENT
END:VCALENDAR
"""
SAID = """\
event 2: not brought: it has no UID, by which it would be known again.
Marked as meetups of: Rowan Network
New meetups {0}made: {1}
Meetups {0}changed: 0
As they were: {2}
Left, because a moderator removed them here: 0
Left, because no date of them is to come within a year: 0
Not brought, because something is wrong with them: 1
"""


def test_a_dry_run_and_the_real_one_say_the_same(server: Server, tmp_path: Path) -> None:
    day = (datetime.now(UTC) + timedelta(days=9)).strftime("%Y%m%d")
    path = tmp_path / "rowan.ics"
    path.write_text(CALENDAR.format(day=day))
    dry = server.run("import", "meetups", str(path), "--dry-run")
    assert dry.stdout == SAID.format("would be ", 3, 0) + "Nothing was changed.\n", dry.stderr
    real = server.run("import", "meetups", str(path))
    assert real.stdout == SAID.format("", 3, 0)
    again = server.run("import", "meetups", str(path))
    assert again.stdout == SAID.format("", 0, 3)
    assert {done.returncode for done in (dry, real, again)} == {0}
