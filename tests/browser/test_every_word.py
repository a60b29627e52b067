"""With the pseudo-language every sentence of every page stands in brackets: none goes past gettext.

In process, without a browser: the hub has one language so far, and none can be asked for from outside.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest
from babel.dates import get_day_names, get_month_names
from sqlalchemy import MetaData, select

from peerhub.community.rules import LANGUAGES, language_title
from peerhub.compliance.law import read_law
from peerhub.core.hub import Hub
from peerhub.core.keys import ID_LENGTH
from peerhub.core.words import PSEUDO, set_language
from peerhub.demo.opening import make_demo
from peerhub.directory.area import read_areas
from tests.browser.examples import EXAMPLES, Example
from tests.browser.world import NOTE, World, fill
from tests.support.visitor import Visitor, Visitors

SPOKEN = ("aria-label", "title", "alt", "placeholder")
PEOPLES = (
    "words",
    "written",
    "message__body",
    "message__excerpt",
    "avatar",
    "results__where",
    "results__name",
    "results__words",
)  # classes around what people wrote, or what stands in a data file
FACTS = re.compile(
    r"\d{1,2} \w+ \d{4}(, [\d:]+[ap]m)?|[\d:]+[ap]m|peerhub [\d.]+|\S+@\S+|@[\w-]+|\d[\d .]*"
    r"|Firefox on Linux|sector:[\w-]+|[\w-]+(?=\Z)(?<=-\w{4})"
)

ITEM = re.compile(
    r"^(?:[-*]|\d+\.) |\n\n", re.MULTILINE
)  # where one ground rule ends and the next begins
AROUND = " ·:,.()–-“”"


def spoken(element: Element, inside: bool = False) -> Iterator[str]:
    """Every text that a reader or a screen reader meets, people's own words left out."""
    classes = (element.get("class") or "").split()
    if element.tag in ("script", "template", "textarea", "time", "code", "kbd") or not isinstance(
        element.tag, str
    ):
        return
    for name, value in element.items():
        if name in SPOKEN or name.startswith("data-say"):
            yield value
    if any(name in classes for name in PEOPLES):
        return
    yield element.text or ""
    for child in element:
        yield from spoken(child)
        yield child.tail or ""


def bare(text: str, known: set[str]) -> str:
    """What of a text is neither in brackets, nor a fact, nor something that people wrote."""
    flat = " ".join(text.split())
    rest, more = flat, 1
    while more:  # a sentence within a sentence, as a list of names in a title in a label
        rest, more = re.subn(r"⟦[^⟦⟧]*⟧", " ", rest)
    rest = " ".join(rest.split()).strip(AROUND)
    if rest in known:
        return ""
    rest = FACTS.sub(" ", rest).strip(AROUND)
    return "" if not re.search(r"[^\W\d_]", rest) or rest in known else rest


async def known_words(hub: Hub) -> set[str]:
    """Every text in the database, as people wrote it."""
    found = {NOTE.strip(AROUND)}  # sealed in the database
    found |= {entry.words for entry in read_law(hub.config).law.functions}
    found |= {one.name for one in read_areas(hub.config)}
    found |= {language_title(tag).strip(AROUND) for tag in LANGUAGES}
    found |= {*get_day_names(locale="en_GB").values(), *get_month_names(locale="en_GB").values()}
    async with hub.reading() as db:
        tables = MetaData()
        await db.run_sync(tables.reflect)
        for table in tables.sorted_tables:
            for row in (await db.execute(select(table))).all():
                said = [value for value in row if isinstance(value, str)]
                found |= {" ".join(value.split()).strip(AROUND) for value in said}
                found |= {_plain(line) for value in said for line in ITEM.split(value)}
                found |= {value[:4].upper() for value in said if len(value) == ID_LENGTH}
    return found


def _plain(line: str) -> str:
    """One ground rule, as it stands in a choice: without the signs of its list and its emphasis."""
    return " ".join(line.strip("-* ").replace("*", "").split()).strip(AROUND)


@pytest.fixture
async def demo(empty_hub: Hub) -> World:
    """The same world as the browser's, in this process."""
    await make_demo(empty_hub)
    return await fill(empty_hub)


async def open_example(visitor: Visitor, example: Example, world: World) -> None:
    await visitor.get(world.at(example.path))
    if example.send is None:
        return
    path = world.at(example.form)
    action = path if visitor.page.tree.findall(f".//form[@action='{path}']") else ""
    holding = "" if action else '"'
    await visitor.post(path, {**example.send} if action or holding else {})


async def test_every_sentence_passes_through_gettext(
    demo: World, empty_app: object, clock: object
) -> None:
    visitors = Visitors(empty_app)  # type: ignore[arg-type]
    by_person: dict[str, Visitor] = {}
    known = await known_words(demo.hub) | set(demo.ids.values())
    set_language(PSEUDO)
    wrong: set[str] = set()
    try:
        for example in EXAMPLES:
            if example.who not in by_person:
                person = demo.people.get(example.who)
                by_person[example.who] = await visitors.of(person) if person else visitors()
            visitor = by_person[example.who]
            await open_example(visitor, example, demo)
            body = visitor.page.tree.find(".//body")
            assert body is not None
            for text in spoken(body):
                rest = bare(text, known)
                wrong |= {f"{example.name}: {rest!r}"} if rest else set()
    finally:
        await visitors.close()
    assert not wrong, "\n".join(sorted(wrong))
