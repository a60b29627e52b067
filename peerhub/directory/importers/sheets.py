"""Tables of Open Referral UK as CSV, one file for each, put together again; or one sheet of your own.

Beside `organizations.csv` its neighbours are read too: services, phones, places. A sheet that somebody
made by hand has a heading with `name`, and what it has of description, website, email, phone, address,
areas and languages (several in one cell between semicolons).
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from peerhub.core.words import _
from peerhub.directory.importers.shapes import Faults, Whole

Rows = list[tuple[int, dict[str, str]]]  # (line in the file, what stands there by heading)
BY_HAND = {  # headings of a sheet made by hand, and what the standard calls them
    "organisation": "name",
    "organization": "name",
    "about": "description",
    "what it does": "description",
    "url": "website",
    "web": "website",
    "e-mail": "email",
    "telephone": "phone",
    "boroughs": "areas",
    "borough": "areas",
    "language": "languages",
}
SINGULAR = {"address": "addresses", "schedule": "schedules"}  # the standard has both names
ENCODINGS = ("utf-8-sig", "cp1252")  # what spreadsheets write


class NotASheet(Exception):
    """The file holds no table of organisations; the message is a sentence for who brought it."""


def read_rows(content: bytes, name: str) -> tuple[Rows, Faults]:
    """The rows under the heading; NotASheet where there is no heading with a name."""
    reader = csv.reader(io.StringIO(_decoded(content, name), newline=""))
    rows: Rows = []
    faults: Faults = []
    heading: list[str] = []
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error:
            faults.append((f"row {reader.line_num}", _("it cannot be read")))
            continue
        if not any(cell.strip() for cell in cells):
            continue
        if not heading:
            heading = [cell.strip().casefold() for cell in cells]
        elif len(cells) > len(heading):
            faults.append((f"row {reader.line_num}", _("it has more cells than the heading")))
        else:
            said = dict(zip(heading, cells, strict=False))
            rows.append((reader.line_num, {key: cell for key, cell in said.items() if cell}))
    if not heading:
        raise NotASheet(_("%s is empty. Give a file with a heading and a row for each.") % name)
    return rows, faults


def _decoded(content: bytes, name: str) -> str:
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotASheet(_("%s cannot be read. Save it as CSV in UTF-8, and try again.") % name)


def items_of_sheet(content: bytes, path: Path | None, name: str) -> tuple[list[Whole], Faults]:
    """Each row as an object of the standard's shape, with what stands beside it in other files."""
    rows, faults = read_rows(content, name)
    headings = {heading for _line, row in rows for heading in row}
    if path is not None and path.stem == "services":
        raise NotASheet(
            _("%s holds services. Give organizations.csv, and leave this one beside it.") % name
        )
    if rows and not headings & {"name", *_called("name")}:
        raise NotASheet(_("%s has no column “name”. Give each organisation's name there.") % name)
    beside = _Beside(path.parent) if path is not None and path.stem == "organizations" else None
    items = [(f"row {line}", _organisation(row, beside)) for line, row in rows]
    return items, faults + (beside.faults if beside else [])


def _called(name: str) -> set[str]:
    return {own for own, known in BY_HAND.items() if known == name}


def _organisation(row: Mapping[str, str], beside: _Beside | None) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for heading, cell in row.items():
        said.setdefault(BY_HAND.get(heading, heading), cell)
    if beside is not None:
        numbers = beside.of("organization_identifiers", "organization_id", said.get("id", ""))
        said["organization_identifiers"] = [*numbers]
        said["services"] = beside.services_of(said.get("id", ""))
        said["phones"] = [*beside.of("phones", "organization_id", said.get("id", ""))]
        return said
    if phone := said.pop("phone", ""):
        said["phones"] = [{"number": phone}]
    service: dict[str, Any] = {}
    if areas := said.pop("areas", ""):
        service["service_areas"] = [{"name": one} for one in _several(areas)]
    if languages := said.pop("languages", ""):
        service["languages"] = [{"name": one, "code": one} for one in _several(languages)]
    if address := said.pop("address", ""):
        place = {"location_type": "physical", "description": address}
        service["service_at_locations"] = [{"location": place}]
    return {**said, "services": [service]} if service else said


def _several(cell: str) -> Iterator[str]:
    return filter(None, (one.strip() for one in cell.split(";")))


class _Beside:
    """The other tables in the folder of `organizations.csv`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: Faults = []
        self.indexes: dict[tuple[str, str], dict[str, list[dict[str, Any]]]] = {}

    def of(self, table: str, heading: str, known: str) -> list[dict[str, Any]]:
        """Rows of this table that name `known` under this heading."""
        if (table, heading) not in self.indexes:
            index: dict[str, list[dict[str, Any]]] = defaultdict(list)
            for row in self._rows(table):
                if row.get(heading):
                    index[row[heading]].append(dict(row))
            self.indexes[table, heading] = index
        return self.indexes[table, heading].get(known, []) if known else []

    def _rows(self, table: str) -> list[dict[str, str]]:
        single = {several: one for one, several in SINGULAR.items()}.get(table, table[:-1])
        for name in (f"{table}.csv", f"{single}.csv"):
            path = self.folder / name
            if path.is_file():
                rows, faults = read_rows(path.read_bytes(), name)
                self.faults += [(f"{name} {where}", why) for where, why in faults]
                return [row for _line, row in rows]
        return []

    def services_of(self, organisation_id: str) -> list[dict[str, Any]]:
        return [
            self._service(row) for row in self.of("services", "organization_id", organisation_id)
        ]

    def _service(self, row: dict[str, Any]) -> dict[str, Any]:
        known = row.get("id", "")
        contacts = [
            {**one, "phones": self.of("phones", "contact_id", one.get("id", ""))}
            for one in self.of("contacts", "service_id", known)
        ]
        terms = [
            {"taxonomy_term": term}
            for one in self.of("attributes", "link_id", known)
            for term in self.of("taxonomy_terms", "id", one.get("taxonomy_term_id", ""))
        ]
        places = [
            {"location": self._place(place)}
            for one in self.of("service_at_locations", "service_id", known)
            for place in self.of("locations", "id", one.get("location_id", ""))
        ]
        return {
            **row,
            "contacts": contacts,
            "phones": self.of("phones", "service_id", known),
            "funding": self.of("funding", "service_id", known),
            "service_areas": self.of("service_areas", "service_id", known),
            "languages": self.of("languages", "service_id", known),
            "attributes": terms,
            "service_at_locations": places,
        }

    def _place(self, row: dict[str, Any]) -> dict[str, Any]:
        known = row.get("id", "")
        return {
            **row,
            "addresses": self.of("addresses", "location_id", known),
            "accessibility": self.of("accessibility", "location_id", known),
        }
