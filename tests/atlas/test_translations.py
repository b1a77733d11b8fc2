"""What the tables say in another language: the shipped ones are whole, and each fault of one is told with its place."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from anatomy_viewer.atlas import Atlas, ProblemsFound, read_atlas
from anatomy_viewer.atlas.files import data_folder
from anatomy_viewer.atlas.translations import (
    TABLES,
    Words,
    check_translations,
    numbers,
    read_words,
    texts_of,
    translation_problems,
)

TO_FIND = "Described as absent on some sides."


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return read_atlas()


@pytest.fixture
def meshes(tmp_path: Path) -> Path:
    """A folder ``meshes`` with the tables of this installation, to be spoilt."""
    shutil.copytree(data_folder("meshes") / "tables", tmp_path / "meshes" / "tables")
    return tmp_path / "meshes"


def rewritten(meshes: Path, table: str, change: Callable[[list[dict[str, str]]], None]) -> Path:
    """Change the rows of a translated table."""
    path = meshes / "tables" / "es" / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, ["english", "translation"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_everything_that_the_tables_say_is_there_in_spanish(atlas: Atlas) -> None:
    assert [str(problem) for problem in translation_problems("es", atlas)] == []
    assert sum(map(len, texts_of(atlas).values())) > 1000


def test_every_translated_table_is_read_and_no_other_lies_there() -> None:
    folder = data_folder("meshes") / "tables" / "es"
    assert {path.stem for path in folder.glob("*.csv")} == {*TABLES, "names"}


def test_figures_alone_need_no_words_and_are_written_as_the_language_writes_them() -> None:
    words = Words("es", {"facts": {"on the left": "a la izquierda"}})
    assert words.of("facts", "81.0 ± 9.2 mm") == "81,0 ± 9,2 mm"
    assert words.of("facts", "on the left") == "a la izquierda"
    assert words.of("facts", "2.5 times") == "2.5 times"
    assert Words().of("facts", "81.0 ± 9.2 mm") == "81.0 ± 9.2 mm"


def test_numbers_are_the_same_however_they_are_written() -> None:
    assert numbers("4,082 men, 1.5 mm", "en") == numbers("4082 hombres, 1,5 mm", "es")


def test_a_text_without_a_translation_is_told_and_stays_english(atlas: Atlas, meshes: Path) -> None:
    rewritten(meshes, "facts", lambda rows: rows.remove(next(row for row in rows if row["english"] == TO_FIND)))
    assert [str(one) for one in translation_problems("es", atlas, meshes)] == [
        f'es/facts.csv: "{TO_FIND}" of facts.csv has no translation.'
    ]
    assert read_words("es", meshes).of("facts", TO_FIND) == TO_FIND


def test_english_that_was_changed_since_is_told_with_the_line_and_what_it_is_now(atlas: Atlas, meshes: Path) -> None:
    def change(rows: list[dict[str, str]]) -> None:
        rows[2]["english"] = rows[2]["english"].replace("The studies disagree", "Studies disagree")

    rewritten(meshes, "facts", change)
    told = [str(one) for one in translation_problems("es", atlas, meshes)]
    assert told[0].startswith('es/facts.csv:4:1 (english): found "Studies disagree: older work')
    assert 'did you mean "The studies disagree: older work' in told[0]
    assert told[1].endswith("has no translation.")
    assert len(told) == 2


def test_other_figures_and_other_names_are_told_with_the_line(atlas: Atlas, meshes: Path) -> None:
    def change(rows: list[dict[str, str]]) -> None:
        rows[7]["translation"] = rows[7]["translation"].replace("95 %", "59 %")
        rows[31]["translation"] = rows[31]["translation"].replace("KONNO17b", "KONNO17a")

    rewritten(meshes, "facts", change)
    first, second = (str(one) for one in translation_problems("es", atlas, meshes))
    assert first == (
        "es/facts.csv:9:2 (translation): found the figures 1, 2, 3, 4, 5, 10, 45, 59, 75, 90; "
        "allowed: those of the English: 1, 2, 3, 4, 5, 10, 45, 75, 90, 95."
    )
    assert second.startswith("es/facts.csv:33:2 (translation): found the names KONNO17a; allowed: ")


def test_a_line_of_the_ledger_is_parted_as_in_english(atlas: Atlas, meshes: Path) -> None:
    rewritten(meshes, "layer_ledger", lambda rows: rows[4].update(translation=rows[4]["translation"].replace("| ", "")))
    (told,) = translation_problems("es", atlas, meshes)
    assert str(told).startswith("es/layer_ledger.csv:6:2 (translation): found")
    assert 'as many "|" as in the English' in str(told)


def test_a_text_twice_and_a_missing_table_are_refused_all_at_once(meshes: Path) -> None:
    rewritten(meshes, "sites", lambda rows: rows.append(rows[0]))
    (meshes / "tables" / "es" / "variants.csv").unlink()
    with pytest.raises(ProblemsFound) as raised:
        read_words("es", meshes)
    told = [str(one) for one in raised.value.problems]
    assert "stands there a second time, first in line 2" in told[0]
    assert told[1:] == ["es/variants.csv: the file is missing."]


def test_the_check_of_the_atlas_refuses_what_does_not_go_together(atlas: Atlas, meshes: Path) -> None:
    check_translations(atlas, meshes)
    rewritten(meshes, "sources", lambda rows: rows.pop(0))
    with pytest.raises(ProblemsFound, match=r'es/sources.csv: "primary" of sources.csv has no translation'):
        check_translations(atlas, meshes)


def test_of_references_only_those_with_words_of_this_project_are_translated(atlas: Atlas) -> None:
    words = read_words("es")
    ours = ("recalled", "not shown", "not peer reviewed", "web copy", "measured for this model", "Trial register")
    for source in atlas.sources:
        if any(said in source.citation for said in ours):
            assert words.of("sources", source.citation) != source.citation, source.key
