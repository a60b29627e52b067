"""The heads of mails, read kindly: thirty years of programs wrote them, and few read the RFCs.

Never raises for a broken head, and never lets an address through where a name is meant.
(The standard library's newer policy raises on some of what real archives hold, so the heads are
taken raw and decoded here; RFC 5322 and RFC 2047 say how they should look.)
"""

import binascii
import re
from base64 import b64decode
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from quopri import decodestring

from peerhub.core.words import _

MAX_REFERENCES = 50  # of a long thread the root and the nearest parents are enough
HEADER_LENGTH = 20_000  # characters of one head line; some of the searches below are quadratic
NAME_LENGTH = 80
SUBJECT_LENGTH = 200

ADDRESS = re.compile(r"(?<![\w.+%=-])([\w.+%=-]{1,3})[\w.+%=/-]{0,80}@[\w-]+(?:\.[\w-]+)*")
SPELT_OUT = re.compile(r"(<|\()([\w.+%-]{1,3})[\w.+%-]{0,80} (?:at|AT) [\w-]+(?:\.[\w-]+)+(?=>|\))")
# As Mailman's archives write addresses. Of the words that stand before "at www.…" or "at
# example.org" in a sentence the common ones are let be; others are masked rather than shown.
_SPELT_ADDRESS = re.compile(r"[\w.+=-]{1,80} at [\w-]+(?:\.[\w-]+)+")
_BARE_SPELT_OUT = re.compile(
    r"(?<![\w.+%=-])(?!(?:look|is|are|was|were|available|online|found|hosted|see|page|site|website|"
    r"here|it|us|me|list|archives?|code|docs|wiki|project|sources?|and|or)\b)"
    r"([\w.+%=-]{1,3})[\w.+%=-]{0,80} at (?!www\.)[\w-]+(?:\.[\w-]+)+",
    re.IGNORECASE,
)
_ONE_BRACKETED = re.compile(r"^[^<>]*<([^<>\s]{3,254})>\s*$")  # the name before may hold another
_OWN_ADDRESS = re.compile(r"[\w.+%=\'/-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
REPLY_MARK = re.compile(
    r"^\s*(?:re|fwd?|aw|wg|sv|vs|vb|ref|rif|odp|res|rés|antw|tr|rv|enc|doorst|ynt|ilt|atb|回复|答复|转发)"
    r"\s*(?:\[\d+\]|\(\d+\)|[\^*]\d+)?\s*[:：]",
    re.IGNORECASE,
)
_TAG = re.compile(r"^\s*\[([^\]]{1,60})\]\s*")
_ENCODED_WORD = re.compile(r"=\?([^?*\s]+)(?:\*[^?]*)?\?([bqBQ])\?([^?]*)\?=(\s+(?==\?))?")
_MESSAGE_ID = re.compile(r"<([^<>\s]{3,400})>")
_BARE_ID = re.compile(r"[^<>\s,;]{1,200}@[^<>\s,;]{1,200}")
_FROM_LINE_DATE = re.compile(
    r"[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d(?::\d\d)?.{0,12} \d{4}"
)

# What old programs say, and the nearest encoding that holds what they meant.
_CHARSETS = {
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "shift_jis": "cp932",
    "iso-8859-8-i": "iso-8859-8",
}


def decode(raw: bytes, charset: str = "") -> str:
    """Bytes as words: UTF-8 if they are, else as they say, else as Windows would have it."""
    declared = charset.strip("\"' ").lower()
    names = ["utf-8", _CHARSETS.get(declared, declared), "cp1252"]
    if declared.startswith(("utf-16", "utf-7", "iso-2022", "hz")):
        names = [declared, *names]  # these look like ASCII, or like nothing
    for name in filter(None, names):
        try:
            return raw.decode(name)
        except (LookupError, ValueError):
            continue
    return raw.decode("cp1252", "replace")


def header(mail: Message, name: str) -> str:
    """A head line decoded, on one line; empty where there is none."""
    return next(headers(mail, name), "")


def headers(mail: Message, name: str) -> Iterator[str]:
    for key, value in mail.raw_items():
        if key.lower() == name.lower():
            yield _unfold(str(value))


def _unfold(value: str) -> str:
    raw = value[:HEADER_LENGTH].encode("utf-8", "surrogateescape")
    words = _ENCODED_WORD.sub(_word, decode(raw))
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())


def _word(match: re.Match[str]) -> str:
    charset, way, text = match.group(1), match.group(2).lower(), match.group(3)
    raw = text.encode("utf-8", "replace")
    try:
        if way == "b":
            return decode(b64decode(raw + b"=" * (-len(raw) % 4)), charset)
        return decode(decodestring(raw, header=True), charset)
    except (binascii.Error, ValueError):
        return text


def mask(text: str, *, spelt_out: bool = False) -> str:
    """Addresses made unreachable: three letters stay, so that one sees who was meant.

    `spelt_out`: the archive wrote every address as "wren at example.org", without brackets too.
    """
    text = SPELT_OUT.sub(r"\1\2…@…", ADDRESS.sub(r"\1…@…", text))
    return _BARE_SPELT_OUT.sub(r"\1…@…", text) if spelt_out else text


def is_spelt_out(mail: Message) -> bool:
    """Whether it comes from an archive (Mailman's) that writes addresses with " at "."""
    value = header(mail, "From")[:500]
    return "@" not in value and bool(_SPELT_ADDRESS.search(value))


def author_name(mail: Message) -> str:
    """The sender's display name, without any address; a neutral word where there is none."""
    value = header(mail, "From")[:500]
    comment = re.search(r"\(([^()]{1,200})\)\s*$", value)
    if "<" in value:
        name = value.partition("<")[0]
    elif comment:
        name = comment.group(1)
    else:
        name = re.sub(r"\S*@\S*|\S+ (?:at|AT) \S+\.\S+", "", value)
    name = re.sub(r"\s+via\s+.*$", "", name)
    name = " ".join(re.sub(r"\S*@\S*", "", name).strip(" \"'<>,;").split())
    return name[:NAME_LENGTH].strip() or _("A list member")


def author_address(mail: Message) -> str:
    """The sender's own address, in small letters; empty where the list put its own in its place, or
    an archive hid it. A list that did so ("Wren via Beans") says the sender's elsewhere.
    """
    value = header(mail, "From")[:500]
    if re.search(r"\bvia\b", value.partition("<")[0]):
        own = [header(mail, name)[:500] for name in ("X-Original-From", "Reply-To")]
        value = next((said for said in own if said), "")
    value = value.replace(" at ", "@")
    bracketed = _ONE_BRACKETED.search(value)
    found = _OWN_ADDRESS.findall(bracketed.group(1) if bracketed else value)
    address = found[0].lower() if len(found) == 1 else ""
    is_lists = address.partition("@")[0] == list_name(mail).lower()
    return "" if is_lists or ".." in address else address


def subject(mail: Message) -> str:
    """The subject as it was written, without addresses or the quotes that some archives add."""
    value = mask(header(mail, "Subject"), spelt_out=is_spelt_out(mail))
    if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
        value = value[1:-1]
    return value[:SUBJECT_LENGTH].strip()


def plain_subject(value: str, list_name: str = "") -> str:
    """Without "Re:" and its sisters; of the [tags] only the list's own goes."""
    while True:
        shorter = REPLY_MARK.sub("", value, count=1)
        tag = _TAG.match(shorter)
        if tag and list_name and _unnumbered(tag.group(1)) in list_name.lower():
            shorter = shorter[tag.end() :]
        if shorter == value:
            return value.strip()
        value = shorter


def first_tag(value: str) -> str:
    """The [tag] that a subject begins with, after any "Re:", without the letter's number in it."""
    before = ""
    while before != value:
        before, value = value, REPLY_MARK.sub("", value, count=1)
    tag = _TAG.match(value)
    return _unnumbered(tag.group(1)) if tag else ""


def _unnumbered(tag: str) -> str:
    """ "Beans:123" and "beans 124" are one list's."""
    return re.sub(r"[\s:#-]*\d+$", "", tag).lower() or tag.lower()


def subject_key(value: str) -> str:
    """What two subjects of one conversation have in common: no marks, no tags, no case."""
    before = ""
    while before != value:
        before, value = value, _TAG.sub("", REPLY_MARK.sub("", value, count=1), count=1)
    return " ".join(value.casefold().split())


def message_id(mail: Message) -> str:
    value = header(mail, "Message-ID")
    found = _MESSAGE_ID.search(value)
    return found.group(1) if found else value.strip("<> ").partition(" ")[0][:400]


def references(mail: Message) -> tuple[str, ...]:
    """The letters that this one answers, the oldest first, the parent last."""
    found: dict[str, None] = {}
    for name in ("References", "In-Reply-To"):
        value = header(mail, name)
        ids = _MESSAGE_ID.findall(value) or _BARE_ID.findall(value)
        parent_only = name == "In-Reply-To"
        found |= dict.fromkeys(ids[:1] if parent_only else ids)
    found.pop(message_id(mail), None)
    names = list(found)
    return tuple(names if len(names) <= MAX_REFERENCES else names[:1] + names[-MAX_REFERENCES:])


def sent_at(mail: Message, from_line: str) -> datetime | None:
    """When it was sent; where that is malformed, when the first server took it, or the archive."""
    hops = [hop.rpartition(";")[2] for hop in headers(mail, "Received")]
    archived = _FROM_LINE_DATE.search(from_line)
    for value in (header(mail, "Date"), *reversed(hops), archived.group() if archived else ""):
        moment = _moment(value)
        if moment:
            return moment
    return None


def _moment(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
        moment = moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if 1971 <= moment.year <= 2100 else None


def wants_no_archive(mail: Message) -> bool:
    """What mail and news programs let a writer say, and archives honour."""
    said = header(mail, "X-No-Archive").lower(), header(mail, "Archive").lower()
    return said[0].startswith("yes") or said[1].startswith("no")


def list_name(mail: Message) -> str:
    """The list's short name: of List-Id the first word of the id, else its address's first part."""
    for name in ("List-Id", "X-Mailing-List", "List-Post", "Sender"):
        value = header(mail, name)[:500]
        found = re.search(r"<(?:mailto:)?([\w+-]+)[.@][^>]*>|([\w+-]+)@", value)
        if found:
            return found.group(1) or found.group(2)
    return ""
