"""What the forms about who organises a meetup become."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from peerhub.web.forms import Draft


class OrganiserDraft(Draft):
    """Who is added or taken away, at this date alone or at the later ones too."""

    handle: str = Field("", max_length=60)
    action: Literal["add", "remove"]
    which: Literal["one", "later"] = "one"
