"""From what a file holds to records of organisations: JSON of any of the standard's shapes. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from peerhub.core.words import _
from peerhub.directory.importers.found import Bad, Record, line

Faults = list[tuple[str, str]]  # (where, why)
Whole = tuple[str, Any]  # (where it stands, what stands there)
OTHERS = {
    "taxonomy",
    "taxonomy_id",
    "term_uri",
    "version",
    "location_type",
}  # only others have these


def items_of(said: Any) -> list[Any] | None:
    """What a page of a feed, a list, or one object holds; None where it is nothing of these."""
    if isinstance(said, dict) and isinstance(said.get("contents"), list):
        return list(said["contents"])
    if isinstance(said, list):
        return said
    return [said] if isinstance(said, dict) and ("id" in said or "name" in said) else None


def numbered(items: Iterable[Any], word: str = "record") -> list[Whole]:
    return [(f"{word} {number}", one) for number, one in enumerate(items, 1)]


def records_of(items: Sequence[Whole]) -> tuple[list[Record], Faults]:
    """Organisations in the order in which the file first speaks of them, each with its services."""
    found: dict[str, Record] = {}
    faults: Faults = []
    for where, one in items:
        try:
            _add(found, where, one)
        except Bad as bad:
            faults.append((where, str(bad)))
    whole = []
    for record in found.values():
        if "name" in record.organisation:
            whole.append(record)
        else:
            faults.append((record.where, _("its organisation does not stand in the file")))
    return whole, faults


def _add(found: dict[str, Record], where: str, one: Any) -> None:
    if not isinstance(one, dict) or one.keys() & OTHERS:
        raise Bad(_("it is no organisation and no service"))
    if isinstance(one.get("service"), dict):  # a service at a location
        place = {name: said for name, said in one.items() if name != "service"}
        at = one["service"].get("service_at_locations")
        kept = [each for each in at if isinstance(each, dict)] if isinstance(at, list) else []
        one = {**one["service"], "service_at_locations": [*kept, place]}
    of = one.get("organization")
    if of is None and "organization_id" not in one:
        _merge(found, where, one, one.get("services"))
    else:
        if of is not None and not isinstance(of, dict):
            raise Bad(_("what stands under %s is no object") % "organization")
        _merge(found, where, of or {"id": one["organization_id"]}, [one])


def _merge(found: dict[str, Record], where: str, of: dict[str, Any], services: Any) -> None:
    if services is not None and not (
        isinstance(services, list) and all(isinstance(one, dict) for one in services)
    ):
        raise Bad(_("what stands under %s is no list of objects") % "services")
    known = line(of, "id")
    if not line(of, "name") and (not known or of.keys() > {"id"}):
        raise Bad(_("it has no name"))
    record = found.setdefault(known or f"{where} alone", Record(where, {}))
    record.organisation.update({name: said for name, said in of.items() if name != "services"})
    known_services = {line(one, "id"): one for one in record.services}
    for one in services or ():
        before = known_services.get(line(one, "id")) if line(one, "id") else None
        if before is None:
            record.services.append(dict(one))
        else:
            _add_places(before, one)


def _add_places(before: dict[str, Any], one: dict[str, Any]) -> None:
    """One service at several places is several records of a list."""
    at = one.get("service_at_locations")
    if isinstance(at, list):
        before["service_at_locations"] = [*(before.get("service_at_locations") or []), *at]
