"""What the records for the law plug into the hub."""

from __future__ import annotations

from collections.abc import Sequence

from peerhub.compliance.personal import PersonalCompliance
from peerhub.compliance.portable import portable
from peerhub.compliance.views import documents, records
from peerhub.core.words import _
from peerhub.web.feature import AdminLink, Feature, form, page


def admin() -> Sequence[AdminLink]:
    return [
        AdminLink(
            _("Terms, rules and privacy notice"),
            "/admin/documents",
            _("Each version, its other forms, and how many agreed"),
        ),
        AdminLink(
            _("Records for the law"),
            "/admin/compliance",
            _("Duties, risk assessments and measures, each with its date; all as one document"),
        ),
    ]


feature = Feature(
    name="compliance",
    portable=portable,
    personal=PersonalCompliance(),
    routes=[
        page("/admin/documents", documents.list_documents, "compliance:documents"),
        page("/admin/documents/{kind}", documents.show_document, "compliance:document"),
        page("/admin/documents/{kind}/new", documents.new_document, "compliance:new_document"),
        form(
            "/admin/documents/{kind}/new", documents.create_document, "compliance:create_document"
        ),
        form("/admin/documents/{kind}/forms", documents.create_form, "compliance:create_form"),
        form("/admin/documents/{kind}/forms/end", documents.end_form, "compliance:end_form"),
        page("/document-files/{file}", documents.show_file, "compliance:form_file"),
        page("/admin/compliance", records.show_compliance, "compliance:index"),
        page("/admin/compliance/file", records.show_file, "compliance:file"),
        page("/admin/compliance/file/download", records.download_file, "compliance:download"),
        page("/admin/compliance/{topic}/{key}", records.show_record, "compliance:record"),
        page("/admin/compliance/{topic}/{key}/new", records.new_record, "compliance:new_record"),
        form(
            "/admin/compliance/{topic}/{key}/new",
            records.create_record,
            "compliance:create_record",
        ),
    ],
    takes_files=["/admin/documents/{kind}/forms"],
    admin=admin,
)
