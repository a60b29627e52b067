"""What the forms about belonging become."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator

from peerhub.directory.belongings import OwnerKind
from peerhub.web.forms import Draft

ADDRESS_LENGTH = 200


class OwnerDraft(Draft):
    """The organisation or the network: its page's address, all of it or the last part, or its key as
    in network:shared-kettle; at this date alone or at the later ones of a series too.
    """

    owner: str = Field(min_length=1, max_length=ADDRESS_LENGTH)
    action: Literal["say", "remove"]
    which: Literal["one", "later"] = "one"

    @field_validator("owner")
    @classmethod
    def _without_the_rest(cls, said: str) -> str:
        return said.partition("?")[0].rstrip("/").casefold()

    @property
    def kind(self) -> OwnerKind:
        is_network = "networks/" in self.owner or self.owner.startswith("network:")
        return OwnerKind.NETWORK if is_network else OwnerKind.ORGANISATION

    @property
    def slug(self) -> str:
        return self.owner.rpartition("/")[2].rpartition(":")[2]


class BelongingAnswerDraft(Draft):
    """What whoever looks after the owner says to what was asked in one go."""

    together: str = Field(min_length=1, max_length=16)
    action: Literal["confirm", "end"]
