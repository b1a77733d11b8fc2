import numpy as np
import pytest

from anatomy_viewer.modelling.solids.distance_grid import open_or_branching_edges, signed_volume_mm3
from anatomy_viewer.modelling.solids.orientation_letter import letter_r
from anatomy_viewer.modelling.solids.printable import printable_surface, welded
from anatomy_viewer.modelling.solids.surface import Surface

SQUARE = Surface(
    np.array([[0.0, 0.0, 0.0], [10.0, 0.0, 0.0], [10.0, 10.0, 0.0], [0.0, 10.0, 0.0]]),
    np.array([[0, 1, 2], [0, 2, 3]]),
    np.array([[200, 100, 50]] * 4, dtype=np.uint8),
)


def test_a_solid_stays_as_it_is() -> None:
    letter = letter_r((0.0, 0.0, 0.0))
    closed = printable_surface(letter)
    assert signed_volume_mm3(closed) == pytest.approx(signed_volume_mm3(letter))
    assert len(closed.triangles) == len(letter.triangles)


def test_a_sheet_becomes_a_plate_of_the_given_thickness() -> None:
    closed = printable_surface(SQUARE, plate_mm=2.0)
    assert open_or_branching_edges(closed.triangles) == 0
    assert signed_volume_mm3(closed) == pytest.approx(10.0 * 10.0 * 2.0)
    assert closed.colours is not None
    assert (closed.colours == [200, 100, 50]).all()


def test_a_sheet_of_separate_triangles_is_welded_first() -> None:
    corners = SQUARE.points[SQUARE.triangles].reshape(-1, 3)
    loose = Surface(corners, np.arange(6).reshape(2, 3))
    assert len(welded(loose).points) == 4
    assert signed_volume_mm3(printable_surface(loose, plate_mm=2.0)) == pytest.approx(200.0)


def test_a_surface_wound_inward_is_turned_round() -> None:
    letter = letter_r((0.0, 0.0, 0.0))
    inward = Surface(letter.points, letter.triangles[:, ::-1])
    assert signed_volume_mm3(printable_surface(inward)) == pytest.approx(signed_volume_mm3(letter))


def test_two_sheets_that_meet_in_a_point_are_parted_there() -> None:
    points = np.array([[0.0, 0, 0], [5, 0, 0], [0, 5, 0], [-5, 0, 0], [0, -5, 0]])
    bow = Surface(points, np.array([[0, 1, 2], [0, 3, 4]]))
    closed = printable_surface(bow, plate_mm=1.0)
    assert open_or_branching_edges(closed.triangles) == 0
    assert signed_volume_mm3(closed) == pytest.approx(25.0)


def test_a_sheet_with_a_hole_gets_walls_in_the_hole() -> None:
    outer = np.array([[0.0, 0, 0], [9, 0, 0], [9, 9, 0], [0, 9, 0]])
    inner = np.array([[3.0, 3, 0], [6, 3, 0], [6, 6, 0], [3, 6, 0]])
    rows = [[k, (k + 1) % 4, 4 + (k + 1) % 4] for k in range(4)] + [[k, 4 + (k + 1) % 4, 4 + k] for k in range(4)]
    closed = printable_surface(Surface(np.vstack([outer, inner]), np.array(rows)), plate_mm=1.0)
    assert open_or_branching_edges(closed.triangles) == 0
    assert signed_volume_mm3(closed) == pytest.approx(81.0 - 9.0)


def test_a_surface_that_branches_is_refused() -> None:
    points = np.array([[0.0, 0, 0], [0, 0, 5], [5, 0, 0], [-5, 0, 0], [0, 5, 0]])
    fins = Surface(points, np.array([[0, 1, 2], [0, 1, 3], [0, 1, 4]]))
    with pytest.raises(ValueError, match="branches"):
        printable_surface(fins)
