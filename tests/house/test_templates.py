"""Templates trust nobody's HTML, hold no script or style, guard forms, speak through gettext."""

import pytest

from tests.house.source import files, short, tell
from tests.house.templates import faults


def test_every_template_keeps_the_rules() -> None:
    kept = files("peerhub/**/templates/**.html", "peerhub/**/templates/*.html")
    found = [fault for path in kept for fault in faults(short(path), path.read_text())]
    assert not found, tell(found)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("{{ post.body|safe }}", "only for HTML that core/text.py made"),
        ("{{ words|safe }}", "only for HTML that core/text.py made"),
        ("{{ (post.html ~ name)|safe }}", "only for HTML that core/text.py made"),
        ("{% autoescape false %}{{ x }}{% endautoescape %}", "autoescape stays on"),
        ("<script>go()</script>", "inline <script>"),
        ("<style>p{}</style>", "inline <style>"),
        ('<p style="color:{{ hue }}">{{ x }}</p>', "style= on <p>"),
        ("<p {% if x %}onclick='go()'{% endif %}></p>", "onclick= on <p>"),
        ("<a href='JavaScript:go()'>{{ x }}</a>", "holds a script"),
        ("<form method='post'>{{ x }}</form>", "needs {{ token() }}"),
        ("<form class=x\n method=POST>{{ x }}</form>", "needs {{ token() }}"),
    ],
)
def test_an_unsafe_template_is_named(source: str, reason: str) -> None:
    assert reason in tell(faults("x.html", source))


@pytest.mark.parametrize(
    "source",
    [
        "<p>Hello</p>",
        "<p>{{ name }} wrote</p>",
        "{% if x %}Yes{% else %}{{ _('No') }}{% endif %}",
        "<img src='{{ x }}' alt='A cat'>",
        "<button aria-label='Close'>×</button>",
        "{{ field('name', 'Your name') }}",
        "{{ title or 'Nothing here yet.' }}",
        "{% set words = 'Sign in' %}{{ words }}",
        "<p>{{ _('Read') }} more</p>",
        "{% macro named(x) %} aria-label='Close {{ x }}'{% endmacro %}",
        "{% block frame %}frame--wide{% endblock %}",
    ],
)
def test_words_outside_gettext_are_named(source: str) -> None:
    assert "write it through _()" in tell(faults("x.html", source))


@pytest.mark.parametrize(
    "source",
    [
        "{{ post.html|safe }} {{ html|safe }}",
        "{# A comment says what it wants #}<p>{{ _('Hello %(name)s', name=x) }} · 2 &nbsp; –</p>",
        "{% trans %}Hello{% endtrans %}",
        "{{ ngettext('%(num)s reply', '%(num)s replies', n) }}",
        "<script type='module' src='{{ static('js/x.js') }}'></script>",
        "<script type='application/ld+json'>{{ event|tojson }}</script>",
        "<form method='post'>{{ token() }}{{ forms.submit(_('Post')) }}</form>",
        "<form method='post'>{{ forms.token() }}</form><form method='get'></form>",
        "<a class='button{% if kind %} button--{{ kind }}{% endif %}' href='{{ x }}'>{{ x }}</a>",
        "{{ url('rooms:room', slug=x) }} {{ moment('Europe/London') }}",
        "{% block frame_class %}frame--wide{% endblock %}",
        "{% macro described(x) %} aria-describedby='{{ x }}' aria-invalid='true'{% endmacro %}",
        "<p {{ 'hidden' if x }} {% if y %}aria-describedby='{{ y }}'{% endif %}></p>",
        "{% extends 'layout.html' %}{% block main %}<h1>{{ _('Rooms') }}</h1>{% endblock %}",
    ],
)
def test_a_good_template_is_let_be(source: str) -> None:
    assert not list(faults("x.html", source))
