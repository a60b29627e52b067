"""What the community plugs into the hub: its pages, its words in the frame, its lines of /admin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.community import access, views
from peerhub.community.portable import portable
from peerhub.core.text import to_html
from peerhub.core.words import _
from peerhub.web.feature import AdminLink, Feature, NavItem, Panel, form, page


async def frame(db: AsyncConnection, person: Any) -> Mapping[str, Any]:
    community = await access.community_for_anyone(db)
    return {"community": community, "note_kinds": access.content_notes_of(community)}


async def nav(db: AsyncConnection, person: Any, path: str) -> Sequence[NavItem]:
    return [NavItem(_("Home"), "/", "home", current=path == "/", bar=True)]


async def about_panel(db: AsyncConnection, person: Any) -> Panel | None:
    """For strangers: what this is and who answers for it."""
    if person is not None:
        return None
    community = await access.community_for_anyone(db)
    return Panel("community/_about.html", {"html": to_html(community.about), "hub": community})


def admin() -> Sequence[AdminLink]:
    return [
        AdminLink(_("Community"), "/admin/community", _("Its name, its words and who may join")),
        AdminLink(
            _("Sectors"), "/admin/sectors", _("The fields of work that rooms and boards stand in")
        ),
        AdminLink(
            _("Help contacts"),
            "/admin/help-contacts",
            _("Where to get help, and when each was checked"),
        ),
    ]


feature = Feature(
    name="community",
    portable=portable,
    routes=[
        page("/rules", views.show_rules, "community:rules"),
        page("/privacy", views.show_privacy, "community:privacy"),
        page("/terms", views.show_terms, "community:terms"),
        page("/documents/{kind}/{number}", views.show_version, "community:version"),
        page(
            "/documents/{kind}/{number}/{form}/{language}",
            views.show_form,
            "community:form",
        ),
        page("/accessibility", views.show_accessibility, "community:accessibility"),
        page("/get-help", views.get_help, "community:get_help"),
        page("/admin/community", views.edit_community, "community:edit"),
        form("/admin/community", views.update_community, "community:update"),
        page("/admin/sectors", views.list_sectors, "community:sectors"),
        form("/admin/sectors", views.create_sector, "community:create_sector"),
        form("/admin/sectors/change", views.update_sector, "community:update_sector"),
        page("/admin/help-contacts", views.list_help_contacts, "community:help_contacts"),
        form("/admin/help-contacts", views.create_help_contact, "community:create_help_contact"),
        form(
            "/admin/help-contacts/change",
            views.update_help_contact,
            "community:update_help_contact",
        ),
    ],
    frame=frame,
    nav=nav,
    panels=[about_panel],
    admin=admin,
)
