"""What list programs put into every letter: footers, and the notes of archives about lost files.

Mailman 2 and 3 (its archives too), Google Groups, Listserv, Majordomo, Yahoo Groups and Groups.io.
Each pattern looks at a few lines at an end, so that no text makes it work for long.
"""

import re
from collections.abc import Iterator

from peerhub.forum.importers.letters import Attachment, Left

_GOOGLE = r"(?:Google[\s-]+(?:Groups|Groupes|Gruppen|Gruppi)|Grupos de Google|Gruppi Google)"
_FOOTERS = [
    re.compile(r"(?:\A|\n)_{20,}\n(?:.*\n){0,2}?.*mailing list.*(?:\n.*){0,4}\s*\Z", re.IGNORECASE),
    re.compile(r"(?:\A|\n)--\s*\nTo unsubscribe from this list:.*(?:\n.*){0,4}\s*\Z"),
    re.compile(r"(?:\A|\n)#{20,}\s+To unsubscribe from the [^#]{0,400}#{20,}\s*\Z"),
    re.compile(r"(?:\A|\n)To unsubscribe from the \S{1,60} list, click.*(?:\n.*){0,3}\s*\Z"),
    re.compile(rf"(?:\A|\n)-- ?\n(?=.*(?:\n.*)?{_GOOGLE})(?:.*\n){{0,16}}.*\s*\Z"),
    re.compile(rf"(?:\A|\n)[~-]{{20,}}\n(?=.*(?:\n.*)?{_GOOGLE})(?:.*\n){{0,16}}.*\s*\Z"),
    re.compile(r"(?:\A|\n)-{20,}\n\s*Yahoo!? Groups Links(?:\n.*){0,20}\s*\Z"),
    re.compile(r"(?:\A|\n)(?:-=){6,}-\nGroups\.io Links:.*(?:\n.*){0,12}\s*\Z"),
]
FOOTER_CHARACTERS = 4_000  # an end that is longer is no footer
NEXT_PART = "-------------- next part --------------"
_LOST = re.compile(
    r"^(?:A non-text attachment|An HTML attachment|An embedded message|"
    r"An embedded and charset-unspecified text) was scrubbed\.\.\.$"
)
_FIELD = re.compile(r"^(Name|Type|Size|Desc|URL|From|Subject|Date): ?(.*)$")
_BYTES = re.compile(r"(\d{1,12}) bytes")


def without_footers(text: str) -> str:
    """A footer of the list's program may stand under another, of the list that passed it on."""
    before = ""
    while before != text:
        before = text
        start, end = text[:-FOOTER_CHARACTERS], text[-FOOTER_CHARACTERS:]
        for footer in _FOOTERS:
            end = footer.sub("\n", end)
        text = start + end
    return text


def without_lost_files(text: str) -> tuple[str, list[Attachment]]:
    """A text as pipermail keeps it without the notes on files that it put elsewhere, and those
    files. Of a file the address stays in the text; an HTML part said the same as the text.
    """
    if NEXT_PART not in text:
        return text, []
    found: list[Attachment] = []
    kept: list[str] = []
    lines = iter(text.split("\n"))
    for line in lines:
        if line == NEXT_PART:
            kept.append("")
        elif _LOST.match(line):
            kept += _note(line, lines, found)
        else:
            kept.append(line)
    return "\n".join(kept), found


def _note(line: str, lines: Iterator[str], found: list[Attachment]) -> list[str]:
    """The lines that stay of one such note; the file goes to `found`."""
    said: dict[str, str] = {}
    rest: list[str] = []
    for following in lines:
        field = _FIELD.match(following)
        if field is None:
            rest = [following]
            break
        said[field.group(1)] = field.group(2).strip()
        if field.group(1) == "URL":
            break
    if line.startswith("An HTML"):
        return rest
    size = _BYTES.search(said.get("Size", ""))
    name = said.get("Name", "") or said.get("Type", "") or "message/rfc822"
    found.append(
        Attachment(
            name=name[:120],
            type=said.get("Type", "message/rfc822"),
            size=int(size.group(1)) if size else 0,
            left=Left.ELSEWHERE,
        )
    )
    return [said.get("URL", ""), *rest]
