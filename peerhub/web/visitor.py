"""Who is asking, as doors see it, and the guards that stand before every view. Deny by default."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any, Protocol, cast
from urllib.parse import quote

from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import Forbidden, Refused
from peerhub.core.hub import Hub
from peerhub.core.words import _

View = Callable[[Request], Awaitable[Response]]
GUARD = "__peerhub_guard__"
EVEN_FROZEN = "__peerhub_even_frozen__"
SAFE = ("GET", "HEAD", "OPTIONS")


class Visitor(Protocol):
    """A signed-in person; `people.models.Person` is one."""

    @property
    def person_id(self) -> str: ...

    @property
    def handle(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def frozen(self) -> bool:
        """Whether they may read, but not write, for a while."""
        ...

    def has_role(self, *roles: str) -> bool:
        """Whether they hold one of the roles anywhere; access doors ask for the scope."""
        ...


class SignInNeeded(Forbidden):
    """Nobody is signed in: a page leads to the sign-in, the API answers 401."""

    code = "sign_in"
    status = 401


def hub_of(request: HTTPConnection) -> Hub:
    return cast(Hub, request.app.state.hub)


def address_of(request: HTTPConnection) -> str:
    """The socket's own address; behind a proxy that the settings trust, the one that it names."""
    return request.client.host if request.client else ""


def visitor_of(request: HTTPConnection) -> Any:
    """The person who asks, or None."""
    return getattr(request.state, "visitor", None)


def person_of(request: HTTPConnection) -> Any:
    """The person who asks; SignInNeeded for a stranger."""
    visitor = visitor_of(request)
    if visitor is None:
        raise SignInNeeded()
    return visitor


def _mark(view: View, guard: str) -> View:
    setattr(view, GUARD, guard)
    return view


def public(view: View) -> View:
    """Anyone may knock; the view says nothing that is not public."""
    return _mark(view, "public")


def signed_in(view: View) -> View:
    """Members only."""

    async def guard(request: Request) -> Response:
        _check_may_change(request, person_of(request), view)
        return await view(request)

    guard.__name__ = view.__name__
    return _mark(guard, "signed_in")


def even_frozen(view: View) -> View:
    """Stands below the guard of what somebody may change who may read, but not write, for a while:
    what is theirs alone, taking back, leaving, and telling moderators. Everything else is refused.
    """
    setattr(view, EVEN_FROZEN, True)
    return view


def _check_may_change(request: Request, person: Visitor, view: View) -> None:
    if person.frozen and request.method not in SAFE and not hasattr(view, EVEN_FROZEN):
        raise Refused(frozen_words(), code="muted")


def frozen_words() -> str:
    """Where they find why, and how to ask for another look."""
    return _(
        "You may read but not write at the moment. Why, and how to ask for another look, stands"
        " among your pages under “Decisions”."
    )


def guarded(*roles: str) -> Callable[[View], View]:
    """Only holders of one of these roles (in any scope) come further."""

    def wrap(view: View) -> View:
        async def guard(request: Request) -> Response:
            if not person_of(request).has_role(*roles):
                raise Forbidden()
            _check_may_change(request, person_of(request), view)
            return await view(request)

        guard.__name__ = view.__name__
        return _mark(guard, f"role:{'|'.join(roles)}")

    return wrap


def within_scope(scope: str, view: View) -> View:
    """A token opens only what its scopes name; a session opens all that its person may do."""

    async def guard(request: Request) -> Response:
        credential = getattr(request.state, "credential", None)
        if credential is not None and not credential.allows(scope):
            raise Forbidden()
        return await view(request)

    guard.__name__ = view.__name__
    return _mark(guard, getattr(view, GUARD))


def to_sign_in(request: Request) -> Response:
    """Sign in first, then come back here (a path of ours, so no open redirect)."""
    here = f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
    back = safe_next(here) if request.method == "GET" else "/"
    return RedirectResponse(f"/sign-in?next={quote(back, safe='/')}", 303)


OUR_PATH = re.compile(r"/(?!/)[A-Za-z0-9/_.~-]*(\?[A-Za-z0-9=&_.~-]*)?")


def safe_next(path: str) -> str:
    """`path` where it is one of ours, else the front door (promise S16).

    Browsers read backslashes as slashes and drop tabs and newlines, hence the strict alphabet.
    """
    plain = OUR_PATH.fullmatch(path) and "//" not in path
    return path if plain else "/"
