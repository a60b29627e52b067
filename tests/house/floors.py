"""Who may import whom: the floors of the house, its front rooms, and the order inside a feature.

Pure functions over source text, so that a test can plant a fault.
"""

import ast
from collections.abc import Iterator

from tests.house.steps import STEPS

# Lower floors know nothing of higher ones; neighbours on one floor never import one another.
FLOORS = {
    "core": 10,
    "migrations": 15,
    "web": 20,
    "community": 25,
    "people": 30,
    "notifications": 40,
    "uploads": 40,
    "search": 40,
    "drafts": 40,
    "tags": 40,
    "polls": 40,
    "moderation": 50,
    "moderation.safeguarding": 55,
    "compliance": 57,
    "directory": 60,
    "rooms": 70,
    "forum": 70,
    "meetups": 71,  # one can be for those who may open a room or a board: above both
    "mailings": 70,
    "library": 70,
    "stories": 70,
    "campaigns": 70,
    "extracts": 72,  # from a room into the forum: above both
    "export": 74,  # what every feature carries along, through a port
    "demo": 75,
    "app": 80,
    "cli": 90,
    "__main__": 95,
}
GROUND = {"core", "migrations", "web"}  # no features: every file of theirs may be imported
FRONT = {"models", "blocks", "attachments", "watch", "rules", "access", "agreements", "bounds"}
FRONT |= {"letters", "service", "sending", "complaints", "heard", "belongings", "belonged"}
FRONT |= {"follows", "followed"}
PLUGS = {
    "feature",
    "session",
    "importers",
}  # what app and cli, which put the hub together, need too
ASSEMBLERS = {"app", "cli", "demo", "__main__"}

DOORS = {
    "views",
    "api",
    "socket",
    "stream",
    "reactions",
}  # no tables: access and service know who may


def imports(source: str, module: str) -> Iterator[tuple[int, str]]:
    """Line and full name of all that is imported, inside functions too."""
    yield from imports_of(ast.parse(source), module)


def imports_of(tree: ast.AST, module: str) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = module.split(".")[: -node.level] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            yield from ((node.lineno, str(ast.literal_eval(arg))) for arg in _literal(node.args))


def _literal(arguments: list[ast.expr]) -> list[ast.expr]:
    return [arg for arg in arguments[:1] if isinstance(arg, ast.Constant)]


def house_of(parts: list[str]) -> str:
    """The name on the floor plan: `forum`, or `moderation.safeguarding`."""
    nested = ".".join(parts[1:3])
    return nested if nested in FLOORS else parts[1]


def room_of(parts: list[str], house: str) -> str:
    depth = 1 + len(house.split("."))
    return parts[depth] if len(parts) > depth else ""


def faults(module: str, source: str) -> Iterator[str]:
    """Each import of this module that breaks a rule, with the rule and its reason."""
    here = module.split(".")
    if len(here) < 2:
        return
    house = house_of(here)
    if house not in FLOORS:
        yield f"{module}: {house!r} stands on no floor. Give it one in tests/house/floors.py."
        return
    room = room_of(here, house)
    if house not in GROUND | ASSEMBLERS and room and room not in STEPS:
        yield (
            f"{module}: a feature has no room called {room!r}. Use one of the usual ones, or give "
            "the new one a step in tests/house/floors.py, so that readers know where it stands."
        )
        return
    for line, name in imports(source, module):
        there = name.split(".")
        if there[0] == "peerhub" and len(there) > 1:
            reason = refusal(house, room, house_of(there), there)
            if reason:
                yield f"{module}:{line} imports {name}: {reason}"


def refusal(house: str, room: str, other: str, there: list[str]) -> str:
    """Why this import may not be; empty if it may."""
    if other not in FLOORS:
        return "" if other.startswith("__") else f"{other!r} stands on no floor."
    other_room = room_of(there, other)
    if house == other:
        return "" if house in GROUND | ASSEMBLERS else _inside(room, other_room)
    if FLOORS[other] > FLOORS[house]:
        return (
            f"imports go downstairs only, and {other} is above {house}. Record an event, or "
            "declare a port in core/items.py that the upper floor fills in."
        )
    if FLOORS[other] == FLOORS[house]:
        return "neighbours never import one another, so that either can be taken out. Use an event."
    return _upstairs(house, room, other, other_room)


def _inside(room: str, other_room: str) -> str:
    if room == other_room or not other_room:
        return ""
    if room in DOORS and other_room in {"store", "tables"}:
        return f"{room} asks access and service; only they know what a person may see."
    if STEPS.get(other_room, 0) >= STEPS.get(room, 0):
        return (
            f"inside a feature {other_room} stands on or above the step of {room}; a room may "
            "import only lower ones, so that one can read a feature from the ground up."
        )
    return ""


def _upstairs(house: str, room: str, other: str, other_room: str) -> str:
    if other in GROUND | ASSEMBLERS or house == "app" or other_room in FRONT:
        return ""
    if room == "store" and (other_room == "tables" or other_room.endswith("_tables")):
        return ""  # a store may join the tables of lower floors
    if house in ASSEMBLERS and other_room in PLUGS:
        return ""
    return (
        f"upstairs {other} shows only its front rooms: {', '.join(sorted(FRONT))}. The others may "
        "change without anybody being asked."
    )
