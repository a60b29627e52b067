"""What pages and the JSON door say of an organisation, in words. Pure: what it gets was seen before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from peerhub.core.words import N_, _, ngettext
from peerhub.directory import rules
from peerhub.directory.area import Borough
from peerhub.directory.corrections import ALL_FIELDS, WRITTEN
from peerhub.directory.forms.finding import FilterDraft
from peerhub.directory.forms.parts import SEE
from peerhub.directory.funders import MONTH
from peerhub.directory.history import By, Change
from peerhub.directory.identifiers import SCHEMES
from peerhub.directory.models import (
    FIELD_WORDS,
    FIELDS,
    ROWS,
    SEEN_WORDS,
    STANDING_WORDS,
    Found,
    Kind,
    Organisation,
    Seen,
)
from peerhub.directory.networks import Network
from peerhub.directory.parts import PART_WORDS, PARTS
from peerhub.directory.vocabulary import SIZES, USER_LED
from peerhub.web.api import to_cursor
from peerhub.web.render import on_day, on_month

Titles = Mapping[Kind, Mapping[str, str]]
CODES: Mapping[str, Mapping[str, str]] = {"size": SIZES, "user_led": USER_LED}


def facts_of(organisation: Organisation, titles: Titles) -> list[dict[str, Any]]:
    """Each kind that is said, with the words of its facts; one that the hub no longer knows is left out."""
    found = []
    for kind in Kind:
        codes = organisation.profile.facts.get(kind, ())
        words = sorted(
            (titles[kind][code] for code in codes if code in titles[kind]), key=str.casefold
        )
        if words:
            found.append({"kind": str(kind), "label": _(FIELD_WORDS[kind]), "words": words})
    return found


def card(organisation: Organisation, titles: Titles, now: datetime) -> dict[str, Any]:
    """One line of the list."""
    profile = organisation.profile
    facts = {fact["kind"]: fact["words"] for fact in facts_of(organisation, titles)}
    return {
        "organisation": organisation,
        "stale": rules.is_stale(organisation, now),
        "boroughs": facts.get(Kind.BOROUGH, []),
        "access": facts.get(Kind.ACCESS, []),
        "user_led": _(USER_LED["yes"]) if profile.user_led == "yes" else "",
    }


def size_words(organisation: Organisation) -> str:
    size = organisation.profile.size
    return _(SIZES[size]) if size else ""


def user_led_words(organisation: Organisation) -> str:
    said = organisation.profile.user_led
    return _(USER_LED[said]) if said else ""


def standing_words(organisation: Organisation) -> str:
    """Whose word the page is; where it is verified, the day follows."""
    return _(STANDING_WORDS[organisation.standing])


BY_WORDS = {
    By.EDITOR: N_("an editor"),
    By.ADMINISTRATOR: N_("an administrator"),
    By.HUB: N_("the hub"),
}


def by_words(by: By) -> str:
    return _(BY_WORDS[by])


CORRECTABLE = (
    *(name for name in ALL_FIELDS if name in WRITTEN),
    *(n for n in ALL_FIELDS if n not in WRITTEN),
)


def label_of(name: str) -> str:
    return _("Name") if name == "name" else _(FIELD_WORDS[name])


def field_value(organisation: Organisation, name: str, titles: Titles) -> str:
    """What a page says in one field, in words; "" for nothing."""
    if name in set(Kind):
        codes = organisation.profile.facts.get(name, ())
        return ", ".join(titles[Kind(name)].get(code, code) for code in codes)
    said = getattr(organisation.profile, name)
    if name in ROWS:
        return "\n".join(one.summary for one in said)
    return _(CODES[name][said]) if said and name in CODES else str(said)


def change_words(change: Change, titles: Titles) -> dict[str, str]:
    """One change, as a person reads it."""
    label = label_of(change.field)
    known = titles[Kind(change.field)] if change.field in set(Kind) else CODES.get(change.field, {})

    def say(values: tuple[str, ...]) -> str:
        if change.field in ROWS:
            return "\n".join(values)
        return ", ".join(_(known.get(one, one)) if known else one for one in values)

    return {
        "label": label,
        "before": say(change.before) if change.before != change.after else "",
        "after": say(change.after) if change.before != change.after else "",
        "seen_before": _seen(change.seen_before),
        "seen_after": _seen(change.seen_after),
    }


def _seen(level: str) -> str:
    return _(SEEN_WORDS[Seen(level)]) if level in set(Seen) else ""


def seen_options() -> list[tuple[str, str]]:
    return [(str(level), _(words)) for level, words in SEEN_WORDS.items()]


def field_words() -> dict[str, str]:
    return {str(name): _(words) for name, words in FIELD_WORDS.items()}


def values_of(organisation: Organisation) -> dict[str, Any]:
    """The fields of the form, as the page stands now."""
    profile = organisation.profile
    said: dict[str, Any] = {n: getattr(profile, n) for n in ("name", *FIELDS) if n not in set(Kind)}
    facts = {str(kind): list(profile.facts.get(kind, ())) for kind in Kind}
    seen = {f"{SEE}{name}": profile.seen.get(name, Seen.HIDDEN) for name in FIELDS}
    return {**said, **facts, **seen}


def row_values(organisation: Organisation, name: str) -> dict[str, str]:
    """The same of a field with rows; "" for none."""
    rows = getattr(organisation.profile, name) if name else ()
    return {
        f"{key}-{number}": value
        for number, row in enumerate(rows, 1)
        for key, value in asdict(row).items()
    }


def scheme_options() -> list[tuple[str, str]]:
    return [("", _("None")), *((code, _(scheme.words)) for code, scheme in SCHEMES.items())]


def identifiers_of(organisation: Organisation) -> list[dict[str, str]]:
    """Each with its register in words."""
    return [
        {"register": _(SCHEMES[one.scheme].words), "identifier": one.identifier}
        for one in organisation.profile.identifiers
        if one.scheme in SCHEMES
    ]


def funders_of(organisation: Organisation) -> list[dict[str, str]]:
    """Each with its dates as a machine and as a person reads them."""
    return [
        {
            "name": one.name,
            "since": one.since,
            "since_words": _date_words(one.since),
            "until": one.until,
            "until_words": _date_words(one.until),
        }
        for one in organisation.profile.funders
    ]


def _date_words(said: str) -> str:
    """Of a day or of a month; "" for none."""
    if not said:
        return ""
    if len(said) == MONTH:
        return on_month(date.fromisoformat(f"{said}-01"))
    return on_day(date.fromisoformat(said))


def parts_of(organisation: Organisation) -> list[dict[str, Any]]:
    """The short pages of its form, each with the fields on it and whether any of them says something."""
    values = values_of(organisation)
    return [
        {
            "part": part,
            "title": _(PART_WORDS[part]),
            "fields": [label_of(name) for name in names],
            "said": any(values[name] for name in names),
        }
        for part, names in PARTS.items()
    ]


def choices(words: Mapping[str, str], first: str) -> list[tuple[str, str]]:
    return [("", first), *((code, _(said)) for code, said in words.items())]


def network_options(networks: Sequence[Network]) -> list[tuple[str, str]]:
    return [("", _("All")), *((one.slug, one.name) for one in networks if one.is_open)]


def count_words(found: Found) -> str:
    words = ngettext("%(n)d organisation", "%(n)d organisations", found.count)
    return words % {"n": found.count}


def address_of(base: str, draft: FilterDraft, **other: str) -> str:
    """The same question with something else in it; from its first page."""
    fields = {**draft.model_dump(exclude={"after"}), **other}
    said = urlencode({name: value for name, value in fields.items() if value})
    return f"{base}?{said}" if said else base


def tiles(
    base: str, draft: FilterDraft, boroughs: Sequence[Borough], counts: Mapping[str, int]
) -> list[dict[str, Any]]:
    """Every borough with a link to it, how many it has, and where its tile lies."""
    return [
        {
            "name": one.name,
            "count": counts.get(one.slug, 0),
            "href": address_of(base, draft, borough=one.slug),
            "chosen": one.slug == draft.borough,
            "place": f"tile--c{one.column} tile--r{one.row}",
        }
        for one in boroughs
    ]


def next_of(base: str, draft: FilterDraft, found: Found) -> str:
    """The address of the next page, or ""."""
    return address_of(base, draft, after=to_cursor(*found.after)) if found.after else ""
