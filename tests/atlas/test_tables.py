from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest

from anatomy_viewer.atlas.problems import Problem
from anatomy_viewer.atlas.tables import Table, check_names, check_unique, read_table


@dataclass(frozen=True)
class Bone:
    id: str
    kind: Literal["long", "flat"]
    length_mm: float
    count: int = 1
    names: tuple[str, ...] = ()
    paired: bool = False
    note: str | None = None


HEADER = "id,kind,length_mm,count,names,paired,note\n"


def read(folder: Path, text: str | bytes) -> tuple[Table[Bone], list[str]]:
    path = folder / "tables" / "bones.csv"
    path.parent.mkdir()
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    problems: list[Problem] = []
    table = read_table(path, Bone, problems)
    return table, [str(problem) for problem in problems]


def test_cells_become_values_of_the_fields_types(tmp_path: Path) -> None:
    table, problems = read(tmp_path, HEADER + 'femur,long,450.5,2,thigh bone; os femoris,yes,"a, b"\n')
    assert problems == []
    assert table.rows == (Bone("femur", "long", 450.5, 2, ("thigh bone", "os femoris"), True, "a, b"),)


def test_empty_cells_take_the_default_and_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    table, problems = read(tmp_path, "note,paired,names,count,length_mm,kind,id\n,,,,4e2,flat,ilium\n")
    assert problems == []
    assert table.rows == (Bone("ilium", "flat", 400.0),)


def test_lines_are_counted_across_blank_lines_and_cells_of_two_lines(tmp_path: Path) -> None:
    text = HEADER + 'a,long,1,,,,"two\nlines"\n\nb,flat,1,,,,\n'
    table, problems = read(tmp_path, text)
    assert problems == []
    assert table.lines == (2, 5)
    assert table.where(1, "kind") == "tables/bones.csv:5:2 (kind)"


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    _, problems = read(tmp_path, b"\xef\xbb\xbf" + HEADER.encode())
    assert problems == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "a,lnog,1,,,,",
            'tables/bones.csv:2:2 (kind): found "lnog"; allowed: one of long, flat; did you mean "long"?',
        ),
        (
            "a,long,tall,,,,",
            'tables/bones.csv:2:3 (length_mm): found "tall"; allowed: a number such as 5.8.',
        ),
        (
            "a,long,nan,,,,",
            'tables/bones.csv:2:3 (length_mm): found "nan"; allowed: a finite number such as 5.8.',
        ),
        (
            "a,long,1,1.5,,,",
            'tables/bones.csv:2:4 (count): found "1.5"; allowed: a whole number such as 15.',
        ),
        (
            "a,long,1,,x;;y,,",
            'tables/bones.csv:2:5 (names): found an empty item in "x;;y"; allowed: items divided by one semicolon.',
        ),
        (
            "a,long,1,,,true,",
            'tables/bones.csv:2:6 (paired): found "true"; allowed: one of yes, no.',
        ),
        (",long,1,,,,", "tables/bones.csv:2:1 (id): the cell is empty."),
        (
            "a,long,1",
            "tables/bones.csv:2: the line has 3 cells; "
            "allowed: 7, one for each column; quote a cell that holds a comma.",
        ),
        (
            'a,long,1,,,,"open',
            "tables/bones.csv:2: the line is not CSV (unexpected end of data).",
        ),
    ],
)
def test_a_planted_fault_is_told_with_its_place(tmp_path: Path, line: str, message: str) -> None:
    table, problems = read(tmp_path, HEADER + line + "\n")
    assert problems == [message]
    assert table.rows == ()


def test_all_faults_of_a_table_are_told_at_once_and_good_rows_are_kept(tmp_path: Path) -> None:
    table, problems = read(tmp_path, HEADER + "a,lnog,tall,,,,\nb,flat,1,,,,\nc,long,,,,,\n")
    assert problems == [
        'tables/bones.csv:2:2 (kind): found "lnog"; allowed: one of long, flat; did you mean "long"?',
        'tables/bones.csv:2:3 (length_mm): found "tall"; allowed: a number such as 5.8.',
        "tables/bones.csv:4:3 (length_mm): the cell is empty.",
    ]
    assert [row.id for row in table.rows] == ["b"]


def test_unknown_missing_and_repeated_columns_are_told(tmp_path: Path) -> None:
    allowed = "the columns id, kind, length_mm, count, names, paired, note"
    _, problems = read(tmp_path, "id,kind,lenght_mm,count,names,paired,id\n")
    assert problems == [
        f'tables/bones.csv:1:3: found the column "lenght_mm"; allowed: {allowed}; did you mean "length_mm"?',
        'tables/bones.csv:1:7: the column "id" stands there a second time.',
        f'tables/bones.csv:1: the column "length_mm" is missing; allowed: {allowed}.',
        f'tables/bones.csv:1: the column "note" is missing; allowed: {allowed}.',
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            b"",
            "tables/bones.csv:1: the file is empty; "
            "allowed: the columns id, kind, length_mm, count, names, paired, note.",
        ),
        (b"id\xff", "tables/bones.csv: byte 2 is not UTF-8 text; allowed: a UTF-8 CSV file."),
    ],
)
def test_a_file_that_is_no_table_is_told(tmp_path: Path, content: bytes, message: str) -> None:
    assert read(tmp_path, content)[1] == [message]


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    problems: list[Problem] = []
    read_table(tmp_path / "tables" / "bones.csv", Bone, problems)
    assert [str(problem) for problem in problems] == ["tables/bones.csv: the file is missing."]


def test_a_folder_in_the_place_of_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "tables" / "bones.csv").mkdir(parents=True)
    problems: list[Problem] = []
    read_table(tmp_path / "tables" / "bones.csv", Bone, problems)
    assert [str(problem) for problem in problems] == ["tables/bones.csv: the file cannot be read (Is a directory)."]


def test_a_repeated_cell_is_told_with_the_line_of_the_first(tmp_path: Path) -> None:
    table, _ = read(tmp_path, HEADER + "a,long,1,,,,\nb,long,1,,,,\na,flat,1,,,,\n")
    problems: list[Problem] = []
    check_unique(table, "id", problems)
    assert [str(problem) for problem in problems] == [
        'tables/bones.csv:4:1 (id): "a" stands there a second time, first in line 2; allowed: each id once.'
    ]


def test_a_name_that_is_not_known_is_told_with_the_nearest_for_each_item_of_a_list(tmp_path: Path) -> None:
    table, _ = read(tmp_path, HEADER + "a,long,1,,shaft;haed,,\n")
    problems: list[Problem] = []
    check_names(table, "names", ["shaft", "head"], "a part of bones.csv", problems)
    assert [str(problem) for problem in problems] == [
        'tables/bones.csv:2:5 (names): found "haed"; allowed: a part of bones.csv; did you mean "head"?'
    ]
