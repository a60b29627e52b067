"""Every table is carried out of a hub, or stays with a reason; so is every column of those that go."""

from sqlalchemy import LargeBinary

from peerhub.app import FEATURES
from peerhub.core.portable import CORE_STAYS, Records
from peerhub.core.tables import metadata
from tests.house.source import tell

PORTABLES = [feature.portable for feature in FEATURES if feature.portable]
RECORDS = [records for portable in PORTABLES for records in portable.records]
# Field by field what leaves a hub, in the order in which it comes back.
FIELDS = {
    "community": (
        "community_id name strapline about run_by join_policy hold_first_posts content_notes"
    ),
    "sectors": "slug title hue archived_at",
    "help_contacts": (
        "name about phone address hours text bsl relay languages area urgent checked_on checked_by"
    ),
    "documents": "kind number words summary ask_again published_at published_by",
    "document_forms": "kind number form language edition words address file_id added_at added_by ended_at",
    "people": "person_id handle name email state joined_at",
    "files": (
        "upload_id kind media_type name bytes width height alt sensitive sha256 made_at "
        "used_kind used_id small_sha256"
    ),
    "tags": "slug title archived_at",
    "polls": "poll_id about question kind hidden made_at closes_at outcome choices people",
    "rooms": (
        "room_id slug title kind topic seq made_at archived_at rules keep_days own_names "
        "presence slow_seconds locked_at hours sector"
    ),
    "room_names": "room_id handle name",
    "room_members": "room_id person_id joined_at state words by_id",
    "messages": (
        "message_id room_id seq created_seq author_id body html renderer warning reply_to "
        "thread_id own_handle reactions files at state removed_reason edited_at"
    ),
    "room_pins": "message_id room_id at",
    "boards": (
        "board_id slug title purpose kind public made_at archived_at rules position "
        "anonymous anonymous_held sector"
    ),
    "board_members": "board_id person_id joined_at state words by_id",
    "pseudonyms": "pseudonym_id board_id name",
    "threads": (
        "thread_id board_id slug title author_id author_name posts made_at last_at "
        "last_post_id held question accepted_id poll pseudonym_id locked_at pinned_at "
        "emptied split_from slow_seconds"
    ),
    "posts": (
        "post_id thread_id number author_id author_name body html renderer warning "
        "reply_to at state removed_reason edited_at files origin pseudonym_id import_key"
    ),
    "post_moves": "thread_id number post_id",
    "thread_summaries": "thread_id author_id body html at",
    "thread_tags": "thread_id tag",
    "organisations": (
        "organisation_id slug name sort_name words for_whom size user_led website email phone "
        "address identifiers funders visibility version state listed_at confirmed_at"
    ),
    "organisation_services": "organisation_id service_id place name words way",
    "organisation_facts": "organisation_id kind value",
    "organisation_versions": "organisation_id number profile at by",
    "organisation_sources": "source_key organisation_id said brought_at",
    "networks": "network_id slug name sort_name words seen state made_at",
    "network_members": "network_id organisation_id invited_at confirmed_at",
    "help_organisations": "organisation_id chosen_at",
    "partners": "organisation_id role since until",
    "mailing_lists": "list_id slug title about opened_at archived_at",
    "list_sentences": "list_id version words at",
}
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


def test_somebody_has_read_every_field_that_goes() -> None:
    """A new column goes along by itself: say here that it may, or under `stays` why not.

    Think of who must not be known, what nobody else sees, and what a key of this hub made.
    """
    assert {one.name: set(one.fields) for one in RECORDS} == {
        name: set(fields.split()) for name, fields in FIELDS.items()
    }


def test_records_have_names_of_their_own() -> None:
    names = [one.name for one in RECORDS]
    assert len(names) == len(set(names))
