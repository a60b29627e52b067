"""The half of an open key that a lead's browser bears."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from peerhub.core.config import Config

PATH = "/safeguarding"


def lead_cookie_name(config: Config) -> str:
    """`__Secure-` asks for Secure; `__Host-` would forbid the path that keeps it off other pages."""
    return "__Secure-peerhub-lead" if config.secure else "peerhub-lead"


def lead_cookie_of(request: Request, config: Config) -> str:
    return request.cookies.get(lead_cookie_name(config), "")


def set_lead_cookie(response: Response, config: Config, value: str) -> None:
    """It ends with the browser at the latest; Lax, so that a link in a letter finds it."""
    secure = "; Secure" if config.secure else ""
    line = f"{lead_cookie_name(config)}={value}; Path={PATH}; HttpOnly; SameSite=Lax{secure}"
    response.headers.append("Set-Cookie", line)


def clear_lead_cookie(response: Response, config: Config) -> None:
    secure = "; Secure" if config.secure else ""
    line = f"{lead_cookie_name(config)}=; Path={PATH}; HttpOnly; SameSite=Lax; Max-Age=0{secure}"
    response.headers.append("Set-Cookie", line)
