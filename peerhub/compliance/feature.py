"""What the records for the law plug into the hub."""

from __future__ import annotations

from collections.abc import Sequence

from peerhub.compliance.views import documents
from peerhub.core.words import _
from peerhub.web.feature import AdminLink, Feature, form, page


def admin() -> Sequence[AdminLink]:
    return [
        AdminLink(
            _("Terms, rules and privacy notice"),
            "/admin/documents",
            _("Each version, its other forms, and how many agreed"),
        )
    ]


feature = Feature(
    name="compliance",
    routes=[
        page("/admin/documents", documents.list_documents, "compliance:documents"),
        page("/admin/documents/{kind}", documents.show_document, "compliance:document"),
        page("/admin/documents/{kind}/new", documents.new_document, "compliance:new_document"),
        form(
            "/admin/documents/{kind}/new", documents.create_document, "compliance:create_document"
        ),
        form("/admin/documents/{kind}/forms", documents.create_form, "compliance:create_form"),
        form("/admin/documents/{kind}/forms/end", documents.end_form, "compliance:end_form"),
    ],
    admin=admin,
)
