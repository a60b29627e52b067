"""Words as the index knows them, and what is typed as it is understood."""

from datetime import datetime

import pytest

from peerhub.core.clock import ZONE
from peerhub.core.errors import Refused
from peerhub.core.search import Phrase, Sought, fold, placed_words, to_fts5, to_tsquery, words_of
from peerhub.search.excerpts import LENGTH, excerpt
from peerhub.search.models import Query
from peerhub.search.query import parse


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Crème BRÛLÉE", ["creme", "brulee"]),
        ("Cre\u0300me", ["creme"]),
        ("don’t re-use", ["don", "t", "re", "use"]),
        ("Straße Æther Łódź", ["strasse", "aether", "lodz"]),
        ("ﬁne ½ ²", ["fine", "1", "2", "2"]),
        ("so\u00adft", ["soft"]),
        (
            "_under_ **bold** [link](https://example.org/a)",
            ["under", "bold", "link", "https", "example", "org", "a"],
        ),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("한국어 Ωμέγας", ["한국어", "ωμεγασ"]),
        ("سَلام", ["سلام"]),
        ("a" * 80, ["a" * 60]),
        ("🙂 — …", []),
    ],
)
def test_words_are_folded_alike_for_both_databases(text: str, words: list[str]) -> None:
    assert words_of(text) == words
    assert words_of(fold(text)) == words


def test_each_word_stands_under_the_number_of_its_place() -> None:
    assert placed_words(12, "Two words") == "12xtwo 12xwords"
    sought = Sought((Phrase(("a", "b")), Phrase(("c",), begins=True)), (Phrase(("d",)),))
    assert to_fts5(sought, [1]) == '(("1xa 1xb" AND "1xc"*) NOT ("1xd"))'
    assert to_tsquery(sought, [1, 2]) == (
        "(('1xa' <-> '1xb') & ('1xc':*) & !('1xd')) | (('2xa' <-> '2xb') & ('2xc':*) & !('2xd'))"
    )


def day(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=ZONE)  # type: ignore[misc, arg-type]


WORD = Sought((Phrase(("tea",)),))


@pytest.mark.parametrize(
    ("said", "query"),
    [
        ("tea", Query(WORD)),
        ("“Green tea” -coffee", Query(Sought((Phrase(("green", "tea")),), (Phrase(("coffee",)),)))),
        ("bene*", Query(Sought((Phrase(("bene",), begins=True),)))),
        ("b*", Query(Sought((Phrase(("b",)),)))),
        ('"unclosed tea', Query(Sought((Phrase(("unclosed", "tea")),)))),
        ("re-use", Query(Sought((Phrase(("re", "use")),)))),
        ("tea from:@Amina", Query(WORD, authors=("amina",))),
        ('tea from:"Amina Khan"', Query(WORD, authors=("amina-khan",))),
        ("tea from:robin_", Query(WORD, authors=("robin_",))),
        ("in:Kitchen tea FROM:bo", Query(WORD, authors=("bo",), places=("kitchen",))),
        ("tea before:2026-11-22", Query(WORD, before=day(2026, 11, 22))),
        ("tea after:2026-11", Query(WORD, after=day(2026, 11, 1))),
        ("tea after:2025 after:2026", Query(WORD, after=day(2026, 1, 1))),
        ("has:file", Query(has_file=True)),
        ("time:now tea", Query(Sought((Phrase(("time", "now")), Phrase(("tea",)))))),
        ("", Query()),
        ("-- :: * ( ) AND", Query(Sought((Phrase(("and",)),)))),
        ("🙂", Query()),
    ],
)
def test_what_is_typed_is_understood(said: str, query: Query) -> None:
    assert parse(said) == query


@pytest.mark.parametrize(
    "said", ["-tea", "before:soon", "after:2026-13", "before:99999999", "has:fun", "a " * 13]
)
def test_what_cannot_be_understood_gets_one_sentence(said: str) -> None:
    with pytest.raises(Refused) as refusal:
        parse(said)
    assert refusal.value.reason.endswith(".")


def marked(source: str, *phrases: str) -> str:
    found = excerpt(source, [Phrase(tuple(words_of(p)), p.endswith("*")) for p in phrases])
    return "".join(f"[{part.words}]" if part.hit else part.words for part in found)


@pytest.mark.parametrize(
    ("source", "phrases", "shown"),
    [
        ("A Café here", ["cafe"], "A [Café] here"),
        ("A Cafe\u0301 here", ["cafe"], "A [Cafe\u0301] here"),
        ("Straße, straße", ["strasse"], "[Straße], [straße]"),
        ("**Green** _tea_ for `all`", ["green tea"], "[Green tea] for all"),
        ("See [the page](https://example.org)", ["page"], "See the [page]"),
        ("benefits and benefit", ["benefit*"], "[benefits] and [benefit]"),
        ("<script>tea</script>", ["tea"], "<script>[tea]</script>"),
        ("> # Quoted\n- tea_time, a*b", ["tea", "b"], "Quoted [tea]_time, a*[b]"),
        ("nothing of it", ["tea"], "nothing of it"),
        ("", ["tea"], ""),
    ],
)
def test_an_excerpt_marks_what_was_found(source: str, phrases: list[str], shown: str) -> None:
    assert marked(source, *phrases) == shown


def test_an_excerpt_stands_around_the_first_hit() -> None:
    shown = marked("before " * 500 + "tea " + "after " * 500, "tea")
    assert shown.startswith("… before") and shown.endswith("after…") and "[tea]" in shown
    assert len(shown) < LENGTH + 10
