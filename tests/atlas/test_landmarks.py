from collections.abc import Callable

from anatomy_viewer.atlas.atlas import Atlas

Messages = Callable[[], list[str]]

IN_MODEL = [
    "asis",
    "aiis",
    "psis",
    "piis",
    "pubic_tubercle",
    "symphysis_top",
    "symphysis_bottom",
    "ischial_spine",
    "ischial_tuberosity",
    "greater_sciatic_notch",
    "iliac_crest_summit",
    "iliac_tubercle",
    "acetabulum_centre",
    "sacral_promontory",
    "sacral_apex",
    "coccyx_tip",
    "greater_trochanter",
]


def test_the_model_has_the_promised_landmarks(atlas: Atlas) -> None:
    assert [landmark.name for landmark in atlas.landmarks if landmark.in_model] == IN_MODEL


def test_what_a_finger_cannot_reach_is_not_pressed(atlas: Atlas) -> None:
    assert [landmark.name for landmark in atlas.landmarks if not landmark.felt] == [
        "aiis",
        "piis",
        "symphysis_bottom",
        "ischial_spine",
        "greater_sciatic_notch",
        "acetabulum_centre",
        "sacral_promontory",
    ]


def test_point_ids_end_with_the_side_and_midline_points_have_none(atlas: Atlas) -> None:
    assert atlas.landmark_by_name["psis"].point_ids == ("psis_right", "psis_left")
    assert atlas.landmark_by_name["coccyx_tip"].point_ids == ("coccyx_tip",)


def test_ways_of_finding_without_a_source_are_marked_as_recalled(atlas: Atlas) -> None:
    assert {landmark.mark for landmark in atlas.landmarks if not landmark.sources} == {"R"}


def test_sides_that_cannot_be_are_told(plant: Callable[..., int], messages: Messages) -> None:
    line = plant("landmarks.csv", "psis", "sides", "right;mid")
    assert messages() == [
        f'tables/landmarks.csv:{line}:2 (sides): found "right;mid"; allowed: "right;left", "mid" or "mid;right;left".'
    ]


def test_a_repeated_side_is_told(plant: Callable[..., int], messages: Messages) -> None:
    line = plant("landmarks.csv", "psis", "sides", "right;left;left")
    assert messages() == [
        f'tables/landmarks.csv:{line}:2 (sides): found "right;left;left"; '
        'allowed: "right;left", "mid" or "mid;right;left".'
    ]


def test_a_mark_that_needs_a_source_is_told(plant: Callable[..., int], messages: Messages) -> None:
    line = plant("landmarks.csv", "asis", "mark", "S")
    assert messages() == [f"tables/landmarks.csv:{line}:11 (sources): the cell is empty beside the mark S."]


def test_an_unknown_source_is_told(plant: Callable[..., int], messages: Messages) -> None:
    line = plant("landmarks.csv", "asis", "sources", "GRAY1919")
    assert messages() == [
        f'tables/landmarks.csv:{line}:11 (sources): found "GRAY1919"; allowed: a key of sources.csv; '
        'did you mean "GRAY1918"?'
    ]
