"""Structured logs, one JSON object a line on standard error: ids and numbers, never anybody's words."""

from __future__ import annotations

import logging
import sys
from typing import Any

import structlog
from structlog.typing import EventDict

REFUSED_KEYS = {
    *("body", "email", "name", "password", "token", "cookie", "note", "title", "query"),
    *("words", "letter", "passphrase", "code", "reference", "who", "secret"),
}


def drop_words(logger: Any, method: str, event: EventDict) -> EventDict:
    """A second net under the rule: keys that could bear people's words are cut."""
    for key in REFUSED_KEYS & event.keys():
        event[key] = "(cut)"
    return event


class _Quiet:
    """A log that cannot be written (a full disk) never stops the hub."""

    def write(self, text: str) -> int:
        try:
            sys.stderr.write(text)
            sys.stderr.flush()
        except OSError:
            return 0
        return len(text)

    def flush(self) -> None:
        return None


def set_up_logs(level: int = logging.INFO) -> None:
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            drop_words,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(file=_Quiet()),  # type: ignore[arg-type]
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s", stream=sys.stderr)
    for name in ("uvicorn.access", "uvicorn.error", "aiosqlite", "sqlalchemy"):
        logging.getLogger(name).setLevel(logging.WARNING)
