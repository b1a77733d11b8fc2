import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from anatomy_viewer.atlas.atlas import Atlas, model_problems, read_atlas
from anatomy_viewer.atlas.model import Model
from anatomy_viewer.atlas.problems import ProblemsFound
from anatomy_viewer.atlas.structures import Kind

Messages = Callable[[], list[str]]
EMPTY = Model({}, {}, {}, {}, {}, {}, {}, {}, "x")


def test_the_tables_of_this_checkout_are_sound(atlas: Atlas) -> None:
    kinds = {structure.kind for structure in atlas.structures}
    assert kinds == set(get_args(Kind))
    assert len(atlas.sites) == 16
    assert len(atlas.landmarks) == 19


def test_the_same_tables_give_an_equal_atlas(atlas: Atlas, meshes: Path) -> None:
    assert read_atlas(meshes) == atlas


def test_faults_of_all_tables_are_told_at_once(plant: Callable[..., int], messages: Messages) -> None:
    structure = plant("structures.csv", "sacrum", "kind", "bonne")
    source = plant("sources.csv", "LU98", "pmid", "x")
    measure = plant("measures.csv", "inter_asis_ct19", "n", "many")
    assert messages() == [
        f'tables/structures.csv:{structure}:4 (kind): found "bonne"; '
        f'allowed: one of {", ".join(get_args(Kind))}; did you mean "bone"?',
        f'tables/sources.csv:{source}:7 (pmid): found "x"; allowed: digits only.',
        f'tables/measures.csv:{measure}:10 (n): found "many"; allowed: a whole number such as 15.',
    ]


def test_missing_tables_are_told_and_nothing_that_follows_from_them(meshes: Path, messages: Messages) -> None:
    for name in ("sites.csv", "measures.csv"):
        (meshes / "tables" / name).unlink()
    assert messages() == [
        "tables/sites.csv: the file is missing.",
        "tables/measures.csv: the file is missing.",
    ]


def test_an_id_of_two_tables_is_told(plant: Callable[..., int], meshes: Path, messages: Messages) -> None:
    plant("landmarks.csv", "coccyx_tip", "name", "coccyx")
    plant("facts.csv", "coccyx_tip", "about", "coccyx")
    path = meshes / "tables" / "descriptions.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("coccyx_tip,")), encoding="utf-8")
    assert messages() == ['tables/landmarks.csv: the id "coccyx" is also used by structures.csv.']


def test_the_subject_of_an_id_is_its_name_without_the_side(atlas: Atlas) -> None:
    assert atlas.subject_of("hip_bone_right") == "hip_bone"
    assert atlas.subject_of("scn_1_left") == "scn_1"
    assert atlas.subject_of("psis_right") == "psis"
    assert atlas.subject_of("coccyx_tip") == "coccyx_tip"
    assert atlas.subject_of("middle_cluneal_nerves") == "middle_cluneal_nerves"


def test_an_unknown_id_is_told_with_the_nearest(atlas: Atlas) -> None:
    with pytest.raises(ProblemsFound) as found:
        atlas.subject_of("scn_1_rihgt")
    assert str(found.value) == (
        'atlas: found the id "scn_1_rihgt"; allowed: an id of a structure, site, landmark or nerve group; '
        'did you mean "scn_1_right"?'
    )


def test_every_source_that_is_cited_is_in_the_list_and_every_number_has_one(atlas: Atlas) -> None:
    for fact in atlas.facts:
        assert set(fact.sources) | set(fact.via) <= set(atlas.source_by_key)
        assert fact.sources or fact.mark == "not found"
    for measure in atlas.measures:
        assert measure.sources


def test_a_model_that_lacks_things_or_has_others_is_told(atlas: Atlas) -> None:
    small = replace(
        atlas,
        structures=tuple(s for s in atlas.structures if s.id == "sacrum"),
        sites=(),
        landmarks=(),
    )
    again = '; run "anatomy-viewer atlas build"'
    assert [str(problem) for problem in model_problems(small, EMPTY)] == [
        f'built/pooled/model.json: structures: "sacrum" of the tables is missing{again}.'
    ]
    odd = replace(EMPTY, landmarks={"psis_rihgt": (0.0, 0.0, 0.0)})
    with_psis = replace(small, structures=(), landmarks=(atlas.landmark_by_name["psis"],))
    assert [str(problem) for problem in model_problems(with_psis, odd)] == [
        f'built/pooled/model.json: landmarks: "psis_right" of the tables is missing{again}.',
        f'built/pooled/model.json: landmarks: "psis_left" of the tables is missing{again}.',
        'built/pooled/model.json: landmarks: found "psis_rihgt", which the tables do not know; '
        'did you mean "psis_right"?',
        f'built/pooled/model.json: points_on_skin: "psis_right" of the tables is missing{again}.',
        f'built/pooled/model.json: points_on_skin: "psis_left" of the tables is missing{again}.',
    ]


def test_reading_the_atlas_imports_nothing_heavy() -> None:
    """The server reads the atlas while it starts."""
    heavy = ("numpy", "scipy", "pydantic", "ruamel", "vtk", "vtkmodules", "pyvista", "trame")
    code = (
        "import sys; from anatomy_viewer.atlas import read_atlas; read_atlas(); "
        f"print(*[name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
