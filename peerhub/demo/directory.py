"""Six organisations of the demo. None of them exists; addresses and numbers are kept free for stories."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from peerhub.core.items import ItemRef
from peerhub.core.transaction import Transaction
from peerhub.directory.belongings import OwnerKind
from peerhub.directory.models import Funder, Identifier, Organisation, Profile, Service
from peerhub.directory.service import claims, contacts, editors, helping, networks, pages, partners
from peerhub.directory.service.belongings import say_belongs
from peerhub.people.access import person_by_handle
from peerhub.people.models import Person
from peerhub.rooms.access import rooms_for_operator

HIDDEN = {"address": "members", "phone": "public", "email": "public"}
LISTED = (
    Profile(
        "Lantern Street Carers",
        "We are carers who meet other carers: a **weekly tea**, a hand with forms, and somebody to "
        "ring when it is late.",
        "Unpaid carers of any age",
        "volunteers", "yes", "https://lantern.example.org", "tea@lantern.example.org",
        "020 7946 0111", "The room behind the library",
        {"sector": ("health-and-care",), "strand": ("carers", "disability"),
         "borough": ("hackney", "islington", "tower-hamlets"), "language": ("en", "tr"),
         "access": ("step-free", "toilet", "by-phone")},
        services=(
            Service("", "Weekly tea", "Thursdays from 3pm. Bring nobody or somebody.", "Just come"),
            Service("", "Hand with forms", "We fill in what must be filled in.", "Ring first"),
        ),
        identifiers=(Identifier("XE-EXAMPLE", "LANTERN-1"),),
        funders=(
            Funder("Neighbours’ Penny Fund", "2025-04", "2028-03"),
            Funder("A jar on the counter", "2019-11"),
        ),
    ),
    Profile(
        "Dry Walls Tenants’ Desk",
        "Damp, mould and repairs: we write the letter with you, and come along.",
        "Tenants of councils, housing associations and private landlords",
        "few", "no", "https://drywalls.example.org", "desk@drywalls.example.org",
        "020 7946 0112", "",
        {"sector": ("housing",), "strand": ("poverty", "race"),
         "borough": ("lambeth", "southwark"), "language": ("en", "es", "pt", "so"),
         "access": ("interpreters", "by-phone")},
    ),
    Profile(
        "Signing Hands Collective",
        "Deaf people for Deaf people: advice in British Sign Language, and training for clinics.",
        "Deaf people and those who work with them",
        "few", "yes", "https://hands.example.org", "hello@hands.example.org", "", "",
        {"sector": ("health-and-care",), "strand": ("deaf", "disability"),
         "borough": ("camden", "westminster", "brent"), "language": ("bsl", "en"),
         "access": ("bsl", "captions", "online")},
    ),
    Profile(
        "Kettle and Compass",
        "A house where young people who came alone find a meal, a lawyer and a bicycle.",
        "Young refugees from 14 to 25",
        "some", "no", "https://kettle.example.org", "", "020 7946 0114", "",
        {"sector": ("youth-work", "housing"), "strand": ("refugees", "age"),
         "borough": ("croydon", "lewisham"), "language": ("en", "ar", "fa", "ti", "ps"),
         "access": ("quiet", "travel-paid")},
    ),
    Profile(
        "The Long Table",
        "People who use services sit down with people who run them. We teach both how.",
        "Anybody who was ever asked for their “lived experience”",
        "volunteers", "yes", "", "table@long.example.org", "", "",
        {"sector": ("health-and-care",), "strand": ("disability", "poverty", "race", "sex"),
         "borough": ("newham", "tower-hamlets", "waltham-forest"), "language": ("en", "bn", "ur"),
         "access": ("easy-read", "step-free", "travel-paid")},
    ),
    Profile(
        "Wagon Road Youth",
        "Homework, football and a word with the school, by Roma and Traveller youth workers.",
        "Gypsy, Roma and Traveller children and their families",
        "few", "yes", "", "", "020 7946 0116", "",
        {"sector": ("youth-work",), "strand": ("gypsy-roma-traveller", "age"),
         "borough": ("enfield", "haringey"), "language": ("en", "ro", "rom"),
         "access": ("at-home",)},
    ),
)  # fmt: skip


async def seed_directory(tx: Transaction) -> None:
    """Listed by Fay; Amina edits the first and has confirmed it, Bo asks for another."""
    fay = await person_by_handle(tx.db, "fay")  # with the role that she was given a moment ago
    made = []
    for profile in LISTED:
        new = await pages.list_organisation(tx, fay, name=profile.name, words=profile.words)
        seen = {**new.profile.seen, **HIDDEN}
        await pages.change_organisation(tx, fay, new, replace(profile, seen=seen))
        made.append(new)
    await editors.add_editor(tx, fay, made[0], "amina")
    await pages.confirm(tx, made[0])
    await claims.verify(tx, fay, made[0], on=True)
    for one in (made[0], made[1]):  # the second waits: nobody has confirmed it
        await helping.choose(tx, fay, one.slug)
    await _seed_network(tx, fay, made)
    role, since = "lends the room for every first Thursday", date(2025, 3, 1)
    await partners.set_partner(tx, fay, made[3], role=role, since=since, until=None)
    bo = await person_by_handle(tx.db, "bo")
    words = "I help them on Thursdays. Ask at their table, they call me the tea person."
    await contacts.add_holder(tx, fay, made[0], "referrals", "amina")
    asked = "May a neighbour of mine come to the weekly tea? He speaks Turkish."
    await contacts.ask(tx, bo, made[0], "referrals", asked)
    await claims.claim_organisation(tx, bo, made[4], words)


async def _seed_network(tx: Transaction, fay: Person, made: list[Organisation]) -> None:
    """Cleo keeps it; two are in it, the one that Amina edits is invited, another asks. A room is its own."""
    words = "Small groups that share a room, a kettle and a **list of interpreters**."
    new = await networks.make_network(
        tx, fay, name="Shared Kettle Network", slug="shared-kettle", words=words, seen="public"
    )
    await networks.add_keeper(tx, fay, new, "cleo")
    for one in (made[0], made[3], made[4]):
        await networks.invite(tx, fay, new, one.slug)
    for one in (made[3], made[4]):
        await networks.confirm(tx, fay, new, one)
    await networks.ask(tx, fay, new, made[1])
    rooms = {one.slug: one for one in await rooms_for_operator(tx.db)}
    place = [ItemRef("room", rooms["health-and-care"].room_id)]
    await say_belongs(tx, fay, place, OwnerKind.NETWORK, new.slug)
