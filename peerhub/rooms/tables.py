"""How rooms rest in the database."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from peerhub.core.tables import UtcDateTime, metadata

rooms = Table(
    "rooms",
    metadata,
    Column("room_id", String(16), primary_key=True),
    Column("slug", String(60), nullable=False, unique=True, comment="no words where it is secret"),
    Column("title", String(80), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("sector_id", Integer, ForeignKey("sectors.sector_id")),
    Column("topic", String(300), nullable=False, server_default=""),
    Column("seq", Integer, nullable=False, server_default="0", comment="the newest change in it"),
    Column("made_at", UtcDateTime, nullable=False),
    Column("archived_at", UtcDateTime),
    Column("rules", Text, nullable=False, server_default="", comment="ground rules at its door"),
    Column(
        "keep_days",
        Integer,
        nullable=False,
        server_default="90",
        comment="messages are deleted after so many days; 0: kept as long as the room stands",
    ),
    Column(
        "own_names",
        Boolean,
        nullable=False,
        server_default="0",
        comment="whether people may use a name for this room alone",
    ),
    Column("presence", Boolean, nullable=False, server_default="0", comment="says how many are in"),
    Column("slow_seconds", Integer, nullable=False, server_default="0", comment="between posts"),
    Column("locked_at", UtcDateTime, comment="only facilitators write while it is set"),
    Column(
        "hours", JSON, comment="[[weekday, 'HH:MM', 'HH:MM'], …] in the hub's zone; null: always"
    ),
    Column("duty_id", String(16), comment="who is on duty, until duty_until"),
    Column("duty_until", UtcDateTime),
    CheckConstraint(
        "kind IN ('open', 'restricted', 'private', 'confidential', 'direct')", name="kind"
    ),
    Index("ix_rooms_kind", "kind"),
    comment="Rooms. The row is the lock under which a message takes its seq.",
)


def _room() -> Column[str]:
    key = ForeignKey("rooms.room_id", ondelete="CASCADE")
    return Column("room_id", String(16), key, nullable=False)


def _person() -> Column[str]:
    key = ForeignKey("people.person_id", ondelete="CASCADE")
    return Column("person_id", String(16), key, nullable=False)


room_members = Table(
    "room_members",
    metadata,
    _room(),
    _person(),
    Column("joined_at", UtcDateTime, nullable=False, comment="when this state began"),
    Column("state", String(8), nullable=False, server_default="member"),
    Column("words", String(300), nullable=False, server_default="", comment="what an asker wrote"),
    Column("by_id", String(16), comment="who invited or removed them; no foreign key: it may go"),
    Column("own_handle", String(40), comment="their name in this room alone, see room_names"),
    PrimaryKeyConstraint("room_id", "person_id"),
    CheckConstraint("state IN ('asked', 'invited', 'member', 'removed')", name="state"),
    Index("ix_room_members_person_id", "person_id"),
    comment="Who belongs to a room, asks to, is invited, or is kept out. In an open room made by"
    " the first post.",
)

room_names = Table(
    "room_names",
    metadata,
    _room(),
    Column("handle", String(40), nullable=False),
    Column("name", String(60), nullable=False),
    Column("person_id", String(16), comment="leaves the server in nobody's frame, page or export"),
    PrimaryKeyConstraint("room_id", "handle"),
    Index("ix_room_names_person_id", "person_id"),
    comment="Names for one room alone. Kept while messages bear them; null person once erased.",
)

room_reads = Table(
    "room_reads",
    metadata,
    _room(),
    _person(),
    Column("seq", Integer, nullable=False, comment="everything up to it was read"),
    Column("at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("room_id", "person_id"),
    Index("ix_room_reads_person_id", "person_id"),
    comment="How far somebody read, on all their devices. Nobody else sees it.",
)

conversation_choices = Table(
    "conversation_choices",
    metadata,
    Column(
        "person_id",
        String(16),
        ForeignKey("people.person_id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("who", String(10), nullable=False, comment="everybody, rooms or nobody"),
    CheckConstraint("who IN ('everybody', 'rooms', 'nobody')", name="who"),
    comment="Who may ask somebody for a direct conversation; without a row everybody may.",
)

messages = Table(
    "messages",
    metadata,
    Column("message_id", String(16), primary_key=True),
    Column("room_id", String(16), ForeignKey("rooms.room_id"), nullable=False),
    Column("seq", Integer, comment="its newest change; null while it is held"),
    Column("created_seq", Integer, comment="its place in the log; null while it is held"),
    Column("author_id", String(16), ForeignKey("people.person_id"), nullable=False),
    Column("client_id", String(64), nullable=False, comment="the author's own id for it"),
    Column("body", Text, nullable=False, comment="Markdown as it was written"),
    Column("html", Text, nullable=False, comment="rendered once, at the write"),
    Column("renderer", Integer, nullable=False, comment="which version of core/text.py made it"),
    Column("warning", String(200), nullable=False, server_default=""),
    Column("reply_to", String(16)),
    Column("thread_id", String(16), comment="the message whose side conversation it is part of"),
    Column("own_handle", String(40), comment="the name it was written under, see room_names"),
    Column("reactions", JSON, nullable=False, comment="{emoji: count}, as everybody sees it"),
    Column("files", JSON(none_as_null=True), comment="as its frame bears them; null: none"),
    Column("at", UtcDateTime, nullable=False),
    Column("state", String(10), nullable=False),
    Column("removed_reason", String(300), nullable=False, server_default=""),
    Column("edited_at", UtcDateTime),
    Column("own_warning", String(200), comment="the author's, while the hub keeps it folded"),
    UniqueConstraint("room_id", "seq"),
    CheckConstraint("state IN ('visible', 'held', 'withdrawn', 'removed')", name="state"),
    CheckConstraint("(seq IS NULL) = (created_seq IS NULL)", name="placed"),
    Index("ix_messages_room_id_created_seq", "room_id", "created_seq"),
    Index("ix_messages_author_id", "author_id"),
    Index("ix_messages_thread_id", "thread_id"),
    comment="What was said, as it stands now. Its words stay for moderators where it was removed.",
)


def _message() -> Column[str]:
    key = ForeignKey("messages.message_id", ondelete="CASCADE")
    return Column("message_id", String(16), key, nullable=False)


message_versions = Table(
    "message_versions",
    metadata,
    Column("version_id", Integer, primary_key=True),
    _message(),
    Column("body", Text, nullable=False),
    Column("warning", String(200), nullable=False, server_default=""),
    Column("until_at", UtcDateTime, nullable=False, comment="when other words took their place"),
    Index("ix_message_versions_message_id", "message_id"),
    comment="What a message said before it was edited: for moderators; goes with the message.",
    sqlite_autoincrement=True,
)

reactions = Table(
    "reactions",
    metadata,
    _message(),
    _person(),
    Column("emoji", String(8), nullable=False),
    PrimaryKeyConstraint("message_id", "person_id", "emoji"),
    Index("ix_reactions_person_id", "person_id"),
    comment="Who reacted how. Others see counts alone.",
)

room_pins = Table(
    "room_pins",
    metadata,
    _message(),
    _room(),
    Column("at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("message_id"),
    Index("ix_room_pins_room_id", "room_id"),
    comment="Messages that facilitators keep at the top of a room.",
)
