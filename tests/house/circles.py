"""Modules that import one another in a circle."""

import ast

from tests.house.floors import imports_of


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
        names = {name for _, name in imports_of(tree, module)}
        hits = {name if name in sources else name.rpartition(".")[0] for name in names}
        graph[module] = (hits & sources.keys()) - {module}
    return graph


class _WithoutTypeChecking(ast.NodeTransformer):
    def visit_If(self, node: ast.If) -> ast.AST | None:
        return None if ast.unparse(node.test).endswith("TYPE_CHECKING") else node
