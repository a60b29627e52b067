"""Posts as ready HTML, kept for the next reader: most of a page is alike for all who may read it.

What a post looks like depends on nothing but its `ShownPost`, whether somebody is signed in and
wants such a note open, and the language; so these are the key, whole, and nothing has to be told
when anything changes. The one thing that is another in each page, the form token, is put in last.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from operator import attrgetter
from typing import Any

from markupsafe import Markup

from peerhub.core.words import language
from peerhub.forum.shown import ShownPost
from peerhub.web.render import environment

MOST_KEPT = 1_000  # twenty pages of threads; with MOST_LENGTH at most 40 MB
MOST_LENGTH = 20_000
HOLE = "\x00token\x00"  # no words can hold it: core/text.py lets no such sign through

_fields = attrgetter(*(name for name in ShownPost.__slots__ if name != "files"))
_kept: OrderedDict[tuple[Any, ...], str] = OrderedDict()


def post_html(
    post: ShownPost,
    *,
    signed_in: bool,
    opened: bool,
    url: Callable[..., Any],
    form_token: Callable[[], str],
) -> Markup:
    """`_post.html` for this post; `opened`: its content note opens by itself for this reader."""
    key = (*_fields(post), repr(post.files), signed_in, opened, language())
    html = _kept.get(key)
    if html is None:
        html = _render(post, url, visitor=signed_in, opened=opened)
        if len(html) <= MOST_LENGTH:
            _kept[key] = html
            if len(_kept) > MOST_KEPT:
                _kept.popitem(last=False)
    else:
        _kept.move_to_end(key)
    return Markup(html.replace(HOLE, form_token()) if HOLE in html else html)  # noqa: S704


def _render(post: ShownPost, url: Callable[..., Any], **reader: bool) -> str:
    template = environment().get_template("forum/_post_alone.html")
    return template.render(post=post, url=url, form_token=lambda: HOLE, **reader)
