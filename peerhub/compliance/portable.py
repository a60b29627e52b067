"""The records stay: who runs another hub answers for it anew."""

from __future__ import annotations

from peerhub.core.portable import Portable

portable = Portable(
    stays={
        "compliance_records": "answers of who runs this hub; /admin/compliance/file has them all"
    }
)
