"""What the directory plugs into the hub."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.words import _
from peerhub.directory import access, api, views
from peerhub.directory.moderated import OrganisationModerated
from peerhub.directory.personal import PersonalDirectory
from peerhub.directory.portable import portable
from peerhub.web.feature import AdminLink, Feature, NavItem, form, page

BASE = "/directory"


async def nav(db: AsyncConnection, person: Any, path: str) -> Sequence[NavItem]:
    """For strangers only where somebody is listed."""
    if person is None and not await access.is_anything_listed(db):
        return []
    return [NavItem(_("Directory"), BASE, "people", path == BASE)]


feature = Feature(
    name="directory",
    portable=portable,
    personal=PersonalDirectory(),
    routes=[
        page(BASE, views.show_directory, "directory:directory"),
        page(f"{BASE}/new", views.new_organisation, "directory:new"),
        form(f"{BASE}/new", views.create_organisation, "directory:create"),
        page(f"{BASE}/{{slug}}", views.show_organisation, "directory:organisation"),
        page(f"{BASE}/{{slug}}/edit", views.edit_organisation, "directory:edit"),
        form(f"{BASE}/{{slug}}/edit", views.update_organisation, "directory:update"),
        form(f"{BASE}/{{slug}}/confirm", views.confirm, "directory:confirm"),
        form(f"{BASE}/{{slug}}/state", views.update_state, "directory:update_state"),
        page(f"{BASE}/{{slug}}/editors", views.show_editors, "directory:editors"),
        form(f"{BASE}/{{slug}}/editors", views.update_editors, "directory:update_editors"),
    ],
    endpoints=api.endpoints,
    moderated={"organisation": OrganisationModerated()},
    nav=nav,
    admin=lambda: [
        AdminLink(
            _("Directory"),
            f"{BASE}/new",
            _("List an organisation, and say who keeps its page right"),
        )
    ],
)
