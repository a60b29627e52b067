"""The fields of a search: what was typed, and the same filters as a form."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, StringConstraints
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from peerhub.core.errors import Refused
from peerhub.search.models import MOST_RESULTS, PAGE_RESULTS, QUERY_LENGTH, Order, Query
from peerhub.search.query import parse
from peerhub.web.forms import Draft, Form, parse_form

MOST_PAGES = MOST_RESULTS // PAGE_RESULTS
Words = Annotated[str, StringConstraints(max_length=QUERY_LENGTH)]
Short = Annotated[str, StringConstraints(max_length=80)]


def _number(said: Any) -> Any:
    """Only plain digits: `1_0` and `１` are numbers to Python, and addresses of nothing."""
    if isinstance(said, str) and not (said.isascii() and said.isdigit() and len(said) < 6):
        raise ValueError("no number")
    return said


class SearchDraft(Draft):
    """`q` and its filters; a field of the form says the same as a filter in the words."""

    model_config = ConfigDict(extra="ignore", populate_by_name=False)

    q: Words = ""
    author: Short = Field("", alias="from")
    place: Short = Field("", alias="in")
    before: Short = ""
    after: Short = ""
    has: Literal["", "file"] = ""
    order: Order = Order.NEWEST
    page: Annotated[int, BeforeValidator(_number), Field(ge=1, le=MOST_PAGES)] = 1

    def to_query(self) -> Query:
        """Refused as `parse` refuses."""
        fields = {
            "from": self.author,
            "in": self.place,
            "before": self.before,
            "after": self.after,
            "has": self.has,
        }
        filters = [f'{name}:"{said}"' for name, said in fields.items() if said]
        return parse(" ".join([_closed(self.q), *filters]), order=self.order)


def _closed(said: str) -> str:
    """Words with their last quote closed, so that no filter of the form falls into it."""
    return said + '"' if said.count('"') % 2 else said


def read_search(request: Request) -> tuple[Form[SearchDraft], Query]:
    """The address's fields; where one is wrong its sentence stands in the form and nothing is asked."""
    said: list[tuple[str, str | UploadFile]] = [*request.query_params.multi_items()]
    form = parse_form(FormData(said), SearchDraft)
    if form.errors:
        return form, Query()
    try:
        return form, form.draft.to_query()
    except Refused as refusal:
        return form.refuse(refusal), Query()
