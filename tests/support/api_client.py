"""A program that uses the JSON API with a token, over real HTTP."""

import json
import urllib.error
import urllib.request
from typing import Any


class ApiClient:
    """`get` and `post` answer (status, JSON)."""

    def __init__(self, address: str, token: str) -> None:
        self.address, self.token = address, token

    def get(self, path: str) -> tuple[int, Any]:
        return self._ask("GET", path, None, {})

    def post(self, path: str, body: Any, **headers: str) -> tuple[int, Any]:
        return self._ask("POST", path, json.dumps(body).encode(), headers)

    def _ask(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str]
    ) -> tuple[int, Any]:
        request = urllib.request.Request(f"{self.address}/api/v1{path}", body, method=method)
        request.add_header("Authorization", f"Bearer {self.token}")
        request.add_header("Content-Type", "application/json")
        for name, value in headers.items():
            request.add_header(name.replace("_", "-"), value)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, json.loads(refused.read() or b"null")
