"""What a template may hold: no trusted HTML but ours, no inline script or style, no form unguarded.

Pure functions over source text, so that a test can plant a fault.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from jinja2 import Environment, nodes

MADE_BY_TEXT = {"html"}  # names of values that core/text.py made: `post.html|safe`
READ_ALOUD = {"alt", "title", "placeholder", "aria-label", "aria-description", "label"}
PROPER_NAMES = {"peerhub"}
ATTRIBUTE = re.compile(r"([\w-]+)=(?:'([^']*)'|\"([^\"]*)\")")
HOLE = "\ue000"  # stands where a value will be; no letter, so never taken for a word
TRANSLATES = {"_", "gettext", "ngettext", "npgettext", "pgettext"}
SENTENCE = re.compile(r"^[A-Z][a-z]+(?![\w/])|\w+ \w+.*[.?!]$")

ENVIRONMENT = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True)


def faults(name: str, source: str) -> Iterator[str]:
    """Everything in this template that may not be, with the reason."""
    tree = ENVIRONMENT.parse(source)
    page = Page(name)
    page.feed("".join(flat(tree)))
    page.close()
    yield from _trusted(name, tree)
    yield from page.faults
    yield from _bare_literals(name, tree)
    yield from _unguarded_forms(name, source)


def flat(node: nodes.Node) -> Iterator[str]:
    """The template's own text in its order, with a hole for each value."""
    if isinstance(node, nodes.TemplateData):
        yield node.data
    elif isinstance(node, nodes.Block) and node.name.endswith("_class"):
        yield HOLE  # its words are names of classes
    elif isinstance(node, nodes.Output):
        for part in node.nodes:
            yield part.data if isinstance(part, nodes.TemplateData) else HOLE
    else:
        for child in node.iter_child_nodes():
            yield from flat(child)


def _trusted(name: str, tree: nodes.Template) -> Iterator[str]:
    for filtered in tree.find_all(nodes.Filter):
        if filtered.name == "safe" and not _made_by_text(filtered.node):
            yield (
                f"{name}:{filtered.lineno}: |safe is only for HTML that core/text.py made, "
                f"which is called {' or '.join(sorted(MADE_BY_TEXT))}: post.html|safe."
            )
    for scope in tree.find_all((nodes.ScopedEvalContextModifier, nodes.EvalContextModifier)):
        yield f"{name}:{scope.lineno}: autoescape stays on."


def _made_by_text(value: nodes.Expr | None) -> bool:
    if isinstance(value, nodes.Name):
        return value.name in MADE_BY_TEXT
    return isinstance(value, nodes.Getattr) and value.attr in MADE_BY_TEXT


class Page(HTMLParser):
    """Reads the flat text as a browser would, and notes what the house forbids."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self.name = name
        self.faults: list[str] = []
        self.within = ""

    def note(self, fault: str) -> None:
        self.faults.append(f"{self.name}: {fault}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.within = tag
        given = {key: value or "" for key, value in attrs}
        data = given.get("type") == "application/ld+json"  # no browser runs it
        if tag == "style" or (tag == "script" and "src" not in given and not data):
            self.note(f"inline <{tag}>: the content security policy forbids it. Give it a file.")
        for key, value in given.items():
            if key == "style" or key.startswith("on"):
                self.note(f"{key}= on <{tag}>: the content security policy forbids it.")
            if value.strip().lower().startswith("javascript:"):
                self.note(f"{key}= on <{tag}> holds a script.")
            self.look_at_attribute(key, value)

    def look_at_attribute(self, key: str, value: str) -> None:
        if key in READ_ALOUD and has_words(value):
            self.note(f"{key}={value!r} is read by people: write it through _().")

    def handle_endtag(self, _tag: str) -> None:
        self.within = ""

    def handle_data(self, data: str) -> None:
        if self.within in {"script", "style"}:
            return
        for key, single, double in ATTRIBUTE.findall(data):  # of a macro that makes attributes
            self.look_at_attribute(key, single or double)
        if has_words(ATTRIBUTE.sub("", data)):
            self.note(f"{' '.join(data.split())!r} is read by people: write it through _().")


def has_words(text: str) -> bool:
    words = re.findall(r"[^\W\d_]{2,}", text)
    return any(word.lower() not in PROPER_NAMES for word in words)


def _bare_literals(name: str, tree: nodes.Template) -> Iterator[str]:
    """Sentences that stand in an expression, `field("Your name")`, without gettext around them."""
    wrapped = {
        id(const)
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in TRANSLATES
        for const in call.find_all(nodes.Const)
    }
    for const in tree.find_all(nodes.Const):
        words = const.value
        if isinstance(words, str) and id(const) not in wrapped and SENTENCE.search(words):
            yield f"{name}:{const.lineno}: {words!r} is read by people: write it through _()."


def _unguarded_forms(name: str, source: str) -> Iterator[str]:
    for match in re.finditer(r"<form\b(.*?)</form>", source, re.DOTALL | re.IGNORECASE):
        form = match.group(1)
        line = source.count("\n", 0, match.start()) + 1
        if not re.search(r"""method=["']?post""", form.partition(">")[0], re.IGNORECASE):
            continue
        if not re.search(r"\btoken\(\)", form):
            yield (
                f"{name}:{line}: a form that posts needs {{{{ token() }}}} from ui/forms.html; "
                "old browsers show the guard nothing else."
            )
