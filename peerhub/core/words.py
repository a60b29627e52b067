"""Every sentence that a person reads passes here; never translate the words of people."""

from __future__ import annotations

import gettext as gnu
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

LOCALES = Path(__file__).parent.parent / "locale"
PSEUDO = "en_XA"  # the pseudo-locale of the tests: brackets show which sentences pass through here


class PseudoTranslations(gnu.NullTranslations):
    """Wraps every sentence in ⟦ ⟧, so that a bare one stands out."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"


@lru_cache
def translations(language: str) -> gnu.NullTranslations:
    """The catalogue of a language; without one, the source's own British English."""
    if language == PSEUDO:
        return PseudoTranslations()
    return gnu.translation("peerhub", LOCALES, languages=[language], fallback=True)


_language: ContextVar[str] = ContextVar("language", default="en_GB")


def set_language(language: str) -> None:
    """The language of this task from here on."""
    _language.set(language)


def language() -> str:
    return _language.get()


def _(message: str) -> str:
    return translations(_language.get()).gettext(message)


def ngettext(one: str, many: str, n: int) -> str:
    return translations(_language.get()).ngettext(one, many, n)


def N_(message: str) -> str:
    """Marks a constant for the catalogue; translate it with `_` where it is shown."""
    return message
