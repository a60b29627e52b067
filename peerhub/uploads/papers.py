"""A document loses who wrote it, or is refused: DOCX and ODT are packed anew, PDF is searched.

Runs in the worker's process only. In pictures inside a document EXIF and XMP are blanked where they
stand, so that no length and no place in the file changes.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

MOST_PARTS = 2_000
MOST_UNPACKED = 60 << 20  # six times what may be sent: a paper's XML packs about so much
DOCX, ODT = "docx", "odt"
TYPES = {
    DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ODT: "application/vnd.oasis.opendocument.text",
}
CORE = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp='
    b'"http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns='
    b'"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)
META = (
    b'<?xml version="1.0" encoding="UTF-8"?><office:document-meta xmlns:office='
    b'"urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.3"><office:meta/>'
    b"</office:document-meta>"
)
REPLACED = {
    DOCX: {"docProps/core.xml": CORE, "docProps/app.xml": APP, "docProps/custom.xml": APP.replace(
        b"extended-properties", b"custom-properties")},
    ODT: {"meta.xml": META},
}  # fmt: skip
LEFT_OUT = re.compile(r"(docProps/thumbnail\.\w+|Thumbnails/.*|word/people\.xml)")
ACTIVE = re.compile(r"(.*vbaProject.*|.*activeX.*|Basic/.*|Scripts/.*)", re.IGNORECASE)
INSIDE = re.compile(r"(word/embeddings/.*|Object .*|.*\.(?:bin|exe|js|zip|docx?|pdf))", re.I)
NAMES_IN_WORDS = re.compile(rb'(\bw\d*:(?:author|initials)=)("[^"]*"|\'[^\']*\')')
NAMES_IN_ODT = re.compile(
    rb"(<(dc:creator|meta:creator-initials|meta:initial-creator|loext:sender-initials)>)[^<]*(</\2>)"
)
SEGMENT = re.compile(rb"\xff\xe1(..)(?:Exif\x00\x00|http://ns\.adobe\.com/x)", re.DOTALL)
PDF_AUTHOR = re.compile(
    rb"/Author\s*(?:\(\s*(?!\))|<\s*[0-9A-Fa-f])"
    rb"|/Author\s+\d+\s+\d+\s+R"
    rb"|<dc:creator>\s*(?:<rdf:\w+>\s*)*<rdf:li[^>]*>\s*[^<\s]"
    rb"|dc:creator\s*=\s*[\"'][^\"']"
)
PDF_ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA)\b")
PDF_STREAM = re.compile(rb"/(?:ObjStm|Metadata)\b.{0,400}?stream\r?\n", re.DOTALL)


class PaperFault(Exception):
    """The word of a Fault."""


def clean_zip(content: bytes) -> tuple[str, bytes]:
    """(suffix, the document packed anew); PaperFault for what is no paper or more than one."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as source:
            kind = _kind_of(source)
            return kind, _pack_anew(source, kind)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError) as error:
        raise PaperFault("broken") from error
    except RuntimeError as error:  # zipfile's word for a part with a password
        raise PaperFault("locked") from error


def _kind_of(source: zipfile.ZipFile) -> str:
    names = {part.filename for part in source.infolist()}
    if len(source.infolist()) > MOST_PARTS or sum(p.file_size for p in source.infolist()) > (
        MOST_UNPACKED
    ):
        raise PaperFault("bomb")
    if len(names) != len(source.infolist()):
        raise PaperFault("broken")  # two parts of one name: readers differ in which they show
    if any(ACTIVE.fullmatch(name) for name in names):
        raise PaperFault("active")
    if "word/document.xml" in names and "[Content_Types].xml" in names:
        return DOCX
    if "mimetype" in names and _read(source, "mimetype", MOST_UNPACKED) == TYPES[ODT].encode():
        return ODT
    is_office = "[Content_Types].xml" in names or "mimetype" in names
    raise PaperFault("office_kind" if is_office else "archive")


def _read(source: zipfile.ZipFile, name: str, most: int) -> bytes:
    """A part, never more of it than `most`: what a part says of its own size is only a claim."""
    with source.open(name) as part:
        read = part.read(most + 1)
    if len(read) > most:
        raise PaperFault("bomb")
    return read


def _pack_anew(source: zipfile.ZipFile, kind: str) -> bytes:
    out, left = io.BytesIO(), MOST_UNPACKED
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target:
        for part in source.infolist():
            name = part.filename
            if part.is_dir() or LEFT_OUT.fullmatch(name):
                continue
            if INSIDE.fullmatch(name):
                raise PaperFault("inside")
            read = _read(source, name, left)
            left -= len(read)
            fresh = zipfile.ZipInfo(name)  # of 1980: when it was written is nobody's business
            fresh.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            target.writestr(fresh, REPLACED[kind].get(name) or _without_names(name, read))
    return out.getvalue()


def _without_names(name: str, read: bytes) -> bytes:
    """Comments and tracked changes bear names, pictures a position."""
    if not name.endswith((".xml", ".rels")):
        return without_words(read)
    if read[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise PaperFault("broken")  # neither office program writes UTF-16
    if name == "[Content_Types].xml" or name.endswith(".rels"):
        return OWN_FILES.sub(rb"\1about:blank\2", LINKS_TO_PEOPLE.sub(b"", read))
    return NAMES_IN_ODT.sub(rb"\1\3", NAMES_IN_WORDS.sub(rb'\1""', read))


LINKS_TO_PEOPLE = re.compile(
    rb'<(?:Override|Relationship)\b[^>]*"[^"]*(?:people\.xml|docProps/thumbnail\.\w+)"[^>]*/>'
)

# A template's path bears its author's name, and one on the web would be fetched and run.
OWN_FILES = re.compile(
    rb'(<Relationship\b(?=[^>]*(?:attachedTemplate|"file:))[^>]*\bTarget=")[^"]*(")'
)


def without_words(content: bytes) -> bytes:
    """A picture inside a document without what stands beside its pixels; other bytes as they are."""
    if content.startswith(b"\xff\xd8\xff"):
        return _without_jpeg_words(content)
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return _without_png_words(content)
    return content


def _without_jpeg_words(content: bytes) -> bytes:
    """JPEG keeps EXIF, XMP, IPTC and comments in segments of their own before the pixels."""
    kept, at = [content[:2]], 2
    while content[at : at + 1] == b"\xff" and content[at + 1 : at + 2] != b"\xda":
        size = int.from_bytes(content[at + 2 : at + 4], "big") + 2
        if content[at + 1] not in (0xE1, 0xED, 0xFE):
            kept.append(content[at : at + size])
        at += max(size, 4)
    return b"".join([*kept, content[at:]])


def _without_png_words(content: bytes) -> bytes:
    """PNG keeps words and EXIF in chunks that no reader needs."""
    kept, at = [content[:8]], 8
    while at + 12 <= len(content):
        size = int.from_bytes(content[at : at + 4], "big") + 12
        if content[at + 4 : at + 8] not in (b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"):
            kept.append(content[at : at + size])
        at += size
    return b"".join(kept)


def blanked(content: bytes) -> bytes:
    """The same bytes, with EXIF and XMP of the JPEGs in it blanked: no place in the file changes."""
    found = bytearray(content)
    for match in SEGMENT.finditer(content):
        length = int.from_bytes(match.group(1), "big") - 2
        begin = match.start() + 4
        end = min(begin + max(length, 0), len(found))
        found[begin:end] = bytes(end - begin)
    return bytes(found)


def clean_pdf(content: bytes) -> bytes:
    """The PDF, positions in its pictures blanked; PaperFault where it says who wrote it, or acts.

    An author cannot be taken out safely: names may stand in older versions inside the same file.
    """
    if re.search(rb"/Encrypt\b", content):
        raise PaperFault("locked")
    for words in (content, *_unpacked(content)):
        if PDF_ACTIVE.search(words):
            raise PaperFault("active")
        if PDF_AUTHOR.search(words):
            raise PaperFault("author")
    return blanked(content)


def _unpacked(content: bytes) -> list[bytes]:
    """What stands packed inside: objects and descriptions."""
    found, left = [], MOST_UNPACKED
    for match in PDF_STREAM.finditer(content):
        unpacker = zlib.decompressobj()
        try:
            words = unpacker.decompress(content[match.end() :], left)
        except zlib.error:
            continue  # not packed, so read already
        left -= len(words)
        if left <= 0:
            raise PaperFault("bomb")
        found.append(words)
    return found
