"""How the index rests in the database. It can be made anew at any time: `peerhub search rebuild`."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    false,
    text,
)

from peerhub.core.search import PlacedWords
from peerhub.core.tables import FTS5, metadata

EntryId = BigInteger().with_variant(Integer, "sqlite")  # there INTEGER is the row's own number

search_places = Table(
    "search_places",
    metadata,
    Column("place_id", Integer, primary_key=True, comment="the mark before each of its words"),
    Column("place", String(40), nullable=False, unique=True, comment="as in room:ID or board:ID"),
    comment="Places by number. A number is never another place's.",
    sqlite_autoincrement=True,
)

search_entries = Table(
    "search_entries",
    metadata,
    Column(
        "entry_id",
        EntryId,
        primary_key=True,
        autoincrement=False,
        comment="milliseconds of its time and 20 bits of chance, so that its order is that of time",
    ),
    Column("kind", String(12), nullable=False),
    Column("item_id", String(16), nullable=False),
    Column("place_id", Integer, ForeignKey("search_places.place_id"), nullable=False),
    Column("author", String(100), nullable=False, comment="the name it was written under"),
    Column("under", String(100), nullable=False, comment="of whoever began what it stands in"),
    Column("has_file", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("kind", "item_id"),
    Index("ix_search_entries_place_id_author", "place_id", "author", "entry_id"),
    Index("ix_search_entries_place_id", "place_id", "entry_id"),
    Index(
        "ix_search_entries_has_file",
        "place_id",
        "entry_id",
        sqlite_where=text("has_file"),
        postgresql_where=text("has_file"),
    ),
    comment="What can be found, without its words: only what everybody in its place may see.",
)

search_words = Table(
    "search_words",
    metadata,
    Column("rowid", EntryId, primary_key=True, autoincrement=False, comment="the entry_id"),
    Column("words", PlacedWords, nullable=False),
    # No list of new words beside the index: every search would read it whole, whoever asks.
    Index(
        "ix_search_words_words",
        "words",
        postgresql_using="gin",
        postgresql_with={"fastupdate": "off"},
    ).ddl_if(dialect="postgresql"),
    # The words come folded and cut (core/search.py): this tokenizer only splits at the spaces.
    info={FTS5: "words, tokenize = 'ascii'"},
    comment="The words of each entry, every one under the number of its place.",
)
