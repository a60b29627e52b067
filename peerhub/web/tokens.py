"""The form token for browsers that send neither Sec-Fetch-Site nor Origin; bound to their cookie.

In pages that may be packed it bears a salt, so that it is another one in each (web/packing.py).
"""

from __future__ import annotations

import secrets

from starlette.requests import HTTPConnection

from peerhub.core.config import Config
from peerhub.core.keys import Keys, new_token

SALT_BYTES = 8
SIGNATURE_LENGTH = 64


def cookie_name(config: Config) -> str:
    """`__Host-` asks for Secure; on loopback http the cookie is plain."""
    return "__Host-peerhub" if config.secure else "peerhub"


def cookie_of(connection: HTTPConnection, config: Config) -> str:
    return connection.cookies.get(cookie_name(config), "")


def form_token(connection: HTTPConnection, config: Config, keys: Keys, *, salt: str = "") -> str:
    """The token for this browser. A stranger gets a cookie that signs in nobody, to bind it to."""
    cookie = cookie_of(connection, config)
    if not cookie:
        cookie = getattr(connection.state, "new_cookie", "") or new_token()
        connection.state.new_cookie = cookie
    return salt + keys.sign("form", cookie, salt)


def salted_token(connection: HTTPConnection, config: Config, keys: Keys) -> str:
    """Another one at each call, for a page that may be packed."""
    return form_token(connection, config, keys, salt=secrets.token_hex(SALT_BYTES))


def is_form_token(said: str, connection: HTTPConnection, config: Config, keys: Keys) -> bool:
    cookie = cookie_of(connection, config)
    salt, signature = said[:-SIGNATURE_LENGTH], said[-SIGNATURE_LENGTH:]
    return bool(cookie) and keys.verify(signature, "form", cookie, salt)
