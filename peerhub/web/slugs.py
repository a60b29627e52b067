"""Words in addresses, as in /rooms/health-and-care: what they may be made of."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from peerhub.core.words import _

SLUG_LENGTH = 60
Slug = Annotated[str, StringConstraints(min_length=1, max_length=SLUG_LENGTH, to_lower=True)]
RESERVED = ("t", "new", "posts", "tags", "unanswered", "watched")  # words of our own addresses


def check_slug(slug: str) -> str:
    """Letters, digits and hyphens; ValueError with a sentence otherwise."""
    plain = slug.replace("-", "")
    if not plain.isascii() or not plain.isalnum() or slug.strip("-") != slug or slug in RESERVED:
        raise ValueError(_("Use letters, digits and hyphens, as in health-and-care."))
    return slug
