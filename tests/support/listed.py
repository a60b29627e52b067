"""An organisation in a world of tests: Fay listed it, Amina edits it."""

from dataclasses import replace
from datetime import date

from peerhub.core.hub import Hub
from peerhub.directory.access import confirm_path
from peerhub.directory.models import Kind, Organisation, Profile
from peerhub.directory.open_referral.ids import ORGANIZATION, SERVICE, VIRTUAL, uuid_of
from peerhub.directory.open_referral.terms import taxonomy_id, term_id
from peerhub.directory.parts import part_of
from peerhub.directory.service import contacts as asking
from peerhub.directory.service import editors as editing
from peerhub.directory.service import networks as linking
from peerhub.directory.service import pages
from peerhub.directory.service.claims import claim_organisation
from peerhub.directory.service.corrections import suggest
from peerhub.directory.service.helping import choose
from peerhub.directory.service.logos import set_logo
from peerhub.directory.service.partners import set_partner
from peerhub.people.models import Person
from peerhub.uploads.service import make_harmless, shelve
from tests.support.factories import picture_bytes
from tests.support.visitor import Page, Visitor


async def make_organisation(
    hub: Hub,
    fay: Person,
    name: str,
    *editors: Person,
    seen: dict[str, str] | None = None,
    **said: object,
) -> Organisation:
    """As an administrator lists it: `boroughs`-like fields are facts, as in `borough=("brent",)`."""
    kinds = ("sector", "strand", "borough", "language", "access")
    facts = {kind: tuple(said.pop(kind)) for kind in kinds if kind in said}  # type: ignore[arg-type]
    async with hub.transaction() as tx:
        new = await pages.list_organisation(tx, fay, name=name, words=str(said.pop("words", "")))
        profile = replace(
            new.profile, facts=facts, seen={**new.profile.seen, **(seen or {})}, **said
        )  # type: ignore[arg-type]
        await pages.change_organisation(tx, fay, new, profile)
        for person in editors:
            await editing.add_editor(tx, fay, new, person.handle)
    return replace(new, profile=Profile(name, facts=facts))


async def change_page(
    visitor: Visitor, address: str, *, part: str = "", **said: str | list[str] | None
) -> Page:
    """As an editor does: each part of the form that has one of these fields is opened, filled in, kept;
    or the one that is named.
    """
    parts: dict[str, dict[str, str | list[str] | None]] = {}
    for name, value in said.items():
        parts.setdefault(part or part_of(name.removeprefix("see_")), {})[name] = value
    for part, fields in parts.items():
        await visitor.get(f"{address}/edit/{part}")
        page = await visitor.submit(**fields)
        assert page.path == f"{address}/edit?f=saved", page.words
    return page


async def make_linked(hub: Hub, fay: Person, keeper: Person, page: Organisation) -> str:
    """The address of a public network that `keeper` keeps, with one organisation in it: a partner."""
    async with hub.transaction() as tx:
        new = await linking.make_network(
            tx, fay, name="Warm Rooms", slug="warm-rooms", words="We *keep warm*.", seen="public"
        )
        await linking.add_keeper(tx, fay, new, keeper.handle)
        await linking.invite(tx, keeper, new, page.slug)
        await linking.confirm(tx, fay, new, page)
        words, since = "lends its kettle", date(2025, 5, 31)
        await set_partner(tx, fay, page, role=words, since=since, until=None)
    return new.slug


async def put_forward(hub: Hub, fay: Person, page: Organisation) -> None:
    """With a logo, and under Get help now."""
    file = await shelve(hub, await make_harmless(hub, picture_bytes()))
    async with hub.transaction() as tx:
        await set_logo(tx, fay, page, file, alt="A bird")
        await choose(tx, fay, page.slug)


async def list_one(
    hub: Hub, fay: Person, amina: Person, bo: Person, cleo: Person
) -> dict[str, str]:
    """Names for paths and fields. Bo says that it is theirs too, and what should stand there; Cleo
    keeps the network to which it belongs.
    """
    new = await make_organisation(
        hub,
        fay,
        "Tea and Toast",
        amina,
        words="We make *tea* for neighbours.",
        for_whom="Anybody who is thirsty",
        website="https://tea.example.org/",
        phone="020 7946 0199",
        borough=("brent", "barnet"),
        strand=("poverty",),
        access=("step-free", "online"),
    )
    network = await make_linked(hub, fay, cleo, new)
    async with hub.transaction() as tx:
        await asking.add_holder(tx, amina, new, "general", amina.handle)
        asked = await asking.ask(tx, bo, new, "general", "When is tea?")
        claim = await claim_organisation(tx, bo, new, "I am its treasurer. Ring the office.")
        one = await suggest(
            tx, bo, new, field="phone", words="020 7946 0177", source="I rang them."
        )
    address = hub.config.address
    return {
        "organisation": new.slug,
        "claim": claim.claim_id,
        "asked": asked.contact_id,
        "network": network,
        "correction": one.correction_id,
        "confirm_page": confirm_path(hub.keys, new, tx.now),
        "open_organization": uuid_of(new.organisation_id, ORGANIZATION),
        "open_service": uuid_of(new.organisation_id, SERVICE),
        "open_place": uuid_of(new.organisation_id, VIRTUAL),
        "open_taxonomy": taxonomy_id(Kind.STRAND, address),
        "open_term": term_id(Kind.STRAND, "race", address),
    }
