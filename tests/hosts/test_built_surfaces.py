"""The viewer's own surfaces as they are shipped: a few packs a form, whole, and nothing besides."""

from __future__ import annotations

import pytest

from anatomy_viewer.atlas.built_surfaces import surface_problems
from anatomy_viewer.atlas.forms import FORMS
from anatomy_viewer.atlas.model import built_folder, read_model
from anatomy_viewer.atlas.packs import names_in
from anatomy_viewer.hosts.parts import SURFACE_FILE

IDS = [form.id for form in FORMS]


@pytest.mark.parametrize("form", IDS)
def test_a_form_is_a_few_whole_files_and_nothing_besides(form: str) -> None:
    model, folder = read_model(form=form), built_folder(form)
    files = {pack.file for pack in model.packs.values()}
    assert {path.name for path in folder.iterdir()} == {"model.json", *files}
    assert all(SURFACE_FILE.fullmatch(file) for file in files)
    assert surface_problems(model) == ()
    assert sum(pack.bytes for pack in model.packs.values()) < 300_000
    held = {pack: names_in((folder / built.file).read_bytes()) for pack, built in model.packs.items()}
    assert {name: pack for pack, names in held.items() for name in names} == {
        name: structure.pack for name, structure in model.structures.items()
    }


def test_however_many_layers_there_are_the_packs_stay_few() -> None:
    assert {tuple(read_model(form=form).packs) for form in IDS} == {("bones", "home", "layers", "marks", "skin")}
