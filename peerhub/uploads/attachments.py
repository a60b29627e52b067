"""The files that a message or a post bears: what stands with its row, and how they are shown.

They are shown as part of its HTML, so page, frame and moderator see the same, and what is folded
or removed folds or loses them with its words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

from peerhub.core.words import _
from peerhub.uploads.models import SMALL_SIDE, Upload, UploadKind

PICTURE = Markup(
    '<a href="{url}"><img src="{url}/small" alt="{alt}" width="{width}" height="{height}"'
    ' loading="lazy"> <span class="file__words">{words}</span></a>'
)
DOCUMENT = Markup('<a href="{url}">{name}</a> <span class="file__words">{words}</span>')
SHOWN = Markup('<p class="file">{inside}</p>')
FOLDED = Markup('<details class="file"><summary>{words}</summary><p>{inside}</p></details>')


def file_fields(upload: Upload, *, pseudonym: bool) -> dict[str, Any]:
    """One of `files` in the frame, as it rests with the message's row."""
    return {
        "id": upload.upload_id,
        "kind": upload.kind.value,
        "name": upload.name_under_a_pseudonym() if pseudonym else upload.name,
        "bytes": upload.bytes,
        "alt": upload.alt,
        "width": upload.width,
        "height": upload.height,
        "sensitive": upload.sensitive,
        "url": f"/uploads/{upload.upload_id}",
    }


def removed_fields(upload: Upload) -> dict[str, Any]:
    """What stands in its place once a moderator removed it: nothing that says what it was."""
    return {"id": upload.upload_id, "removed": True}


def is_removed(one: Mapping[str, Any]) -> bool:
    return bool(one.get("removed"))


def still_borne(files: Iterable[Mapping[str, Any]] | None) -> list[dict[str, Any]]:
    """Without those that a moderator removed: what leaves the hub, is found, or is listed."""
    return [dict(one) for one in files or () if not is_removed(one)]


def with_entry(
    files: Iterable[Mapping[str, Any]] | None, entry: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """This in the place of what stood there about the same file."""
    return [dict(entry if one.get("id") == entry["id"] else one) for one in files or ()]


def words_beside(files: Iterable[Upload] | None) -> list[str]:
    """What is shown of files as it was typed: their names, without what says their format, and what
    describes them.
    """
    return [words for one in files or () for words in (one.name.rpartition(".")[0], one.alt)]


def with_files(html: str, files: Iterable[Mapping[str, Any]] | None) -> str:
    """Somebody's words and then their files."""
    return html + "".join(_file(one) for one in files) if files else html


def _file(one: Mapping[str, Any]) -> str:
    if is_removed(one):
        return SHOWN.format(inside=_("A file was removed."))
    is_picture = one["kind"] == UploadKind.IMAGE
    size = {"size": size_words(one["bytes"])}
    words = (_("Picture, %(size)s") if is_picture else _("Document, %(size)s")) % size
    share = min(1.0, SMALL_SIDE / max(one["width"], one["height"], 1))
    shape = {"width": round(one["width"] * share), "height": round(one["height"] * share)}
    inside = (PICTURE if is_picture else DOCUMENT).format(
        url=one["url"], alt=one["alt"], name=one["name"], words=words, **shape
    )
    if not one["sensitive"]:
        return SHOWN.format(inside=inside)
    folded = _("Hidden until you open it: %(what)s") % {"what": words}
    return FOLDED.format(words=folded, inside=inside)


def size_words(count: int) -> str:
    """As people on a small contract count: kB, then MB."""
    if count < 1_000_000:
        return _("%(n)s kB") % {"n": max(1, round(count / 1_000))}
    return _("%(n)s MB") % {"n": round(count / 1_000_000, 1)}
