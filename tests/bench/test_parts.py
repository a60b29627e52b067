"""The bench's pure parts: markers in a stream, medians, goals, the table on the page."""

import socket
from collections.abc import Iterator

import pytest

from bench import pump as pumps
from bench.markers import SIZE, find_markers, marker
from bench.pump import Plan, Sender, pump
from bench.speech import MARK, client_frame
from bench.table import BEGIN, END, Goal, Row, figure, make_table, percentile, put_in


def test_a_marker_is_found_wherever_the_stream_was_cut() -> None:
    said = b"x~y" + marker(3, 7, 1_000) + b'","a~b":1' + marker(3, 8, 2_000) + b"~"
    for cut in range(len(said) + 1):
        first, tail = find_markers(said[:cut], 3)
        second, _ = find_markers(tail + said[cut:], 3)
        assert [*first, *second] == [1_000, 2_000], cut


def test_markers_of_another_run_are_not_counted() -> None:
    assert find_markers(marker(4, 1, 5), 3) == ([], b"")
    assert len(marker(255, 0xFFFFFF, 2**63)) == SIZE == len(MARK)


def test_a_client_frame_says_its_length_and_hides_nothing() -> None:
    assert client_frame(b"hi") == b"\x81\x82\0\0\0\0hi"
    long = client_frame(b"x" * 300)
    assert long[:4] == b"\x81\xfe\x01\x2c"
    assert long[8:] == b"x" * 300


@pytest.mark.parametrize(
    ("goal", "value", "met"),
    [
        (Goal(2), 2, True),
        (Goal(2), 2.1, False),
        (Goal(5, at_least=True), 5, True),
        (Goal(5, at_least=True), 4.9, False),
    ],
)
def test_a_goal_is_met_or_not(goal: Goal, value: float, met: bool) -> None:
    assert goal.is_met(value) is met


def test_the_table_shows_the_median_its_range_and_what_was_missed() -> None:
    table = make_table([Row("a job", "µs", [3, 1, 20], Goal(2)), Row("b", "KiB", [1234.5])])
    assert "| a job | µs | 3.00 (1.00 to 20.0) | ≤ 2.00 | **not met** |" in table
    assert "| b | KiB | 1,234 |  |  |" in table
    assert figure(12.34) == "12.3"


def test_a_percentile_is_one_of_the_values() -> None:
    assert percentile(range(100), 0.99) == 99
    assert percentile([5], 0.5) == 5
    assert percentile([], 0.5) == 0


def test_the_table_goes_between_its_marks_and_nowhere_else() -> None:
    page = put_in(f"before\n{BEGIN}\nold\n{END}\nafter", "new")
    assert page == f"before\n{BEGIN}\n\nnew\n\n{END}\nafter"
    with pytest.raises(ValueError, match="no place"):
        put_in("a page", "new")


@pytest.fixture
def echo() -> Iterator[tuple[socket.socket, socket.socket]]:
    """A sender whose words come back by its reader: a room of one, without a server."""
    near, far = socket.socketpair()
    with near, far:
        yield near, far


@pytest.mark.parametrize("load", [pumps._in_python, *([pumps._in_c] if pumps.HOT else [])])
def test_the_load_counts_what_it_sent_in_both_languages(
    echo: tuple[socket.socket, socket.socket],
    load: object,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    near, far = echo
    monkeypatch.setattr(pumps, "HOT", pumps.HOT if load is not pumps._in_python else None)
    said = Sender(near, b"say " + MARK.encode() + b" end")
    tally = pump([far], [said], Plan(fan=1, seconds=0.05, rate=200.0))
    assert tally.sent == tally.delivered == len(tally.waits) >= 5
    assert tally.lost == 0
    assert tally.bytes == tally.sent * len(said.text)
    assert all(wait < 10_000_000 for wait in tally.waits)
    never = pump([far], [said], Plan(fan=2, seconds=0.02, rate=200.0, patience=0.05))
    assert never.lost == never.sent
