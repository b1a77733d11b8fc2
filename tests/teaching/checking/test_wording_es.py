"""What Spanish words say."""

from __future__ import annotations

from anatomy_viewer.teaching.checking.wording_es import sides_said


def test_sides_are_found_in_spanish() -> None:
    assert sides_said("En el lado derecho, junto a la cresta izquierda.") == {"left", "right"}
    assert sides_said("Siga todo derecho.") == set()
