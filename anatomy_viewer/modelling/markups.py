"""Points and lines as 3D Slicer markups (``.mrk.json``).

The files state their space, LPS (x left, y posterior, z superior), which every version of Slicer reads; the model's
own RAS coordinates are turned into it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

SCHEMA = (
    "https://raw.githubusercontent.com/slicer/slicer/master/"
    "Modules/Loadable/Markups/Resources/Schema/markups-schema-v1.0.3.json#"
)
SPACE = "LPS"

Place = Sequence[float]


def points_json(name: str, points: Iterable[tuple[str, str, Place]]) -> bytes:
    """Return a list of points as a markups file.

    Parameters
    ----------
    name
        What Slicer calls the list.
    points
        (label, description, place in RAS mm) of each.
    """
    return _file([_markup("Fiducial", name, points)])


def curves_json(curves: Mapping[str, Sequence[Place]]) -> bytes:
    """Return lines as a markups file, one open curve each.

    Parameters
    ----------
    curves
        (n, 3) places in RAS mm by name.
    """
    return _file([_markup("Curve", name, [("", "", place) for place in curve]) for name, curve in curves.items()])


def to_lps(place: Place) -> list[float]:
    """Return a RAS place in LPS: the first two axes point the other way."""
    x, y, z = place
    return [-x + 0.0, -y + 0.0, z + 0.0]  # the sum makes -0.0 a plain zero


def _markup(kind: Literal["Fiducial", "Curve"], name: str, points: Iterable[tuple[str, str, Place]]) -> dict[str, Any]:
    return {
        "type": kind,
        "name": name,
        "coordinateSystem": SPACE,
        "coordinateUnits": "mm",
        "locked": True,
        "labelFormat": "%N-%d",
        "controlPoints": [
            {
                "id": str(number),
                "label": label,
                "description": description,
                "position": to_lps(place),
                "selected": True,
                "locked": True,
                "visibility": True,
                "positionStatus": "defined",
            }
            for number, (label, description, place) in enumerate(points, start=1)
        ],
    }


def _file(markups: list[dict[str, Any]]) -> bytes:
    return (json.dumps({"@schema": SCHEMA, "markups": markups}, indent=1) + "\n").encode()
