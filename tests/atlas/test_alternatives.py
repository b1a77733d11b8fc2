"""What the literature describes otherwise than it is drawn, and may be looked at."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from anatomy_viewer.atlas.alternatives import MOVED, anatomy_of_alternative
from anatomy_viewer.atlas.atlas import Atlas, read_atlas
from anatomy_viewer.atlas.files import data_folder
from anatomy_viewer.atlas.forms import FORMS
from anatomy_viewer.atlas.model import read_model
from anatomy_viewer.atlas.problems import ProblemsFound
from tests.atlas.planted_rules import plant_in


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return read_atlas(data_folder("meshes"))


@pytest.fixture
def meshes(tmp_path: Path) -> Path:
    return Path(shutil.copytree(data_folder("meshes"), tmp_path / "meshes", ignore=shutil.ignore_patterns("built")))


def problems_of(meshes: Path) -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        read_atlas(meshes)
    return [str(problem) for problem in found.value.problems]


def test_both_published_orders_of_roots_and_the_link_between_groups_can_be_chosen(atlas: Atlas) -> None:
    roots, link = map(anatomy_of_alternative, atlas.alternatives)
    assert {nerve.rsplit("_", 1)[0] for nerve in roots.placed} == set(MOVED)
    assert all(values == {"roots": 1.0} for values in roots.placed.values())
    assert link.shown
    assert not link.placed


@pytest.mark.parametrize("form", [form.id for form in FORMS])
def test_what_an_alternative_moves_or_shows_is_in_every_form(atlas: Atlas, form: str) -> None:
    model = read_model(form=form)
    for anatomy in map(anatomy_of_alternative, atlas.alternatives):
        assert set(anatomy.shown) <= set(model.structures)
        for nerve, values in anatomy.placed.items():
            assert set(values) <= set(model.families[nerve]["parameters"])


def test_every_figure_of_an_alternative_has_a_source(atlas: Atlas) -> None:
    assert all(finding.sources for one in atlas.alternatives for finding in one.findings)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("MAIGNE89;ASRA22", "MAIGNE98;ASRA22", 'found "MAIGNE98"; allowed: a key of sources.csv'),
        (
            "superior_cluneal_nerve_medial_branch;",
            "superior_cluneal_nerve_intermediate_branch;",
            'found "superior_cluneal_nerve_intermediate_branch", of which no other way is drawn',
        ),
        (",,communicating_branch", ",,comunicating_branch", "(shows)"),
        (",communicating_branch_of_superior_and_middle_nerves,", ",,", 'nothing is drawn otherwise by "communication"'),
        ("communication,", "lu98,", '"lu98" is a study of studies.csv'),
        ("communication,A link", "roots_l1_medial,A link", "differs from the first row"),
    ],
)
def test_what_is_wrong_in_the_table_is_told(meshes: Path, old: str, new: str, told: str) -> None:
    plant_in("alternatives.csv", meshes, old, new)
    assert any(told in problem for problem in problems_of(meshes))
