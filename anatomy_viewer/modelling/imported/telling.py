"""Which brought surface is which bone: by its name where it has one, checked by its shape, and by its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from anatomy_viewer.atlas.problems import Problem, ProblemsFound
from anatomy_viewer.modelling.imported.bending import on_cut
from anatomy_viewer.modelling.imported.brought import BONES, SIZE_OF_PEOPLE, UNITS
from anatomy_viewer.modelling.imported.fitting import (
    Cloud,
    Fit,
    Pose,
    away_from,
    cloud_of,
    covered,
    fitted,
    laid,
    part_of,
    together,
)
from anatomy_viewer.modelling.imported.mending import joined
from anatomy_viewer.modelling.imported.models import WHOLE_PELVIS, model_bones, model_clouds, model_pelvis
from anatomy_viewer.modelling.imported.parting import parted
from anatomy_viewer.modelling.imported.refusing import refuse
from anatomy_viewer.modelling.solids.surface import Surface

HIPS = ("hip_bone_left", "hip_bone_right")

LIKE_A_HIP = 5.4
"""Hip bones of other people lie 3 to 4 mm from the model's, those of the other side 6.6 and more, other things 8."""

OTHER_SIDE = 0.8
"""How much nearer a hip bone must be to the model's of its side than to the other."""

LIKE_A_PART, LEAST_PART = 4.5, 0.4
"""A hip bone that is cut off lies no farther from the model's, and at least so much of that lies within `PART_MM`."""

PART_MM, PART_EXTENT_MM = 9.0, (70.0, 290.0)

LIKE_A_PELVIS = 7.5
LIKE_ITS_BONE = 14.0
"""How far apart a bone may be from the model's where the whole pelvis lies on the model's: people differ."""

ONE_BONE = 0.85
"""Where this share of a surface lies nearest to one bone of the model, it is that bone and no more."""

NEAR_MM = 22.0
COVERED_MM, COVERED = 9.0, 0.7
"""A surface that several bones make holds those of which so much lies within so many of the model's mm of it."""

MOST_PARTS = 3
"""So many unnamed surfaces, the largest, are looked at as parts of hip bones where none is a whole one."""

MOST = 16
"""How many unnamed surfaces are looked at, the largest first."""


class Mirrored(ProblemsFound):
    """Raised where bones have the shape of the side that they are not called."""


@dataclass(frozen=True)
class Candidate:
    """A closed surface, and what its file calls it.

    Attributes
    ----------
    surface
        In the file's own frame.
    bone
        What its name means, see `names.bone_of`; None where it says nothing.
    source
        The file, for sentences that are printed and never kept.
    """

    surface: Surface
    bone: str | None
    source: str


@dataclass
class Told:
    """The bones that were told apart, in the file's own frame, and how the model lies on them."""

    bones: dict[str, Surface]
    pose: Pose
    worked_out: list[str] = field(default_factory=list)
    left_aside: int = 0


@dataclass
class _Hip:
    candidate: Candidate
    fits: dict[str, Fit]
    share: float = 1.0

    @property
    def shape(self) -> str:
        """The id of the side that it has by its shape."""
        return min(self.fits, key=lambda bone: self.fits[bone].apart)

    @property
    def fit(self) -> Fit:
        return self.fits[self.shape]

    @property
    def sure(self) -> bool:
        near, far = sorted(fit.apart for fit in self.fits.values())
        return near < OTHER_SIDE * far


def tell_apart(candidates: Sequence[Candidate], progress: Callable[[str, float], None] | None = None) -> Told:
    """Return which of the surfaces is which bone.

    Raises
    ------
    ProblemsFound
        Where they are no pelvis, a side comes twice, the bones are mirrored or do not lie together.
    """
    say = progress or (lambda *_: None)
    say("comparing shapes", 0.0)
    hips = [_as_hip(one) for one in candidates if one.bone in ("hip_bone", *HIPS)]
    hips = [hip if hip.fit.apart <= LIKE_A_HIP else _as_part(hip.candidate) or hip for hip in hips]
    problems = [
        Problem(hip.candidate.source, "what is called a hip bone does not have the shape of one")
        for hip in hips
        if hip.share == 1.0 and hip.fit.apart > LIKE_A_HIP
    ]
    problems += [
        Problem(
            hip.candidate.source,
            f"what is called a hip bone is cut off: about {hip.share:.0%} of one is there",
            f"at least {LEAST_PART:.0%}",
        )
        for hip in hips
        if hip.share < LEAST_PART
    ]
    if problems:
        raise ProblemsFound(problems)
    unnamed = sorted((one for one in candidates if one.bone is None), key=lambda one: -_extent(one.surface))[:MOST]
    by_shape = 0
    if not hips:
        for number, one in enumerate(unnamed):
            say("comparing shapes", number / len(unnamed))
            hip = _as_hip(one)
            if hip.fit.apart <= LIKE_A_HIP and hip.sure:
                hips.append(hip)
                by_shape += 1
            if len(hips) == 2:
                break
        unnamed = [one for one in unnamed if not any(hip.candidate is one for hip in hips)]
    told = _from_hips(hips) if hips else _from_whole(unnamed, candidates)
    by_shape += not hips and bool(told.bones)
    unnamed = [one for one in unnamed if not any(one.surface is bone for bone in told.bones.values())]
    if by_shape:
        told.worked_out.append("Which bone is which was worked out from shape and place: the file has no names for it.")
    say("placing the bones", 0.9)
    _add_named(told, candidates)
    _add_by_place(told, unnamed)
    _check_together(told, candidates)
    return told


def _as_hip(one: Candidate) -> _Hip:
    cloud = cloud_of(one.surface)
    return _Hip(one, {bone: fitted(cloud, model_clouds()[bone], LIKE_A_HIP * 0.8) for bone in HIPS})


def _as_part(one: Candidate) -> _Hip | None:
    """Return a candidate as a hip bone that a scan has cut off; None where it has the shape of none."""
    for mm in UNITS.values():
        if not PART_EXTENT_MM[0] <= mm * _extent(one.surface) <= PART_EXTENT_MM[1]:
            continue
        whole = Surface(one.surface.points * mm, one.surface.triangles)
        cloud = cloud_of(replace(whole, points=one.surface.points, triangles=whole.triangles[~on_cut(whole)]))
        hip = _Hip(one, {bone: part_of(cloud, model_clouds()[bone], mm) for bone in HIPS})
        low, high = SIZE_OF_PEOPLE
        if hip.fit.apart <= LIKE_A_PART and hip.sure and low <= mm / hip.fit.pose.scale <= high:
            hip.share = min(0.99, covered(cloud, model_clouds()[hip.shape], hip.fit.pose, PART_MM))
            return hip
    return None


def _from_hips(hips: list[_Hip]) -> Told:
    """Return the hip bones by their sides."""
    where = ", ".join(dict.fromkeys(hip.candidate.source for hip in hips))
    named = [hip for hip in hips if hip.candidate.bone in HIPS]
    wrong = [hip for hip in named if hip.sure and hip.shape != hip.candidate.bone]
    said = [hip.candidate.bone if hip.candidate.bone in HIPS else hip.shape for hip in hips]
    shapes = [hip.shape for hip in hips]
    if len(hips) > 2:
        refuse(where, f"found {len(hips)} hip bones", "one of each side")
    if len(hips) == 2 and ((shapes[0] == shapes[1] and all(hip.sure for hip in hips)) or said[0] == said[1]):
        side = shapes[0] if shapes[0] == shapes[1] else said[0]
        refuse(where, f"found the {BONES[str(side)]} twice: both have its shape", "one of each side")
    if wrong:
        called = BONES[str(wrong[0].candidate.bone)]
        found = f"what is called the {called} has the shape of the other side: mirrored, or the sides are exchanged"
        raise Mirrored([Problem(wrong[0].candidate.source, found, "bones as they are in the body")])
    best = min(hips, key=lambda hip: hip.fit.apart)
    return Told({str(bone): hip.candidate.surface for bone, hip in zip(said, hips, strict=True)}, best.fit.pose)


def _from_whole(unnamed: Sequence[Candidate], candidates: Sequence[Candidate]) -> Told:
    """Return the pelvis that surfaces make in which no hip bone stands alone, still to be parted."""
    where = ", ".join(dict.fromkeys(one.source for one in candidates))
    if not unnamed:
        found = ", ".join(dict.fromkeys(BONES.get(str(one.bone), str(one.bone)) for one in candidates))
        refuse(where, f"found {found} and no hip bone", "at least one hip bone")
    cloud = cloud_of([one.surface for one in unnamed])
    fits = [fitted(cloud, model_pelvis(*bones), LIKE_A_PELVIS * 0.7) for bones in (WHOLE_PELVIS, tuple(BONES))]
    best = min(fits, key=lambda fit: fit.apart)
    if best.apart > LIKE_A_PELVIS:
        parts = [hip for one in unnamed[:MOST_PARTS] if (hip := _as_part(one)) and hip.share >= LEAST_PART]
        if parts:
            return _from_hips(parts)
        refuse(where, "this is not a pelvis: nothing in it has the shape of a hip bone", "at least one hip bone")
    return Told({}, best.pose)


def _add_named(told: Told, candidates: Sequence[Candidate]) -> None:
    """Put the other bones that have names beside the hip bones, and lay the model on all of them."""
    clouds = {bone: cloud_of(surface) for bone, surface in told.bones.items()}
    if clouds:
        told.pose = together(clouds, model_clouds(), told.pose).pose
    for one in candidates:
        bone = one.bone
        if bone == "femur":
            middle = told.pose(one.surface.points).mean(axis=0)
            bone = "femur_right" if middle[0] > 0.0 else "femur_left"
        if bone is None or bone not in BONES or bone in HIPS:
            continue
        if bone in told.bones and bone != "sacrum":  # a sacrum comes in parts where S1 has a label of its own
            refuse(one.source, f"found the {BONES[bone]} twice", "one of each bone")
        told.bones[bone] = joined([told.bones[bone], one.surface]) if bone in told.bones else one.surface
    if "sacrum" in told.bones and clouds:
        _lay_together(told)


def _add_by_place(told: Told, unnamed: Sequence[Candidate]) -> None:
    """Put in what has no name as the bone of the model that it lies on; what lies on several is parted between them."""
    pieces: dict[str, list[Surface]] = {}
    were_parted = False
    for one in unnamed:
        at = _nearest_bone(one.surface.points, dict.fromkeys(BONES, told.pose))
        votes = np.bincount(at + 1, minlength=len(BONES) + 1)[1:]
        near = votes.sum()
        first = list(BONES)[int(votes.argmax())]
        enough = 0.12 if first.startswith("femur") else 0.5
        if near < enough * len(at):
            told.left_aside += 1
        elif votes.max() >= ONE_BONE * near:
            pieces.setdefault(first, []).append(one.surface)
        else:
            were_parted = True
            for bone, surface in _split(one.surface, told.pose).items():
                pieces.setdefault(bone, []).append(surface)
    for bone, surfaces in pieces.items():
        if bone in told.bones:
            told.left_aside += len(surfaces)
        else:
            told.bones[bone] = joined(surfaces)
    if were_parted:
        told.worked_out.append(
            "Bones that came as one surface were parted along the joints as the model's bones have them, bent to what "
            "is there; the joints themselves are unsure."
        )
    if not any(bone in told.bones for bone in HIPS):
        refuse(", ".join(dict.fromkeys(one.source for one in unnamed)), "found no hip bone", "at least one hip bone")
    _lay_together(told)


def _lay_together(told: Told) -> None:
    """Lay the model on all hip bones and on the sacrum, unless that lies elsewhere or is something else."""
    clouds = {bone: cloud_of(told.bones[bone]) for bone in (*HIPS, "sacrum") if bone in told.bones}
    if "sacrum" in clouds and away_from(clouds["sacrum"], model_clouds()["sacrum"], told.pose) > LIKE_ITS_BONE:
        del clouds["sacrum"]
    told.pose = together(clouds, model_clouds(), told.pose).pose


def _split(surface: Surface, pose: Pose) -> dict[str, Surface]:
    """Return the bones that one surface is made of, each closed where it was cut."""
    middles = surface.points[surface.triangles].mean(axis=1)
    poses = {bone: pose for bone in BONES if _covered(surface, bone, pose)}
    for _ in range(2):
        at = _nearest_bone(middles, poses)
        for number, bone in enumerate(poses):
            own = middles[at == number]
            if len(own) > 200:
                share = own[np.random.default_rng(7).choice(len(own), 800)]
                poses[bone] = laid(Cloud(share), model_clouds()[bone], poses[bone], 10).pose
    return parted(surface, pose, poses) if len(poses) > 1 else dict.fromkeys(poses, surface)


def _covered(surface: Surface, bone: str, pose: Pose) -> bool:
    """Return whether most of a bone of the model has a partner in a surface."""
    model = model_clouds()[bone]
    gap = np.asarray(cKDTree(pose(surface.points)).query(model.places)[0])
    return bool((gap < COVERED_MM).mean() > COVERED)


def _nearest_bone(places: NDArray[np.float64], poses: Mapping[str, Pose]) -> NDArray[np.intp]:
    """Return the number of the bone, of those with a pose, that each place lies nearest to, -1 where none is near."""
    gaps = np.stack([model_clouds()[bone].tree.query(pose(places))[0] for bone, pose in poses.items()])
    at = gaps.argmin(axis=0)
    at[gaps.min(axis=0) > NEAR_MM] = -1
    return np.asarray(at)


def _check_together(told: Told, candidates: Sequence[Candidate]) -> None:
    """Refuse bones that do not lie in one body as bones do, or do not have the shape of what they are called."""
    where = ", ".join(dict.fromkeys(one.source for one in candidates))
    away = []
    for bone in ("hip_bone_left", "hip_bone_right", "sacrum"):
        if (
            bone in told.bones
            and away_from(cloud_of(told.bones[bone]), model_clouds()[bone], told.pose) > LIKE_ITS_BONE
        ):
            away.append(BONES[bone])
    for bone, surface in list(told.bones.items()):
        if bone in ("hip_bone_left", "hip_bone_right", "sacrum"):
            continue
        gap = np.linalg.norm(told.pose(surface.points)[:, None].mean(axis=0) - model_clouds()[bone].places.mean(axis=0))
        if gap > (260.0 if bone.startswith("femur") else 60.0):
            away.append(BONES[bone])
    if away:
        found = f"the bones do not lie together as in one body, or are not what they are called: {', '.join(away)}"
        refuse(where, found, "all bones in one frame, each with its own shape")


def model_size(bone: str) -> float:
    """Return the largest extent of a bone of the model, in mm."""
    return _extent(model_bones()[bone])


def _extent(surface: Surface) -> float:
    return float(np.ptp(surface.points, axis=0).max())
