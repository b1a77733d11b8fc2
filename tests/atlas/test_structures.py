from collections.abc import Callable
from typing import get_args

from anatomy_viewer.atlas.atlas import Atlas
from anatomy_viewer.atlas.structures import Kind, id_of

Messages = Callable[[], list[str]]
SIDED = {"right", "left"}


def test_ids_end_with_the_side_and_both_sides_are_alike(atlas: Atlas) -> None:
    by_name: dict[str, dict[str, object]] = {}
    for structure in atlas.structures:
        assert structure.id == id_of(structure.name, structure.side)
        alike = (structure.kind, structure.english, structure.latin, structure.group, structure.ta2)
        by_name.setdefault(structure.name, {})[structure.side] = alike
    for name, sides in by_name.items():
        assert set(sides) in (SIDED, {"mid"}), name
        assert len(set(sides.values())) == 1, name


def test_the_structures_are_those_that_the_model_promises(atlas: Atlas) -> None:
    ids = set(atlas.structure_by_id)
    assert {"hip_bone_right", "hip_bone_left", "sacrum", "coccyx", "l4_vertebra", "l5_vertebra"} <= ids
    assert {structure.layer for structure in atlas.structures} <= {layer.id for layer in atlas.layers}


def test_the_groups_carry_the_published_numbers(atlas: Atlas) -> None:
    assert {group.tag: (group.ta2, group.ta98, group.line_pattern) for group in atlas.groups} == {
        "S": (6493, "A14.2.05.006", "plain"),
        "M": (6509, "A14.2.06.006", "bands"),
        "I": (6567, "A14.2.07.034", "pairs"),
    }


def test_the_title_names_the_side_in_words(atlas: Atlas) -> None:
    assert atlas.structure_by_id["hip_bone_left"].title == "Hip bone, left"
    assert atlas.structure_by_id["sacrum"].title == "Sacrum"


def test_an_id_that_does_not_fit_name_and_side_is_told(plant: Callable[..., int], messages: Messages) -> None:
    line = plant("structures.csv", "sacrum", "side", "left")
    assert messages() == [f'tables/structures.csv:{line}:1 (id): found "sacrum"; allowed: "sacrum_left".']


def test_an_unknown_kind_is_told(plant: Callable[..., int], messages: Messages) -> None:
    line = plant("structures.csv", "coccyx", "kind", "bonee")
    assert messages() == [
        f'tables/structures.csv:{line}:4 (kind): found "bonee"; '
        f'allowed: one of {", ".join(get_args(Kind))}; did you mean "bone"?'
    ]


def test_an_unknown_group_is_told(plant: Callable[..., int], messages: Messages) -> None:
    nerve = "posterior_femoral_cutaneous_nerve_right"
    line = plant("structures.csv", nerve, "group", "inferior_cluneal_nerve")
    assert messages() == [
        f'tables/structures.csv:{line}:10 (group): found "inferior_cluneal_nerve"; '
        'allowed: an id of groups.csv; did you mean "inferior_cluneal_nerves"?'
    ]


def test_a_spread_without_a_group_is_told(plant: Callable[..., int], messages: Messages) -> None:
    line = plant("structures.csv", "superior_cluneal_nerve_medial_branch_corridor_right", "group", "")
    assert (
        f"tables/structures.csv:{line}:10 (group): the corridor belongs to no group; allowed: one of "
        "superior_cluneal_nerves, middle_cluneal_nerves, inferior_cluneal_nerves."
    ) in messages()


def test_a_layer_that_is_none_is_told(plant: Callable[..., int], messages: Messages) -> None:
    line = plant("structures.csv", "coccyx", "layer", "pelvi")
    assert messages() == [
        f'tables/structures.csv:{line}:5 (layer): found "pelvi"; allowed: an id of layers.csv; did you mean "pelvis"?'
    ]


def test_what_follows_no_known_nerve_is_told(plant: Callable[..., int], messages: Messages) -> None:
    line = plant("structures.csv", "osteofibrous_tunnel_right", "follows", "superior_cluneal_nerve")
    assert len(messages()) == 1
    assert messages()[0].startswith(f'tables/structures.csv:{line}:12 (follows): found "superior_cluneal_nerve"')


def test_a_tag_that_is_not_the_groups_is_told(plant: Callable[..., int], messages: Messages) -> None:
    line = plant("structures.csv", "posterior_femoral_cutaneous_nerve_right", "tag", "S")
    assert messages() == [
        f'tables/structures.csv:{line}:11 (tag): found "S"; allowed: "I", the tag of inferior_cluneal_nerves.'
    ]


def test_a_repeated_structure_is_told(plant: Callable[..., int], messages: Messages) -> None:
    line = plant("structures.csv", "coccyx", "id", "sacrum")
    assert (
        f'tables/structures.csv:{line}:1 (id): "sacrum" stands there a second time, '
        f"first in line {line - 1}; allowed: each id once."
    ) in messages()


def test_a_colour_that_is_none_is_told(plant: Callable[..., int], messages: Messages) -> None:
    line = plant("groups.csv", "middle_cluneal_nerves", "colour", "orange")
    assert messages() == [f'tables/groups.csv:{line}:7 (colour): found "orange"; allowed: #RRGGBB such as #0072B2.']
