from __future__ import annotations

import numpy as np
import pytest

from anatomy_viewer.modelling.nerves.skin_corridors import AROUND, centre_on_skin, spread_on_skin
from anatomy_viewer.modelling.soft_tissue.skin_places import Skin
from anatomy_viewer.modelling.solids.surface import Surface
from tests.modelling.placed_courses import assembly, placing, rules

RULES = rules().on_skin.spreads


@pytest.mark.parametrize("name", RULES)
def test_a_stain_lies_on_the_skin_and_faces_away_from_it(name: str) -> None:
    skin, stain = Skin(assembly().surfaces["skin"]), assembly().surfaces[f"{name}_right"]
    at, normal = skin.nearest(stain.points)
    height = ((stain.points - at) * normal).sum(axis=1)
    assert height.min() > 0.3
    assert height.max() < 1.6
    assert ((stain.normals() * normal).sum(axis=1) > 0.0).mean() > 0.97
    assert 350 <= len(stain.triangles) <= 500


@pytest.mark.parametrize("name", RULES)
def test_a_stain_reaches_as_far_as_its_deviations_say(name: str) -> None:
    rule, stain = RULES[name], assembly().surfaces[f"{name}_right"]
    rings = stain.points[1:].reshape(-1, AROUND, 3)
    ways = np.concatenate([np.repeat(stain.points[:1, None], AROUND, axis=1), rings])
    length = np.linalg.norm(np.diff(ways, axis=0), axis=2).sum(axis=0)
    assert length[0] == pytest.approx(2.65 * rule.along_sd_mm, rel=0.12, abs=1.5)
    assert length[AROUND // 4] == pytest.approx(2.65 * rule.across_sd_mm, rel=0.12, abs=1.5)


@pytest.mark.parametrize("name", RULES)
def test_the_middle_is_the_skin_where_the_crossing_is_pressed(name: str) -> None:
    skin, rule = Skin(assembly().surfaces["skin"]), RULES[name]
    centre = centre_on_skin(placing(), rule, skin)
    place = placing().seat(rule.centre, 0.0)
    assert centre.at[0] == pytest.approx(place[0], abs=0.01)
    assert centre.at[1] < place[1]
    stain = assembly().surfaces[f"{name}_right"]
    assert np.linalg.norm(stain.points[0] - centre.at) < 1.6


def test_the_model_says_where_each_stain_is_laid_on_both_sides() -> None:
    for name, rule in RULES.items():
        right, left = (assembly().corridors[f"{name}_{side}"] for side in ("right", "left"))
        assert right["nerve"] == f"{rule.nerve}_right"
        assert left["nerve"] == f"{rule.nerve}_left"
        assert (right["along_sd_mm"], right["across_sd_mm"]) == (rule.along_sd_mm, rule.across_sd_mm)
        assert np.allclose(np.array(right["centre"]) * (-1.0, 1.0, 1.0), left["centre"])
        skin = Skin(assembly().surfaces["skin"])
        assert np.linalg.norm(skin.nearest(np.array([right["centre"]]))[0] - right["centre"]) < 0.05


def test_a_stain_is_darkest_in_the_middle() -> None:
    for name in RULES:
        colours = assembly().surfaces[f"{name}_right"].colours
        assert colours is not None
        tone = colours.astype(int).sum(axis=1)
        assert tone[0] < tone[-AROUND:].mean() - 60


def test_a_skin_without_colours_is_refused() -> None:
    bare = assembly().surfaces["skin"]
    with pytest.raises(ValueError, match="a stain needs a skin with colours"):
        spread_on_skin(placing(), next(iter(RULES.values())), Skin(Surface(bare.points, bare.triangles)))


def test_a_second_ring_lies_on_the_skin_and_ends_with_the_landmarks_doubt() -> None:
    name = next(iter(RULES))
    rule, skin = RULES[name], Skin(assembly().surfaces["skin"])
    plain, stain = assembly().surfaces[f"{name}_right"], spread_on_skin(placing(), rule, skin, 4.0)
    inside = len(plain.points)
    assert np.linalg.norm(stain.points[:inside] - plain.points, axis=1).max() < 0.3
    at, normal = skin.nearest(stain.points[inside:])
    height = ((stain.points[inside:] - at) * normal).sum(axis=1)
    assert height.min() > 0.3
    assert height.max() < 1.6
    ways = np.diff(
        np.concatenate([np.repeat(stain.points[:1, None], AROUND, axis=1), stain.points[1:].reshape(-1, AROUND, 3)]),
        axis=0,
    )
    length = np.linalg.norm(ways, axis=2).sum(axis=0)
    assert length[0] == pytest.approx(2.65 * np.hypot(rule.along_sd_mm, 4.0), rel=0.12, abs=1.5)
    assert length[AROUND // 4] == pytest.approx(2.65 * np.hypot(rule.across_sd_mm, 4.0), rel=0.12, abs=1.5)
