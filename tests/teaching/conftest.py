"""Fixtures of the lesson tests."""

from __future__ import annotations

import pytest

from anatomy_viewer.teaching.pictures.scene import Scene
from tests.teaching.small_scene import small_scene


@pytest.fixture
def scene() -> Scene:
    """A scene of a dozen things."""
    return small_scene()
