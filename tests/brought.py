"""A brought pelvis without bringing one: a form of the model in the folder that an import writes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from anatomy_viewer.atlas.model import built_folder

TAKEN = ("coccyx", "femur_left", "femur_right")
DOUBT_MM = 2.5


def brought_pelvis(folder: Path, form: str = "female") -> Path:
    """Write the folder, in which a coccyx and the femurs are told as taken from the model, and return it."""
    model = folder / "model"
    shutil.copytree(built_folder(form), model)
    content = json.loads((model / "model.json").read_text(encoding="utf-8"))
    for record in content["corridors"].values():
        record["doubt_sd_mm"] = DOUBT_MM
    (model / "model.json").write_text(json.dumps(content), encoding="utf-8")
    landmarks = {
        name: {"at": at, "error_mm": 3.2, "radius_95_mm": 6.4, "origin": "found"}
        for name, at in content["landmarks"].items()
    }
    landmarks["asis_left"] |= {"error_mm": 0.0, "radius_95_mm": 0.0, "origin": "given"}
    about = {"landmarks": landmarks, "taken": list(TAKEN), "mirrored": [], "completed": ["hip_bone_left"]}
    (model / "landmarks.json").write_text(json.dumps(about), encoding="utf-8")
    kept = {"version": 1, "frame": "RAS mm", "bones": {}, "sex": None, "worked_out": [], "assumed": [], "mended": []}
    (folder / "pelvis.json").write_text(json.dumps(kept), encoding="utf-8")
    return folder
