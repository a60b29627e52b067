"""How safeguarding rests in the database: outside the wall times and states, inside what is sealed."""

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
    false,
)

from peerhub.core.tables import UtcDateTime, metadata

lead_keys = Table(
    "lead_keys",
    metadata,
    Column("key_id", String(16), primary_key=True),
    Column("person_id", String(16), nullable=False, comment="empty for the recovery sheet"),
    Column("part", String(8), nullable=False, comment="lead, deputy, contact or sheet"),
    Column("box", LargeBinary, nullable=False, comment="public X25519 key: sealed to"),
    Column("pen", LargeBinary, nullable=False, comment="public Ed25519 key: signed by"),
    Column("closed", LargeBinary, nullable=False, comment="the private keys, by a passphrase"),
    Column("founder", Boolean, nullable=False, server_default=false()),
    Column(
        "founders", LargeBinary, nullable=False, comment="this holder's signature over the founders"
    ),
    Column("made_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime, comment="left, lost or replaced: opens nothing any more"),
    CheckConstraint("part IN ('lead', 'deputy', 'contact', 'sheet')", name="part"),
    Index("ix_lead_keys_person_id", "person_id"),
    comment="Keys of the safeguarding circle. A key counts only with the signature of one that does.",
)

lead_passkeys = Table(
    "lead_passkeys",
    metadata,
    Column("passkey_id", String(16), primary_key=True),
    Column("key_id", String(16), ForeignKey("lead_keys.key_id"), nullable=False),
    Column("credential", LargeBinary, nullable=False, comment="by which the browser finds it"),
    Column("salt", LargeBinary, nullable=False, comment="what the passkey is asked about"),
    Column("closed", LargeBinary, nullable=False, comment="the private keys, by what it answers"),
    Column("name", String(60), nullable=False, comment="which device, in the holder's words"),
    Column("made_at", UtcDateTime, nullable=False),
    Index("ix_lead_passkeys_key_id", "key_id"),
    comment="Second ways to open a lead's key. Nothing in a row opens it without the device.",
)

lead_approvals = Table(
    "lead_approvals",
    metadata,
    Column("key_id", String(16), ForeignKey("lead_keys.key_id"), nullable=False),
    Column("by_key_id", String(16), ForeignKey("lead_keys.key_id"), nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("key_id", "by_key_id"),
    comment="Who let whose key into the circle. Checked at each use, not believed.",
)

lead_unlockings = Table(
    "lead_unlockings",
    metadata,
    Column("unlocking_id", String(16), primary_key=True),
    Column("key_id", String(16), nullable=False),
    Column("session_id", String(64), nullable=False, comment="of one browser"),
    Column(
        "wrap", LargeBinary, nullable=False, comment="opens that browser's cookie, nothing else"
    ),
    Column("used_at", UtcDateTime, nullable=False, comment="half an hour later it is over"),
    Index("ix_lead_unlockings_used_at", "used_at"),
    comment="Leads whose keys are open now. Neither this row nor the cookie opens anything alone.",
)

lead_shifts = Table(
    "lead_shifts",
    metadata,
    Column("person_id", String(16), primary_key=True),
    Column("manner", String(8), nullable=False, comment="always, hours or away"),
    Column("hours", JSON, nullable=False, comment="[[weekday, from, until]]"),
    Column("out_of_hours", String(300), nullable=False, comment="what stands where they are away"),
    comment="When each holder of a safeguarding key is on duty.",
)

safeguarding_settings = Table(
    "safeguarding_settings",
    metadata,
    Column("settings_id", Integer, primary_key=True, autoincrement=False),
    Column(
        "hidden_kinds", JSON, nullable=False, comment="kinds of flags that hide an item at once"
    ),
    Column("keep_years", Integer, nullable=False, comment="how long a closed concern is kept"),
    CheckConstraint("settings_id = 1", name="one_row"),
    comment="What the leads have settled for the whole hub; no row where nothing was changed.",
)

concerns = Table(
    "concerns",
    metadata,
    Column("concern_id", String(16), primary_key=True),
    Column(
        "box", LargeBinary, nullable=False, comment="its public key: what is added is sealed to"
    ),
    Column("reply_box", LargeBinary, nullable=False, comment="public key of who raised it"),
    Column("reference_hash", String(64), nullable=False, unique=True),
    Column("urgency", Integer, nullable=False, comment="0 now, 1 today, 2 this week"),
    Column("state", String(8), nullable=False),
    Column("rung", Integer, nullable=False, comment="how far up it has climbed"),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, comment="when it climbs unless somebody acts"),
    Column("seen_at", UtcDateTime),
    Column("acted_at", UtcDateTime),
    Column("closed_at", UtcDateTime),
    Column("review_on", UtcDateTime, comment="when a lead wants to look again"),
    Column(
        "held", Boolean, nullable=False, server_default=false(), comment="by law: never deleted"
    ),
    Column("joined_to", String(16), nullable=False, server_default="", comment="about the same"),
    CheckConstraint("state IN ('waiting', 'seen', 'in_hand', 'closed')", name="state"),
    Index("ix_concerns_state", "state", "urgency", "opened_at"),
    comment="Concerns from outside: times and states. What they are about is sealed to the leads.",
)

concern_reminders = Table(
    "concern_reminders",
    metadata,
    Column("concern_id", String(16), ForeignKey("concerns.concern_id"), nullable=False),
    Column("number", Integer, nullable=False, comment="of the entry that says what is to be done"),
    Column("on", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("concern_id", "number"),
    comment="When leads are reminded of a task. What the task is stands inside, sealed.",
)

concern_keys = Table(
    "concern_keys",
    metadata,
    Column("concern_id", String(16), ForeignKey("concerns.concern_id"), nullable=False),
    Column("key_id", String(16), ForeignKey("lead_keys.key_id"), nullable=False),
    Column("sealed", LargeBinary, nullable=False, comment="the concern's private key, by HPKE"),
    PrimaryKeyConstraint("concern_id", "key_id"),
    Index("ix_concern_keys_key_id", "key_id"),
    comment="Who can open a concern. A lead who leaves has no row.",
)

concern_entries = Table(
    "concern_entries",
    metadata,
    Column("concern_id", String(16), ForeignKey("concerns.concern_id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False, comment="by HPKE to the concern's key"),
    Column("hash", String(64), nullable=False, comment="of this entry and the hash before"),
    Column("at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("concern_id", "number"),
    comment="A concern's chronology: flag, looks, notes, letters. Rows are added, never changed.",
)

concern_letters = Table(
    "concern_letters",
    metadata,
    Column("concern_id", String(16), ForeignKey("concerns.concern_id"), nullable=False),
    Column("number", Integer, nullable=False, comment="of the entry that is the same letter"),
    Column("sealed", LargeBinary, nullable=False, comment="by HPKE to the reporter's code"),
    Column("at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("concern_id", "number"),
    comment="What leads write to whoever raised a concern.",
)

letter_boxes = Table(
    "letter_boxes",
    metadata,
    Column("box_id", String(16), primary_key=True),
    Column("reference_hash", String(64), nullable=False, unique=True),
    Column("reply_box", LargeBinary, nullable=False, comment="public key, made of their code"),
    Column("back", LargeBinary, nullable=False, comment="which concern it is, sealed to that key"),
    Column("closed_code", LargeBinary, comment="of a member: their code, by the hub's own keys"),
    Column("mark", String(64), nullable=False, comment="keyed hash of that member, or empty"),
    Column("at", UtcDateTime, nullable=False, comment="of the newest letter"),
    Index("ix_letter_boxes_mark", "mark"),
    comment="Correspondences with people whom a concern is about; no row says which concern.",
)

letters = Table(
    "letters",
    metadata,
    Column("box_id", String(16), ForeignKey("letter_boxes.box_id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False, comment="by HPKE to the code's key"),
    Column("at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("box_id", "number"),
    comment="What leads wrote to people whom a concern is about.",
)

concern_tellings = Table(
    "concern_tellings",
    metadata,
    Column("concern_id", String(16), ForeignKey("concerns.concern_id"), nullable=False),
    Column("rung", Integer, nullable=False),
    Column("person_id", String(16), nullable=False, comment="empty: the pager, which has no name"),
    Column("channel", String(8), nullable=False),
    Column("state", String(8), nullable=False, comment="waiting, told or failed"),
    Column("at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("concern_id", "rung", "person_id", "channel"),
    comment="Who was called about a concern, by which way, and whether it reached them.",
)
