"""How people rest in the database."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from peerhub.core.tables import UtcDateTime, metadata


def _person() -> ForeignKey:
    return ForeignKey("people.person_id", ondelete="CASCADE")


people = Table(
    "people",
    metadata,
    Column("person_id", String(16), primary_key=True, comment="random: it tells nothing"),
    Column("handle", String(40), nullable=False, unique=True, comment="for addresses and mentions"),
    Column("name", String(60), nullable=False, comment="may be a pseudonym"),
    Column(
        "email", String(254), unique=True, comment="lower case; shown to nobody; null once erased"
    ),
    Column("password_hash", String(200), comment="argon2id; null for those who sign in by link"),
    Column("state", String(10), nullable=False),
    Column("joined_at", UtcDateTime, nullable=False),
    Column("frozen", Boolean, nullable=False, server_default="0", comment="may read, not write"),
    Column(
        "shows_typing",
        Boolean,
        nullable=False,
        server_default="0",
        comment="whether they chose that others in a room see that somebody is writing",
    ),
    Column(
        "opened_notes",
        Text,
        nullable=False,
        server_default="",
        comment="kinds of content notes that open by themselves for them, one a line",
    ),
    CheckConstraint("state IN ('asked', 'waiting', 'member', 'suspended', 'erased')", name="state"),
    comment="Everyone who ever joined. Erased people keep their row, emptied, so posts keep a shape.",
)

sessions = Table(
    "sessions",
    metadata,
    Column("session_id", String(64), primary_key=True, comment="hash of its first cookie"),
    Column("person_id", String(16), _person(), nullable=False),
    Column("device", String(80), nullable=False, comment="as in 'Firefox on Android'"),
    Column("shared", Boolean, nullable=False, comment="ends after 15 quiet minutes"),
    Column("made_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False, comment="no session lives longer"),
    Column(
        "renew",
        Boolean,
        nullable=False,
        server_default="0",
        comment="a role changed: a new cookie at the next request",
    ),
    Column(
        "cookie_hash", String(64), nullable=False, unique=True, comment="of the cookie in force"
    ),
    Column("former_hash", String(64), comment="of the cookie before, for requests on their way"),
    Column("former_until", UtcDateTime),
    Index("ix_sessions_former_hash", "former_hash"),
    Index("ix_sessions_person_id", "person_id"),
    comment="Signed-in devices; deleted at sign-out and when they end.",
)

roles = Table(
    "roles",
    metadata,
    Column("person_id", String(16), _person(), nullable=False),
    Column("role", String(16), nullable=False),
    Column("scope", String(80), nullable=False, comment="hub, sector:SLUG, space:SLUG, …"),
    Column("given_at", UtcDateTime, nullable=False),
    UniqueConstraint("person_id", "role", "scope"),
    comment="Who may do what where. Every change is in the audit trail.",
)

tokens = Table(
    "tokens",
    metadata,
    Column("token_id", String(16), primary_key=True),
    Column("person_id", String(16), _person(), nullable=False),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("scopes", String(60), nullable=False, comment="words with a space between"),
    Column("made_at", UtcDateTime, nullable=False),
    Column("revoked_at", UtcDateTime),
    comment="API tokens; shown once, kept as hashes.",
)

links = Table(
    "links",
    metadata,
    Column("link_hash", String(64), primary_key=True),
    Column("person_id", String(16), _person(), nullable=False),
    Column("purpose", String(10), nullable=False, comment="sign_in, reset or welcome"),
    Column("expires_at", UtcDateTime, nullable=False),
    comment="Sign-in and reset links, made when their mail is sent; deleted when used or old.",
)

invitations = Table(
    "invitations",
    metadata,
    Column("invitation_id", String(16), primary_key=True),
    Column("email", String(254), nullable=False, comment="deleted with the invitation"),
    Column("link_hash", String(64), unique=True, comment="null until the mail is made"),
    Column("made_by", String(16), nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime),
    comment="Who was invited; deleted 14 days after it ends.",
)

used_handles = Table(
    "used_handles",
    metadata,
    Column("key", String(64), primary_key=True, comment="keyed hash: tells nobody's name"),
    comment="Every handle ever given, so that none comes to mean another person.",
)

blocks = Table(
    "blocks",
    metadata,
    Column("blocker_id", String(16), _person(), nullable=False),
    Column("blocker_name", String(80), nullable=False, comment="the name it was made under"),
    Column("blocked_name", String(80), nullable=False, comment="the name it was made on, no other"),
    Column("at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("blocker_id", "blocked_name"),
    Index("ix_blocks_blocked_name", "blocked_name"),
    comment="Who wants to have nothing to do with which name. Unknown to the other.",
)

agreements = Table(
    "agreements",
    metadata,
    Column("person_id", String(16), _person(), nullable=False),
    Column("kind", String(8), nullable=False, comment="terms or rules"),
    Column("number", Integer, nullable=False, comment="the version that stood on their screen"),
    Column("at", UtcDateTime, nullable=False),
    Column("how", String(12), nullable=False, comment="join, invitation or asked"),
    PrimaryKeyConstraint("person_id", "kind", "number"),
    ForeignKeyConstraint(["kind", "number"], ["documents.kind", "documents.number"]),
    CheckConstraint("how IN ('join', 'invitation', 'asked')", name="how"),
    comment="Who agreed to which version. Deleted with the account: nobody is left to hold to it.",
)
