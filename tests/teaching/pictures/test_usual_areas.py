import numpy as np
import pytest

from anatomy_viewer.atlas import ProblemsFound, read_atlas, read_model
from anatomy_viewer.atlas.model import SkinGrid
from anatomy_viewer.teaching.checking.readability import grade
from anatomy_viewer.teaching.checking.wording import FORBIDDEN, LONGEST_PATIENT_SENTENCE
from anatomy_viewer.teaching.pictures.staging import scene_of
from anatomy_viewer.teaching.pictures.usual_areas import (
    NEAR_MM,
    consult_content,
    near_cells,
    read_take_home,
    read_usual_areas,
    runs,
)

EXPLAINED = ("sciatica", "bottom of the spine")


@pytest.fixture(scope="module")
def atlas():
    return read_atlas()


@pytest.fixture(scope="module", params=["pooled", "female", "male"])
def consult(request, atlas):
    model = read_model(form=request.param)
    return {**consult_content(atlas, model, scene_of(atlas, model)), "model": model}


@pytest.fixture(scope="module")
def areas(atlas):
    model = read_model()
    return read_usual_areas(
        atlas, {name.rsplit("_", 1)[0] for name in [*model.landmarks, *model.points]} | set(model.landmarks)
    )


def found_at(consult, x, z, kind="inside"):
    grid = consult["grid"]
    column = round((x - grid["x_mm"][0]) / (grid["x_mm"][1] - grid["x_mm"][0]))
    row = round((z - grid["z_mm"][0]) / (grid["z_mm"][1] - grid["z_mm"][0]))
    cell = row * len(grid["x_mm"]) + column
    return {
        (area["id"], area["side"])
        for area in consult["areas"]
        if any(first <= cell < first + count for first, count in area[kind])
    }


def test_the_crest_point_fits_the_superior_group_and_what_looks_like_it(consult):
    x, _, z = consult["model"].points_on_skin["scn_tender_point_right"].at
    found = {name for name, side in found_at(consult, x, z - 12.0)}
    assert {"superior_cluneal_nerves", "thoracolumbar_junction"} <= found


def test_the_point_below_the_dimple_fits_the_middle_group_and_the_joint(consult):
    x, _, z = consult["model"].points_on_skin["mcn_tender_point_right"].at
    found = {name for name, _ in found_at(consult, x, z)}
    assert {"middle_cluneal_nerves", "sacroiliac_joint"} <= found
    assert len(found) >= 2


def test_the_sitting_bone_fits_the_inferior_group(consult):
    x, _, z = consult["model"].landmarks["ischial_tuberosity_right"]
    assert ("inferior_cluneal_nerves", "right") in found_at(consult, x + 10.0, z)


def test_the_left_is_the_mirror_image_of_the_right(consult):
    for x in range(12, 144, 12):
        for z in range(-200, 60, 20):
            right = {name for name, side in found_at(consult, x, z) if side == "right"}
            left = {name for name, side in found_at(consult, -x, z) if side == "left"}
            assert right == left, (x, z)


def test_a_place_high_in_the_flank_fits_nothing(consult):
    assert found_at(consult, 120.0, 105.0) == set()


def test_near_is_beside_an_area_and_not_in_it(consult):
    for area in consult["areas"]:
        inside = {cell for first, count in area["inside"] for cell in range(first, first + count)}
        near = {cell for first, count in area["near"] for cell in range(first, first + count)}
        assert inside, area["id"]
        assert near, area["id"]
        assert not inside & near


def test_areas_stand_from_top_to_bottom(consult):
    heights = [area["middle_mm"] for area in consult["areas"]]
    assert heights == sorted(heights, reverse=True)


def test_the_lines_round_an_area_lie_on_the_skin_of_its_side(consult):
    for area in consult["areas"]:
        for line in area["lines"]:
            x = np.array(line)[:, 0]
            assert len(line) >= 12
            if area["side"] == "right":
                assert x.max() > 20.0
                assert x.min() > -10.0


def test_the_picture_is_the_skin_alone_from_behind(consult):
    scene = consult["scene"]
    assert [name for name, (opacity, _) in scene["picture"].items() if opacity > 0] == ["skin"]
    assert scene["camera"]["direction"] == [0.0, -1.0, 0.0]


def test_near_cells_reach_as_far_as_they_say():
    grid = SkinGrid(tuple(6.0 * k for k in range(9)), tuple(6.0 * k for k in range(9)), (0.0,) * 81)
    cells = np.zeros((9, 9), dtype=bool)
    cells[4, 4] = True
    near = near_cells(cells, grid)
    assert near[4, 6]
    assert not near[4, 7]
    assert not near[4, 4]
    assert not near[6, 6], f"farther than {NEAR_MM} mm over the corner"


def test_runs_hold_every_cell_once():
    cells = np.array([[True, False, True], [True, True, False]])
    assert runs(cells) == [[0, 1], [2, 3]]


def test_every_area_says_how_it_was_drawn_and_what_would_tell_it_apart(areas):
    for area in areas:
        assert area.drawn
        assert area.apart
        assert area.sources


def test_what_patients_read_is_short_plain_and_promises_nothing(atlas, areas):
    texts = [area.patient_apart for area in areas] + [area.patient_name for area in areas]
    texts += [line.text for part in read_take_home(atlas) for line in part.lines]
    for text in texts:
        assert [allowed for pattern, allowed in FORBIDDEN if pattern.search(text)] == [], text
        for sentence in text.replace("?", ".").split("."):
            assert len(sentence.split()) <= LONGEST_PATIENT_SENTENCE, sentence
    whole = grade(" ".join(texts[: len(areas)]), EXPLAINED)
    assert whole.flesch_kincaid <= 8.0
    home = grade(" ".join(line.text for part in read_take_home(atlas) for line in part.lines), EXPLAINED)
    assert home.flesch_kincaid <= 8.0


def test_every_mistake_in_the_table_is_told_at_once_with_the_nearest_name(tmp_path, atlas):
    path = tmp_path / "usual_areas.yaml"
    path.write_text(
        """
areas:
  - id: joint
    name: Joint
    patient_name: Joint
    apart: One finger.
    patient_apart: One finger.
    drawn: A circle.
    mark: S
    sources: [MURAKAMI80]
    shapes:
      - ellipse: {at: [psiss, 0, 4], across_mm: 20, up_mm: 20}
  - id: joint
    name: Nerve
    patient_name: Nerve
    apart: Crest.
    patient_apart: Crest.
    drawn: As the model draws it.
    mark: S
    sources: [NIELSEN19]
    structure: superior_cluneal_teritory
""",
        encoding="utf-8",
    )
    with pytest.raises(ProblemsFound) as found:
        read_usual_areas(atlas, {"psis"}, path)
    told = str(found.value)
    assert 'did you mean "MURAKAMI08"?' in told
    assert 'did you mean "psis"?' in told
    assert 'did you mean "superior_cluneal_territory"?' in told
    assert '"joint" stands twice' in told


def test_a_shape_that_is_none_is_refused_with_its_line(tmp_path, atlas):
    path = tmp_path / "usual_areas.yaml"
    path.write_text(
        "areas:\n  - {id: a, name: A, patient_name: A, apart: A, patient_apart: A, drawn: A, mark: S, sources: [X],\n"
        "     shapes: [{outline: [[psis, 0, 0]]}]}\n",
        encoding="utf-8",
    )
    with pytest.raises(ProblemsFound, match=r"usual_areas.yaml:3 areas\[0\]\.shapes\[0\]: found neither"):
        read_usual_areas(atlas, {"psis"}, path)
