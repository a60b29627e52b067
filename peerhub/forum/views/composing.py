"""What the forum's composers have in common: the file that goes with the words, and drafts."""

from __future__ import annotations

from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import Response

from peerhub.core.errors import Refused, TooFast
from peerhub.core.text import to_html
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.drafts.service import keep_draft
from peerhub.forum import access
from peerhub.forum.forms.posts import KeptDraft, PostForm
from peerhub.forum.models import Words
from peerhub.people.models import Person
from peerhub.uploads.models import FILE_BYTES, NewUpload
from peerhub.uploads.service import take_in
from peerhub.web.forms import Form, SentFile, read_form, read_form_with_file
from peerhub.web.visitor import hub_of, person_of, signed_in

DRAFT_RATE = "120/minute"
OF_A_FILE = ("file", "alt")  # fields at which its faults are told
F = TypeVar("F", bound=PostForm)


async def read_composer(request: Request, kind: type[F]) -> tuple[Form[F], SentFile | None]:
    return await read_form_with_file(request, kind, most=FILE_BYTES + 1)


async def to_words(request: Request, form: Form[F], file: SentFile | None) -> Words:
    """The post with its file taken in; should it be refused, the form keeps the file's id.

    Whoever calls has asked whether this person may write here. Refused as `take_in` refuses.
    """
    said = form.draft
    files = list(said.files)
    if file is not None:
        upload = NewUpload(
            person_id=person_of(request).person_id,
            key=f"file of {said.id}",  # so that the form, sent twice, is one post with one file
            name=file.name,
            content=file.content,
            alt=said.alt,
            decorative=said.decorative == "yes",
            sensitive=said.blur == "yes",
        )
        files.append(await take_in(hub_of(request), upload))
        form.values["files"] = files
    reply_to = getattr(said, "reply_to", None) or None
    return Words(said.body, to_html(said.body), reply_to, said.warning, tuple(files))


def tell(form: Form[Any], error: Refused | TooFast) -> int:
    """Put a refusal's sentence at its field; the status of the page that shows it."""
    if isinstance(error, TooFast):
        form.errors["body"] = _("Wait %(n)d seconds, then post it again.") % {"n": error.wait}
        return 429
    form.errors[error.field if error.field in (*OF_A_FILE, "title", "tags") else "body"] = (
        error.reason
    )
    return 422


def place_of_reply(thread_id: str) -> str:
    return f"thread:{thread_id}"


def places_of_thread(board_id: str) -> tuple[str, str]:
    """Where a new thread's title and its words are kept."""
    return f"title:{board_id}", f"board:{board_id}"


@signed_in
async def keep_reply_draft(request: Request) -> Response:
    """The page's script tells what stands in the box; 204, also where nothing is kept."""
    said = await _read_draft(request)
    async with hub_of(request).transaction() as tx:
        thread_id = request.path_params["thread_id"]
        await access.thread_for_replier(tx.db, person_of(request), thread_id)
        await put_reply_draft(tx, person_of(request), thread_id, said.body)
    return Response(status_code=204)


@signed_in
async def keep_thread_draft(request: Request) -> Response:
    said = await _read_draft(request)
    async with hub_of(request).transaction() as tx:
        board = await access.board_for_writer(
            tx.db, person_of(request), request.path_params["slug"]
        )
        await put_thread_draft(tx, person_of(request), board.board_id, said.title, said.body)
    return Response(status_code=204)


async def _read_draft(request: Request) -> KeptDraft:
    await hub_of(request).limits.hit("draft", person_of(request).person_id, DRAFT_RATE)
    form = await read_form(request, KeptDraft)
    if form.errors:
        raise Refused(next(iter(form.errors.values())))
    return form.draft


async def put_reply_draft(tx: Transaction, person: Person, thread_id: str, body: str = "") -> None:
    """Keep these words in place of those before; none ends the draft."""
    await keep_draft(tx, person, place_of_reply(thread_id), body)


async def put_thread_draft(
    tx: Transaction, person: Person, board_id: str, title: str = "", body: str = ""
) -> None:
    for place, words in zip(places_of_thread(board_id), (title, body), strict=True):
        await keep_draft(tx, person, place, words)
