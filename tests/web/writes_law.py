"""Doors of documents, agreements and the records for the law: see writes.py."""

from tests.web.write import Write

ADMIN = "fay"
LAW = [
    Write(
        "compliance:create_document",
        ADMIN,
        "/admin/documents/privacy/new",
        {"words": "We keep little.", "summary": "The first version", "seen": "0"},
    ),
    Write(
        "compliance:create_form",
        ADMIN,
        "/admin/documents/rules/forms",
        {"number": "1", "form": "bsl", "address": "https://example.org/film"},
    ),
    Write(
        "compliance:end_form",
        ADMIN,
        "/admin/documents/rules/forms/end",
        {"number": "1", "form": "easy-read", "language": "en"},
    ),
    Write("people:agree", "amina", "/me/agreements", {"agree": "yes", "rules": "1"}),
    Write(
        "compliance:create_record",
        ADMIN,
        "/admin/compliance/duty/s20/new",
        {
            "state": "met",
            "how": "A report stands in every menu.",
            "review_on": "2027-05-31",
            "reason": "The first time",
            "seen": "0",
        },
    ),
]
