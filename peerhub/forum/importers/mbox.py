"""Reads an mbox archive letter by letter, and says of each one that it could not take, why.

Pure but for the file itself; never holds more than one mail in memory, never stops at a bad one.
"""

import email
import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message
from email.policy import compat32
from pathlib import Path, PurePosixPath
from typing import IO

from peerhub.core.words import _
from peerhub.forum.importers import headers, mail_html, mail_text
from peerhub.forum.importers.letters import Attachment, Letter, Unreadable

MAX_MAIL = 6 * 1024 * 1024  # bytes that are read of one mail; to parse them takes 16 times as much
MAX_ATTACHMENTS = 50  # named in a letter; nobody reads a longer list
PATIENCE = 1_000  # unreadable mails in a row, after which the file is no archive

_START = re.compile(rb"From .*\d\d:\d\d.*\d{4}")
_HEAD = re.compile(rb"[!-9;-~]+:")
_QUOTED_FROM = re.compile(rb">+From ")


class NotAnArchive(Exception):
    """The file is no archive of mail; the message is a sentence for the person who brought it."""


def read_mbox(path: Path) -> Iterator[Letter | Unreadable]:
    """Every mail of an archive (mbox, mboxo, mboxrd), in the file's order, doubles included.

    Raises NotAnArchive where a thousand in a row hold nothing.
    """
    in_a_row = 0
    with path.open("rb") as file:
        for position, (from_line, raw, whole) in enumerate(split(file), 1):
            found = _read(position, from_line, raw, whole)
            in_a_row = 0 if isinstance(found, Letter) and found.body_markdown else in_a_row + 1
            if in_a_row >= PATIENCE:
                raise NotAnArchive(_("This file holds no mail that can be read."))
            yield found


def split(file: IO[bytes]) -> Iterator[tuple[str, bytes, bool]]:
    """The mails of a file: the "From " line, the bytes, and whether these are the whole mail."""
    start = ""
    kept = bytearray()
    size = 0
    blank = True
    for line, following in _lines(file):
        if _START.match(line) and (blank or _HEAD.match(following)):
            if start or size:
                yield start, bytes(kept), size <= MAX_MAIL
            start, kept, size = headers.decode(line), bytearray(), 0
            blank = True  # an empty mail may be followed by the next at once
            continue
        blank = line in {b"\n", b"\r\n"}
        size += len(line)
        if size <= MAX_MAIL:
            kept += line[1:] if _QUOTED_FROM.match(line) else line
    if start or size:
        yield start, bytes(kept), size <= MAX_MAIL


def _lines(file: IO[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Each line with the next one; in pieces, as a file of one endless line is soon made."""
    line = file.readline(1 << 16)
    while line:
        following = file.readline(1 << 16)
        yield line, following
        line = following


def _read(position: int, from_line: str, raw: bytes, whole: bool) -> Letter | Unreadable:
    if not _HEAD.match(raw.lstrip()[:200]):
        return Unreadable(position, "", _("It has no head with a sender and a date."))
    subject = ""
    try:
        mail = email.message_from_bytes(raw.lstrip(), policy=compat32)
        subject = headers.subject(mail)
        letter = _letter(mail, from_line, raw)
        letter = replace(letter, shortened=letter.shortened or not whole)
    # Whatever a hostile or a broken mail makes the library do, the other mails are read.
    except Exception as error:
        return Unreadable(position, subject, _("It is broken: %s.") % type(error).__name__)
    if not letter.body_markdown and not letter.attachments and not headers.header(mail, "From"):
        return Unreadable(position, subject, _("It has neither a sender nor a text."))
    return letter


def _letter(mail: Message, from_line: str, raw: bytes) -> Letter:
    words, attachments = _parts(mail)
    markdown = [mail_text.to_markdown(text, **flow) for text, flow in words]
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
        shortened=any(cut for _text, cut in markdown) or len(body) > mail_text.MAX_LENGTH,
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
    elif not kind.startswith(("application/pgp-", "application/x-pkcs7-signature")):
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
    return Attachment(name=name or kind, type=kind, size=len(_content(part)))
