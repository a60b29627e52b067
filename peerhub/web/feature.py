"""Feature: the one shape in which a feature plugs into the hub."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from peerhub.core.events import Event
from peerhub.core.hub import Hub
from peerhub.core.items import (
    Attached,
    Closing,
    Moderated,
    NamedInRooms,
    NamelessNotices,
    Personal,
    Searchable,
    Spaces,
)
from peerhub.core.opening import Condition
from peerhub.core.outbox import Errand, Letter, Reaction
from peerhub.core.places import Places
from peerhub.core.portable import Portable
from peerhub.web.api import Endpoint
from peerhub.web.visitor import View


@dataclass(frozen=True)
class NavItem:
    """One place in the frame. `bar` puts it into the phone's bar of five.

    `count_words` says the count where "3 new" would not be true.
    """

    label: str
    href: str
    icon: str
    current: bool = False
    count: int | None = None
    group: str = ""
    bar: bool = False
    count_words: str = ""


@dataclass(frozen=True)
class Panel:
    """One card of the home page."""

    template: str
    context: Mapping[str, Any]


@dataclass(frozen=True)
class AdminLink:
    """One line of /admin."""

    label: str
    href: str
    about: str


@dataclass(frozen=True)
class ActionLink:
    """One thing that a visitor can do on the page of a person or of a message."""

    label: str
    href: str
    quiet: bool = False


Nav = Callable[[AsyncConnection, Any, str], Awaitable[Sequence[NavItem]]]
HomePanel = Callable[[AsyncConnection, Any], Awaitable[Panel | None]]
KeyedPanel = Callable[[Hub, AsyncConnection, Any], Awaitable[Panel | None]]
Frame = Callable[[AsyncConnection, Any], Awaitable[Mapping[str, Any]]]
Hook = Callable[[Hub], Awaitable[None]]
InsteadOfHome = Callable[[Request], Awaitable[Response | None]]


@dataclass(frozen=True)
class Feature:
    """What a feature plugs in. Leave out what it has not.

    `frame(db, person or None)` adds to every template's context; `nav(db, person or None, path)`
    and `panels(db, person or None)` are asked for every page. `instead_of_home` may answer `/`.
    `borne(contents)` are kinds of items that stand within items of other features.
    `takes_files` names the paths whose bodies may be as large as a file. `urgent` reactions and
    `errands` wait behind no other duty and are never given up. `conditions` say what is missing
    before anybody is let in.
    """

    name: str
    routes: Sequence[BaseRoute] = ()
    endpoints: Sequence[Endpoint] = ()
    nav: Nav | None = None
    frame: Frame | None = None
    panels: Sequence[HomePanel] = ()
    help_panels: Sequence[KeyedPanel] = ()  # under Get help now; none while the database is away
    keyed_panels: Sequence[KeyedPanel] = ()  # for what rests under a keyed hash
    instead_of_home: InsteadOfHome | None = None
    admin: Callable[[], Sequence[AdminLink]] | None = None
    on_person: Callable[[Any], ActionLink] | None = None  # told whose page it is
    on_message: Callable[[Any, str], ActionLink | None] | None = None  # told room and message_id
    reactions: Mapping[type[Event], Sequence[Reaction]] = field(default_factory=dict)
    letters: Mapping[type[Event], Sequence[Letter]] = field(default_factory=dict)
    urgent: Mapping[type[Event], Sequence[Reaction]] = field(default_factory=dict)
    errands: Mapping[type[Event], Sequence[Errand]] = field(default_factory=dict)
    moderated: Mapping[str, Moderated] = field(default_factory=dict)
    borne: Callable[[Mapping[str, Moderated]], Mapping[str, Moderated]] | None = None
    spaces: Mapping[str, Spaces] = field(default_factory=dict)
    places: Mapping[str, Places] = field(default_factory=dict)
    attached: Mapping[str, Attached] = field(default_factory=dict)
    searchable: Mapping[str, Searchable] = field(default_factory=dict)
    closing: Closing | None = None
    nameless: NamelessNotices | None = None
    personal: Personal | None = None
    portable: Portable | None = None
    names: Mapping[str, NamedInRooms] = field(default_factory=dict)
    conditions: Sequence[Condition] = ()
    takes_files: Sequence[str] = ()
    on_start: Hook | None = None
    on_stop: Hook | None = None


def page(path: str, view: View, name: str, *, methods: Sequence[str] = ("GET",)) -> Route:
    """A route under its full name, `forum:thread`."""
    return Route(path, view, name=name, methods=list(methods))


def form(path: str, view: Callable[[Request], Awaitable[Response]], name: str) -> Route:
    """A door that takes a POST and nothing else."""
    return Route(path, view, name=name, methods=["POST"])
