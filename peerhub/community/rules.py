"""Languages of documents, what another form of a document must be, web addresses. Pure."""

from __future__ import annotations

from urllib.parse import urlsplit

from babel import Locale

from peerhub.community.models import DocumentForm, FormKind
from peerhub.core.errors import Refused
from peerhub.core.words import _

SIGNED = "bfi"  # British Sign Language, as BCP 47 knows it
# Languages that people in these islands read most, and those that newcomers bring.
LANGUAGES = (
    "en",
    "am",
    "ar",
    "bg",
    "bn",
    "ckb",
    "cs",
    "cy",
    "de",
    "el",
    "es",
    "fa",
    "fil",
    "fr",
    "ga",
    "gd",
    "gu",
    "hi",
    "hu",
    "it",
    "ku",
    "lt",
    "lv",
    "ne",
    "nl",
    "pa",
    "pl",
    "ps",
    "pt",
    "ro",
    "ru",
    "sk",
    "so",
    "sq",
    "sw",
    "ta",
    "te",
    "ti",
    "tr",
    "uk",
    "ur",
    "vi",
    "yo",
    "yue",
    "zh",
)


def own_name(tag: str) -> str:
    """The language in its own words, as in `Cymraeg`."""
    if tag == SIGNED:
        return _("British Sign Language")
    name = Locale.parse(tag).get_language_name() or tag
    return name[:1].upper() + name[1:]


def english_name(tag: str) -> str:
    """The language in English, or "" where that is its own name."""
    if tag == SIGNED:
        return ""
    name = Locale.parse(tag).get_language_name("en") or tag
    return "" if name == own_name(tag) else name


def language_title(tag: str) -> str:
    """Both, as in `Cymraeg (Welsh)`; for an <option>, which can have no languages inside."""
    english = english_name(tag)
    return f"{own_name(tag)} ({english})" if english else own_name(tag)


def direction(tag: str) -> str:
    """`ltr` or `rtl`, as HTML's `dir` has it."""
    if tag == SIGNED:
        return "ltr"
    return "rtl" if Locale.parse(tag).character_order.startswith("right") else "ltr"


def language_options() -> list[tuple[str, str]]:
    """For a form's choice of a language, English first."""
    return [(tag, language_title(tag)) for tag in LANGUAGES]


def check_form(made: DocumentForm) -> str:
    """The form's language; Refused where it has nothing to read, or more than one way to it."""
    if made.form is FormKind.BSL:
        if not made.address:
            raise Refused(_("Write the web address of the video."), field="address")
        if made.words or made.file_id:
            raise Refused(_("A video has an address and no words."), field="words")
        return SIGNED
    if made.language not in LANGUAGES:
        raise Refused(_("Choose one of the languages given."), field="language")
    if [made.words, made.address, made.file_id or ""].count("") != 2:
        raise Refused(
            _("Give either the words, or a file, or a web address where it can be had."),
            field="words",
        )
    if made.form is FormKind.TRANSLATION and made.language == "en":
        raise Refused(_("Choose the language that it is translated into."), field="language")
    return made.language


def check_web_address(address: str) -> str:
    """Only https and http: an address becomes a link on a page that people in need open."""
    parts = urlsplit(address)
    if address and (parts.scheme not in ("https", "http") or not parts.hostname):
        raise ValueError(_("Write a web address that begins with https://, or leave it empty."))
    return address
