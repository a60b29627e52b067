"""Who may import whom: the floors of the house, its front rooms, and the order inside a feature.

Pure functions over source text, so that a test can plant a fault.
"""

import ast
from collections.abc import Iterator

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
    "meetups": 70,
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
FRONT = {
    "letters",
    "models",
    "blocks",
    "attachments",
    "rules",
    "access",
    "agreements",
    "service",
    "sending",
}
PLUGS = {
    "feature",
    "session",
    "importers",
}  # what app and cli, which put the hub together, need too
ASSEMBLERS = {"app", "cli", "demo", "__main__"}

# The rooms of a feature from the ground up; a room may import those on lower steps.
STEPS = {
    "models": 1,
    "law": 0.5,
    "hours": 1,
    "acts": 1,
    "summaries": 1,
    "order": 1.5,
    "quoting": 2,
    "attachments": 1.5,
    "blocks": 2,
    "screening": 2,
    "wire": 2,
    "digest": 2,
    "calendar": 2,
    "query": 2,
    "excerpts": 2,
    "consent": 2,
    "passwords": 2,
    "cookies": 2,
    "sniffing": 2,
    "pictures": 2,
    "papers": 2,
    "worker": 2.5,
    "letters": 2,
    "rules": 2,
    "tables": 3,
    "store": 4,
    "questions": 4,
    "sealed": 4.5,
    "pseudonyms": 4.5,
    "trial": 4.5,
    "access": 5,
    "audit": 5,
    "agreements": 5.2,
    "published": 5.2,
    "choices": 5,
    "shelf": 5,
    "workshop": 5,
    "standing": 5.5,
    "topics": 5.5,
    "appeals": 5.5,
    "figures": 5.5,
    "door": 5.5,
    "tended": 5.5,
    "nameless": 5.5,
    "conversations": 5.5,
    "addressed": 5.5,
    "offered": 5.8,
    "searchable": 5.7,
    "service": 6,
    "frames": 7,
    "answers": 7,
    "forms": 8,
    "presence": 11,
    "line": 9,
    "polled": 8.5,
    "shown": 9,
    "listed": 9.5,
    "weaving": 9.5,
    "fragments": 9.5,
    "place": 9,
    "names": 14,
    "pace": 9,
    "fanout": 10,
    "subscriptions": 12,
    "writer": 11,
    "session": 11,
    "importers": 11,
    "open_referral": 11,
    "engine": 13,
    "signs": 14,
    "sending": 14,
    "values": 2,
    "links": 2,
    "reading": 2.5,
    "readable": 9.7,
    "portable": 15,
    "views": 15,
    "api": 15,
    "admin": 15,
    "socket": 15,
    "stream": 15,
    "feed": 15,
    "replies": 15,
    "reactions": 15,
    "moderated": 15,
    "attached": 15,
    "personal": 15,
    "feature": 16,
    "safeguarding": 17,
}
DOORS = {
    "views",
    "api",
    "socket",
    "stream",
    "reactions",
}  # they ask access and service, never the tables


def imports(source: str, module: str) -> Iterator[tuple[int, str]]:
    """Line and full name of all that is imported, inside functions too."""
    yield from _imports(ast.parse(source), module)


def _imports(tree: ast.AST, module: str) -> Iterator[tuple[int, str]]:
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
    if room == "store" and other_room == "tables":
        return ""  # a store may join the tables of lower floors
    if house in ASSEMBLERS and other_room in PLUGS:
        return ""
    return (
        f"upstairs {other} shows only its front rooms: {', '.join(sorted(FRONT))}. The others may "
        "change without anybody being asked."
    )


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """Modules that import one another in a circle, each circle once."""
    found: list[list[str]] = []
    done: set[str] = set()

    def walk(module: str, path: list[str]) -> None:
        if module in path:
            found.append([*path[path.index(module) :], module])
            return
        if module in done:
            return
        for other in sorted(graph.get(module, ())):
            walk(other, [*path, module])
        done.add(module)

    for module in sorted(graph):
        walk(module, [])
    return found


def graph_of(sources: dict[str, str]) -> dict[str, set[str]]:
    """Module to modules, for all that are given; a name inside a module counts as the module.

    What is imported for the type checker only is left out: it makes no circle when running.
    """
    graph: dict[str, set[str]] = {}
    for module, source in sources.items():
        tree = _WithoutTypeChecking().visit(ast.parse(source))
        names = {name for _, name in _imports(tree, module)}
        hits = {name if name in sources else name.rpartition(".")[0] for name in names}
        graph[module] = (hits & sources.keys()) - {module}
    return graph


class _WithoutTypeChecking(ast.NodeTransformer):
    def visit_If(self, node: ast.If) -> ast.AST | None:
        return None if ast.unparse(node.test).endswith("TYPE_CHECKING") else node
