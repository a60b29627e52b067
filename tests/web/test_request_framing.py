"""Raw requests that two servers could read differently: refused and closed, or read by RFC 9112 (S23)."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.server import Server

WAIT_SECONDS = 5.0


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(Path(tmp_path_factory.mktemp("framing"))).start()
    yield server
    server.stop()


def answers(server: Server, raw: str) -> list[int]:
    """The statuses of everything that comes back until the server closes; TimeoutError if it does not."""
    host = f"Host: 127.0.0.1:{server.port}\r\n"
    sent = raw.replace("{host}", host).encode("latin-1")
    with socket.create_connection(("127.0.0.1", server.port), timeout=WAIT_SECONDS) as line:
        line.sendall(sent)
        received = b""
        while piece := line.recv(65_536):
            received += piece
    starts = [part for part in received.split(b"HTTP/1.1 ")[1:] if part[:3].isdigit()]
    return [int(part[:3]) for part in starts]


SMUGGLED = "GET /healthz HTTP/1.1\r\n{host}Connection: close\r\n\r\n"
FIRST = "GET /healthz HTTP/1.1\r\n{host}\r\n"
CHUNKED = "Transfer-Encoding: chunked\r\n"
FORM = "Content-Type: application/x-www-form-urlencoded\r\n"


def post(headers: str, body: str = "") -> str:
    return f"POST /sign-in HTTP/1.1\r\n{{host}}{FORM}{headers}\r\n{body}"


REFUSED = {
    "length and chunks": post(f"Content-Length: 4\r\n{CHUNKED}", f"0\r\n\r\n{SMUGGLED}"),
    "chunks and length": post(f"{CHUNKED}Content-Length: 4\r\n", f"0\r\n\r\n{SMUGGLED}"),
    "two lengths": post("Content-Length: 4\r\nContent-Length: 5\r\n", f"a=b&{SMUGGLED}"),
    "two lengths in one": post("Content-Length: 4, 5\r\n", f"a=b&{SMUGGLED}"),
    "a length with a sign": post("Content-Length: +4\r\n", f"a=bc{SMUGGLED}"),
    "a negative length": post("Content-Length: -1\r\n", SMUGGLED),
    "a length in hex": post("Content-Length: 0x4\r\n", f"a=bc{SMUGGLED}"),
    "a length of words": post("Content-Length: four\r\n", f"a=bc{SMUGGLED}"),
    "a length beyond counting": post(f"Content-Length: {'9' * 40}\r\n", SMUGGLED),
    "chunks of something else": post("Transfer-Encoding: chonked\r\n", f"0\r\n\r\n{SMUGGLED}"),
    "chunked, then identity": post(
        "Transfer-Encoding: chunked, identity\r\n", f"0\r\n\r\n{SMUGGLED}"
    ),
    "space before the colon": post("Content-Length : 4\r\n", f"a=bc{SMUGGLED}"),
    "a folded header": post("X-Long: one\r\n two\r\nContent-Length: 0\r\n", SMUGGLED),
    "a header that begins with a space": "GET / HTTP/1.1\r\n X: y\r\n{host}\r\n",
    "a header without a name": "GET / HTTP/1.1\r\n: y\r\n{host}\r\n",
    "a header without a colon": "GET / HTTP/1.1\r\nNothing\r\n{host}\r\n",
    "NUL in a name": "GET / HTTP/1.1\r\nX\x00Y: z\r\n{host}\r\n",
    "NUL in a value": "GET / HTTP/1.1\r\nX: a\x00b\r\n{host}\r\n",
    "NUL in the path": "GET /\x00 HTTP/1.1\r\n{host}\r\n",
    "CR alone in a value": "GET / HTTP/1.1\r\nX: a\rY: b\r\n{host}\r\n",
    "a chunk with a sign": post(CHUNKED, f"+4\r\na=bc\r\n0\r\n\r\n{SMUGGLED}"),
    "a chunk in words": post(CHUNKED, f"zz\r\na=bc\r\n0\r\n\r\n{SMUGGLED}"),
    "a chunk longer than it says": post(CHUNKED, f"2\r\na=bc\r\n0\r\n\r\n{SMUGGLED}"),
    "a chunk beyond counting": post(CHUNKED, f"{'f' * 20}\r\na=bc\r\n0\r\n\r\n{SMUGGLED}"),
    "a version that is none": "GET /healthz HTTP/9.9\r\n{host}\r\n",
    "a method of signs": "G<T /healthz HTTP/1.1\r\n{host}\r\n",
    "another protocol": "SSH-2.0-OpenSSH_9.2\r\n\r\n",
}


@pytest.mark.parametrize("trick", REFUSED)
def test_an_unclear_request_is_refused_and_closed(server: Server, trick: str) -> None:
    said = answers(server, REFUSED[trick])
    assert len(said) <= 1, f"{said}: the second was smuggled in"
    assert said in ([], [400], [505]), said


READ = {
    "as in 1991, and nothing after it": ("GET /healthz\r\n\r\n" + SMUGGLED, [200]),
    "one request": (SMUGGLED, [200]),
    "two in one go": (FIRST + SMUGGLED, [200, 200]),
    "a length, then another": (post("Content-Length: 4\r\n", f"a=bc{SMUGGLED}"), [422, 200]),
    "chunks, then another": (
        post(CHUNKED, f"4\r\na=bc\r\n0\r\n\r\n{SMUGGLED}"),
        [422, 200],
    ),
    "a chunk with an extension": (
        post(CHUNKED, f"4;x=y\r\na=bc\r\n0\r\n\r\n{SMUGGLED}"),
        [422, 200],
    ),
}


@pytest.mark.parametrize("kind", READ)
def test_a_clear_request_is_read_as_the_standard_says(server: Server, kind: str) -> None:
    raw, expected = READ[kind]
    assert answers(server, raw) == expected
