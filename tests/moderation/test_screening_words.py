"""Watched words are found whole, by their beginnings, ends and parts, and never hang the server."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerhub.core.text import to_html
from peerhub.moderation.screening import (
    are_known,
    hosts_in,
    matcher_of,
    parse_line,
    weigh,
    words_in,
)
from peerhub.moderation.watch import MOST_LINES, NewItem, ScreeningRules, Why

BODY = 50_000  # signs of the longest post


def finds(lines: str, text: str) -> bool:
    matcher = matcher_of(lines)
    assert matcher is not None
    return matcher.finds(words_in(text))


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("idiot", "What an IDIOT!"),
        ("café", "the cafe is shut"),
        ("end my life", "I want to end, my life"),
        ("suicid*", "thinking of suicidal things"),
        ("suicid*", "Suicide."),
        ("*hood", "my childhood"),
        ("*pill*", "painpills here"),
        ("take*  many pills", "takes many pills"),
        ("a.b", "we saw a-b there"),
        ("harm* myself", "harming myself"),
    ],
)
def test_a_line_is_found(line: str, text: str) -> None:
    assert finds(f"nothing\n{line}", text)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("ass", "a class of glass"),
        ("end my life", "the end of my life"),
        ("suicid*", "homicide"),
        ("*hood", "hooded"),
        ("life end", "end life"),
        ("one two three", "one two, then three"),
    ],
)
def test_and_nothing_else(line: str, text: str) -> None:
    assert not finds(line, text)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("a*", "short"),
        ("*", "short"),
        ("end * life", "short"),
        ("sui*de", "star"),
        ("!!!", "short"),
        ("one two three four five six seven", "many"),
        ("x" * 101, "long"),
    ],
)
def test_what_cannot_be_watched_for_is_said(line: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        parse_line(line)


WORDS = st.lists(st.sampled_from(["abc", "abcd", "bcd", "xabc", "abcx", "abcabc"]), max_size=12)


@given(
    WORDS,
    st.sampled_from(["abc*", "*abc", "*abc*", "abc", "abc* bcd", "*bcd* abc*", "abc abc abc"]),
)
def test_it_finds_what_trying_every_place_would(words: list[str], line: str) -> None:
    def fits(pattern: str, word: str) -> bool:
        core = pattern.strip("*")
        if pattern.startswith("*") and pattern.endswith("*"):
            return core in word
        if pattern.startswith("*"):
            return word.endswith(core)
        return word.startswith(core) if pattern.endswith("*") else word == core

    parts = line.split()
    wanted = any(
        all(fits(p, w) for p, w in zip(parts, words[at : at + len(parts)], strict=True))
        for at in range(len(words) - len(parts) + 1)
    )
    assert finds(line, " ".join(words)) is wanted


HOSTILE = {
    "one long word": ("*aaa*\n*aab*", "a" * BODY),
    "nested parts": ("\n".join(f"*{'a' * n}b*" for n in range(3, 90)), "a" * BODY),
    "nearly a sentence": (
        "\n".join(f"aaa* *aaa aaa *aaa* aaa* {'b' * (n % 90 + 3)}" for n in range(MOST_LINES)),
        "aaa " * (BODY // 4),
    ),
    "many beginnings": (
        "\n".join(f"{'a' * n}*" for n in range(3, 95)),
        " ".join("a" * n + "c" for n in range(1, 300)),
    ),
    "what hangs others": ("(a+)+$\n(x|x)*y\n.*.*.*=", "a" * BODY + "!"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_list_and_no_text_hang_the_server(name: str) -> None:
    lines, text = HOSTILE[name]
    kept = "\n".join(line for line in lines.splitlines() if _is_taken(line))
    began = time.process_time()
    finds(kept or "nothing", text)
    assert time.process_time() - began < 1.0


def _is_taken(line: str) -> bool:
    try:
        return bool(parse_line(line))
    except ValueError:
        return False


RULES = ScreeningRules(
    "hub", links=True, files=True, known_hosts="nhs.uk example.org", lists={"hurt": "idiot"}
)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("Look at https://www.nhs.uk/help and https://sub.example.org/x", ()),
        ("Look at https://nhs.uk.evil.example/help", (Why.LINK,)),
        ("See [this](https://evil.example/)", (Why.LINK,)),
        ("Go to www.evil.example now", (Why.LINK,)),
        ("Write to me@evil.example", ()),
        ("Our own http://127.0.0.1:8000/rooms", ()),
        ("You idiot, https://evil.example", (Why.HURT, Why.LINK)),
        ("Nothing here. Fine.", ()),
    ],
)
def test_links_that_lead_elsewhere_wait(body: str, why: tuple[Why, ...]) -> None:
    item = NewItem("p", "space:x", body, to_html(body))
    assert weigh(item, [RULES], own_address="http://127.0.0.1:8000").why == why


def test_an_odd_address_is_no_known_one() -> None:
    assert not are_known(hosts_in('<a href="http://[oops">x</a>', ""), ["nhs.uk"])
    assert hosts_in('<a href="/rooms/x">x</a><a href="mailto:a@b.org">y</a>', "") == set()
