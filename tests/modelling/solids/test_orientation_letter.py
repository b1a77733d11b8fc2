import numpy as np
import pytest

from anatomy_viewer.modelling.solids.distance_grid import open_or_branching_edges, signed_volume_mm3
from anatomy_viewer.modelling.solids.orientation_letter import PATTERN, letter_r
from tests.modelling.reading_back import letters_seen

R = """\
XXXXX
X...X
X...X
XXXXX
X.XX.
X..XX
X...X"""


def test_the_letter_reads_r_from_behind() -> None:
    assert letters_seen(letter_r((200.0, 0.0, 0.0)), (0, 1, 0), (0, 0, 1), 7, 5) == R


def test_the_way_of_reading_would_notice_a_mirror_image() -> None:
    seen = letters_seen(letter_r((200.0, 0.0, 0.0)).mirrored(), (0, 1, 0), (0, 0, 1), 7, 5)
    assert seen != R
    assert seen == "\n".join(line[::-1] for line in R.splitlines())


def test_from_in_front_the_letter_is_turned_round() -> None:
    assert letters_seen(letter_r((200.0, 0.0, 0.0)), (0, -1, 0), (0, 0, 1), 7, 5) != R


def test_the_letter_is_one_closed_solid_wound_outward() -> None:
    letter = letter_r((200.0, 0.0, 0.0), height_mm=42.0, depth_mm=6.0)
    assert open_or_branching_edges(letter.triangles) == 0
    squares = sum(row.count("X") for row in PATTERN)
    assert signed_volume_mm3(letter) == pytest.approx(squares * 6.0 * 6.0 * 6.0)


def test_the_letter_stands_where_it_is_told() -> None:
    letter = letter_r((200.0, -40.0, 10.0), height_mm=42.0, depth_mm=6.0)
    assert (letter.points.min(axis=0) + letter.points.max(axis=0)) / 2.0 == pytest.approx([200.0, -40.0, 10.0])
    assert np.ptp(letter.points, axis=0) == pytest.approx([30.0, 6.0, 42.0])
