"""What the directory's forms become: what is asked for, and what a page says to whom."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    create_model,
    field_validator,
)
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from peerhub.community.rules import check_web_address
from peerhub.core.errors import Refused
from peerhub.core.words import _
from peerhub.directory.claims import CLAIM_WORDS_LENGTH, REASON_LENGTH
from peerhub.directory.contacts import CONTACT_WORDS_LENGTH, ROLES
from peerhub.directory.corrections import ALL_FIELDS, SOURCE_LENGTH, WRITTEN
from peerhub.directory.models import (
    FIELDS,
    LINE_LENGTH,
    LINES,
    NAME_LENGTH,
    WORDS_LENGTH,
    Filters,
    Kind,
    Profile,
    Seen,
)
from peerhub.directory.partners import ROLE_LENGTH
from peerhub.people.models import EMAIL_LENGTH
from peerhub.web.forms import Draft, Form, parse_fields, parse_form
from peerhub.web.slugs import Slug, check_slug

Code = Annotated[str, StringConstraints(max_length=60)]
Codes = list[Code]
Size = Literal["", "volunteers", "few", "some", "many"]
UserLed = Literal["", "yes", "no"]
MOST_NUMBER = 1_000_000_000  # of versions; a database takes no more
SEE = "see_"  # before a field's name: who may see it


class FilterDraft(Draft):
    """An address can have been written by anybody: what we do not know asks nothing."""

    model_config = ConfigDict(extra="ignore")

    q: str = Field("", max_length=200)
    sector: Code = ""
    strand: Code = ""
    borough: Code = ""
    size: Size = ""
    user_led: UserLed = ""
    language: Code = ""
    access: Code = ""
    network: Code = ""
    after: str = Field("", max_length=1_000)

    def to_filters(self) -> Filters:
        return Filters(**self.model_dump(exclude={"after"}))


def read_filters(request: Request) -> Form[FilterDraft]:
    """The address's fields; where one is wrong its sentence stands in the form."""
    said: list[tuple[str, str | UploadFile]] = [*request.query_params.multi_items()]
    return parse_form(FormData(said), FilterDraft)


class NewDraft(Draft):
    name: str = Field(min_length=1, max_length=NAME_LENGTH)
    words: str = Field("", max_length=WORDS_LENGTH)


class _ProfileDraft(NewDraft):
    """Everything that a page says; a field that is left out is unsaid. `version`: of the page that was
    being changed; 0 takes it as it is.
    """

    version: int = Field(0, ge=0, le=MOST_NUMBER)

    for_whom: str = Field("", max_length=LINE_LENGTH)
    size: Size = ""
    user_led: UserLed = ""
    website: str = Field("", max_length=LINE_LENGTH)
    email: str = Field("", max_length=EMAIL_LENGTH)
    phone: str = Field("", max_length=40, pattern=r"^[0-9+() -]*$")
    address: str = Field("", max_length=LINE_LENGTH)
    sector: Codes = Field(default_factory=list, max_length=60)
    strand: Codes = Field(default_factory=list, max_length=60)
    borough: Codes = Field(default_factory=list, max_length=150)
    language: Codes = Field(default_factory=list, max_length=60)
    access: Codes = Field(default_factory=list, max_length=60)

    _website = field_validator("website")(check_web_address)

    def to_profile(self) -> Profile:
        said: dict[str, Any] = {name: getattr(self, name) for name in ("name", *LINES)}
        facts = {str(kind): tuple(getattr(self, kind)) for kind in Kind}
        seen = {name: str(getattr(self, f"{SEE}{name}")) for name in FIELDS}
        return Profile(**said, facts=facts, seen=seen)


_see: dict[str, Any] = {f"{SEE}{name}": (Seen, Seen.HIDDEN) for name in FIELDS}
ProfileDraft = create_model("ProfileDraft", __base__=_ProfileDraft, **_see)


class HistoryDraft(Draft):
    """`latest`: the version that stood when the page was shown."""

    number: int = Field(ge=1, le=MOST_NUMBER)
    latest: int = Field(ge=1, le=MOST_NUMBER)
    action: Literal["restore", "forget"]


class StateDraft(Draft):
    action: Literal["archive", "restore"]


class EditorDraft(Draft):
    """Who is to edit a page, or no more."""

    handle: str = Field(min_length=1, max_length=60)
    action: Literal["add", "remove"]

    @field_validator("handle")
    @classmethod
    def _of_one_word(cls, handle: str) -> str:
        if any(sign.isspace() for sign in handle):
            raise ValueError(_("Write the word after the @, as in amina."))
        return handle


class NetworkDraft(NewDraft):
    """What a network says of itself, and to whom."""

    seen: Literal["public", "members"]


class NewNetworkDraft(NetworkDraft):
    slug: Slug

    _slug = field_validator("slug")(check_slug)


class InvitationDraft(Draft):
    """The organisation: the last part of its page's address, or all of it."""

    organisation: str = Field(min_length=1, max_length=LINE_LENGTH)
    action: Literal["invite", "remove"]

    @field_validator("organisation")
    @classmethod
    def _last_part(cls, said: str) -> str:
        return said.partition("?")[0].rstrip("/").rpartition("/")[2].casefold()


class NetworkAnswerDraft(Draft):
    """What an organisation says to a network, or that it leaves."""

    network: Slug
    action: Literal["confirm", "leave"]


def _day(said: object) -> object:
    """As a browser sends it, in words where it is none."""
    try:
        return date.fromisoformat(said) if isinstance(said, str) else said
    except ValueError as fault:
        raise ValueError(_("Write the day as in 2026-12-03.")) from fault


class PartnerDraft(Draft):
    """What an organisation does for the hub, and when; no last day while nobody knows it."""

    role: str = Field(min_length=1, max_length=ROLE_LENGTH)
    since: Annotated[date, BeforeValidator(_day)]
    until: Annotated[date | None, BeforeValidator(lambda said: _day(said) if said else None)] = None


class ContactAnswerDraft(Draft):
    words: str = Field(min_length=1, max_length=CONTACT_WORDS_LENGTH)


class ContactDraft(ContactAnswerDraft):
    role: str = Field("", max_length=20)


class HolderDraft(Draft):
    """Who answers for what, or no more."""

    role: str = Field(max_length=20)
    handle: str = Field(min_length=1, max_length=60)
    action: Literal["add", "remove"]

    @field_validator("role")
    @classmethod
    def _known(cls, role: str) -> str:
        if role not in ROLES:
            raise ValueError(_("Choose one of the answers given."))
        return role


class CorrectionDraft(Draft):
    """What one field should say: what the page's own form would take there."""

    field: str
    words: str = Field(min_length=1, max_length=WORDS_LENGTH)
    source: str = Field("", max_length=SOURCE_LENGTH)

    @field_validator("field")
    @classmethod
    def _known(cls, name: str) -> str:
        if name not in ALL_FIELDS:
            raise ValueError(_("Choose one of the answers given."))
        return name

    @field_validator("words")
    @classmethod
    def _fits(cls, words: str, info: ValidationInfo) -> str:
        name = info.data.get("field")
        if name in WRITTEN:
            try:
                parse_fields({"name": "A", name: words}, ProfileDraft)
            except Refused as refusal:
                raise ValueError(refusal.reason) from refusal
        return words


class CorrectionAnswerDraft(Draft):
    """Whoever declines says why."""

    action: Literal["accept", "decline"]
    reason: str = Field("", max_length=REASON_LENGTH, validate_default=True)

    @field_validator("reason")
    @classmethod
    def _why(cls, reason: str, info: ValidationInfo) -> str:
        if info.data.get("action") == "decline" and not reason:
            raise ValueError(_("Say in a sentence why not, for whoever suggested it."))
        return reason


class ClaimDraft(Draft):
    words: str = Field(min_length=1, max_length=CLAIM_WORDS_LENGTH)


class ClaimAnswerDraft(Draft):
    """Whoever objects says why."""

    answer: Literal["agree", "object"]
    words: str = Field("", max_length=CLAIM_WORDS_LENGTH, validate_default=True)

    @field_validator("words")
    @classmethod
    def _why(cls, words: str, info: ValidationInfo) -> str:
        if info.data.get("answer") == "object" and not words:
            raise ValueError(_("Say in a sentence why, for whoever decides."))
        return words


class ClaimDecisionDraft(Draft):
    theirs: Literal["yes", "no"]
    reason: str = Field(min_length=1, max_length=REASON_LENGTH)


class VerificationDraft(Draft):
    action: Literal["verify", "unverify"]
