"""How meetups rest in the database."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from peerhub.core.tables import UtcDateTime, metadata

meetups = Table(
    "meetups",
    metadata,
    Column("meetup_id", String(16), primary_key=True, comment="random: it tells nothing"),
    Column("title", String(120), nullable=False),
    Column("about", Text, nullable=False, comment="Markdown"),
    Column("kind", String(10), nullable=False),
    Column("audience", String(10), nullable=False),
    Column("starts_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime, nullable=False),
    Column("zone", String(40), nullable=False, comment="of its wall clock, by IANA's name"),
    Column("announced_by", String(16), nullable=False, comment="empty: who has left the hub"),
    Column("announced_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("in_person", Boolean, nullable=False),
    Column("online", Boolean, nullable=False),
    Column("place", String(200), nullable=False, comment="for everybody: borough, kind of house"),
    Column("address", String(200), nullable=False, comment="for those who come in person"),
    Column("link", String(200), nullable=False, comment="for those who come online"),
    Column("seats_in_person", Integer, comment="null: as many as come"),
    Column("seats_online", Integer, comment="likewise"),
    Column("cost", String(200), nullable=False),
    Column("access", JSON, nullable=False, comment="yes, no or ask, by fact"),
    Column("state", String(10), nullable=False),
    Column("reason", Text, nullable=False, comment="of a cancelled one"),
    Column("sequence", Integer, nullable=False, comment="changes that calendars hear of"),
    Column("removed_at", UtcDateTime, comment="by a moderator or lead; null: here"),
    Column(
        "series_id", String(16), nullable=False, comment="of dates announced together; or empty"
    ),
    Column("came_in_person", Integer, comment="counted by its organisers; null: not yet"),
    Column("came_online", Integer, comment="likewise"),
    Column("notes", Text, nullable=False, comment="what was said there; Markdown"),
    Column("recording", String(200), nullable=False, comment="a link, for all who read of it"),
    Column("questions", Text, nullable=False, comment="asked there, and answers; Markdown"),
    Column("next_steps", Text, nullable=False, comment="Markdown"),
    Column("origin", String(120), nullable=False, comment="another network; or empty: ours"),
    Column("origin_url", String(200), nullable=False, comment="their page"),
    Column("sector", String(60), nullable=False, comment="the address of a sector; or empty"),
    Column("borough", String(60), nullable=False, comment="a code of the hub's areas; or empty"),
    Column("thread_id", String(16), nullable=False, comment="where it is talked about; or empty"),
    Column("guests", Boolean, nullable=False, comment="people without an account may come"),
    Column("circle", String(30), nullable=False, comment="network:ID, room:ID, board:ID; or empty"),
    CheckConstraint("kind IN ('meetup', 'training', 'learning')", name="kind"),
    CheckConstraint(
        "audience IN ('public', 'members', 'approval', 'network', 'space')", name="audience"
    ),
    CheckConstraint("(audience IN ('network', 'space')) = (circle <> '')", name="circle"),
    CheckConstraint("state IN ('held', 'announced', 'cancelled')", name="state"),
    CheckConstraint("starts_at < ends_at", name="times"),
    Index("ix_meetups_ends_at_starts_at", "ends_at", "starts_at"),
    Index(
        "ix_meetups_circle",
        "circle",
        sqlite_where=text("circle <> ''"),
        postgresql_where=text("circle <> ''"),
    ),
    Index("ix_meetups_series_id_starts_at", "series_id", "starts_at"),
    comment="Online, in person or both: one record.",
)

meetup_organisers = Table(
    "meetup_organisers",
    metadata,
    Column("meetup_id", String(16), ForeignKey("meetups.meetup_id"), nullable=False),
    Column("person_id", String(16), nullable=False),
    PrimaryKeyConstraint("meetup_id", "person_id"),
    Index("ix_meetup_organisers_person_id", "person_id"),
    comment="Who may change it and sees who comes.",
)

meetup_reminders = Table(
    "meetup_reminders",
    metadata,
    Column("person_id", String(16), primary_key=True),
    Column("hours", JSON, nullable=False, comment="how long before; no row: a day and two hours"),
    comment="When somebody wants to be reminded of meetups that they come to.",
)

meetup_replies = Table(
    "meetup_replies",
    metadata,
    Column("meetup_id", String(16), ForeignKey("meetups.meetup_id"), nullable=False),
    Column("person_id", String(16), nullable=False),
    Column("choice", String(10), nullable=False),
    Column("seat", String(8), nullable=False),
    Column("at", UtcDateTime, nullable=False, comment="the order of the line"),
    Column("accompanied", Boolean, nullable=False, comment="by who interprets; takes no seat"),
    Column("shown", Boolean, nullable=False, comment="to others who come, as they chose"),
    PrimaryKeyConstraint("meetup_id", "person_id"),
    Index("ix_meetup_replies_person_id", "person_id"),
    CheckConstraint("choice IN ('in_person', 'online', 'perhaps', 'no')", name="choice"),
    CheckConstraint("seat IN ('coming', 'waiting', 'none', 'asked', 'declined')", name="seat"),
    comment="Who comes, by which way; seen by its organisers, and by others who come if one chose that.",
)

meetup_needs = Table(
    "meetup_needs",
    metadata,
    Column("meetup_id", String(16), ForeignKey("meetups.meetup_id"), nullable=False),
    Column("person_id", String(16), nullable=False),
    Column("sealed", LargeBinary, nullable=False, comment="what they need, by the records key"),
    PrimaryKeyConstraint("meetup_id", "person_id"),
    Index("ix_meetup_needs_person_id", "person_id"),
    comment="What somebody needs to take part; deleted a day after the meetup, or with the answer.",
)

meetup_guests = Table(
    "meetup_guests",
    metadata,
    Column("guest_id", String(16), primary_key=True, comment="random: it tells nothing"),
    Column("meetup_id", String(16), ForeignKey("meetups.meetup_id"), nullable=False),
    Column("name", String(60), nullable=False, comment="as its organisers read it"),
    Column("address", LargeBinary, nullable=False, comment="sealed"),
    Column("mark", String(64), nullable=False, comment="keyed hash of the address"),
    Column("choice", String(10), nullable=False, comment="first said; what counts is the answer"),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("confirmed_at", UtcDateTime, comment="null: the letter waits, seven days at most"),
    UniqueConstraint("meetup_id", "mark"),
    comment="Who comes without an account; an answer has their id. Gone a day after the meetup.",
)

meetup_feeds = Table(
    "meetup_feeds",
    metadata,
    Column("person_id", String(16), primary_key=True),
    Column(
        "token_hash", String(64), nullable=False, unique=True, comment="of what is in its address"
    ),
    Column("made_at", UtcDateTime, nullable=False),
    comment="The calendar of one's own meetups, read by whoever has its address; gone when revoked.",
)

meetup_sources = Table(
    "meetup_sources",
    metadata,
    Column("source_key", String(64), primary_key=True, comment="a hash of UID and date"),
    Column("meetup_id", String(16), ForeignKey("meetups.meetup_id"), nullable=False),
    Column("said", JSON, nullable=False, comment="by field, what it said last and nobody changed"),
    Column("brought_at", UtcDateTime, nullable=False),
    comment="From which event of another calendar a meetup was brought, so that it comes once.",
)
