"""The only errors that services raise, and the one that the database adds; doors turn them into words."""

from __future__ import annotations


class HubError(Exception):
    """Something a door can explain to the person who asked. Never raised itself."""

    code = "error"
    status = 500


class NotFound(HubError):
    """There is no such thing, or not for this person: the two must look alike (promise S4)."""

    code = "not_found"
    status = 404


class Forbidden(HubError):
    """This person may not do this, and knowing so tells them nothing they may not know."""

    code = "not_allowed"
    status = 403


class Refused(HubError):
    """A rule says no. `reason` is one kind sentence, already translated, with a way on.

    `code` is the socket's and the API's word for it (contract section 3); `field` names the form
    field at fault, "" for the whole form.
    """

    status = 422

    def __init__(self, reason: str, *, code: str = "not_allowed", field: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.code = code
        self.field = field


class TooLarge(Refused):
    """More was sent than this door takes."""

    status = 413

    def __init__(self, reason: str) -> None:
        super().__init__(reason, code="too_long")


class TooFast(HubError):
    """A limit was reached; `wait` is how many seconds to wait."""

    code = "rate_limited"
    status = 429

    def __init__(self, wait: float) -> None:
        super().__init__(f"wait {wait:.0f} s")
        self.wait = max(1, round(wait))


class Unavailable(HubError):
    """Nothing can be stored now (full disk, database away). Nothing was stored, nothing acknowledged."""

    code = "unavailable"
    status = 503

    def __init__(self, cause: str, *, retry_after: int = 5) -> None:
        super().__init__(cause)
        self.retry_after = retry_after


class StartError(Exception):
    """The hub cannot start or a command cannot run; the message is one clear line for the operator."""
