"""When each question last changed, kept beside its lesson in ``quiz_dates.csv``.

Anki compares two times and nothing else: a note in a file replaces the learner's where it is later. What changed since
people got their cards cannot be told from the questions as they are now, so it is written down at each export: a
question's content as a fingerprint, and since when it is so. A question that is met for the first time has the same
time everywhere.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from anatomy_viewer.atlas.problems import Problem, ProblemsFound
from anatomy_viewer.atlas.writing import replace_file

__all__ = ["DATES_FILE", "Dated", "dated", "read_dates", "write_dates"]

DATES_FILE = "quiz_dates.csv"
_HEADINGS = ["id", "content", "since"]
_TIME = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True)
class Dated:
    """The content of a question as a fingerprint, and since when it is so, in seconds since 1970."""

    content: str
    since: int


def dated(contents: Mapping[str, str], known: Mapping[str, Dated], first: int, now: int) -> dict[str, Dated]:
    """Return since when questions are as they are.

    Parameters
    ----------
    contents
        The fingerprint by a question's id.
    known
        What was written down.
    first
        The time of a question that is not known.
    now
        The time of one that is known with another content; a second later than before at least.

    Examples
    --------
    >>> dated({"a": "x", "b": "y"}, {"a": Dated("w", 7)}, 1, 9)
    {'a': Dated(content='x', since=9), 'b': Dated(content='y', since=1)}
    """
    found = {}
    for name, content in contents.items():
        before = known.get(name, Dated(content, first))
        found[name] = before if before.content == content else Dated(content, max(now, before.since + 1))
    return found


def read_dates(folder: Path) -> dict[str, Dated]:
    """Return what is written down in a folder of lessons, by a question's id; nothing where there is no file.

    Raises
    ------
    ProblemsFound
        Where the file cannot be read, or is none that this program wrote.
    """
    path = folder / DATES_FILE
    if not path.exists():
        return {}
    try:
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ProblemsFound([Problem(str(path), f"the file cannot be read ({error})")]) from None
    allowed = "the file that an export for Anki wrote; without the file every question counts as new"
    if not rows or rows[0] != _HEADINGS:
        raise ProblemsFound([Problem(f"{path}:1", f'found "{",".join(rows[0]) if rows else ""}"', allowed)])
    problems, found = [], {}
    for line, row in enumerate(rows[1:], 2):
        try:
            name, content, since = row
            found[name] = Dated(content, int(datetime.strptime(since, _TIME).replace(tzinfo=UTC).timestamp()))
            if not re.fullmatch(r"[0-9a-f]{16}", content):
                raise ValueError(content)
        except ValueError:
            problems.append(Problem(f"{path}:{line}", f'found "{",".join(row)[:80]}"', allowed))
    if problems:
        raise ProblemsFound(problems)
    return found


def write_dates(folder: Path, dates: Mapping[str, Dated]) -> None:
    """Write down since when questions are as they are, one a line, by id.

    Raises
    ------
    OSError
        Where the file cannot be written.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_HEADINGS)
    for name, one in sorted(dates.items()):
        writer.writerow([name, one.content, datetime.fromtimestamp(one.since, UTC).strftime(_TIME)])
    replace_file(folder / DATES_FILE, text.getvalue().encode())
