"""The words of the letters of meetups; what one is about stands behind the link alone."""

from __future__ import annotations

from peerhub.core.words import N_, _
from peerhub.notifications.models import NoticeKind

TOLD = {
    NoticeKind.MEETUP_CHANGED: N_(
        "What you said yes to has another time, place or way of coming now. Look at it here:"
    ),
    NoticeKind.MEETUP_CANCELLED: N_(
        "What you said yes to does not take place. What its organisers say stands here:"
    ),
    NoticeKind.MEETUP_SEAT: N_("A seat is free for you now. How to come stands here:"),
    NoticeKind.MEETUP_NEAR: N_("What you said yes to begins in a day. How to come stands here:"),
}


def asked_lines(link: str) -> list[str]:
    return [
        _("Somebody, we hope you, wants to come to a meetup with this address."),
        _("Open this address to say yes, or that it was not you:"),
        link,
        _("Without it you have no seat, and in seven days your address is forgotten here."),
        _("The same address tells you later whether you have a seat, and lets you give it back."),
    ]


def told_lines(kind: NoticeKind, link: str) -> list[str]:
    free = _("If you do not come, say so there: somebody else may wait.")
    return [_(TOLD[kind]), link, *([] if kind is NoticeKind.MEETUP_CANCELLED else [free])]


def new_lines(link: str, stop: str) -> list[str]:
    return [
        _("Something new is announced of what you follow. Sign in and read it here:"),
        link,
        _("To end these letters, open this address and press the button. You need not sign in:"),
        stop,
    ]
