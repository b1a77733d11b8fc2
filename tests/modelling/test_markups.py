import json

import pytest

from anatomy_viewer.modelling.markups import curves_json, points_json, to_lps

PSIS = ("psis_right", "Posterior superior iliac spine", (47.0, -3.0, 12.0))


def test_a_list_states_its_space_and_is_in_it() -> None:
    document = json.loads(points_json("landmarks", [PSIS]))
    (markup,) = document["markups"]
    assert markup["type"] == "Fiducial"
    assert markup["coordinateSystem"] == "LPS"
    assert markup["coordinateUnits"] == "mm"
    (point,) = markup["controlPoints"]
    assert point["label"] == "psis_right"
    # Right is -x and front is -y in LPS.
    assert point["position"] == [-47.0, 3.0, 12.0]
    assert point["positionStatus"] == "defined"


def test_the_schema_is_one_that_slicer_reads() -> None:
    """Slicer accepts any address that ends like this, and needs the key first of all."""
    document = json.loads(points_json("landmarks", [PSIS]))
    assert list(document) == ["@schema", "markups"]
    assert document["@schema"].endswith("markups-schema-v1.0.3.json#")


def test_every_point_has_an_id_of_its_own() -> None:
    document = json.loads(points_json("landmarks", [PSIS, PSIS, PSIS]))
    ids = [point["id"] for point in document["markups"][0]["controlPoints"]]
    assert ids == ["1", "2", "3"]


def test_lines_are_open_curves_by_name() -> None:
    document = json.loads(curves_json({"a": [(1.0, 2.0, 3.0), (4.0, 5.0, 6.0)], "b": [(0.0, 0.0, 0.0)] * 2}))
    assert [(markup["type"], markup["name"]) for markup in document["markups"]] == [("Curve", "a"), ("Curve", "b")]
    assert document["markups"][0]["controlPoints"][1]["position"] == [-4.0, -5.0, 6.0]


def test_turning_into_lps_turns_half_round_and_mirrors_nothing() -> None:
    x, y, z = (to_lps(axis) for axis in ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)))
    determinant = (
        x[0] * (y[1] * z[2] - y[2] * z[1]) - x[1] * (y[0] * z[2] - y[2] * z[0]) + x[2] * (y[0] * z[1] - y[1] * z[0])
    )
    assert determinant == pytest.approx(1.0)
    assert str(to_lps((0.0, 0.0, 0.0))) == "[0.0, 0.0, 0.0]"
