"""The checker sees each fault by its name: nine planted histories, and a clean one."""

from typing import Any

import pytest

from tests.faults.history import faults


def history(*lines: str) -> list[dict[str, Any]]:
    """`who f id seq` a line; a dash for what is not there; join's number is its `after`."""
    events = []
    for line in lines:
        who, f, one, number = line.split()
        event: dict[str, Any] = {"who": who, "f": f}
        if one != "-":
            event["id"] = one
        if number != "-":
            event["of" if f == "join" else "seq"] = int(number)
        events.append(event)
    return events


CLEAN = history(
    "w send a -", "w send b -", "r join - 0", "r see a 1", "w ack a 1", "r cut - -",
    "w ack b 2", "r join - 1", "r see b 2",
)  # fmt: skip


def test_a_clean_history_has_no_fault() -> None:
    assert faults(CLEAN, settled={1: "a", 2: "b"}) == []


@pytest.mark.parametrize(
    ("name", "lines", "settled"),
    [
        ("lost write", ["w send a -", "w ack a 1"], {1: "b"}),
        ("phantom", ["r join - 0", "r see a 1"], {1: "a"}),
        ("phantom", ["w send a -", "w refuse a -", "r join - 0", "r see a 1"], {1: "a"}),
        ("duplicate", ["w send a -", "r join - 0", "r see a 1", "r see a 2"], {1: "a", 2: "b"}),
        ("inconsistent offset", ["w send a -", "w send b -", "r join - 0", "r see a 1",
                                 "q join - 0", "q see b 1"], None),
        ("nonmonotonic", ["w send a -", "w send b -", "r join - 0", "r see a 1", "r see b 1"], None),
        ("nonmonotonic", ["w send a -", "r join - 0", "r see a 1", "r cut - -", "r join - 1",
                          "r see a 1"], None),
        ("skip", ["w send a -", "w send c -", "r join - 0", "r see a 1", "r see c 3"], None),
        ("unobserved", ["w send a -", "w send b -", "r join - 0", "r see a 1"], {1: "a", 2: "b"}),
        ("leak", ["w send a -", "r join - 0", "r leave - -", "r see a 1"], None),
    ],
)  # fmt: skip
def test_each_fault_is_seen_by_its_name(
    name: str, lines: list[str], settled: dict[int, str] | None
) -> None:
    assert any(fault.startswith(name) for fault in faults(history(*lines), settled=settled))
