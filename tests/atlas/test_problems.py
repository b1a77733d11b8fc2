import pytest

from anatomy_viewer.atlas.problems import Problem, ProblemsFound, nearest_name


def test_a_problem_is_one_sentence_with_place_finding_allowed_and_nearest() -> None:
    problem = Problem("tables/sites.csv:4:3 (kind)", 'found "sit"', "one of site, tender_point", "site")
    assert str(problem) == (
        'tables/sites.csv:4:3 (kind): found "sit"; allowed: one of site, tender_point; did you mean "site"?'
    )


def test_a_problem_without_allowed_and_nearest_ends_in_a_full_stop() -> None:
    assert str(Problem("lesson.yaml", "the file is empty")) == "lesson.yaml: the file is empty."


def test_problems_found_carries_and_prints_every_problem() -> None:
    first, second = Problem("a", "one"), Problem("b", "two")
    found = ProblemsFound([first, second])
    assert found.problems == (first, second)
    assert str(found) == "a: one.\nb: two."


def test_problems_found_without_a_problem_is_refused() -> None:
    with pytest.raises(ValueError, match="ProblemsFound needs at least one problem"):
        ProblemsFound([])


@pytest.mark.parametrize(
    ("word", "nearest"),
    [
        ("sacrumm", "sacrum"),
        ("Hip-Bone Right", "hip_bone_right"),
        ("hip_bone_rihgt", "hip_bone_right"),
        ("elephant", None),
        ("", None),
    ],
)
def test_the_nearest_name_forgives_letters_case_and_dividers(word: str, nearest: str | None) -> None:
    assert nearest_name(word, ["sacrum", "coccyx", "hip_bone_right", "hip_bone_left"]) == nearest
