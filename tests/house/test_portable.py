"""Every table is carried out of a hub, or stays with a reason; so is every column of those that go."""

from sqlalchemy import LargeBinary

from peerhub.app import FEATURES
from peerhub.core.portable import CORE_STAYS, Records
from peerhub.core.tables import metadata
from tests.house.source import tell

PORTABLES = [feature.portable for feature in FEATURES if feature.portable]
RECORDS = [records for portable in PORTABLES for records in portable.records]
REASON = 12  # signs: fewer say nothing


def carried(records: list[Records]) -> set[str]:
    return {table.name for one in records for table in (one.table, *one.covers)}


def staying() -> dict[str, str]:
    return {**CORE_STAYS, **{k: v for portable in PORTABLES for k, v in portable.stays.items()}}


def test_no_table_was_forgotten() -> None:
    told = carried(RECORDS) | staying().keys()
    forgotten = sorted(metadata.tables.keys() - told)
    assert not forgotten, tell([f"{t}: say in a portable.py whether it goes" for t in forgotten])
    assert not carried(RECORDS) & staying().keys(), "a table goes or stays"
    assert staying().keys() <= metadata.tables.keys(), "a table that stays is there"


def test_what_stays_says_why() -> None:
    reasons = [*staying().items(), *(item for one in RECORDS for item in one.stays.items())]
    assert not [name for name, reason in reasons if len(reason) < REASON]


def test_no_column_stays_that_is_not_there_and_nothing_sealed_goes() -> None:
    for one in RECORDS:
        assert one.stays.keys() <= set(one.table.columns.keys()), one.name
        sealed = [name for name, c in one.fields.items() if isinstance(c.type, LargeBinary)]
        assert not sealed, f"{one.name}: {sealed}"


def test_people_are_named_by_these_columns_alone() -> None:
    """A new column with a person in it is read here by somebody who thinks of who must not be known."""
    known = {
        "people": {"person_id"},
        "room_members": {"person_id", "by_id"},
        "messages": {"author_id"},
        "board_members": {"person_id", "by_id"},
        "threads": {"author_id"},
        "posts": {"author_id"},
        "thread_summaries": {"author_id"},
    }
    asked = ("person_id", "author_id", "by_id", "duty_id", "moderator_id", "person")
    found = {one.name: {name for name in one.fields if name in asked} for one in RECORDS}
    assert {name: columns for name, columns in found.items() if columns} == known


def test_records_have_names_of_their_own() -> None:
    names = [one.name for one in RECORDS]
    assert len(names) == len(set(names))
