"""Which ways lead to a lead who has no page open. With fewer than two a night can pass unnoticed."""

from __future__ import annotations

from peerhub.core.hub import Hub
from peerhub.core.mailer import FileMailer
from peerhub.core.words import _


def missing_channels(hub: Hub) -> list[str]:
    """What is not set up, as sentences for whoever can put it right."""
    found = []
    if isinstance(hub.mailer, FileMailer):
        found.append(_("Mail reaches nobody: it is written into a folder (PEERHUB_SMTP_URL)."))
    if not hub.config.alert_url:
        found.append(_("There is no text or pager service (PEERHUB_ALERT_URL)."))
    return found
