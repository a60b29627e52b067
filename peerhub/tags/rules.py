"""Which tags may be given: pure, no await."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from peerhub.core.errors import Refused
from peerhub.core.words import _
from peerhub.tags.models import MOST_TAGS, Tag


def check_tags(wanted: Sequence[str], known: Sequence[Tag], *, kept: Collection[str] = ()) -> None:
    """Refused above five, and for one that is not on the list; `kept`: those it bears already."""
    if len(set(wanted)) > MOST_TAGS:
        raise Refused(_("Choose at most five tags."), field="tags")
    usable = {tag.slug for tag in known if tag.archived_at is None or tag.slug in kept}
    if not set(wanted) <= usable:
        raise Refused(_("One of these tags is no longer on the list. Choose again."), field="tags")
