"""Values of columns as JSON says them, and back; what does not fit is told in one sentence.

Nothing that comes in is believed: types, lengths, ids, and what an address is made of.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, Integer, String

from peerhub.core.portable import Record, Records
from peerhub.core.tables import UtcDateTime

ID = re.compile(r"[0-9a-z]{1,16}")
ADDRESS = re.compile(r"[^\s/?#%\\<>\"'&]+")
FORBIDDEN = re.compile("[\x00\ud800-\udfff]")  # PostgreSQL keeps no NUL, UTF-8 no half a pair
MOST_NUMBER = 2**53 - 1  # what every reader of JSON can count to


def to_json(value: Any) -> Any:
    """A value as it leaves."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"
    return value.isoformat() if isinstance(value, date) else value


def to_record(records: Records, said: object) -> Record:
    """One line as columns want it; ValueError with what is wrong."""
    if not isinstance(said, dict):
        raise ValueError("it is no record")
    fields = records.fields
    unknown = sorted(said.keys() - fields.keys())
    if unknown:
        raise ValueError(f"{unknown[0]} is no field that this peerhub knows")
    kept = [
        (name, column)
        for name, column in fields.items()
        if name in said or column.server_default is None  # what is missing gets the table's own
    ]
    record = {name: _field(records, column, said) for name, column in kept}
    records.check(record)
    return record


def _field(records: Records, column: Column[Any], said: Mapping[str, Any]) -> Any:
    value = said.get(column.name)
    if value is None:
        if column.nullable or column.name in records.may_lack:
            return None
        raise ValueError(f"{column.name} is missing")
    try:
        return _value(column, value)
    except (ValueError, TypeError, OverflowError) as error:
        raise ValueError(f"{column.name} {error}") from error


def _value(column: Column[Any], value: Any) -> Any:
    kind = column.type
    if isinstance(kind, JSON):
        return value
    if isinstance(kind, Boolean):
        return _is(value, bool, "is neither true nor false")
    if isinstance(kind, Integer):
        _is(value, int, "is no whole number")
        if abs(value) > MOST_NUMBER:
            raise ValueError("is too large")
        return value
    if isinstance(kind, UtcDateTime):
        moment = _date(datetime, value)
        if moment.tzinfo is None:
            raise ValueError("is a time without its zone")
        return moment
    if isinstance(kind, Date):
        return _date(date, value)
    return _text(column, _is(value, str, "is no text"))


def _is(value: Any, kind: type, otherwise: str) -> Any:
    if type(value) is not kind:
        raise ValueError(otherwise)
    return value


def _date(kind: Any, value: Any) -> Any:
    try:
        return kind.fromisoformat(value)
    except (ValueError, TypeError) as error:
        raise ValueError("is no time") from error


def _text(column: Column[Any], text: str) -> str:
    most = column.type.length if isinstance(column.type, String) else None
    if most is not None and len(text) > most:
        raise ValueError(f"is longer than {most} signs")
    if FORBIDDEN.search(text):
        raise ValueError("has a sign that cannot be kept")
    name = column.name
    if (name.endswith("_id") or name == "reply_to") and not ID.fullmatch(text):
        raise ValueError("is no id")
    if name in ("slug", "handle", "own_handle") and not ADDRESS.fullmatch(text):
        raise ValueError("is no word for an address")
    return text
