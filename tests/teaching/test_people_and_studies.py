"""What the page reads of studies and drawn people."""

from __future__ import annotations

import json
from typing import Any

import pytest

from anatomy_viewer.atlas import Atlas, Model, read_atlas
from anatomy_viewer.atlas.anatomies import CrestLine
from anatomy_viewer.atlas.people import anatomy_of_person, draw_person, person_from_table
from anatomy_viewer.teaching.content import content_of
from tests.teaching.stand_in_model import stand_in_model


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return read_atlas()


@pytest.fixture(scope="module")
def model(atlas: Atlas) -> Model:
    return stand_in_model(atlas)


@pytest.fixture(scope="module")
def content(atlas: Atlas, model: Model) -> dict[str, Any]:
    whole = content_of(atlas, model, [])
    found: dict[str, Any] = json.loads(
        json.dumps({key: whole[key] for key in ("studies", "people", "sources", "structures")}, allow_nan=False)
    )
    return found


def test_every_study_is_there_with_its_record_and_its_figures_in_words(content: dict, atlas: Atlas) -> None:
    assert [one["id"] for one in content["studies"]] == [
        f"study_{study.id}" for study in (*atlas.studies, *atlas.alternatives)
    ]
    lu = next(one for one in content["studies"] if one["id"] == "study_lu98")
    assert lu["title"] == "Lu 1998: 81 ± 9 mm, 15 cadavers"
    assert lu["group"] == "superior_cluneal_nerves"
    assert lu["placed"]["superior_cluneal_nerve_medial_branch_left"] == {"crossing_mm": 81.0}
    midline, psis = lu["rows"]
    assert (midline["figure"], midline["sample"], midline["distance"], midline["kind"], midline["method"]) == (
        "81.0 ± 9.2 mm",
        "15 cadavers",
        "from the midline",
        "not said",
        "dissection",
    )
    assert midline["moves"]
    assert not psis["moves"]
    assert psis["figure"] == "64.7 ± 5.3 mm"
    assert midline["age"] is None


def test_each_group_has_one_study_at_rest(content: dict) -> None:
    resting = [one["group"] for one in content["studies"] if one["rest"]]
    assert sorted(resting) == sorted({one["group"] for one in content["studies"]} - {""})


def test_what_a_study_moves_or_hides_is_in_the_scene(content: dict) -> None:
    known = {one["id"] for one in content["structures"]}
    for one in content["studies"]:
        assert set(one["placed"]) <= known
        assert {*one["hidden"], *one["shown"], *one["spreads"]} <= known


def test_sources_of_studies_and_frequencies_are_there(content: dict) -> None:
    cited = {key for one in content["studies"] for row in one["rows"] for key in row["sources"]}
    cited |= {key for one in content["people"]["frequencies"] for key in one["sources"]}
    assert cited <= set(content["sources"])
    assert {"KUNIYA13", "TUBBS10", "KONNO17a", "LU98", "PFCN-HAM"} <= cited


def test_people_are_read_back_as_they_were_drawn(content: dict, model: Model) -> None:
    crest = CrestLine.of(model)
    for seed in (1, 2, 500, 1000):
        read = person_from_table(content["people"], seed)
        assert read.to_json() == anatomy_of_person(draw_person(seed), crest).to_json()


def test_people_and_studies_are_small(content: dict) -> None:
    assert len(json.dumps(content["people"], separators=(",", ":"))) < 120_000
    assert len(json.dumps(content["studies"], separators=(",", ":"))) < 40_000


def test_frequencies_say_what_they_count(content: dict) -> None:
    shares = {one["what"]: one["share"] for one in content["people"]["frequencies"]}
    assert shares["the intermediate branch is there"] == "16 of 20 sides"
    assert shares["one perineal branch"] == "73 % of 15 torsos"
    assert not any("groove" in what for what in shares)
