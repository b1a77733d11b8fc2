"""What a ride along a nerve goes by: courses for all that are drawn, and what is passed, where the tables say it."""

from __future__ import annotations

import numpy as np
import pytest

from anatomy_viewer.atlas import read_atlas, read_model
from anatomy_viewer.atlas.forms import FORMS
from anatomy_viewer.teaching.content import BESIDE_MM, passed_along, path_of
from anatomy_viewer.teaching.pictures.staging import scene_of

ATLAS = read_atlas()
NAMES = {one.id: one.name for one in ATLAS.structures}


@pytest.fixture(scope="module", params=[form.id for form in FORMS])
def ridden(request):
    model = read_model(form=request.param)
    scene = scene_of(ATLAS, model)
    return model, scene, {name: passed_along(ATLAS, model, scene, name) for name in model.paths}


def test_rows_of_the_ledger_are_told_within_where_they_are_said_and_in_their_order(ridden):
    _, _, rides = ridden
    rows = 0
    for name, passed in rides.items():
        planes = ATLAS.ledger_by_nerve.get(NAMES[name], ())
        told = [number for _, kind, number in passed if kind == "ledger"]
        assert sorted(told) == [k for k, plane in enumerate(planes) if plane.share_from is not None]
        for share, kind, number in passed:
            if kind == "ledger":
                assert planes[number].share_from - 0.001 <= share <= planes[number].share_to + 0.001, (name, number)
                rows += 1
        assert [share for share, _, _ in passed] == sorted(share for share, _, _ in passed)
    assert rows == 2 * sum(plane.share_from is not None for plane in ATLAS.ledger)


def test_a_site_is_passed_where_the_nerve_is_nearest_to_it(ridden):
    model, scene, rides = ridden
    sites = [(name, share, point) for name, passed in rides.items() for share, kind, point in passed if kind == "point"]
    assert {"scn_1_right", "scn_2_left", "mcn_1_right", "icn_4_left"} <= {point for _, _, point in sites}
    for name, share, point in sites:
        path = np.array(model.paths[name])
        ways = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))])
        place = np.array([np.interp(share * ways[-1], ways, path[:, axis]) for axis in range(3)])
        away = np.linalg.norm(path - np.array(scene.spots[point].at), axis=1).min()
        assert np.linalg.norm(place - np.array(scene.spots[point].at)) < min(away + 0.5, BESIDE_MM)


def test_the_crest_is_crossed_at_its_site(ridden):
    _, _, rides = ridden
    passed = rides["superior_cluneal_nerve_medial_branch_right"]
    planes = ATLAS.ledger_by_nerve["superior_cluneal_nerve_medial_branch"]
    crest = next(k for k, plane in enumerate(planes) if (plane.relation, plane.structure) == ("over", "hip_bone"))
    where = {(kind, what): share for share, kind, what in passed}
    assert where["ledger", crest] == where["point", "scn_1_right"]


def test_a_course_that_is_thinned_is_the_course(ridden):
    model, _, _ = ridden
    thinned = model.paths.keys() - model.families.keys()
    assert {"sciatic_nerve_right", "pudendal_nerve_left"} <= thinned
    for name in model.paths:
        kept, whole = np.array(path_of(model, name)), np.array(model.paths[name])
        if name not in thinned:
            assert len(kept) == len(whole)  # a study moves it point by point
            continue
        starts, along = kept[:-1], np.diff(kept, axis=0)
        share = np.clip(((whole[:, None] - starts) * along).sum(-1) / (along**2).sum(-1), 0.0, 1.0)
        away = np.linalg.norm(whole[:, None] - starts - share[..., None] * along, axis=-1).min(axis=1)
        assert away.max() < 0.6, name
