"""The boroughs come from a file; a hub elsewhere brings its own, and a faulty one takes nothing away."""

import pytest

from peerhub.core.config import Config
from peerhub.directory.area import read_areas
from tests.directory.conftest import Street, tiles_on

OWN = """
edition = "1"
[[area]]
slug = "harbour"
name = "The Harbour"
column = 2
row = 1
[[area]]
slug = "castle"
name = "Castle Hill"
column = 1
row = 1
"""


def test_london_has_33_authorities_each_with_its_code_and_its_tile(config: Config) -> None:
    found = read_areas(config)
    assert {one.code for one in found} == {f"E09{number:06}" for number in range(1, 34)}
    assert len({(one.column, one.row) for one in found}) == 33
    by_code = {one.code: one.name for one in found}
    assert by_code["E09000001"] == "City of London" and by_code["E09000033"] == "Westminster"
    assert by_code["E09000007"] == "Camden" and by_code["E09000030"] == "Tower Hamlets"


async def test_a_hub_elsewhere_brings_its_own(street: Street, config: Config) -> None:
    (config.data_dir / "areas.toml").write_text(OWN)
    await street.make("Owl", borough=("harbour",))
    page = await street.visitors().get("/directory")
    assert list(tiles_on(page).items()) == [("Castle Hill", 0), ("The Harbour", 1)]
    assert "The Harbour" in (await street.visitors().get("/directory/owl")).words


@pytest.mark.parametrize(
    "wrong",
    [
        "not toml at all [",
        'edition = "1"\narea = []\n',
        OWN.replace("column = 2", "column = 1"),
        OWN.replace("castle", "harbour"),
        OWN.replace("column = 2", "column = 13"),
        OWN.replace('"castle"', '"Castle Hill"'),
    ],
)
async def test_a_faulty_file_takes_nothing_away(street: Street, config: Config, wrong: str) -> None:
    (config.data_dir / "areas.toml").write_text(wrong)
    assert len(tiles_on(await street.visitors().get("/directory"))) == 33
