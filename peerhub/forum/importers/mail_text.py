"""The text of a mail as Markdown that looks as it was written: quotes, patches, signature.

Never lets the writer's own stars and brackets become markup, and never keeps an address.
"""

import re
from collections.abc import Iterator
from itertools import groupby

from peerhub.forum.importers.headers import mask
from peerhub.forum.importers.list_marks import without_footers

MAX_DEPTH = 8  # of quotes within quotes; deeper ones are shown at this depth
MAX_LENGTH = 50_000  # characters of a post
SIGNATURE_LINES = 15  # a "--" further from the end is a rule, not a signature

_QUOTE = re.compile(r"^(?:> {0,2}(?=>)|> ?)+|^(?:\| ?)+(?=[^|]*$)")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")
_SIGNED = re.compile(r"^-----BEGIN PGP SIGNED MESSAGE-----\n(?:[A-Z][\w-]*:.*\n)*\n?", re.M)
_ARMOUR = re.compile(
    r"^(?P<q>[> ]*)-----BEGIN PGP (?P<what>[A-Z ]{3,30})-----\n"
    r"(?:(?!.*-----END PGP).*\n)*(?:.*-----END PGP [A-Z ]{3,30}-----\n?)?",
    re.M,
)
_LEAVINGS = re.compile(r"\[cid:[^\]\s]{1,200}\]|<mailto:[^<>\s]{1,200}>")
_FORWARD = re.compile(r"^\s*-{3,}\s*(?:Original Message|Forwarded message|Ursprüngliche)", re.I)
_PATCH_START = re.compile(
    r"^(?:diff -|Index: \S|@@ -\d|--- \S+[/\s]\S|\+\+\+ \S| \S+ +\| +(?:\d+|Bin)\b|"
    r" \d+ files? changed)"
)
_PATCH_LINE = re.compile(
    r"^(?:[ +\-@\\\t]|diff |index |Index: |===|new |old |deleted |rename |similarity |Binary|GIT )"
)
_EMPTY_QUOTES = re.compile(r"(?:\n>[> ]{0,40}){1,20}\Z")
_INDENTED = re.compile(r"^(?:\t| {4})")
_URL = re.compile(r"https?://[^\s<>\"`…\\^{}|]+[^\s<>\"`…\\^{}|.,;:!?')\]]")
_SPECIAL = re.compile(r"([\\`*\[\]<~|&])|(?<![^\W_])_|_(?![^\W_])")
_LEADING = re.compile(r"^(\d{1,9})([.)])(?=\s|$)|^([-+#=]+)(?=\s|$|[-=])")


def to_markdown(
    text: str, *, flowed: bool = False, delete_space: bool = False, spelt_out: bool = False
) -> tuple[str, bool]:
    """The Markdown of a mail's text, and whether it had to be cut at a post's length.

    `spelt_out`: its archive wrote addresses as "wren at example.org".
    """
    text = _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    cut = len(text) > MAX_LENGTH
    lines = _without_armour(mask(_LEAVINGS.sub("", text[:MAX_LENGTH]), spelt_out=spelt_out)).split(
        "\n"
    )
    if flowed:
        lines = list(_unflowed(lines, delete_space))
    words, signature = _divide(lines)
    markdown = _paragraphs(_with_forwarded(words))
    if any(line.strip() for line in signature):
        markdown += "\n\n---\n\n" + _paragraphs(signature)
    markdown = re.sub(r"\n{3,}", "\n\n", markdown).strip("\n")
    markdown = _EMPTY_QUOTES.sub("", markdown)
    if len(markdown) > MAX_LENGTH:
        markdown, cut = markdown[:MAX_LENGTH].rpartition("\n")[0], True
    return markdown, cut


def _without_armour(text: str) -> str:
    """Signed text without its seal; of keys and sealed text the name alone stays."""
    if _SIGNED.search(text):
        text = re.sub(r"^- (?=-)", "", _SIGNED.sub("", text), flags=re.M)
    text = _ARMOUR.sub(
        lambda m: "" if m["what"] == "SIGNATURE" else f"{m['q']}[{m['what']}]\n", text
    )
    return without_footers(text.rstrip() + "\n")


def _unflowed(lines: list[str], delete_space: bool) -> Iterator[str]:
    """Joins the lines that a program broke (RFC 3676), within one depth of quoting."""
    waiting = ""
    for line in lines:
        depth, words = _depth(line)
        words = words.removeprefix(" ") if not depth else words
        before, held = _depth(waiting) if waiting else (depth, "")
        if waiting and before != depth:
            yield waiting
            held = ""
        joined = held + words
        if joined.endswith(" ") and words != "-- ":
            kept = joined[:-1] if delete_space else joined
            waiting = "> " * depth + kept
        else:
            waiting = ""
            yield "> " * depth + joined
    if waiting:
        yield waiting


def _depth(line: str) -> tuple[int, str]:
    quote = _QUOTE.match(line)
    if not quote:
        return 0, line
    return quote.group().count(">") + quote.group().count("|"), line[quote.end() :]


def _divide(lines: list[str]) -> tuple[list[str], list[str]]:
    """The words, and the signature after "-- " (RFC 3676) or, near the end, a bare "--"."""
    for index in range(len(lines) - 1, -1, -1):
        near = len(lines) - index <= SIGNATURE_LINES
        if lines[index] == "-- " or (near and lines[index] in {"--", "---- "}):
            return lines[:index], lines[index + 1 :]
    return lines, []


def _with_forwarded(lines: list[str]) -> list[str]:
    """What some programs put below the answer without marks is quoted like the rest."""
    for index, line in enumerate(lines):
        head = " ".join(lines[index : index + 7])
        is_head = re.match(r"\*?(?:From|Von|De):", line) and re.search(
            r"(?:Sent|Date|Gesendet|Envoyé|Sent by):.*(?:Subject|Betreff|Objet):", head
        )
        if index and (_FORWARD.match(line) or is_head):
            return lines[:index] + ["> " + rest for rest in lines[index:]]
    return lines


def _paragraphs(lines: list[str]) -> str:
    """Runs of one quoting depth, each as text and fenced code."""
    made: list[str] = []
    measured = [(min(depth, MAX_DEPTH), words) for depth, words in map(_depth, lines)]
    for depth, run in groupby(measured, key=lambda pair: pair[0]):
        mark = "> " * depth
        made += [(mark + line).rstrip() for line in _blocks([words for _, words in run])]
        made.append(mark.rstrip()[:-1].rstrip())  # ends this depth of quoting
    return "\n".join(made)


def _blocks(lines: list[str]) -> Iterator[str]:
    """Text escaped line by line; patches, tables and code fenced, as their columns matter."""
    index = 0
    while index < len(lines):
        end = _code_end(lines, index)
        if end > index:
            yield from ("", "```", *(line.replace("```", "'''") for line in lines[index:end]))
            yield from ("```", "")
            index = end
        else:
            yield escape(lines[index])
            index += 1


def _code_end(lines: list[str], start: int) -> int:
    """Where the code ends that begins here; `start` itself where none begins."""
    if _PATCH_START.match(lines[start]):
        return _run_end(lines, start, _PATCH_LINE)
    if not lines[start].strip() or not _INDENTED.match(lines[start]):
        return start
    end = _run_end(lines, start, _INDENTED)
    return end if end - start > 1 else start  # one indented line is a flourish, not code


def _run_end(lines: list[str], start: int, pattern: re.Pattern[str]) -> int:
    """The end of a run of such lines; a blank line is inside only if such a line follows."""
    end = index = start
    while index < len(lines) and (not lines[index].strip() or pattern.match(lines[index])):
        index += 1
        if lines[index - 1].strip():
            end = index
    return end


def escape(line: str) -> str:
    """One line of plain text as Markdown that shows the same; web addresses become links."""
    made: list[str] = []
    done = 0
    line = line.strip()
    for url in _URL.finditer(line):
        made += [_escaped(line[done : url.start()]), f"<{url.group()}>"]
        done = url.end()
    made.append(_escaped(line[done:]))
    return _LEADING.sub(_escaped_leading, "".join(made))


def _escaped(words: str) -> str:
    return _SPECIAL.sub(lambda match: "\\" + match.group(), words)


def _escaped_leading(match: re.Match[str]) -> str:
    if match.group(1):
        return f"{match.group(1)}\\{match.group(2)}"
    return "\\" + match.group(3)
