"""Every door of the hub that leads to one case, found among the routes, and who should come in."""

from dataclasses import dataclass

from starlette.routing import Route

from peerhub.app import FEATURES, routes_of

# Who fits a case of the kitchen in the sector of health while it is on the level of its place, and
# who once it has climbed to the reviewers.
OF_ITS_PLACE = ("moderator", "moderator@sector:health", "moderator@space:kitchen")
FITS = {"place": OF_ITS_PLACE, "reviewer": (*OF_ITS_PLACE, "reviewer")}
ELSEWHERE = ("moderator@sector:noise", "moderator@space:noise")  # through the guard, to no case
NEVER = ("administrator", "safeguarding", "facilitator@sector:health", "editor", "member")
FROZEN = ("moderator frozen", "reviewer frozen")  # who may read, not write, decides nothing
ROLES = (*OF_ITS_PLACE, "reviewer", *ELSEWHERE, *NEVER, *FROZEN)
CONFLICTS = ("reporter", "named", "colleague", "organisation")
STATES = ("open", "claimed", "climbed", "decided", "appealed")
LEVEL = {state: "reviewer" if state == "climbed" else "place" for state in STATES}


@dataclass(frozen=True)
class Door:
    """`path` with {case_id}, and {measure_id} where it ends a measure."""

    name: str
    method: str
    path: str

    @property
    def needs_measure(self) -> bool:
        return "{measure_id}" in self.path


def doors_to_a_case() -> list[Door]:
    """From the routes: a door that is added is tried without anybody remembering it."""
    found = [
        Door(route.name, method, route.path)
        for route in routes_of(FEATURES)
        if isinstance(route, Route) and "{case_id}" in route.path
        for method in (route.methods or set()) - {"HEAD"}
    ]
    return sorted(found, key=lambda door: (door.path, door.method))


def comes_in(role: str, conflict: str, state: str) -> bool:
    """The reviewed table in one line."""
    return not conflict and role in FITS[LEVEL[state]]


def expected(role: str, conflict: str, state: str, method: str) -> str:
    """in; "shut": like a case that never was; "refused" by the role guard; "told" that they may not
    write for a while.
    """
    if role in NEVER:
        return "refused"
    if role in FROZEN and method != "GET":
        return "told"
    return "in" if comes_in(role, conflict, state) else "shut"
