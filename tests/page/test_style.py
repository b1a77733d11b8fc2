"""Contrast of the interface, computed from the style sheet itself (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re

import pytest

from anatomy_viewer.page.files import STYLE_SHEET

STYLE = STYLE_SHEET.read_text(encoding="utf-8")


def colours(theme: str) -> dict[str, str]:
    light = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", STYLE.split(":root {")[1].split("}")[0]))
    if theme == "light":
        return light
    dark = STYLE.split(':root[data-theme="dark"] {')[1].split("}")[0]
    return light | dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", dark))


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "paper", "least"),
    [
        ("ink", "paper", 7.0),
        ("ink", "accent-wash", 4.5),
        ("ink-soft", "paper", 4.5),
        ("ink-soft", "paper-solid", 4.5),
        ("ink-soft", "accent-wash", 4.5),
        ("ink-soft", "ground-near", 4.5),
        ("accent", "paper", 4.5),
        ("accent", "accent-wash", 4.5),
        ("accent-ink", "accent", 4.5),
        ("warn", "warn-wash", 4.5),
        ("drawing", "ground-near", 4.5),
        ("drawing", "ground-far", 4.5),
        ("paper-solid", "drawing", 4.5),
        ("accent", "ground-far", 3.0),
    ],
)
def test_text_and_controls_stand_out(theme, ink, paper, least):
    table = colours(theme)
    assert contrast(table[ink], table[paper]) >= least


def test_nothing_moves_for_people_who_asked_for_stillness():
    assert "@media (prefers-reduced-motion: reduce)" in STYLE


def test_the_style_sheet_loads_nothing():
    assert "url(" not in STYLE
    assert "@import" not in STYLE
