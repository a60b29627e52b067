"""The words of the directory's letters; what it is about stands behind the link, for who signs in."""

from __future__ import annotations

from peerhub.core.words import N_, _
from peerhub.notifications.models import NoticeKind

LINES = {
    NoticeKind.CLAIM_MADE: (
        N_("Somebody asks to look after a page of the directory that you look after."),
        N_("You have seven days to agree or to object. Sign in and open this address:"),
    ),
    NoticeKind.ORGANISATION_LISTED: (
        N_("Somebody listed an organisation in the directory, and looks after its page."),
        N_("Look at it here, and say whether you checked who they are:"),
    ),
    NoticeKind.CLAIM_WAITS: (
        N_("Somebody asked to look after a page of the directory. It can be decided now:"),
    ),
    NoticeKind.CLAIM_GRANTED: (
        N_("You can look after the page that you asked for in the directory now:"),
    ),
    NoticeKind.CLAIM_REFUSED: (
        N_("An administrator has answered what you asked in the directory. Read it here:"),
    ),
    NoticeKind.NETWORK_INVITED: (
        N_("A network invites an organisation whose page in the directory you look after."),
        N_("Say yes or no here:"),
    ),
    NoticeKind.BELONGING_ASKED: (
        N_("A room, a board or a meetup asks to belong to what you look after in the directory."),
        N_("Say yes or no here:"),
    ),
    NoticeKind.NETWORK_ASKED: (
        N_("An organisation of the directory asks to join a network that you keep."),
        N_("Say yes or no here:"),
    ),
    NoticeKind.CONTACT_WRITTEN: (
        N_("Somebody wrote to an organisation for which you answer."),
        N_("Sign in, and read and answer it here:"),
    ),
    NoticeKind.CONTACT_ANSWERED: (
        N_("You were answered by an organisation to which you wrote."),
        N_("Sign in and read it here:"),
    ),
    NoticeKind.CORRECTION_WAITS: (
        N_("Somebody suggests a correction to a page of the directory that you look after."),
        N_("Take it over or decline it here:"),
    ),
}


def confirm_lines(link: str) -> list[str]:
    return [
        _("You look after a page of the directory that nobody has confirmed for half a year."),
        _("Open this address to look at it, and to say with one press that it is all still right:"),
        link,
        _("It works once, for thirty days, without signing in. Nobody reads who pressed it."),
    ]


def lines_for(kind: NoticeKind, link: str) -> list[str]:
    return [*(_(words) for words in LINES[kind]), link]
