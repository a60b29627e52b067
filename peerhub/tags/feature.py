"""What tags plug into the hub."""

from __future__ import annotations

from peerhub.core.words import _
from peerhub.tags import api, views
from peerhub.tags.portable import portable
from peerhub.web.feature import AdminLink, Feature, form, page

feature = Feature(
    name="tags",
    portable=portable,
    routes=[
        page("/admin/tags", views.list_tags, "tags:tags"),
        form("/admin/tags", views.create_tag, "tags:create_tag"),
        form("/admin/tags/change", views.update_tag, "tags:update_tag"),
    ],
    endpoints=api.endpoints,
    admin=lambda: [
        AdminLink(_("Tags"), "/admin/tags", _("The one list of words by which threads are found"))
    ],
)
