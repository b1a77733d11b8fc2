from __future__ import annotations

from typing import Any

import pytest

from anatomy_viewer.teaching.pictures.compiler import compile_lesson
from anatomy_viewer.teaching.pictures.scene import Scene
from tests.teaching.small_steps import good_lesson


@pytest.fixture
def lesson(scene: Scene) -> dict[str, Any]:
    """The good lesson as the page reads it."""
    return compile_lesson(good_lesson(), scene)
