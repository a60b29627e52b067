"""List an organisation, change and confirm its page, put it away."""

from __future__ import annotations

from dataclasses import replace

from peerhub.core.errors import Forbidden, NotFound, Refused
from peerhub.core.events import OrganisationListed
from peerhub.core.keys import new_id
from peerhub.core.text import to_html
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.directory import rules
from peerhub.directory.access import options_for_anyone
from peerhub.directory.history import By, Version, changed_meanwhile, is_same
from peerhub.directory.models import LINES, ROWS, ListState, Organisation, Profile
from peerhub.directory.searchable import index_again
from peerhub.directory.service.logged import log_of
from peerhub.directory.service.versioned import add_version, with_ids
from peerhub.directory.store import editors, versions
from peerhub.directory.store import organisations as store
from peerhub.moderation.bounds import Place, Said, check_may_say
from peerhub.moderation.service.screen import screen_change
from peerhub.moderation.watch import HUB, NewItem
from peerhub.people.models import Person
from peerhub.people.rules import check_email

NOWHERE = Profile("")  # what a page that is being made said before


async def list_organisation(tx: Transaction, by: Person, *, name: str, words: str) -> Organisation:
    """A page with an address made of its name. An administrator's is unclaimed; whoever else lists one
    looks after it from then on, and administrators are told: they say whether it is verified.
    """
    theirs = not rules.is_administrator(by)
    profile = Profile(name, words, seen=rules.seen_at_first())
    await _check_words(tx, by, NOWHERE, profile)
    if theirs:
        await _check_needs_no_reader(tx, by, profile)
    slug = rules.slug_from(name, await store.list_slugs(tx.db, rules.slug_from(name, ())))
    new = Organisation(new_id(), slug, profile, ListState.LISTED, tx.now)
    await store.insert_organisation(tx.db, new)
    await versions.insert_version(
        tx.db,
        new.organisation_id,
        Version(1, profile, tx.now, By.EDITOR if theirs else By.ADMINISTRATOR),
    )
    await index_again(tx, new.organisation_id)
    await log_of(tx, by, "organisation.listed", new)
    if theirs:
        await editors.insert_editor(tx.db, new.organisation_id, by.person_id)
        tx.record(OrganisationListed(new.organisation_id))
    return new


async def _check_needs_no_reader(tx: Transaction, by: Person, new: Profile) -> None:
    """Refused where the hub wants a moderator to read such words first: a page cannot wait."""
    item = NewItem(by.person_id, HUB, f"{new.name}\n{new.words}", to_html(new.words))
    if (await screen_change(tx, item)).waits:
        raise Refused(
            _("A moderator would read these words first. Ask an administrator to list it for you."),
            field="words",
        )


async def change_organisation(
    tx: Transaction, by: Person, known: Organisation, profile: Profile, *, latest: int = 0
) -> None:
    """Everything that it says of itself, and to whom; its address stays. A new version, where anything
    changes. Refused where the page is not version `latest` any more (0: as it is `known`).
    """
    options = await options_for_anyone(tx.db, tx.config)
    codes = {str(kind): dict(said) for kind, said in options.items()}
    rules.check_profile(profile, codes, before=known.profile)
    email = check_email(profile.email) if profile.email else ""
    whole = with_ids(replace(profile, email=email, seen=rules.whole(profile.seen)))
    await _check_words(tx, by, known.profile, whole)
    if latest not in (0, known.version):
        raise changed_meanwhile()
    if not is_same(known.profile, whole):
        await _set_version(tx, by, known, whole)


async def _set_version(tx: Transaction, by: Person, known: Organisation, profile: Profile) -> None:
    edits = await editors.is_editor(tx.db, known.organisation_id, by.person_id)
    role = By.EDITOR if edits else By.ADMINISTRATOR
    number = await add_version(tx, known, profile, role)
    await log_of(tx, by, "organisation.changed", known, str(number))


async def _check_words(tx: Transaction, by: Person, before: Profile, now: Profile) -> None:
    """Whoever may post no links posts none here; what stood there before is not theirs to answer for."""
    changed = [name for name in ("name", *LINES) if getattr(now, name) != getattr(before, name)]
    plain = [getattr(now, name) for name in changed if name != "words"]
    plain += [words for name in ROWS for words in _new_rows(before, now, name)]
    html = to_html(now.words) if "words" in changed else ""
    await check_may_say(tx, by, Place(()), Said(html, plain))


def _new_rows(before: Profile, now: Profile, name: str) -> list[str]:
    return [one.summary for one in getattr(now, name) if one not in getattr(before, name)]


async def confirm(tx: Transaction, known: Organisation) -> None:
    """An editor has looked, and it is all still right. Nobody learns who."""
    await store.set_confirmed(tx.db, known.organisation_id, tx.now)


async def archive(tx: Transaction, by: Person, known: Organisation) -> None:
    """Gone for readers; its editors and administrators can still open it."""
    await _set_state(tx, known, before=ListState.LISTED, state=ListState.ARCHIVED)
    await log_of(tx, by, "organisation.archived", known)


async def restore(tx: Transaction, by: Person, known: Organisation) -> None:
    """Administrators alone: who puts something before readers has looked at it."""
    if not rules.is_administrator(by):
        raise Forbidden()
    await _set_state(tx, known, before=ListState.ARCHIVED, state=ListState.LISTED)
    await log_of(tx, by, "organisation.restored", known)


async def _set_state(
    tx: Transaction, known: Organisation, *, before: ListState, state: ListState
) -> None:
    if not await store.set_state(tx.db, known.organisation_id, before=before, state=state):
        raise NotFound()
    await index_again(tx, known.organisation_id)


async def remove_organisation(tx: Transaction, organisation_id: str, reason: str) -> None:
    """By a moderator's decision: nobody but its editors and administrators opens it any more."""
    if not await store.set_removed(tx.db, organisation_id, tx.now, reason):
        raise NotFound()
    await index_again(tx, organisation_id)


async def give_back(tx: Transaction, organisation_id: str) -> None:
    """As it stood; one that is put away stays so."""
    if not await store.set_removed(tx.db, organisation_id, None, None):
        raise NotFound()
    await index_again(tx, organisation_id)
