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


def with_files(html: str, files: Iterable[Mapping[str, Any]] | None) -> str:
    """Somebody's words and then their files."""
    return html + "".join(_file(one) for one in files) if files else html


def _file(one: Mapping[str, Any]) -> str:
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
