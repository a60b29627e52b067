"""The checker of a room's history: what was sent, acked and seen, against what must never be.

A history is a list of events `{who, f, id?, seq?, of?}` in the order they happened to each `who`:
f is send, ack, refuse, see, join (of = "after" asked for), cut, gap, leave. Names of the faults are
Jepsen's (docs/reliability.md).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

Event = Mapping[str, Any]


def faults(history: Iterable[Event], *, settled: Mapping[int, str] | None = None) -> list[str]:
    """Every fault in words; an empty list is a clean history. `settled` is the log at the end, seq to id."""
    events = list(history)
    return [
        *_lost(events, settled),
        *_phantoms(events),
        *_offsets(events),
        *_orders(events),
        *_tails(events, settled),
        *_leaks(events),
    ]


def _of(events: list[Event], f: str) -> list[Event]:
    return [event for event in events if event["f"] == f]


def _lost(events: list[Event], settled: Mapping[int, str] | None) -> Iterable[str]:
    if settled is None:
        return
    there = set(settled.values())
    for ack in _of(events, "ack"):
        if ack["id"] not in there:
            yield f"lost write: {ack['id']} was acked and is gone"
        elif ack.get("seq") is not None and settled.get(ack["seq"]) != ack["id"]:
            yield f"inconsistent offset: {ack['id']} was acked at {ack['seq']} and stands elsewhere"
    for one, times in Counter(settled.values()).items():
        if times > 1:
            yield f"duplicate: {one} stands twice"


def _phantoms(events: list[Event]) -> Iterable[str]:
    sent = {event["id"] for event in _of(events, "send")}
    refused = {event["id"] for event in _of(events, "refuse")}
    for see in _of(events, "see"):
        if see["id"] not in sent:
            yield f"phantom: {see['id']} was seen and never sent"
        elif see["id"] in refused:
            yield f"phantom: {see['id']} was refused and seen"


def _offsets(events: list[Event]) -> Iterable[str]:
    by_seq: dict[int, set[str]] = defaultdict(set)
    by_id: dict[str, set[int]] = defaultdict(set)
    for see in _of(events, "see"):
        by_seq[see["seq"]].add(see["id"])
        by_id[see["id"]].add(see["seq"])
    for seq, ids in by_seq.items():
        if len(ids) > 1:
            yield f"inconsistent offset: {seq} is {sorted(ids)}"
    for one, seqs in by_id.items():
        if len(seqs) > 1:
            yield f"duplicate: {one} stands at {sorted(seqs)}"


def _orders(events: list[Event]) -> Iterable[str]:
    """Per reader: rising within a connection and across a resume, without a hole unless told of a gap."""
    last: dict[str, int] = {}
    for event in events:
        who = event["who"]
        if event["f"] == "join":
            if event.get("of", 0) < last.get(who, 0):
                last[who] = event.get("of", 0)
            last.setdefault(who, event.get("of", 0))
        elif event["f"] == "gap":
            last[who] = event["seq"]
        elif event["f"] == "see":
            before = last.get(who, 0)
            if event["seq"] <= before:
                yield f"nonmonotonic: {who} saw {event['seq']} after {before}"
            elif event["seq"] > before + 1:
                yield f"skip: {who} saw {event['seq']} after {before}"
            last[who] = max(before, event["seq"])


def _tails(events: list[Event], settled: Mapping[int, str] | None) -> Iterable[str]:
    """Whoever is still connected at the end holds the last seq."""
    if not settled:
        return
    newest, seen, connected = max(settled), defaultdict(int), set()
    for event in events:
        who = event["who"]
        if event["f"] == "join":
            connected.add(who)
            seen[who] = max(seen[who], event.get("of", 0))
        elif event["f"] in ("cut", "leave"):
            connected.discard(who)
        elif event["f"] in ("see", "gap"):
            seen[who] = max(seen[who], event["seq"])
    for who in sorted(connected):
        if seen[who] < newest:
            yield f"unobserved: {who} holds {seen[who]} of {newest}"


def _leaks(events: list[Event]) -> Iterable[str]:
    left: set[str] = set()
    for event in events:
        if event["f"] == "leave":
            left.add(event["who"])
        elif event["f"] == "join":
            left.discard(event["who"])
        elif event["f"] == "see" and event["who"] in left:
            yield f"leak: {event['who']} saw {event['seq']} after leaving"
