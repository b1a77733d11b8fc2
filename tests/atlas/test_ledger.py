from __future__ import annotations

from pathlib import Path

import pytest

from anatomy_viewer.atlas.atlas import Atlas, read_atlas
from anatomy_viewer.atlas.ledger import RELATIONS
from anatomy_viewer.atlas.problems import ProblemsFound

SUPERIOR = [f"superior_cluneal_nerve_{branch}_branch" for branch in ("medial", "intermediate", "lateral")]


def plant(meshes: Path, old: str, new: str) -> int:
    """Replace the first occurrence of a text in the ledger and return its line."""
    path = meshes / "tables" / "layer_ledger.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def problems_of(meshes: Path) -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        read_atlas(meshes)
    return [str(problem) for problem in found.value.problems]


def test_every_nerve_has_its_planes_in_order(atlas: Atlas) -> None:
    nerves = {structure.name for structure in atlas.structures if structure.kind == "nerve"}
    assert set(atlas.ledger_by_nerve) == nerves
    for rows in atlas.ledger_by_nerve.values():
        assert [row.order for row in rows] == list(range(1, len(rows) + 1))
        assert {row.relation for row in rows} <= set(RELATIONS)


def test_the_superior_branches_come_from_the_spine_and_end_under_the_skin(atlas: Atlas) -> None:
    for nerve in SUPERIOR:
        rows = atlas.ledger_by_nerve[nerve]
        assert rows[0].relation == "from"
        assert [row.text.split(",")[0] for row in rows].index("Behind quadratus lumborum") == 2
        assert any(row.words == "the iliac crest" for row in rows)
        assert "skin" in rows[-1].where


def test_published_heights_of_perforation_are_told_with_their_source(atlas: Atlas) -> None:
    for nerve, height in zip(
        SUPERIOR, ("5.8 ± 1.8 mm below", "2.2 ± 1.8 mm above", "12.0 ± 4.4 mm above"), strict=True
    ):
        [row] = [row for row in atlas.ledger_by_nerve[nerve] if height in row.where]
        assert row.sources == ("LU98",)
        assert row.mark == "S"


def test_the_medial_branch_crosses_the_crest_before_it_leaves_the_fascia_and_the_others_after(atlas: Atlas) -> None:
    for nerve, first in zip(SUPERIOR, ("over", "through", "through"), strict=True):
        rows = [row for row in atlas.ledger_by_nerve[nerve] if row.words == "the iliac crest" or "fascia" in row.words]
        rows = [row for row in rows if row.relation in ("over", "through")]
        assert rows[0].relation == first


def test_what_was_not_found_is_said_so(atlas: Atlas) -> None:
    over = next(row for row in atlas.ledger_by_nerve["middle_cluneal_nerve_lower_branch"] if row.relation == "over")
    assert over.mark == "not found"
    assert not over.sources
    assert "not found" in over.note


def test_an_unknown_relation_and_an_unknown_source_are_told_together(meshes: Path) -> None:
    line = plant(meshes, ",behind,quadratus lumborum", ",beneath,quadratus lumborum")
    other = plant(meshes, "PLOTEAU17", "PLOTEAU71")
    first, second = problems_of(meshes)
    assert first.startswith(f'tables/layer_ledger.csv:{line}:3 (relation): found "beneath"; allowed: ')
    assert second.startswith(f'tables/layer_ledger.csv:{other}:12 (sources): found "PLOTEAU71"')
    assert second.endswith('did you mean "PLOTEAU17"?')


def test_a_plane_out_of_order_is_told(meshes: Path) -> None:
    line = plant(meshes, "superior_cluneal_nerve_medial_branch,2,", "superior_cluneal_nerve_medial_branch,4,")
    assert any(
        f"layer_ledger.csv:{line}:2 (order): found 4; allowed: 2, in order" in text for text in problems_of(meshes)
    )


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("not_drawn", "", "(unmet): the cell is empty; allowed: a structure and its shares, or why"),
        ("0.45,0.56,", "0.45,0.56,cut_off", '(unmet): found "cut_off"'),
        ("not_drawn", "too_hard", '(unmet): found "too_hard"'),
        ("gluteus_minimus", "", '(also): found ""; allowed: a name beside "between" only'),
    ],
)
def test_a_row_that_the_drawing_does_not_show_must_say_why(meshes: Path, old: str, new: str, told: str) -> None:
    plant(meshes, old, new)
    assert any(told in text for text in problems_of(meshes))


def test_half_a_share_is_told(meshes: Path) -> None:
    line = plant(meshes, "0.45,0.56,", "0.45,,")
    [problem] = problems_of(meshes)
    assert f"layer_ledger.csv:{line}:9 (share_to): one of the two shares is empty" in problem
