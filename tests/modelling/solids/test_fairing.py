"""Fairing smooths between anchors, holds anchors, and lets relaxed points stay edges."""

from __future__ import annotations

import numpy as np
import pytest

from anatomy_viewer.modelling.solids.fairing import faired, laplacian, through
from anatomy_viewer.modelling.solids.subdivision import subdivision
from tests.modelling.solids.test_subdivision import FACES, OCTAHEDRON


def ball() -> tuple[np.ndarray, np.ndarray]:
    fine = subdivision(6, FACES, 3)
    points = fine.to_limit @ OCTAHEDRON
    return 10.0 * points / np.linalg.norm(points, axis=1, keepdims=True), fine.triangles


def test_areas_add_up_to_the_surface_and_the_stiffness_ignores_shifts() -> None:
    points, triangles = ball()
    matrix, area = laplacian(points, triangles)
    assert area.sum() == pytest.approx(4 * np.pi * 100, rel=0.02)
    np.testing.assert_allclose(matrix @ np.ones(len(points)), 0.0, atol=1e-9)


def test_noise_between_anchors_is_smoothed_away() -> None:
    points, triangles = ball()
    noisy = points + np.random.default_rng(4).normal(0.0, 0.3, points.shape)
    anchors = np.arange(0, len(points), 5)
    result = faired(noisy, triangles, anchors, points[anchors], np.ones(len(anchors)), 4.0, 0.1)
    before = np.abs(np.linalg.norm(noisy, axis=1) - 10.0).mean()
    after = np.abs(np.linalg.norm(result, axis=1) - 10.0).mean()
    assert after < before / 4


def test_firm_anchors_are_met_more_closely_than_loose_ones() -> None:
    points, triangles = ball()
    anchors = np.arange(len(points))
    wanted = points.copy()
    wanted[0] *= 1.5
    gaps = []
    for weight in (0.01, 10.0):
        weights = np.full(len(points), 0.01)
        weights[0] = weight
        result = faired(points, triangles, anchors, wanted, weights, 1.0, 0.1)
        gaps.append(np.linalg.norm(result[0] - wanted[0]))
    assert gaps[1] < gaps[0] / 5


def test_a_relaxed_point_keeps_a_sharper_tip() -> None:
    points, triangles = ball()
    wanted = points.copy()
    wanted[0] *= 1.5
    anchors = np.arange(len(points))
    weights = np.full(len(points), 0.3)
    relaxed = np.ones(len(points))
    relaxed[0] = 0.01
    heights = [
        np.linalg.norm(faired(points, triangles, anchors, wanted, weights, 1.0, 0.1, share)[0])
        for share in (None, relaxed)
    ]
    assert heights[1] > heights[0] + 0.2


def test_a_closed_curve_passes_its_knots_and_stays_near_a_circle() -> None:
    angle = 2 * np.pi * np.arange(8) / 8
    knots = np.column_stack([10 * np.cos(angle), 10 * np.sin(angle), np.zeros(8)])
    steps = through(knots, 5, closed=True)
    assert steps.shape == (8, 5, 3)
    np.testing.assert_allclose(steps[:, 0], knots, atol=1e-12)
    np.testing.assert_allclose(np.linalg.norm(steps.reshape(-1, 3), axis=1), 10.0, atol=0.15)


def test_an_open_curve_through_a_straight_row_is_straight() -> None:
    knots = np.column_stack([np.array([0.0, 1.0, 5.0, 6.0]), np.zeros(4), np.zeros(4)])
    steps = through(knots, 4, closed=False)
    assert steps.shape == (3, 4, 3)
    assert np.abs(steps[..., 1:]).max() == 0.0
    assert (np.diff(steps[..., 0].ravel()) > 0).all()
