"""Letters find their threads: by what they answer, else by a subject that was answered lately."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from peerhub.forum.importers.letters import Letter, LetterThread
from peerhub.forum.importers.threads import thread_letters

BEGIN = datetime(2026, 3, 3, 10, tzinfo=UTC)


def make(name: str, *references: str, subject: str = "Beans", hours: int | None = 0) -> Letter:
    sent_at = None if hours is None else BEGIN + timedelta(hours=hours)
    return Letter(name, subject, "Wren", sent_at, references, "words", (), "allotment")


def names(threads: list[LetterThread]) -> list[list[str]]:
    return [[letter.message_id for letter in thread.letters] for thread in threads]


def test_answers_stand_below_what_they_answer() -> None:
    letters = [make("c", "a", "b", hours=2), make("a"), make("x", hours=1), make("b", "a", hours=1)]
    assert names(thread_letters(letters)) == [["a", "b", "c"], ["x"]]


def test_two_answers_to_a_lost_letter_belong_together() -> None:
    letters = [make("a", "lost@x", hours=1), make("b", "lost@x", hours=2), make("c")]
    assert names(thread_letters(letters)) == [["c"], ["a", "b"]]


def test_a_double_stands_once() -> None:
    assert names(thread_letters([make("a"), make("b", "a", hours=1), make("a")])) == [["a", "b"]]


def test_a_wrong_clock_never_puts_an_answer_first() -> None:
    letters = [make("a", hours=5), make("b", "a", hours=-900), make("c", "b", hours=-901)]
    assert names(thread_letters(letters)) == [["a", "b", "c"]]


def test_a_letter_without_a_date_stands_where_it_stood() -> None:
    letters = [make("a"), make("b", "a", hours=None), make("c", "a", hours=3)]
    assert names(thread_letters(letters)) == [["a", "b", "c"]]
    assert names(thread_letters([make("a", hours=None)])) == [["a"]]


def test_letters_that_answer_one_another_end_the_circle() -> None:
    (thread,) = thread_letters([make("a", "b"), make("b", "a")])
    assert {letter.message_id for letter in thread.letters} == {"a", "b"}


def test_a_long_chain_is_no_trouble() -> None:
    chain = [make(str(n), *([str(n - 1)] if n else []), hours=-n) for n in range(5000)]
    (thread,) = thread_letters(reversed(chain))
    assert [letter.message_id for letter in thread.letters] == [str(n) for n in range(5000)]


def test_an_answer_that_names_nothing_joins_by_its_subject() -> None:
    letters = [
        make("a", subject="[allotment] Beans"),
        make("b", subject="Re: [allotment] AW: beans", hours=1),
        make("c", subject="Beans", hours=2),
        make("d", subject="Re: Peas", hours=3),
        make("e", subject="Fwd: Re[2]: Peas", hours=4),
        make("f", subject="Re: Beans", hours=24 * 90),
        make("g", subject="Re:", hours=5),
        make("h", subject="Re:", hours=6),
        replace(make("i", subject="Re: Beans", hours=3), list_name="other"),
    ]
    found = names(thread_letters(letters))
    assert found == [["a", "b"], ["c"], ["d", "e"], ["i"], ["g"], ["h"], ["f"]]


def test_the_title_is_the_subject_without_its_marks() -> None:
    def title(subject: str) -> str:
        return thread_letters([make("a", subject=subject)])[0].title

    assert title("Re: [allotment] Fwd: Beans") == "Beans"
    assert title("[PATCH 1/2] Beans") == "[PATCH 1/2] Beans"
    assert title("") == title("Re: ") == "A letter without a subject"
    assert title("x" * 500) == "x" * 149 + "…"


def test_a_tag_that_most_letters_bear_is_the_lists_own() -> None:
    def make_tagged(number: int, subject: str) -> Letter:
        return replace(make(f"{number}@x", subject=subject, hours=number), list_name="")

    subjects = [f"[SG Health:{number}] Tea {number}" for number in range(5)]
    subjects += ["Re: [SG Health:9] AW: [URGENT] Milk", "[URGENT] Soap"]
    found = thread_letters(make_tagged(n, subject) for n, subject in enumerate(subjects))
    assert [thread.title for thread in found][3:] == [
        "Tea 3",
        "Tea 4",
        "[URGENT] Milk",
        "[URGENT] Soap",
    ]


def test_the_parent_is_the_nearest_letter_that_is_here() -> None:
    (thread,) = thread_letters([make("a"), make("b", "a", hours=1), make("c", "a", "b", "lost")])
    a, b, c = thread.letters
    assert (thread.parent_of(a), thread.parent_of(b), thread.parent_of(c)) == (None, a, b)
