"""A progress bar on standard error for work that takes longer than a breath."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

Progress = Callable[[str, float], None]


@contextlib.contextmanager
def progress_bar(title: str) -> Iterator[Progress]:
    """Show a bar while the block runs.

    Parameters
    ----------
    title
        What is being done.

    Yields
    ------
    Callable[[str, float], None]
        Call it with what is being worked on and the fraction done, 0 to 1.
    """
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
    )
    console = Console(stderr=True)
    # A log file would only get an empty line.
    with Bar(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(title, total=1.0)

        def report(description: str, fraction: float) -> None:
            bar.update(task, description=f"{title}: {description}", completed=fraction)

        yield report
