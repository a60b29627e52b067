"""What a file is, by its first bytes alone: names and declared types are anybody's to choose.

Standard library only: the worker imports it without the rest of the hub.
"""

from __future__ import annotations

import re

HEAD = 4_096  # bytes in which a page or a drawing shows itself
PICTURES = {
    b"\xff\xd8\xff": "JPEG",
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"GIF87a": "GIF",
    b"GIF89a": "GIF",
}
REFUSED_STARTS = {
    b"MZ": "program",
    b"\x7fELF": "program",
    b"#!": "program",
    b"\xca\xfe\xba\xbe": "program",
    b"\xcf\xfa\xed\xfe": "program",
    b"\xce\xfa\xed\xfe": "program",
    b"\x00asm": "program",
    b"\xd0\xcf\x11\xe0": "old_office",
    b"{\\rtf": "old_office",
    b"\x1f\x8b": "archive",
    b"BZh": "archive",
    b"\xfd7zXZ": "archive",
    b"7z\xbc\xaf\x27\x1c": "archive",
    b"Rar!": "archive",
    b"\x28\xb5\x2f\xfd": "archive",
    b"\x1aE\xdf\xa3": "video",  # Matroska, WebM
    b"FLV": "video",
    b"\x00\x00\x01\xba": "video",
    b"\x00\x00\x01\xb3": "video",
    b"0&\xb2u": "video",
    b"OggS": "sound",
    b"ID3": "sound",
    b"fLaC": "sound",
    b"\xff\xfb": "sound",
}
BOXES_OF_PICTURES = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif", b"avis")
DRAWING = re.compile(rb"<\s*(?:\w+:)?svg[\s>/]", re.IGNORECASE)
PAGE = re.compile(rb"<\s*(?:!doctype|html|head|body|script|iframe|\?xml|\?php|title|meta)\b", re.I)


def sniff(content: bytes) -> str:
    """ "JPEG", "PNG", "GIF", "WEBP", "PDF", "ZIP" or "TEXT", else the word of a Fault.

    A file that is two things at once is what its first bytes say, and is made anew as that alone.
    """
    if not content:
        return "empty"
    for start, kind in (PICTURES | REFUSED_STARTS).items():
        if content.startswith(start):
            return kind
    if content[:4] == b"RIFF":
        return {b"WEBP": "WEBP", b"AVI ": "video", b"WAVE": "sound"}.get(content[8:12], "unknown")
    if content[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free"):
        return "heic" if content[8:12] in BOXES_OF_PICTURES else "video"
    if content.startswith(b"%PDF-"):
        return "PDF"
    if content.startswith(b"PK\x03\x04"):
        return "ZIP"
    return _text(content)


def _text(content: bytes) -> str:
    head = content[:HEAD].replace(b"\x00", b"")  # UTF-16 pages too
    if DRAWING.search(head):
        return "drawing"
    if PAGE.search(head):
        return "page"
    if content[257:262] == b"ustar":
        return "archive"
    try:
        plain = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "unknown"
    return "TEXT" if all(sign.isprintable() or sign in "\n\r\t\f" for sign in plain) else "unknown"
