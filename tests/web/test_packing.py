"""Pages go out packed, and give nothing away by it; sheets go out as one, scripts without comments."""

import gzip

from peerhub.web.packing import MOST_PADDING, pack
from peerhub.web.static import FOLDER, SHEETS, imported_by, known, slim, static, style
from tests.support.visitor import fields_of
from tests.web.conftest import World


async def test_a_page_is_packed_for_who_takes_it(world: World) -> None:
    visitor = await world.as_("amina")
    page = await visitor.get("/rooms/kitchen")
    assert page.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in page.headers["vary"]
    assert int(page.headers["content-length"]) < len(page.text) / 3
    plain = await (await world.as_("amina", headers={"Accept-Encoding": "identity"})).get("/rules")
    assert "content-encoding" not in plain.headers
    json = await visitor.get("/api/v1/rooms")
    assert "content-encoding" not in json.headers


async def test_the_form_token_is_another_one_in_each_page_and_the_same_within_it(
    world: World,
) -> None:
    visitor = await world.as_("amina")
    tokens = []
    for _ in range(2):
        page = await visitor.get("/me/security")
        said = {
            fields["_token"][0] for fields in map(fields_of, page.forms()) if "_token" in fields
        }
        assert len(said) == 1
        tokens.append(said.pop())
    assert tokens[0] != tokens[1]


def test_packed_pages_differ_in_length_and_not_in_words() -> None:
    page = b"<p>Good morning</p>" * 200
    packed = [pack(page) for _ in range(60)]
    assert {gzip.decompress(one) for one in packed} == {page}
    lengths = {len(one) for one in packed}
    assert len(lengths) > 10
    assert max(lengths) - min(lengths) < MOST_PADDING


def test_scripts_lose_their_comments_and_nothing_else() -> None:
    scripts = [path for name, path in known().items() if name.endswith(".js")]
    assert len(scripts) > 10
    for path in scripts:
        assert "`" not in slim(path), f"{path.name}: a text over several lines would be cut"
        assert "/**" not in slim(path)
        words = [
            line for line in path.read_text().splitlines() if line.startswith(("import", "cl"))
        ]
        assert all(line in slim(path) for line in words)


def test_every_sheet_goes_out_in_the_one_that_pages_ask_for() -> None:
    assert sorted(SHEETS) == sorted(path.stem for path in (FOLDER / "css").iterdir())
    assert "/*" not in style() and style().count("{") == style().count("}")
    rules = [".button {", ".message {", "@media (forced-colors: active) {", "@media print {"]
    places = [style().index(rule) for rule in rules]
    assert places == sorted(places), "of two rules of the same weight the later one holds"


def test_what_scripts_import_is_known_before_one_is_read() -> None:
    named = imported_by("room-log", "message-composer")
    assert len(named) == len(set(named))
    assert static("js/frame-listeners.js") in named, "imported by what is imported"
    assert static("js/room-log.js") not in named
    assert static("js/hub-events.js") not in named, "only where sockets are blocked"
