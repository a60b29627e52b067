"""Set-Cookie lines: the session, and the mark of a known device. Values are made elsewhere."""

from __future__ import annotations

from starlette.requests import HTTPConnection
from starlette.responses import Response

from peerhub.core.config import Config
from peerhub.people.models import DEVICE_LASTS, SESSION_MOST, NewSession
from peerhub.web.tokens import cookie_name


def session_cookie(config: Config, value: str, *, shared: bool) -> str:
    """On a shared device it ends with the browser; anywhere else the server ends it first."""
    lasts = "" if shared else f"; Max-Age={int(SESSION_MOST.total_seconds())}"
    return f"{cookie_name(config)}={value}{_manner(config)}{lasts}"


def device_cookie_name(config: Config) -> str:
    return f"{cookie_name(config)}-device"


def device_mark_of(connection: HTTPConnection, config: Config) -> str:
    return connection.cookies.get(device_cookie_name(config), "")


def set_cookies(response: Response, config: Config, made: NewSession) -> None:
    """After a sign-in: the session's cookie, and on one's own device the mark that it is known."""
    line = session_cookie(config, made.cookie, shared=made.shared)
    response.headers.append("Set-Cookie", line)
    if made.device_mark:
        lasts = f"; Max-Age={int(DEVICE_LASTS.total_seconds())}"
        name = device_cookie_name(config)
        mark = f"{name}={made.device_mark}{_manner(config)}{lasts}"
        response.headers.append("Set-Cookie", mark)


def clear_cookie(response: Response, config: Config) -> None:
    line = f"{cookie_name(config)}={_manner(config)}; Max-Age=0"
    response.headers.append("Set-Cookie", line)


def _manner(config: Config) -> str:
    return "; Path=/; HttpOnly; SameSite=Lax" + ("; Secure" if config.secure else "")
