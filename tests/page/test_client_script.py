"""The client's house: who may import whom among its rooms, and what joining them into one script takes for granted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from anatomy_viewer.page.client_script import Room, in_order, joined, read_rooms, script_text
from anatomy_viewer.page.files import CLIENT_SCRIPT

DOCS = Path(__file__).parents[2] / "docs"
ROOMS = {room.name: room for room in read_rooms(CLIENT_SCRIPT)}

# A room imports from its own floor and from those before it.
FLOORS = (
    # what knows nothing of this page
    "vue vectors triangles boxes layout codes packs line ahead storage signals voices webm link_words software "
    "pacing together course_line guests",
    # what is looked up, and the page around the picture
    "content search device browser_window framing notices elements panels consult hurts",
    # where one is: each room's part of the state
    "state quiz progress course people handed view_words looks links address connection fetching parts",
    # the picture: where the camera stands, what a ray meets, what is drawn over it
    "stage layering buffers pose clip crest moving captions rays orientation labels markers overlay summary "
    "sharpening rendering camera graphics",
    # what is in the picture, and how one goes on
    "surfaces pictures cards switching forms switched speech language lessons",
    # what people do with it
    "questions crosshair training pressing where pens paper footing sheets printing author following site tools "
    "ruler cutter pen ride undoing viewing saving images filming",
    # what meets the hand, the 3D view, other programs; and all of it together
    "pointer keys scene api embedding page",
    # what only a host of classes carries
    "passport classroom common_view attending lectern pointing putting press_map tallies asking boards put_to_class "
    "seminar",
    # what only packages for learning platforms carry, one adapter each
    "packing standing records attempt scorm scorm12 scorm2004 statements visits cmi5",
)
ADAPTERS = ("scorm12", "scorm2004", "cmi5")
FLOOR_OF = {name: number for number, names in enumerate(FLOORS) for name in names.split()}
DECLARED = re.compile(
    r"^(?:export )?(?:(?:async )?function\*? (\w+)|(?:const|let) ([\w$]+|\{[^}]*\})(.*))", re.MULTILINE
)


def declared(room: Room) -> list[str]:
    """The names at the top of a room, as its lines begin with them."""
    names = []
    for function, first, rest in DECLARED.findall(room.text):
        names += [function] if function else re.findall(r"[\w$]+", first)
        if not function and re.fullmatch(r"(?: = [^,;()]+)?(?:, \w+(?: = [^,;()]+)?)+;.*", rest):
            names += re.findall(r", (\w+)", rest.partition(";")[0])
    return names


def exported(room: Room) -> list[str]:
    return declared(Room(room.name, "".join(re.findall(r"^export .*\n", room.text, re.MULTILINE))))


def test_every_room_has_its_floor():
    assert sorted(FLOOR_OF) == sorted(ROOMS)


def test_the_map_of_the_house_shows_the_same_floors():
    page = (DOCS / "architecture.md").read_text(encoding="utf-8")
    floors = re.findall(r"^\| [^|]+ \| `([\w ]+)` \|$", page, re.MULTILINE)
    assert [floor for floor in floors if floor.split()[0] in FLOOR_OF] == list(FLOORS)


def upward(rooms: dict[str, Room]) -> list[str]:
    return [
        f"{room.name} imports {other}"
        for room in rooms.values()
        for other in room.imports
        if FLOOR_OF[other] > FLOOR_OF[room.name]
    ]


def test_rooms_import_downwards_and_in_no_circle():
    assert upward(ROOMS) == []
    assert [room.name for room in in_order(list(ROOMS.values()), "page")][-1] == "page"


def test_the_walk_sees_an_upward_import_and_a_circle():
    line = 'import { applyPicture } from "./pictures.js";\n'
    planted = {**ROOMS, "rays": Room("rays", ROOMS["rays"].text.replace("import", f"{line}import", 1))}
    assert upward(planted) == ["rays imports pictures"]
    with pytest.raises(ValueError, match=r"rooms import each other: (rays -> .*-> rays|(\w+) -> .*rays -> .*\2)$"):
        in_order(list(planted.values()))
    with pytest.raises(ValueError, match=r"client/one\.js imports from client/two\.js, which is not there"):
        in_order([Room("one", 'import { a } from "./two.js";\n')])


@pytest.mark.parametrize("room", ROOMS.values(), ids=list(ROOMS))
def test_a_room_says_what_it_is_and_is_no_hall(room):
    assert 10 < len(room.about) < 400
    assert room.text.count("\n") < 300


@pytest.mark.parametrize("room", ROOMS.values(), ids=list(ROOMS))
def test_a_room_imports_what_there_is_and_what_it_needs(room):
    for other, names in room.imports.items():
        assert set(names) <= set(exported(ROOMS[other])), f"{room.name} from {other}"
    assert [name for names in room.imports.values() for name in names if not used(name, room)] == []


def used(name: str, room: Room) -> bool:
    return bool(re.search(rf"(?<![\w$])(?:(?<!\.)|(?<=\.\.\.)){re.escape(name)}(?![\w$])", room.body))


def test_what_is_exported_is_wanted():
    wanted = {(other, name) for room in ROOMS.values() for other, names in room.imports.items() for name in names}
    unwanted = {(room.name, name) for room in ROOMS.values() for name in exported(room)} - wanted
    assert unwanted == set()


def test_a_name_stands_in_one_room_only():
    owners: dict[str, list[str]] = {}
    for room in ROOMS.values():
        for name in declared(room):
            owners.setdefault(name, []).append(room.name)
    assert {name: rooms for name, rooms in owners.items() if len(rooms) > 1} == {}
    assert len(owners) > 400


@pytest.mark.parametrize(
    "line",
    [
        'import * as rays from "./rays.js";',
        'import { pick as choose } from "./rays.js";',
        'import pick from "./rays.js";',
        'import "./rays.js";',
        "export default pick;",
        "export { pick };",
        'export * from "./rays.js";',
        "export class Room {}",
    ],
)
def test_what_would_not_survive_joining_is_refused(line):
    with pytest.raises(ValueError, match=r"client/one\.js: found"):
        joined([Room("one", f"/* One. */\n{line}\n"), Room("rays", "/* Rays. */\nexport const pick = 1;\n")])


def test_the_script_is_every_room_once_and_a_folder_or_a_file(tmp_path):
    script, ahead = script_text(CLIENT_SCRIPT), script_text(CLIENT_SCRIPT, "ahead")
    joined_rooms = re.findall(r"==== client/(\w+)\.js ====", script)
    assert joined_rooms == [room.name for room in in_order(list(ROOMS.values()), "page")]
    of_a_class, of_packages = (floor.split() for floor in FLOORS[-2:])
    assert sorted([*joined_rooms, "ahead", *of_a_class, *of_packages]) == sorted(ROOMS), "only their hosts have those"
    with_class = re.findall(r"==== client/(\w+)\.js ====", script_text(CLIENT_SCRIPT, "seminar", "page"))
    assert sorted(with_class) == sorted([*joined_rooms, *of_a_class])
    assert with_class[-1] == "page", "a class takes its key out of the link before the page reads it"
    assert re.findall(r"==== client/(\w+)\.js ====", ahead) == ["line", "packs", "ahead"], "small: it runs first"
    packages = [re.findall(r"==== client/(\w+)\.js ====", script_text(CLIENT_SCRIPT, one, "page")) for one in ADAPTERS]
    for one, rooms in zip(ADAPTERS, packages, strict=True):
        assert rooms[-1] == "page"
        assert [name for name in rooms if name in ADAPTERS] == [one]
    assert sorted({name for rooms in packages for name in rooms}) == sorted({*ROOMS} - {"ahead", *of_a_class})
    assert not re.search(r"^(?:import|export) ", script + ahead, re.MULTILINE)
    (tmp_path / "one.js").write_text("alone();\n")
    assert script_text(tmp_path / "one.js") == "alone();\n"
