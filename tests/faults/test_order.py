"""R5: concurrent writers on two workers, slow at storing, and readers who resume all the time.

A lower seq must not commit after a higher one was read: whoever read the higher one would ask for
what came after it, and never see the lower one.
"""

import asyncio

import psycopg

from tests.faults.conftest import make_storm
from tests.faults.history import faults
from tests.faults.load import Load, settled_log
from tests.faults.sizes import size
from tests.support.server import Server

WRITERS, READERS = 16, 8
ACKS = size(150, 15_000)
PATIENCE = size(120, 3_600)
MET = ACKS // 10  # storing on one worker while the other stores: else nothing is proved
SLOW = """
CREATE TABLE dawdles (began timestamptz, ended timestamptz);
CREATE INDEX ON dawdles (began);
CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  PERFORM pg_sleep(random() * 0.05);
  INSERT INTO dawdles VALUES (transaction_timestamp(), clock_timestamp());
  RETURN NEW;
END $$;
CREATE TRIGGER dawdle BEFORE INSERT ON messages FOR EACH ROW EXECUTE FUNCTION dawdle();
"""
MEETINGS = """
SELECT count(*) FROM dawdles AS one
WHERE EXISTS (SELECT FROM dawdles AS other
              WHERE other.began > one.began AND other.began < one.ended)
"""


def make_storing_slow(database_url: str) -> None:
    """Each row takes 0 to 50 ms between its seq and its commit."""
    with psycopg.connect(database_url, autocommit=True) as db:
        db.execute(SLOW)


def count_meetings(database_url: str) -> int:
    """Rows during whose storing another transaction began."""
    with psycopg.connect(database_url) as db:
        row = db.execute(MEETINGS).fetchone()
    return int(row[0]) if row else 0


async def test_slow_writers_and_readers_who_resume_see_one_order(two_workers: Server) -> None:
    storm = await make_storm(two_workers)
    database = two_workers.settings["PEERHUB_DATABASE_URL"].replace("+psycopg", "")
    make_storing_slow(database)
    two_workers.start()
    load = Load(two_workers.address, storm.room, storm.tokens, lives=(1, 10))
    async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as tasks:
        for n in range(WRITERS):
            tasks.create_task(load.write(f"w{n}"))
        for n in range(READERS):
            tasks.create_task(load.read(f"r{n}"))
        while len(load.acked) < ACKS:
            await asyncio.sleep(0.01)
        load.writing = False
        while not load.settled:
            await asyncio.sleep(0.01)
        log = settled_log(two_workers.address, storm.room, storm.tokens[0])
        load.expected = max(log)
    assert len(load.acked) >= ACKS
    resumes = sum(event["f"] == "join" for event in load.history)
    assert resumes > 5 * READERS, "the readers did not resume"
    assert count_meetings(database) >= MET, "the two workers did not store at the same time"
    assert faults(load.history, settled=log) == []
