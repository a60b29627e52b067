"""The words of people's letters: plain, with nothing in a subject about what the hub speaks of."""

from __future__ import annotations

from peerhub.core.items import Closure
from peerhub.core.mailer import Mail
from peerhub.core.words import _


def letter(to: str, subject: str, *lines: str, hub: str, address: str) -> Mail:
    """One letter; a reader who expected none is told that nothing happens by itself."""
    foot = _("If you did not expect this letter, you need do nothing.")
    wrong = _("Is something wrong here? Complain, with an account or without:")
    end = f"{hub}\n{address}\n\n{wrong}\n{address}/complaints"
    text = "\n\n".join([_("Hello,"), *lines, foot, end])
    return Mail(to=to, subject=f"{hub}: {subject}", text=text + "\n")


def sign_in_lines(link: str) -> list[str]:
    return [
        _("Open this address to sign in. It works once, for 30 minutes:"),
        link,
        _("Never pass it on: whoever opens it is signed in as you."),
    ]


def reset_lines(link: str) -> list[str]:
    return [
        _("Open this address to choose a new password. It works once, for 30 minutes:"),
        link,
        _("Never pass it on. Your password stays as it is until you choose a new one."),
    ]


def welcome_lines(link: str) -> list[str]:
    return [
        _("Somebody, we hope you, asked to join with this address. Open this to come in:"),
        link,
        _("It works once, for three days. You can choose a password when you are in."),
    ]


def approved_lines(link: str) -> list[str]:
    return [
        _("An administrator has let you in. Open this address to come in:"),
        link,
        _("It works once, for three days. After that ask for a new link on the sign-in page."),
    ]


def waiting_lines() -> list[str]:
    return [
        _("You asked to join. An administrator looks at it, usually within two days."),
        _("You get another letter when you can come in."),
    ]


def known_lines(sign_in: str) -> list[str]:
    return [
        _("Somebody, perhaps you, tried to join with this address. You have an account already."),
        _("Sign in here. If you do not know your password, ask there for a link:"),
        sign_in,
    ]


def suspended_lines(closure: Closure | None, address: str) -> list[str]:
    """Why, and where to ask for another look, where a decision closed it."""
    if closure is None:
        return [_("Your account is closed for now. If you think that is wrong, complain as below.")]
    ask = _("If you think this is wrong, ask here for another look. You need not sign in:")
    return [*closure.words, ask, f"{address}{closure.path}"]


def invited_lines(link: str) -> list[str]:
    return [
        _("You are invited to join us. Open this address to see what it is and to come in:"),
        link,
        _("It works once, for 14 days. You can come in under any name you like."),
    ]


def joiner_lines(page: str) -> list[str]:
    return [_("Somebody waits to be let in. Look at it here:"), page]


def role_lines(role: str) -> list[str]:
    return [
        _("On the hub's own machine somebody was given a role: %(role)s.") % {"role": role},
        _("Look at the list of people, and ask whoever runs the machine if you did not expect it."),
    ]


def token_lines(page: str) -> list[str]:
    return [
        _("A token for programs was made for your account. With it a program acts as you."),
        _("If it was not you, revoke it here and change your password:"),
        page,
    ]
