"""A sphere is found again from points on it."""

from __future__ import annotations

import numpy as np
import pytest

from anatomy_viewer.modelling.solids.sphere import fitted_sphere


def test_a_sphere_is_found_from_a_cap_of_it() -> None:
    rng = np.random.default_rng(1)
    directions = rng.normal(size=(200, 3))
    directions[:, 2] = np.abs(directions[:, 2])
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    centre, radius_mm = fitted_sphere(np.array([3.0, -40.0, 12.0]) + 24.0 * directions)
    np.testing.assert_allclose(centre, [3.0, -40.0, 12.0], atol=1e-8)
    assert radius_mm == pytest.approx(24.0)


def test_three_points_are_too_few() -> None:
    with pytest.raises(ValueError, match="needs four points, there are 3"):
        fitted_sphere(np.eye(3))
