import re

from anatomy_viewer.page.client_script import read_rooms
from anatomy_viewer.page.files import CLIENT_SCRIPT
from anatomy_viewer.page.icons import PATHS
from anatomy_viewer.page.wording import WORDS


def test_each_structure_has_one_representation_of_one_surface(template):
    assert template.count("<vtk-geometry-representation") == template.count("<vtk-polydata") == 1
    assert re.search(r'<template v-for="structure in viewer.content.structures"\s+:key="structure.id"', template)


def test_what_nobody_has_opened_yet_is_text_that_the_browser_compiles_later(template, folded_template):
    """So that the bones are not kept waiting: the compiler's time goes with the elements it meets."""
    assert folded_template.count("<later-part") >= 8
    assert folded_template.count("<button") < template.count("<button") / 3
    assert "<later-part" not in template


def test_the_names_people_and_tests_rely_on_are_there(template):
    for key, name in (("next_step", "Next step"), ("previous_step", "Previous step"), ("view_region", "3D view")):
        assert WORDS[key] == name
        assert template.count(f':aria-label="viewer.content.words.{key}"') == 1


def test_the_template_holds_no_address_of_another_host_but_the_doi_link(template):
    assert set(re.findall(r"https?://[\w.-]+", template)) <= {"https://doi.org"}


def test_everything_the_template_calls_exists_in_the_client_script(template):
    rooms = {room.name: room.body for room in read_rooms(CLIENT_SCRIPT)}
    viewer, consult = re.search(
        r"const viewer = together\((.+?)\{ consult: together\((.+?)\)", rooms["page"], re.DOTALL
    ).groups()
    guests = re.search(r"guests\.push\(\{(.+)\}\);", rooms["seminar"])[1]
    named = re.findall(r"(\w+)(?=,)", guests)
    assert {"classroom", "posed", "asker"} <= set(named)
    asked_for = [("viewer", viewer), ("viewer.consult", consult), *((f"viewer.{name}", name) for name in named)]
    for whole, parts in asked_for:
        called = set(re.findall(rf"\b{re.escape(whole)}\.(\w+)", template)) - {"consult"}
        offered = "".join(
            part_of(name, "".join(rooms.values())) for name in re.findall(r"\w+", parts.replace("...", ""))
        )
        offered += f"{{{guests}, }}" if whole == "viewer" else ""
        missing = {
            name
            for name in called
            if not re.search(rf"(?:^ +(?:get |async )?|, (?:get )?|\{{ ){name}(?:\(|: |,| \}})", offered, re.MULTILINE)
        }
        assert missing == set()


def part_of(name: str, script: str) -> str:
    """Return what a room gives to the page, as it is written there."""
    return re.search(rf"^const {name} = (?:reactive\()?\{{(?:[^\n]*|.*?^)\}}\)?;$", script, re.DOTALL | re.MULTILINE)[0]


def test_icons_stay_on_their_grid():
    for name, path in PATHS.items():
        absolute = re.sub(r"[a-z][^A-Z]*", "", path)
        numbers = [float(one) for one in re.findall(r"-?\d+\.?\d*", absolute)]
        assert all(0 <= one <= 24 for one in numbers), name
