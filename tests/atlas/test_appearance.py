"""Contrast and colour vision, computed here with the published formulas and compared with what is drawn."""

from itertools import combinations
from typing import get_args

import numpy as np
import pytest
from numpy.typing import NDArray

from anatomy_viewer.atlas.appearance import APPEARANCE, COLOURS, NERVE_RIM, Colour
from anatomy_viewer.atlas.atlas import Atlas
from anatomy_viewer.atlas.structures import Kind
from anatomy_viewer.modelling.nerves.corridors import STAIN_COLOUR
from anatomy_viewer.modelling.nerves.territories import MARK_SHARE, PAINTS

Vector = NDArray[np.float64]
MUSCLE: Colour = (192, 104, 88)
SKIN: Colour = (177, 122, 101)
TISSUE_BONE: Colour = (241, 214, 145)

# Machado, Oliveira and Fernandes 2009, severity 1, for linear RGB.
DEFICIENCIES: dict[str, Vector] = {
    "protan": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deutan": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritan": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = np.array([0.95047, 1.0, 1.08883])


def linear(colour: Colour) -> Vector:
    share = np.array(colour) / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def contrast(first: Colour, second: Colour) -> float:
    """Return the contrast ratio of WCAG 2.2."""
    low, high = sorted(float(np.array([0.2126, 0.7152, 0.0722]) @ linear(c)) for c in (first, second))
    return (high + 0.05) / (low + 0.05)


def lab(light: Vector) -> Vector:
    """Return CIE L*a*b* (D65) of linear RGB."""
    share = TO_XYZ @ np.clip(light, 0, 1) / WHITE
    f = np.where(share > (6 / 29) ** 3, np.cbrt(share), share / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def difference(first: Colour, second: Colour, deficiency: str | None = None) -> float:
    """Return the CIE 1976 colour difference as an eye with a deficiency sees it."""
    seen = np.eye(3) if deficiency is None else DEFICIENCIES[deficiency]
    return float(np.linalg.norm(lab(seen @ linear(first)) - lab(seen @ linear(second))))


def colour_of(text: str) -> Colour:
    return (int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16))


def test_the_formulas_give_the_known_values() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21.0)
    assert contrast(COLOURS["nerve"], TISSUE_BONE) == pytest.approx(1.02, abs=0.01)
    assert difference((0, 0, 0), (255, 255, 255)) == pytest.approx(100.0, abs=0.01)
    assert difference(COLOURS["nerve"], COLOURS["ligament"]) == pytest.approx(80, abs=1)


TISSUES = ("bone", "cartilage", "artery", "ligament", "muscle", "fascia", "fat", "skin", "territory")
VISION = (None, "protan", "deutan", "tritan")


@pytest.mark.parametrize("ground", [*(COLOURS[kind] for kind in TISSUES), MUSCLE, SKIN, TISSUE_BONE])
def test_the_rim_of_a_nerve_stands_out_on_every_tissue(ground: Colour) -> None:
    assert contrast(NERVE_RIM, ground) >= 3.0


def through(cover: Kind, colour: Colour) -> Colour:
    """Return a colour as it looks through a plain cover."""
    share = APPEARANCE[cover, "plain"].opacity
    red, green, blue = np.round(np.array(colour) * (1 - share) + np.array(COLOURS[cover]) * share)
    return (int(red), int(green), int(blue))


@pytest.mark.parametrize("cover", ["fascia", "fat", "skin"])
@pytest.mark.parametrize("ground", [COLOURS["bone"], COLOURS["ligament"], through("fascia", COLOURS["muscle"])])
def test_the_rim_of_a_nerve_stands_out_through_what_is_see_through(cover: Kind, ground: Colour) -> None:
    """Both are seen through the cover; muscle has its fascia over it, on which the nerve lies."""
    assert contrast(through(cover, NERVE_RIM), through(cover, ground)) >= 3.0


def test_every_kind_with_a_surface_is_looked_at_here() -> None:
    assert set(TISSUES) | {"nerve", "corridor"} == set(get_args(Kind))


@pytest.mark.parametrize("deficiency", VISION)
@pytest.mark.parametrize(("first", "second"), list(combinations(TISSUES, 2)))
def test_tissues_stay_apart_in_every_kind_of_colour_vision(first: str, second: str, deficiency: str | None) -> None:
    assert difference(COLOURS[first], COLOURS[second], deficiency) >= 10  # type: ignore[index]


@pytest.mark.parametrize("deficiency", VISION)
@pytest.mark.parametrize("kind", TISSUES)
def test_a_nerve_differs_from_every_tissue_beside_its_rim(kind: str, deficiency: str | None) -> None:
    """Its yellow core alone differs too, in hue where not in lightness."""
    assert difference(COLOURS["nerve"], COLOURS[kind], deficiency) >= 10  # type: ignore[index]


@pytest.mark.parametrize("ground", [COLOURS["bone"], COLOURS["skin"]])
def test_a_stain_is_darker_than_what_it_lies_on(ground: Colour) -> None:
    assert contrast(STAIN_COLOUR, ground) >= 3.0


@pytest.mark.parametrize("deficiency", VISION)
@pytest.mark.parametrize("kind", TISSUES)
def test_a_stain_is_taken_for_no_tissue(kind: str, deficiency: str | None) -> None:
    assert difference(STAIN_COLOUR, COLOURS[kind], deficiency) >= 30  # type: ignore[index]


def painted(name: str) -> tuple[Colour, Colour]:
    """Return ground and marks of a territory on the skin, at full strength."""
    paint, skin = PAINTS[name], np.array(COLOURS["skin"], dtype=float)

    def mixed(share: float) -> Colour:
        red, green, blue = np.round(skin * (1 - share) + np.array(paint.colour) * share)
        return (int(red), int(green), int(blue))

    return mixed(paint.tint), mixed(MARK_SHARE)


@pytest.mark.parametrize("name", PAINTS)
def test_a_nerve_stands_out_on_a_territory_by_rim_or_core(name: str) -> None:
    for ground in painted(name):
        assert max(contrast(NERVE_RIM, ground), contrast(COLOURS["nerve"], ground)) >= 3.0


@pytest.mark.parametrize("deficiency", VISION)
def test_territories_stay_apart_from_the_skin_and_from_each_other(deficiency: str | None) -> None:
    """By colour where one has an even tint, by a pattern of its own where it has marks."""
    skin = COLOURS["skin"]
    looks = {}
    for name, paint in PAINTS.items():
        ground, marks = painted(name)
        seen = marks if len(paint.mark) else ground
        assert difference(seen, skin, deficiency) >= 20, name
        looks[name] = (seen, len(paint.offsets))
    for first, second in combinations(looks.values(), 2):
        assert difference(first[0], second[0], deficiency) >= 20 or first[1] != second[1]
    assert len({look[1] for look in looks.values()}) == 3


def test_territories_take_the_colours_of_their_groups(atlas: Atlas) -> None:
    for name, paint in PAINTS.items():
        group = atlas.group_by_id[f"{name.removesuffix('_territory')}_nerves"]
        assert paint.colour == colour_of(group.colour)
        assert (len(paint.mark) == 0) == (group.line_pattern == "plain")


@pytest.mark.parametrize("ground", [(32, 36, 44), NERVE_RIM])
def test_the_core_of_a_nerve_stands_out_on_a_dark_page_and_on_its_rim(ground: Colour) -> None:
    assert contrast(COLOURS["nerve"], ground) >= 3.0


def test_the_core_alone_would_not_do_on_bone() -> None:
    assert contrast(COLOURS["nerve"], COLOURS["bone"]) < 3.0


@pytest.mark.parametrize("kind", ["site", "tender_point", "landmark"])
def test_points_stand_out_on_bone_by_colour_or_rim(kind: str) -> None:
    look = APPEARANCE[kind, "plain"]  # type: ignore[index]
    best = max(contrast(colour, COLOURS["bone"]) for colour in (look.colour, look.rim) if colour)
    assert best >= 3.0


@pytest.mark.parametrize("deficiency", [None, "protan", "deutan", "tritan"])
def test_the_groups_stay_apart_in_every_kind_of_colour_vision(atlas: Atlas, deficiency: str | None) -> None:
    colours = [colour_of(group.colour) for group in atlas.groups]
    assert len(colours) == 3
    for first, second in combinations(colours, 2):
        assert difference(first, second, deficiency) >= 40


def test_the_groups_stand_out_on_bone(atlas: Atlas) -> None:
    for group in atlas.groups:
        assert contrast(colour_of(group.colour), COLOURS["bone"]) >= 3.0, group.id


def test_no_group_is_told_by_colour_alone(atlas: Atlas) -> None:
    assert len({group.tag for group in atlas.groups}) == len({group.line_pattern for group in atlas.groups}) == 3


def test_the_table_has_a_row_for_every_kind_and_emphasis() -> None:
    kinds = {kind for kind, _ in APPEARANCE}
    assert kinds == set(get_args(Kind)) | {"site", "landmark", "tender_point"}
    assert len(APPEARANCE) == len(kinds) * 4


def test_emphasis_only_ever_adds_presence() -> None:
    for kind in {kind for kind, _ in APPEARANCE}:
        hidden, faded, plain, emphasised = (
            APPEARANCE[kind, emphasis].opacity for emphasis in ("hidden", "faded", "plain", "emphasised")
        )
        assert 0.0 == hidden < faded < plain <= emphasised <= 1.0, kind
        assert APPEARANCE[kind, "emphasised"].label == "strong"
        assert APPEARANCE[kind, "faded"].label == APPEARANCE[kind, "hidden"].label == "none"


def test_a_faded_nerve_keeps_its_colour_and_its_rim() -> None:
    assert APPEARANCE["nerve", "faded"].colour == COLOURS["nerve"]
    assert APPEARANCE["nerve", "faded"].rim == NERVE_RIM
