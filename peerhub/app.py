"""The composition root: builds the Hub and mounts every feature. Nothing else knows them all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from peerhub.community.feature import feature as community
from peerhub.compliance.feature import feature as compliance
from peerhub.core.clock import Clock
from peerhub.core.config import Config
from peerhub.core.errors import HubError
from peerhub.core.hub import Hub, open_hub
from peerhub.core.outbox import Registry
from peerhub.core.tasks import end_task
from peerhub.directory.feature import feature as directory
from peerhub.drafts.feature import feature as drafts
from peerhub.extracts.feature import feature as extracts
from peerhub.forum.feature import feature as forum
from peerhub.mailings.feature import feature as mailings
from peerhub.meetups.feature import feature as meetups
from peerhub.moderation.feature import feature as moderation
from peerhub.moderation.safeguarding.feature import feature as safeguarding
from peerhub.notifications.feature import feature as notifications
from peerhub.people.feature import feature as people
from peerhub.people.session import SessionMiddleware
from peerhub.polls.feature import feature as polls
from peerhub.rooms.feature import feature as rooms
from peerhub.search.feature import feature as search
from peerhub.tags.feature import feature as tags
from peerhub.uploads.feature import feature as uploads
from peerhub.web import openapi, pages, static
from peerhub.web.addresses import NamedAddresses
from peerhub.web.faults import Incidents, on_http_error, on_hub_error
from peerhub.web.feature import Feature
from peerhub.web.kept import KeptPages
from peerhub.web.middleware import BodyLimit, OwnHost, SameOrigin, SecurityHeaders
from peerhub.web.packing import PackPages

FEATURES: tuple[Feature, ...] = (
    community,
    people,
    notifications,
    search,
    drafts,
    uploads,
    tags,
    polls,
    moderation,
    safeguarding,
    compliance,
    rooms,
    forum,
    extracts,
    directory,
    mailings,
    meetups,
)


def build_hub(config: Config, *, clock: Clock | None = None, checkpoints: bool = True) -> Hub:
    """A hub with every feature's reactions, letters and ports plugged in."""
    hub = open_hub(config, clock=clock, checkpoints=checkpoints)
    for feature in FEATURES:
        _plug_duties(hub.registry, feature)
        hub.contents.update(feature.moderated)
        if feature.borne:
            hub.contents.update(feature.borne(hub.contents))
        hub.attached.update(feature.attached)
        hub.spaces.update(feature.spaces)
        hub.places.update(feature.places)
        hub.searchable.update(feature.searchable)
        if feature.closing:
            hub.closing = feature.closing
        if feature.nameless:
            hub.nameless = feature.nameless
        if feature.personal:
            hub.personal[feature.name] = feature.personal
        if feature.portable:
            hub.portable[feature.name] = feature.portable
        hub.names.update(feature.names)
        hub.conditions.extend(feature.conditions)
    return hub


def _plug_duties(registry: Registry, feature: Feature) -> None:
    """Who reacts to which event, in the order in which the features stand."""
    for event, handlers in feature.reactions.items():
        for handler in handlers:
            registry.on(event, handler)
    for event, handlers in feature.urgent.items():
        for handler in handlers:
            registry.on(event, handler, urgent=True)
    for event, letters in feature.letters.items():
        for letter in letters:
            registry.mail_on(event, letter)
    for event, errands in feature.errands.items():
        for errand in errands:
            registry.send_on(event, errand)


def routes_of(features: Iterable[Feature]) -> list[BaseRoute]:
    routes: list[BaseRoute] = [*pages.routes, *static.routes, *openapi.routes]
    for feature in features:
        routes.extend(feature.routes)
        routes.extend(endpoint.to_route() for endpoint in feature.endpoints)
    return routes


def create_app(hub: Hub) -> Starlette:
    """The ASGI application around a hub; its lifespan runs the outbox and the features' hooks."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        for feature in FEATURES:
            if feature.on_start:
                await feature.on_start(hub)
        background = [
            asyncio.create_task(hub.outbox.run(), name="outbox"),
            asyncio.create_task(hub.outbox.run(urgent=True), name="urgent"),
            asyncio.create_task(hub.watch_outside(), name="outside"),
        ]
        yield
        for task in background:
            await end_task(task)
        for feature in FEATURES:
            if feature.on_stop:
                await feature.on_stop(hub)

    app = NamedAddresses(
        routes=routes_of(FEATURES),
        lifespan=lifespan,
        exception_handlers={HubError: on_hub_error, HTTPException: on_http_error},
        middleware=[
            Middleware(KeptPages, hub=hub),
            Middleware(SecurityHeaders, hub=hub),
            Middleware(PackPages),
            Middleware(Incidents),
            Middleware(OwnHost, hub=hub),
            Middleware(BodyLimit, larger=[p for f in FEATURES for p in f.takes_files]),
            Middleware(SessionMiddleware, hub=hub),
            Middleware(SameOrigin, hub=hub),
        ],
    )
    app.state.hub = hub
    app.state.features = FEATURES
    return app
