"""Every statement that reads, on whichever way it goes to the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from sqlalchemy import event

from peerhub.core.hub import Hub
from peerhub.core.sqlite import OurConnection


class Said(list[tuple[str, Any]]):
    """(text, its values) of each, in order; BEGIN and the like are none."""

    def note(self, statement: str, values: Any) -> None:
        if statement.startswith(("SELECT", "WITH")):
            self.append((statement, values))

    @property
    def texts(self) -> list[str]:
        return [text for text, _values in self]


@contextmanager
def statements(hub: Hub) -> Iterator[Said]:
    """Those of every reading in this block: SQLAlchemy's, and what goes straight to the driver."""
    said = Said()

    def note(_c: Any, _cursor: Any, statement: str, values: Any, *_more: Any) -> None:
        said.note(statement, values)

    run_now, execute = OurConnection.run_now, psycopg.AsyncConnection.execute

    def run(self: OurConnection, sql: str, parameters: Any = ()) -> list[Any]:
        said.note(sql, parameters)
        return run_now(self, sql, parameters)

    async def sent(self: Any, query: Any, values: Any = None, **more: Any) -> Any:
        said.note(query, values)
        return await execute(self, query, values, **more)

    engine = hub.database.reader.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(OurConnection, "run_now", run)
        patch.setattr(psycopg.AsyncConnection, "execute", sent)
        try:
            yield said
        finally:
            event.remove(engine, "before_cursor_execute", note)
