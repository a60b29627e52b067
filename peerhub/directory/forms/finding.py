"""What is asked for in the directory, as an address says it."""

from __future__ import annotations

from pydantic import ConfigDict, Field
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from peerhub.directory.forms.answers import Code, Size, UserLed
from peerhub.directory.models import Filters
from peerhub.web.forms import Draft, Form, parse_form


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
