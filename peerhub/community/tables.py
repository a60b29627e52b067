"""How the community rests in the database."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    false,
)

from peerhub.core.tables import UtcDateTime, metadata

communities = Table(
    "communities",
    metadata,
    Column("community_id", Integer, primary_key=True, comment="always 1: a hub is one community"),
    Column("name", String(80), nullable=False),
    Column("strapline", String(200), nullable=False, server_default=""),
    Column("about", Text, nullable=False, server_default="", comment="Markdown, for strangers"),
    Column("run_by", String(200), nullable=False, server_default="", comment="who answers for it"),
    Column("join_policy", String(12), nullable=False, server_default="approval"),
    Column("hold_first_posts", Integer, nullable=False, server_default="0"),
    Column(
        "content_notes",
        Text,
        nullable=False,
        server_default="",
        comment="kinds of content notes, one a line; messages keep theirs as words of their own",
    ),
    Column("set_up_at", UtcDateTime, comment="when the first administrator named it"),
    CheckConstraint("community_id = 1", name="one_row"),
    CheckConstraint("join_policy IN ('open', 'approval', 'invitation')", name="join_policy"),
    comment="The hub's own words and rules, set at /admin/community.",
)

sectors = Table(
    "sectors",
    metadata,
    Column("sector_id", Integer, primary_key=True),
    Column("slug", String(60), nullable=False, unique=True),
    Column("title", String(80), nullable=False),
    Column("hue", Integer, nullable=False, comment="degrees; lightness and chroma are fixed"),
    Column("archived_at", UtcDateTime, comment="kept for its rooms' and boards' sake"),
    comment="Fields of work. Data, not code: the next sector needs no restart.",
    sqlite_autoincrement=True,
)

help_contacts = Table(
    "help_contacts",
    metadata,
    Column("contact_id", Integer, primary_key=True),
    Column("name", String(80), nullable=False),
    Column("about", String(300), nullable=False, server_default=""),
    Column("phone", String(40), nullable=False, server_default=""),
    Column("address", String(300), nullable=False, server_default="", comment="a web address"),
    Column("hours", String(120), nullable=False, server_default=""),
    Column("text", String(40), nullable=False, server_default="", comment="a number for texts"),
    Column("bsl", String(300), nullable=False, server_default="", comment="address of BSL video"),
    Column("relay", String(120), nullable=False, server_default="", comment="how by relay"),
    Column("languages", String(120), nullable=False, server_default=""),
    Column("area", String(120), nullable=False, server_default="", comment="for whom, by place"),
    Column("urgent", Boolean, nullable=False, server_default=false(), comment="shown first"),
    Column("checked_on", Date, nullable=False, comment="not shown a year after this"),
    Column("checked_by", String(80), nullable=False, comment="the name of who checked it"),
    comment="Where to get help, checked by the hub's own people. No number stands in the code.",
    sqlite_autoincrement=True,
)

documents = Table(
    "documents",
    metadata,
    Column("kind", String(8), nullable=False, comment="terms, rules or privacy"),
    Column("number", Integer, nullable=False, comment="1, 2, 3 of its kind"),
    Column("words", Text, nullable=False, comment="Markdown; never changed once published"),
    Column("summary", String(300), nullable=False, comment="what changed, in one sentence"),
    Column(
        "ask_again",
        Boolean,
        nullable=False,
        comment="whether who agreed to an earlier one is asked; always so for the first",
    ),
    Column("published_at", UtcDateTime, nullable=False),
    Column("published_by", String(16), nullable=False, comment="an id; empty for the command line"),
    PrimaryKeyConstraint("kind", "number"),
    CheckConstraint("kind IN ('terms', 'rules', 'privacy')", name="kind"),
    CheckConstraint("number > 0", name="number"),
    comment="Terms, ground rules and privacy notice, a row for each publication. Append-only, kept.",
)

document_forms = Table(
    "document_forms",
    metadata,
    Column("kind", String(8), nullable=False),
    Column("number", Integer, nullable=False, comment="of the version whose other form this is"),
    Column("form", String(12), nullable=False, comment="easy-read, bsl or translation"),
    Column("language", String(16), nullable=False, comment="a tag of BCP 47; bfi for a BSL video"),
    Column("edition", Integer, nullable=False, comment="1, 2, 3: a correction is the next one"),
    Column("words", Text, nullable=False, server_default="", comment="Markdown, or empty"),
    Column(
        "address", String(300), nullable=False, server_default="", comment="where it can be had"
    ),
    Column("file_id", String(16), comment="an upload, which then bears this form's file"),
    Column("added_at", UtcDateTime, nullable=False),
    Column("added_by", String(16), nullable=False),
    Column("ended_at", UtcDateTime, comment="when it was replaced or taken down"),
    PrimaryKeyConstraint("kind", "number", "form", "language", "edition"),
    ForeignKeyConstraint(["kind", "number"], ["documents.kind", "documents.number"]),
    CheckConstraint("form IN ('easy-read', 'bsl', 'translation')", name="form"),
    comment="Easy Read, BSL and translations of a published document. Kept: somebody read them.",
)
