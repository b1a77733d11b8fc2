"""A model of the real atlas with everything roughly in place, for tests that need no surfaces."""

from __future__ import annotations

from anatomy_viewer.atlas import Atlas, Model
from anatomy_viewer.atlas.distances import Point
from anatomy_viewer.atlas.model import BuiltPack, BuiltPoint, BuiltStructure, PointOnSkin

SIGN = {"right": 1.0, "left": -1.0}
PLACES: dict[str, Point] = {
    "psis": (45.0, 0.0, 0.0),
    "scn_1": (70.0, 20.0, 45.0),
    "scn_tender_point": (70.0, 20.0, 45.0),
    "scn_2": (78.0, 30.0, 56.0),
    "scn_3": (82.0, 36.0, 62.0),
    "iliac_crest_summit": (110.0, 70.0, 75.0),
    "asis": (118.0, 140.0, 0.0),
    "mcn_1": (36.0, -2.0, -28.0),
}


def stand_in_model(atlas: Atlas) -> Model:
    """Return a model that has everything the atlas names."""

    def at(point: str) -> Point:
        name, _, side = point.rpartition("_")
        x, y, z = PLACES.get(name, (50.0, 40.0, -60.0))
        return (x * SIGN[side], y, z) if side in SIGN else (0.0, y, z)

    def behind(point: str) -> Point:
        x, y, z = at(point)
        return (x, y - 20.0, z)

    def middle(side: str) -> Point:
        return (75.0 * SIGN.get(side, 0.0), 40.0, 10.0)

    crest = [(45.0, 0.0, 0.0), (70.0, 20.0, 45.0), (110.0, 70.0, 75.0), (118.0, 140.0, 0.0)]
    return Model(
        packs={"all": BuiltPack(file="all.pack", bytes=2000, sha256="0" * 64)},
        structures={
            one.id: BuiltStructure(
                pack="all",
                triangles=100,
                centre=middle(one.side),
                radius_mm=90.0 if one.kind == "bone" else 30.0,
                anchor=middle(one.side),
            )
            for one in atlas.structures
        },
        landmarks={point: at(point) for point in atlas.landmark_by_point},
        points={
            point: BuiltPoint(site.kind, at(point), (0.0, -1.0, 0.0)) for point, site in atlas.site_by_point.items()
        },
        paths={},
        curves={f"iliac_crest_{side}": tuple((x * sign, y, z) for x, y, z in crest) for side, sign in SIGN.items()},
        corridors={},
        points_on_skin={
            point: PointOnSkin(behind(point), (0.0, -1.0, 0.0), 20.0)
            for point in (*atlas.landmark_by_point, *atlas.site_by_point)
            if point not in atlas.landmark_by_point or atlas.landmark_by_point[point].felt
        },
        measures={},
        inputs_sha256="0" * 64,
    )
