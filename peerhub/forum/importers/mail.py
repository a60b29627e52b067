"""One mail as a letter: its words, and the files that came with it.

Pure; reads kindly what is broken, and never stops at it.
"""

import hashlib
from dataclasses import replace
from email.feedparser import BytesFeedParser
from email.message import Message
from email.policy import compat32
from pathlib import PurePosixPath

from peerhub.core.words import _
from peerhub.forum.importers import headers, mail_html, mail_text
from peerhub.forum.importers.letters import Attachment, Left, Letter, MarkAddress
from peerhub.forum.importers.list_marks import without_lost_files

PIECE = 1 << 16
MAX_ATTACHMENTS = 50  # of one letter; nobody reads a longer list

# What comes with a mail and is no file that somebody sent to the others.
LEFT_TYPES = {
    "application/pgp-": Left.SEAL,
    "application/pkcs7-": Left.SEAL,
    "application/x-pkcs7-": Left.SEAL,
    "text/calendar": Left.DATES,
    "application/ics": Left.DATES,
    "text/vcard": Left.CARD,
    "text/x-vcard": Left.CARD,
    "text/directory": Left.CARD,
    "message/": Left.MAIL,
}
LEFT_SUFFIXES = {
    ".asc": Left.SEAL,
    ".sig": Left.SEAL,
    ".p7s": Left.SEAL,
    ".p7m": Left.SEAL,
    ".ics": Left.DATES,
    ".vcs": Left.DATES,
    ".vcf": Left.CARD,
    ".eml": Left.MAIL,
    ".msg": Left.MAIL,
}


def read_mail(raw: bytes, from_line: str, mark: MarkAddress, *, whole: bool) -> Letter | str:
    """The letter, or a sentence that says why there is none. `whole`: `raw` is all of it. May raise
    anything that the library raises for a broken mail.
    """
    mail = _message(raw)
    if headers.wants_no_archive(mail):
        return _("Its writer asked that no archive keep it.")
    letter = replace(
        _letter(mail, from_line, raw, whole), author_mark=mark(headers.author_address(mail))
    )
    if not letter.body_markdown and not letter.attachments and not headers.header(mail, "From"):
        return _("It has neither a sender nor a text.")
    return letter


def subject_of(raw: bytes) -> str:
    """Of a mail that breaks the rest of the reader; empty where it breaks this too."""
    try:
        return headers.subject(_message(raw))
    except Exception:
        return ""


def _message(raw: bytes) -> Message:
    """Fed in pieces: the library's own way holds five copies of the mail at once."""
    parser = BytesFeedParser(policy=compat32)
    raw = raw.lstrip()
    for start in range(0, len(raw), PIECE):
        parser.feed(raw[start : start + PIECE])
    return parser.close()


def _letter(mail: Message, from_line: str, raw: bytes, whole: bool) -> Letter:
    words, attachments = _parts(mail)
    if attachments and not whole:
        attachments[-1] = replace(attachments[-1], content=b"", left=Left.CUT)
    spelt_out = headers.is_spelt_out(mail)
    markdown = []
    for given, flow in words:
        text, lost = without_lost_files(given)
        attachments += lost
        markdown.append(mail_text.to_markdown(text, **flow, spelt_out=spelt_out))
    body = "\n\n".join(text for text, _cut in markdown if text)
    return Letter(
        message_id=headers.message_id(mail) or hashlib.sha256(raw.strip()).hexdigest(),
        subject=headers.subject(mail),
        author_name=headers.author_name(mail),
        sent_at=headers.sent_at(mail, from_line),
        references=headers.references(mail),
        body_markdown=body[: mail_text.MAX_LENGTH],
        attachments=tuple(attachments[:MAX_ATTACHMENTS]),
        list_name=headers.list_name(mail),
        shortened=not whole
        or any(cut for _text, cut in markdown)
        or len(body) > mail_text.MAX_LENGTH,
    )


Words = list[tuple[str, dict[str, bool]]]


def _parts(mail: Message) -> tuple[Words, list[Attachment]]:
    """The parts to be read, as text, and the rest as a list; of alternatives the plainest."""
    words: Words = []
    attachments: list[Attachment] = []
    kind = mail.get_content_type()
    if kind == "multipart/alternative":
        plain_first = sorted(
            _children(mail), key=lambda part: part.get_content_type() != "text/plain"
        )
        chosen = [_parts(part) for part in plain_first]
        best = next((found for found, _files in chosen if any(text for text, _ in found)), [])
        return best, [file for _found, files in chosen for file in files]
    if mail.is_multipart() and kind != "message/rfc822":
        for part in _children(mail):
            more, files = _parts(part)
            words += more
            attachments += files
    elif kind in {"text/plain", "text/html", "text/enriched"} and not _is_file(mail):
        words.append(_text(mail, kind))
    else:
        attachments.append(_attachment(mail, kind))
    return words, attachments


def _children(mail: Message) -> list[Message]:
    payload = mail.get_payload()
    return [part for part in payload if isinstance(part, Message)] if mail.is_multipart() else []


def _is_file(part: Message) -> bool:
    return part.get_content_disposition() == "attachment"


def _text(part: Message, kind: str) -> tuple[str, dict[str, bool]]:
    text = headers.decode(_content(part), str(part.get_content_charset() or ""))
    if kind == "text/html":
        return mail_html.to_text(text), {}
    is_flowed = str(part.get_param("format") or "").lower() == "flowed"
    space = str(part.get_param("delsp") or "").lower() == "yes"
    return text, {"flowed": is_flowed, "delete_space": is_flowed and space}


def _content(part: Message) -> bytes:
    if part.is_multipart():  # a mail within the mail
        return b"".join(child.as_bytes() for child in _children(part))
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _attachment(part: Message, kind: str) -> Attachment:
    given = PurePosixPath(" ".join(str(part.get_filename() or "").split())[-120:])
    name = headers.mask(given.stem) + given.suffix
    content = _content(part)
    why = next((why for start, why in LEFT_TYPES.items() if kind.startswith(start)), None)
    why = why or LEFT_SUFFIXES.get(given.suffix.lower())
    return Attachment(name or kind, kind, len(content), b"" if why else content, why)
