"""How long work shows itself: a bar at a terminal, plain lines anywhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn


@contextmanager
def shown(words: str) -> Iterator[Callable[[int, int], None]]:
    """Yields what is told how much is done, of how much; `words` name the work. Away from a terminal
    they stand there once the work has begun: what cannot begin says one sentence and no more.
    """
    console = Console(stderr=True)
    begun = console.is_terminal
    columns = (TextColumn(words), BarColumn(), TaskProgressColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task(words)

        def tell(done: int, of: int) -> None:
            nonlocal begun
            if not begun:
                begun = True
                console.print(words, highlight=False)
            bar.update(task, completed=done, total=of)

        yield tell
