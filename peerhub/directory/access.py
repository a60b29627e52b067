"""Who sees what of an organisation and who changes it: hidden fields leave here for editors alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.community.access import sectors_for_anyone, sectors_to_manage
from peerhub.community.models import Sector
from peerhub.core.clock import to_iso
from peerhub.core.config import Config
from peerhub.core.errors import Forbidden, NotFound
from peerhub.core.keys import Keys
from peerhub.core.words import _
from peerhub.directory import rules
from peerhub.directory.area import Borough, read_areas
from peerhub.directory.models import (
    KNOWN,
    PAGE_ORGANISATIONS,
    Filters,
    Found,
    Kind,
    Organisation,
)
from peerhub.directory.store import editors
from peerhub.directory.store import organisations as store
from peerhub.people.access import holders_of, people_by_id
from peerhub.people.models import Person, RoleName

Options = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Seat:
    """An organisation as one reader sees it; `edits`: whether they may change it; `claims`: whether
    they can say that it is theirs; `verifies`: whether they may say whose word it is.
    """

    organisation: Organisation
    edits: bool
    claims: bool = False
    verifies: bool = False


async def organisation_for_reader(db: AsyncConnection, person: Person | None, slug: str) -> Seat:
    """With the fields that they may see; NotFound also for one that is put away or was removed, but
    for its editors and administrators.
    """
    found, edits = await _find(db, person, slug)
    of = person is not None and await editors.is_editor(db, found.organisation_id, person.person_id)
    seen = rules.as_seen(found, rules.levels_for(person, edits=edits))
    claims, verifies = found.is_open and not of, rules.is_administrator(person) and not of
    return Seat(seen, edits, claims=claims, verifies=verifies)


async def organisation_for_editor(db: AsyncConnection, person: Person, slug: str) -> Organisation:
    """Whole; Forbidden for a reader who is neither an editor of it nor an administrator."""
    found, edits = await _find(db, person, slug)
    if not edits:
        raise Forbidden()
    return found


async def _find(db: AsyncConnection, person: Person | None, slug: str) -> tuple[Organisation, bool]:
    found = await store.find_organisation(db, slug)
    if found is None:
        raise NotFound()
    edits = rules.is_administrator(person) or (
        person is not None and await editors.is_editor(db, found.organisation_id, person.person_id)
    )
    if not found.is_open and not edits:
        raise NotFound()
    return found, edits


def confirm_path(keys: Keys, known: Organisation, now: datetime) -> str:
    """Where a letter asks for the press that confirms this page: for thirty days, and once."""
    until = (now + rules.LETTER_LASTS).date().isoformat()
    return f"/directory/{known.slug}/confirm/{until}/{keys.sign(*_letter_parts(known, until))}"


def _letter_parts(known: Organisation, until: str) -> tuple[str, ...]:
    """The last confirmation is among them: with the next one all earlier letters are used up."""
    last = to_iso(known.confirmed_at) if known.confirmed_at else ""
    return ("directory confirm", known.organisation_id, until, last)


async def organisation_for_letter(
    db: AsyncConnection, keys: Keys, slug: str, until: str, sign: str, *, now: datetime
) -> Organisation:
    """For who has the letter; NotFound alike for one that is forged, used, or too old, and for a page
    that is not open.
    """
    found = await store.find_organisation(db, slug)
    if found is None or not found.is_open or until < now.date().isoformat():
        raise NotFound()
    if not keys.verify(sign, *_letter_parts(found, until)):
        raise NotFound()
    return rules.as_seen(found, rules.levels_for(None))


async def organisation_to_ask_about(
    db: AsyncConnection, organisation_id: str, now: datetime
) -> Organisation | None:
    """For the letter that is being made; None where somebody has confirmed the page meanwhile."""
    found = await store.find_organisation_by_id(db, organisation_id)
    if found is None or not found.is_open:
        return None
    last = found.confirmed_at or found.listed_at
    return found if now - last >= rules.ASK_AFTER else None


async def organisation_for_reporter(
    db: AsyncConnection, person: Person | None, organisation_id: str
) -> Organisation | None:
    """As they see it; None for one that is open to nobody."""
    found = await store.find_organisation_by_id(db, organisation_id)
    open_ = found is not None and found.is_open
    return rules.as_seen(found, rules.levels_for(person)) if found and open_ else None


async def organisation_for_moderator(
    db: AsyncConnection, organisation_id: str
) -> Organisation | None:
    """In whatever state, with what members see: a hidden address is not a moderator's to know."""
    found = await store.find_organisation_by_id(db, organisation_id)
    return rules.as_seen(found, rules.OF_MEMBERS) if found else None


async def edited_among(
    db: AsyncConnection, person: Person, organisation_ids: Sequence[str]
) -> set[str]:
    """Which of these pages this person edits."""
    return await editors.list_edited_among(db, person.person_id, organisation_ids)


async def organisations_found(
    db: AsyncConnection,
    person: Person | None,
    filters: Filters,
    *,
    after: tuple[str, str] | None = None,
    limit: int = PAGE_ORGANISATIONS,
) -> Found:
    """By name, never by size; each with the fields that this reader may see."""
    levels = rules.levels_for(person)
    rows = await store.find_organisations(db, filters, levels, after=after, limit=limit + 1)
    shown = rows[:limit]
    more = (shown[-1][0], shown[-1][1].slug) if len(rows) > limit else None
    return Found(
        tuple(rules.as_seen(one, levels) for _name, one in shown),
        await store.count_organisations(db, filters, levels),
        await store.count_by_borough(db, filters, levels),
        more,
    )


async def is_anything_listed(db: AsyncConnection) -> bool:
    return await store.is_anything_listed(db)


async def organisations_edited_by(db: AsyncConnection, person: Person) -> list[Organisation]:
    return await store.list_edited_by(db, person.person_id)


async def editors_for_editor(
    db: AsyncConnection, person: Person, slug: str
) -> tuple[Organisation, list[Person]]:
    """By name; nobody else ever learns who they are."""
    found = await organisation_for_editor(db, person, slug)
    ids = await editors.list_editors(db, found.organisation_id)
    people = await people_by_id(db, ids)
    return found, sorted(people.values(), key=lambda one: one.name.casefold())


async def page_to_tell_of(
    db: AsyncConnection, organisation_id: str
) -> tuple[Organisation, list[str]] | None:
    """For duties: a page that still stands, and administrators who do not edit it themselves."""
    found = await store.find_organisation_by_id(db, organisation_id)
    if found is None or found.removed_at is not None:
        return None
    own = await editors.list_editors(db, organisation_id)
    deciders = await holders_of(db, RoleName.ADMINISTRATOR, ())
    return found, [one.person_id for one in deciders if one.person_id not in own]


async def editors_to_tell(db: AsyncConnection, organisation_id: str) -> list[str]:
    """For duties: ids of those who edit a page."""
    return await editors.list_editors(db, organisation_id)


def boroughs_for_anyone(config: Config) -> tuple[Borough, ...]:
    return read_areas(config)


async def options_for_anyone(db: AsyncConnection, config: Config) -> dict[Kind, Options]:
    """What can be chosen of each kind of facts: (code, words)."""
    return _options(await sectors_for_anyone(db), config)


async def titles_for_anyone(db: AsyncConnection, config: Config) -> dict[Kind, dict[str, str]]:
    """The words of every fact that a page can have, sectors that were put away too."""
    return {
        kind: dict(said) for kind, said in _options(await sectors_to_manage(db), config).items()
    }


async def choices_for_anyone(
    db: AsyncConnection, config: Config
) -> tuple[dict[Kind, Options], dict[Kind, dict[str, str]]]:
    """Both, in one statement."""
    sectors = await sectors_to_manage(db)
    titles = {kind: dict(said) for kind, said in _options(sectors, config).items()}
    return _options([one for one in sectors if one.archived_at is None], config), titles


def _options(sectors: Sequence[Sector], config: Config) -> dict[Kind, Options]:
    return {
        Kind.SECTOR: [(one.slug, one.title) for one in sectors],
        Kind.BOROUGH: [(one.slug, one.name) for one in read_areas(config)],
        **{kind: [(code, _(words)) for code, words in KNOWN[kind].items()] for kind in KNOWN},
    }
