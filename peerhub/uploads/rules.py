"""Decisions about files: what is refused, each with one sentence that leads on; how a file is called."""

from __future__ import annotations

import re
from collections.abc import Sequence

from peerhub.core.errors import Refused
from peerhub.core.words import N_, _
from peerhub.uploads.models import (
    MOST_FILES,
    NAME_LENGTH,
    Fault,
    NewUpload,
    Prepared,
    Upload,
    UploadKind,
)

SENTENCES = {
    Fault.EMPTY: N_("This file is empty. Choose another one."),
    Fault.LARGE: N_("This file is larger than 10 MB. Make it smaller, or send a part of it."),
    Fault.UNKNOWN: N_(
        "This kind of file cannot be sent. Send a picture, a PDF, DOCX, ODT or text."
    ),
    Fault.BROKEN: N_("This file cannot be read. Save it anew and send it again."),
    Fault.PIXELS: N_(
        "This picture has more than 40 megapixels. Make it smaller and send it again."
    ),
    Fault.MOVING: N_("Moving pictures cannot be sent. Send a still picture."),
    Fault.VIDEO: N_(
        "Videos cannot be sent yet: they tell where they were made, and we cannot remove that."
    ),
    Fault.SOUND: N_("Sound cannot be sent yet. Write what it says, or send a link."),
    Fault.DRAWING: N_("SVG drawings can hold programs. Save it as PNG and send that."),
    Fault.PAGE: N_("Web pages cannot be sent. Send a link, or a picture of the page."),
    Fault.ARCHIVE: N_("Packed folders cannot be sent. Send the files one by one."),
    Fault.PROGRAM: N_("Programs cannot be sent. Nobody could tell what they do."),
    Fault.HEIC: N_("This kind of picture opens on few devices. Save it as JPEG and send that."),
    Fault.OLD_OFFICE: N_("This is an old kind of document. Save it as DOCX, ODT or PDF."),
    Fault.OFFICE_KIND: N_("Only text documents can be sent. Save it as PDF and send that."),
    Fault.LOCKED: N_("This document has a password. Save it without one and send it again."),
    Fault.ACTIVE: N_(
        "This document has a program or a file inside. Save it without and try again."
    ),
    Fault.INSIDE: N_("This document has another file inside. Take it out, or save it as PDF."),
    Fault.BOMB: N_("This file would grow too large when it is opened. Send it as PDF or picture."),
    Fault.AUTHOR: N_(
        "This PDF says who wrote it. Take the author out under File, Properties, and save it anew."
    ),
    Fault.SLOW: N_("This file takes too long to be read. Save it in another way and try again."),
}
UNWANTED = re.compile(r"[^\w .,()&+-]+")


class FileRefused(Refused):
    """A file that cannot be taken, and why."""

    def __init__(self, fault: Fault) -> None:
        code = "too_long" if fault is Fault.LARGE else "not_allowed"
        super().__init__(_(SENTENCES[fault]), code=code, field="file")
        self.fault = fault


def refused(fault: Fault) -> FileRefused:
    return FileRefused(fault)


def check_words(draft: NewUpload, made: Prepared) -> None:
    """A picture bears words for those who cannot see it, or is said to be decoration alone."""
    if made.kind is UploadKind.IMAGE and not draft.alt and not draft.decorative:
        raise Refused(
            _("Say what the picture shows, or tick that it is decoration only."), field="alt"
        )


def check_count(files: Sequence[str]) -> None:
    if len(files) > MOST_FILES:
        raise Refused(_("At most four files go with one message. Send the others after it."))
    if len(set(files)) != len(files):
        raise Refused(_("A file goes with a message once."))


def check_usable(found: Sequence[Upload], wanted: Sequence[str], person_id: str) -> None:
    """One's own and unused, all of them. A stranger's looks like one that never was."""
    mine = {u.upload_id for u in found if u.person_id == person_id and u.used_id is None}
    if mine != set(wanted):
        raise Refused(_("A file is no longer there. Choose it again."), code="gone", field="file")


def file_name(said: str, suffix: str) -> str:
    """What it is called from now on: readable signs, no path, and the ending of what it really is."""
    plain = said.replace("\\", "/").rpartition("/")[2]
    stem = plain.rpartition(".")[0] or plain
    stem = UNWANTED.sub(" ", stem).strip(" .")[: NAME_LENGTH - len(suffix) - 1].strip()
    return f"{stem or _('file')}.{suffix}"


def check_borne(files: object) -> None:
    """What a message or a post from another hub says that it bears; ValueError where it is none.

    An address that leads anywhere but to that file would be a link that nobody wrote.
    """
    if not isinstance(files, list) or not all(isinstance(one, dict) for one in files):
        raise ValueError("files are no list of files")
    for one in files:
        if "url" not in one:  # of imported mail: a name only
            continue
        shape = {"id": str, "kind": str, "name": str, "alt": str, "url": str, "sensitive": bool}
        counts = ("bytes", "width", "height")
        if not all(type(one.get(key)) is kind for key, kind in shape.items()) or not all(
            type(one.get(key)) is int for key in counts
        ):
            raise ValueError("files are not described as files are")
        if one["url"] != f"/uploads/{one['id']}" or not str(one["id"]).isalnum():
            raise ValueError("files lead elsewhere")
