"""The marker that a message of the bench bears, so that a delivery is found without parsing frames."""

from __future__ import annotations

import re

FORM = re.compile(rb"~([0-9a-f]{8})([0-9a-f]{16})~")
SIZE = 26
RUNS = 256


def marker(run: int, number: int, nanoseconds: int) -> bytes:
    """`~`, the run and the message's number in it, when it was sent, `~`."""
    return b"~%08x%016x~" % ((run % RUNS) << 24 | (number & 0xFFFFFF), nanoseconds)


def find_markers(text: bytes, run: int) -> tuple[list[int], bytes]:
    """When each message of this run found in `text` was sent, and the tail that may begin another."""
    sent = [
        int(found[2], 16) for found in FORM.finditer(text) if int(found[1], 16) >> 24 == run % RUNS
    ]
    begin = text.rfind(b"~", max(0, len(text) - SIZE + 1))
    ended = begin >= SIZE - 1 and FORM.fullmatch(text, begin - SIZE + 1, begin + 1)
    return sent, b"" if begin < 0 or ended else text[begin:]
