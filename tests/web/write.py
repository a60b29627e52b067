"""One request that changes something: who sends it, where to, and what."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Write:
    """`fields` is None where the door reads none; `json` for the API's; `file`: bytes beside them."""

    name: str
    who: str
    path: str
    fields: dict[str, Any] | None = field(default_factory=dict)
    json: bool = False
    method: str = "POST"
    file: bytes = b""

    def body(self, said: dict[str, Any]) -> dict[str, Any]:
        """As the client takes it: JSON, a form, or a form with a file."""
        if self.file:
            return {"data": said, "files": {"file": ("a.txt", self.file, "text/plain")}}
        return {"json": said} if self.json else {"data": said}

    def filled(self, names: dict[str, str]) -> tuple[str, dict[str, Any]]:
        """Path and fields for one world."""
        said = {k: _fill(v, names) for k, v in (self.fields or {}).items()}
        return self.path.format(**names), said


def _fill(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, list):
        return [_fill(each, names) for each in value]
    return value.format(**names) if isinstance(value, str) else value
