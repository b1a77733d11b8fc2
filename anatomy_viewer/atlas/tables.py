"""CSV tables read into frozen row values, with every problem of a table reported at once.

A row class is a frozen dataclass; its fields are the columns of the table, in any order. The field's type
says what a cell may hold:

- ``str``: text; ``str | None`` and fields with a default may be empty;
- ``int``, ``float``: a number, its unit in the column's name or in a column ``unit``;
- ``bool``: ``yes`` or ``no``;
- ``Literal[...]``: one of the words;
- ``tuple[str, ...]`` and ``tuple[Literal[...], ...]``: items divided by semicolons.
"""

from __future__ import annotations

import csv
import dataclasses
import types
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from anatomy_viewer.atlas.problems import Problem, nearest_name

Row = TypeVar("Row")
Reader = Callable[[str], Any]


class _Refused(Exception):
    """A cell that cannot be read: what was found, what is allowed, the nearest word."""

    def __init__(self, found: str, allowed: str, nearest: str | None = None) -> None:
        super().__init__(found)
        self.found, self.allowed, self.nearest = found, allowed, nearest


@dataclass(frozen=True)
class Table(Generic[Row]):
    """The rows of one table together with their places in the file.

    Parameters
    ----------
    name
        The file as messages name it, such as ``tables/sites.csv``.
    columns
        The column names in the order of the file.
    rows
        The rows that could be read.
    lines
        The line in the file of each row, counted from 1; as long as `rows`.
    texts
        The cells of every line, of rows that could not be read too.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    lines: tuple[int, ...]
    texts: tuple[tuple[str, ...], ...] = ()

    def where(self, index: int, column: str) -> str:
        """Return the place of a cell: ``tables/sites.csv:4:2 (nerve)``."""
        return _place(self.name, self.lines[index], self.columns, column)

    def written(self, column: str) -> frozenset[str]:
        """Return every text of a column, so that a faulty row does not make its name unknown elsewhere."""
        if column not in self.columns:
            return frozenset()
        number = self.columns.index(column)
        return frozenset(cells[number] for cells in self.texts)

    def cells(self, column: str) -> Iterator[tuple[str, str]]:
        """Yield (place, item) for each item in a column, one for each item of a list."""
        for index, row in enumerate(self.rows):
            value = getattr(row, column)
            for item in value if isinstance(value, tuple) else (value,):
                if item not in (None, ""):
                    yield self.where(index, column), item


def read_table(path: Path, row_class: type[Row], problems: list[Problem]) -> Table[Row]:
    """Return the table in a CSV file and add what is wrong with it to `problems`.

    Rows with a problem are left out of the result, the others are kept, so that one reading tells all.

    Parameters
    ----------
    path
        A UTF-8 CSV file whose first line names the columns.
    row_class
        A frozen dataclass; see the module's text.
    problems
        The list that receives the problems.
    """
    name = f"{path.parent.name}/{path.name}"
    empty: Table[Row] = Table(name, (), (), ())
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        problems.append(Problem(name, "the file is missing"))
        return empty
    except UnicodeDecodeError as error:
        problems.append(Problem(name, f"byte {error.start} is not UTF-8 text", "a UTF-8 CSV file"))
        return empty
    except OSError as error:
        problems.append(Problem(name, f"the file cannot be read ({error.strerror})"))
        return empty
    readers, required = _columns_of(row_class)
    lines = csv.reader(text.splitlines(keepends=True), strict=True)
    rows: list[Row] = []
    numbers: list[int] = []
    texts: list[tuple[str, ...]] = []
    columns: tuple[str, ...] = ()
    try:
        columns = tuple(next(lines, []))
        if not _accept_header(name, columns, readers, problems):
            return empty
        start = lines.line_num + 1
        for cells in lines:
            line, start = start, lines.line_num + 1
            if not cells:
                continue
            if len(cells) == len(columns):
                texts.append(tuple(cell.strip() for cell in cells))
            row = _read_row(name, line, columns, cells, row_class, readers, required, problems)
            if row is not None:
                rows.append(row)
                numbers.append(line)
    except csv.Error as error:
        problems.append(Problem(f"{name}:{lines.line_num}", f"the line is not CSV ({error})"))
    return Table(name, columns, tuple(rows), tuple(numbers), tuple(texts))


def check_unique(table: Table[Row], column: str, problems: list[Problem]) -> None:
    """Add a problem for each cell of a column that repeats an earlier one."""
    first: dict[str, int] = {}
    for index, row in enumerate(table.rows):
        value = str(getattr(row, column))
        if value in first:
            problems.append(
                Problem(
                    table.where(index, column),
                    f'"{value}" stands there a second time, first in line {first[value]}',
                    f"each {column} once",
                )
            )
        first.setdefault(value, table.lines[index])


def check_together(table: Table[Row], column: str, what: str, problems: list[Problem]) -> None:
    """Add a problem for each row of a value that others have come between; `what` is the value's kind, with article."""
    seen: set[str] = set()
    before = ""
    for index, row in enumerate(table.rows):
        value = str(getattr(row, column))
        if value in seen and value != before:
            told = f'"{value}" is taken up again'
            problems.append(Problem(table.where(index, column), told, f"rows of {what} together"))
        seen.add(value)
        before = value


def check_names(table: Table[Row], column: str, names: Collection[str], what: str, problems: list[Problem]) -> None:
    """Add a problem for each item of a column that is not one of `names`.

    Parameters
    ----------
    what
        What the names are and where they come from, such as ``a key of sources.csv``.
    """
    for where, item in table.cells(column):
        if item not in names:
            problems.append(Problem(where, f'found "{item}"', what, nearest_name(item, names)))


def _place(name: str, line: int, columns: tuple[str, ...], column: str) -> str:
    return f"{name}:{line}:{columns.index(column) + 1} ({column})"


def _accept_header(name: str, columns: tuple[str, ...], readers: dict[str, Reader], problems: list[Problem]) -> bool:
    before = len(problems)
    if not columns:
        problems.append(Problem(f"{name}:1", "the file is empty", f"the columns {', '.join(readers)}"))
        return False
    missing = [column for column in readers if column not in columns]
    for number, column in enumerate(columns, start=1):
        if column not in readers:
            problems.append(
                Problem(
                    f"{name}:1:{number}",
                    f'found the column "{column}"',
                    f"the columns {', '.join(readers)}",
                    nearest_name(column, missing),
                )
            )
        elif column in columns[: number - 1]:
            problems.append(Problem(f"{name}:1:{number}", f'the column "{column}" stands there a second time'))
    for column in missing:
        problems.append(Problem(f"{name}:1", f'the column "{column}" is missing', f"the columns {', '.join(readers)}"))
    return len(problems) == before


def _read_row(
    name: str,
    line: int,
    columns: tuple[str, ...],
    cells: list[str],
    row_class: type[Row],
    readers: dict[str, Reader],
    required: frozenset[str],
    problems: list[Problem],
) -> Row | None:
    if len(cells) != len(columns):
        problems.append(
            Problem(
                f"{name}:{line}",
                f"the line has {len(cells)} cells",
                f"{len(columns)}, one for each column; quote a cell that holds a comma",
            )
        )
        return None
    values: dict[str, Any] = {}
    before = len(problems)
    for column, cell in zip(columns, cells, strict=True):
        cell = cell.strip()
        if not cell:
            if column in required:
                problems.append(Problem(_place(name, line, columns, column), "the cell is empty"))
            continue
        try:
            values[column] = readers[column](cell)
        except _Refused as refused:
            problems.append(
                Problem(_place(name, line, columns, column), refused.found, refused.allowed, refused.nearest)
            )
    return row_class(**values) if len(problems) == before else None


def _columns_of(row_class: type[Any]) -> tuple[dict[str, Reader], frozenset[str]]:
    hints = get_type_hints(row_class)
    readers = {field.name: _reader_of(hints[field.name]) for field in dataclasses.fields(row_class)}
    required = frozenset(
        field.name
        for field in dataclasses.fields(row_class)
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    )
    return readers, required


def _reader_of(hint: Any) -> Reader:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        (inner,) = [argument for argument in arguments if argument is not type(None)]
        return _reader_of(inner)
    if origin is Literal:
        return _word_reader(arguments)
    if origin is tuple:
        return _list_reader(_reader_of(arguments[0]))
    readers: dict[Any, Reader] = {
        str: str,
        int: _read_integer,
        float: _read_number,
        bool: _word_reader(("yes", "no")),
    }
    return readers[hint]


def _word_reader(words: tuple[str, ...]) -> Reader:
    def read(cell: str) -> str | bool:
        if cell not in words:
            raise _Refused(f'found "{cell}"', f"one of {', '.join(words)}", nearest_name(cell, words))
        return cell == "yes" if words == ("yes", "no") else cell

    return read


def _list_reader(item: Reader) -> Reader:
    def read(cell: str) -> tuple[Any, ...]:
        parts = [part.strip() for part in cell.split(";")]
        if not all(parts):
            raise _Refused(f'found an empty item in "{cell}"', "items divided by one semicolon")
        return tuple(item(part) for part in parts)

    return read


def _read_integer(cell: str) -> int:
    try:
        return int(cell)
    except ValueError:
        raise _Refused(f'found "{cell}"', "a whole number such as 15") from None


def _read_number(cell: str) -> float:
    try:
        number = float(cell)
    except ValueError:
        raise _Refused(f'found "{cell}"', "a number such as 5.8") from None
    if not isfinite(number):
        raise _Refused(f'found "{cell}"', "a finite number such as 5.8")
    return number
