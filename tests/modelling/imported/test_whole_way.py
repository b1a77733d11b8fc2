"""A real pelvis through the command line from its files to the model that stands on it, and away again."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result
from scipy.spatial import cKDTree

from anatomy_viewer.atlas.brought_form import brought_folder
from anatomy_viewer.atlas.model import read_model
from anatomy_viewer.cli import main
from anatomy_viewer.modelling.imported.keeping import FOLDER
from anatomy_viewer.modelling.imported.placed import read_placed
from tests.modelling.imported.bringing import DATE, PERSON, stl
from tests.modelling.imported.other_people import woman

pytestmark = pytest.mark.xdist_group("imported")


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["pelvis", *map(str, words)])


def test_a_pelvis_goes_the_whole_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "kept"
    monkeypatch.setenv(FOLDER, str(kept))
    bones, places = woman()
    home = tmp_path / f"{PERSON}_{DATE}"
    home.mkdir()
    done = run("import", *stl(home, bones), "--name", "hers", "--sex", "female")
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith(f"Kept as hers: {kept / 'hers'}\nleft hip bone\t")
    assert "Worked out: The file does not say its axes: the bones lie askew" in done.stdout
    assert "Assumed: Taken from the model and placed by its fit: coccyx" in done.stdout

    landmarks, model = read_placed(brought_folder(kept / "hers"))
    assert set(model.landmarks) == set(landmarks) == set(read_model().landmarks)
    names = [name for name, one in landmarks.items() if one.origin == "found"]
    # Distances say what places would, whichever way the pelvis was set upright.
    for first, second in pairwise(names):
        apart = np.linalg.norm(landmarks[first].at - landmarks[second].at)
        true = np.linalg.norm(places[first] - places[second])
        assert abs(apart - true) < landmarks[first].radius_mm + landmarks[second].radius_mm, (first, second)
    assert set(model.corridors) == set(read_model().corridors)
    assert all(row["doubted_along_sd_mm"] >= row["along_sd_mm"] for row in model.corridors.values())
    assert cKDTree(np.array(list(model.landmarks.values()))).query(landmarks["psis_right"].at)[0] < 0.1

    assert run("list").stdout == "hers\tleft hip bone, right hip bone, sacrum\n"
    told = run("check", "hers")
    assert told.exit_code == 0, told.output
    assert "Landmark: Posterior superior iliac spine, right: " in told.stdout
    assert told.stdout.count("Landmark: ") == len(landmarks)
    assert "Measure: Width of the gap of the symphysis: " in told.stdout
    assert "; people " in told.stdout
    written = b"".join(path.read_bytes() for path in kept.rglob("*") if path.is_file())
    for planted in (PERSON, PERSON.partition("^")[0], DATE):
        assert planted.encode() not in written + told.stdout.encode()

    assert run("remove", "hers").stdout == "Removed hers\n"
    assert list(kept.iterdir()) == []
