"""A person's mistake in a file, told in one sentence, and the exception that carries all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One mistake in a table, a model or a lesson.

    Parameters
    ----------
    where
        The place: a file, ``file:line:column (column name)``, or a path inside a lesson.
    found
        What stands there, in words that continue after a colon: ``found "bonee"``.
    allowed
        What may stand there, or empty where that is plain from `found`.
    nearest
        The valid name that is most like the one found, if any is like it.
    """

    where: str
    found: str
    allowed: str = ""
    nearest: str | None = None

    def __str__(self) -> str:
        """Return the problem as one sentence."""
        sentence = f"{self.where}: {self.found}"
        if self.allowed:
            sentence += f"; allowed: {self.allowed}"
        if self.nearest:
            return f'{sentence}; did you mean "{self.nearest}"?'
        return f"{sentence}."


class ProblemsFound(Exception):
    """Raised once, with every problem that was found.

    Parameters
    ----------
    problems
        At least one problem, in the order in which they were met.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        if not self.problems:
            raise ValueError("ProblemsFound needs at least one problem")
        super().__init__("\n".join(str(problem) for problem in self.problems))


def nearest_name(word: str, names: Iterable[str]) -> str | None:
    """Return the name that is most like `word`, or None where none is like it.

    Letter case and the difference between spaces, hyphens and underscores do not count.

    Parameters
    ----------
    word
        The name that a person wrote.
    names
        The valid names.

    Examples
    --------
    >>> nearest_name("sacrumm", ["sacrum", "coccyx"])
    'sacrum'
    >>> nearest_name("humerus", ["sacrum", "coccyx"]) is None
    True
    """
    from difflib import get_close_matches  # only needed once something is wrong

    folded: dict[str, str] = {}
    for name in names:
        folded.setdefault(_fold(name), name)
    matches = get_close_matches(_fold(word), list(folded), n=1, cutoff=0.6)
    return folded[matches[0]] if matches else None


def _fold(name: str) -> str:
    return name.strip().lower().replace("-", "_").replace(" ", "_")
