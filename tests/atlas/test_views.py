from math import isclose

import pytest

from anatomy_viewer.atlas.views import VIEWS, View, view

RIGHT_SIDE = (1.0, 0.0, 0.0)
FRONT = (0.0, 1.0, 0.0)
HEAD = (0.0, 0.0, 1.0)


def dot(a: tuple[float, ...], b: tuple[float, ...]) -> float:
    return sum(x * y for x, y in zip(a, b, strict=True))


def test_every_view_of_the_conventions_is_there_once_with_its_own_key() -> None:
    assert [v.id for v in VIEWS] == [
        "posterior",
        "posterior_oblique_left",
        "posterior_oblique_right",
        "lateral_left",
        "lateral_right",
        "superior_posterior",
        "inferior",
        "prone_as_examined",
        "anterior",
    ]
    assert [v.key for v in VIEWS] == list("123456789")
    assert len({v.name for v in VIEWS}) == len(VIEWS)


@pytest.mark.parametrize("v", VIEWS, ids=lambda v: v.id)
def test_directions_are_unit_vectors_at_right_angles(v: View) -> None:
    assert isclose(dot(v.direction, v.direction), 1.0, abs_tol=1e-12)
    assert isclose(dot(v.up, v.up), 1.0, abs_tol=1e-12)
    assert isclose(dot(v.direction, v.up), 0.0, abs_tol=1e-12)


@pytest.mark.parametrize("v", VIEWS, ids=lambda v: v.id)
def test_the_note_on_sides_is_true(v: View) -> None:
    """The screen's right, computed from the camera, against what the note says."""
    if v.note == "The person's left is on your left.":
        assert dot(v.right, RIGHT_SIDE) > 0.7
    elif v.note == "The person's left is on your right.":
        assert dot(v.right, RIGHT_SIDE) < -0.7
    elif v.note == "The person's front is on your left.":
        assert dot(v.right, FRONT) < -0.99
    elif v.note == "The person's front is on your right.":
        assert dot(v.right, FRONT) > 0.99
    else:
        assert v.note == "You stand at the person's right side; the head is on your right."
        assert dot(v.right, HEAD) > 0.99
        assert dot(v.direction, RIGHT_SIDE) > 0.3


def test_from_behind_the_eye_is_behind_and_from_the_front_in_front() -> None:
    assert dot(view("posterior").direction, FRONT) == pytest.approx(-1)
    assert dot(view("anterior").direction, FRONT) == pytest.approx(1)
    assert dot(view("lateral_right").direction, RIGHT_SIDE) == pytest.approx(1)
    assert dot(view("inferior").direction, HEAD) < -0.8
    assert dot(view("superior_posterior").direction, HEAD) > 0.7


def test_an_unknown_view_is_refused() -> None:
    with pytest.raises(KeyError):
        view("diagonal")
