"""A pelvis out of the files that somebody brings, from the first byte to closed bones in RAS mm."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np

from anatomy_viewer.atlas.problems import Problem, ProblemsFound
from anatomy_viewer.modelling.imported import refusing
from anatomy_viewer.modelling.imported.brought import BONES, UNITS, BroughtPelvis, Part
from anatomy_viewer.modelling.imported.frames import AXES, frame_of, known_name
from anatomy_viewer.modelling.imported.label_surfaces import surfaces_of
from anatomy_viewer.modelling.imported.mending import Mended, NotASurface, Piece, joined, mended
from anatomy_viewer.modelling.imported.mesh_files import read_mesh
from anatomy_viewer.modelling.imported.names import WHOLE, bone_of
from anatomy_viewer.modelling.imported.refusing import refuse
from anatomy_viewer.modelling.imported.telling import Candidate, Mirrored, tell_apart
from anatomy_viewer.modelling.imported.unpacking import MESHES, all_files, as_told, ending
from anatomy_viewer.modelling.solids.distance_grid import open_or_branching_edges
from anatomy_viewer.modelling.solids.surface import Surface

Progress = Callable[[str, float], None]

ISLAND = 0.02
"""What holds less than this share of the largest piece of a named bone is no part of it."""

SPECK = 0.004
"""The same where the pieces of one mesh may be several bones, of which the coccyx is the smallest."""

FEW = 6
"""Where hip bones have names, no more than so many parts without a bone's name are compared by shape."""

MOST_FACES = 120_000
"""A bone keeps at most so many triangles; more show nothing that is used."""


def read_pelvis(
    given: Sequence[Path],
    *,
    units: str | None = None,
    axes: str | None = None,
    progress: Progress | None = None,
) -> BroughtPelvis:
    """Return the pelvis in files.

    Parameters
    ----------
    given
        Files and folders.
    units, axes
        What the numbers in them mean, of `brought.UNITS` and `frames.AXES`; read or worked out where left out.
    progress
        Called with what is being done and the share that is done.

    Raises
    ------
    ProblemsFound
        Where they are no pelvis, or cannot be read.
    """
    units, axes = known_name("--units", units, UNITS), known_name("--axes", axes, AXES)
    with tempfile.TemporaryDirectory(prefix="anatomy-viewer-") as folder:
        try:
            return _read(given, Path(folder), units, axes, progress or (lambda *_: None))
        except ProblemsFound as found:
            told = [replace(one, where=as_told(one.where, Path(folder))) for one in found.problems]
            raise ProblemsFound(told) from None


def _read(given: Sequence[Path], folder: Path, units: str | None, axes: str | None, say: Progress) -> BroughtPelvis:
    files = all_files(given, folder)
    notes: list[str] = []
    parts = _parts(files, notes, lambda what, share: say(what, 0.5 * share))
    triangles = sum(len(part.surface.triangles) for part in parts)
    if triangles > refusing.MAX_TRIANGLES:
        refuse(given[0], f"found {triangles} triangles", f"up to {refusing.MAX_TRIANGLES} in all")
    candidates = _candidates(parts, notes, lambda what, share: say(what, 0.5 + 0.2 * share))
    try:
        told = tell_apart(candidates, lambda what, share: say(what, 0.7 + 0.2 * share))
    except Mirrored:
        if not all(part.from_voxels and part.axes is None for part in parts):
            raise
        told = tell_apart([_mirrored(one) for one in candidates], lambda what, share: say(what, 0.8 + 0.1 * share))
        told.worked_out.append("The file does not say which way its voxels are counted: the shape of the sides says.")
    frame = frame_of(parts, told.bones, told.pose, units=units, axes=axes)
    say("turning the bones", 0.95)
    turned = {bone: frame(told.bones[bone]) for bone in BONES if bone in told.bones}
    with ThreadPoolExecutor(2) as pool:  # nearly all of the time is spent where Python waits
        thinned = dict(zip(turned, pool.map(_thinned, turned.values()), strict=True))
    for bone, surface in thinned.items():
        if surface is not turned[bone]:
            before, after = len(turned[bone].triangles), len(surface.triangles)
            notes.append(f"{BONES[bone].capitalize()}: {before} triangles made {after}.")
    bones = {bone: surface.to_polydata() for bone, surface in thinned.items()}
    if told.left_aside:
        what = "surface that is" if told.left_aside == 1 else "surfaces that are"
        notes.append(f"{told.left_aside} {what} no bone of a pelvis left aside.")
    return BroughtPelvis(bones, [*told.worked_out, *frame.worked_out], frame.assumed, notes)


def _parts(files: Sequence[Path], notes: list[str], say: Progress) -> list[Part]:
    """Return the meshes of all files; label maps are read together, for a folder of them is one."""
    problems: list[Problem] = []
    parts: list[Part] = []
    for number, file in enumerate(files):
        say("reading", number / len(files))
        if ending(file) in MESHES:
            try:
                parts += read_mesh(file)
            except ProblemsFound as found:
                problems += found.problems
    maps = [file for file in files if ending(file) not in MESHES]
    try:
        parts += surfaces_of(maps, notes, say) if maps else []
    except ProblemsFound as found:
        problems += found.problems
    if problems:
        raise ProblemsFound(problems)
    return parts


def _candidates(parts: Sequence[Part], notes: list[str], say: Progress) -> list[Candidate]:
    """Return the closed surfaces that may be bones, and note what was mended in them."""
    meanings = [bone_of(part.name) for part in parts]
    nameless = [number for number, bone in enumerate(meanings) if bone is None]
    if len(nameless) > FEW and any(str(bone).startswith("hip_bone") for bone in meanings):
        # The file names its parts, and these are others: muscles, vessels, ribs.
        notes.append(f"{len(nameless)} parts that are no bone of a pelvis left aside.")
        parts = [part for part, bone in zip(parts, meanings, strict=True) if bone is not None]
        meanings = [bone for bone in meanings if bone is not None]
    problems: list[Problem] = []
    found: list[Candidate] = []
    for number, (part, bone) in enumerate(zip(parts, meanings, strict=True)):
        say("mending", number / len(parts))
        try:
            whole = mended(part.surface)
        except NotASurface as fault:
            if bone is not None or len(parts) == 1:
                problems.append(Problem(part.source, str(fault)))
            continue
        found += _as_bones(part, bone, whole, notes)
    if problems:
        raise ProblemsFound(problems)
    if not found:
        refuse(parts[0].source, "nothing in it encloses anything", "closed surfaces of bones")
    return found


def _as_bones(part: Part, bone: str | None, whole: Mended, notes: list[str]) -> list[Candidate]:
    """Return a mesh's pieces as one bone where its name says which, else each by itself."""
    pieces, inner = _outer(whole.pieces)
    named = bone is not None and bone != WHOLE
    if named and bone in ("hip_bone", "femur") and len(pieces) > 1 and pieces[1].volume > 0.4 * pieces[0].volume:
        named = False  # both sides in one mesh
    least = (ISLAND if named else SPECK) * pieces[0].volume
    kept = [piece for piece in pieces if piece.volume >= least]
    faults = [] if part.from_voxels else whole.faults()
    if dropped := len(pieces) - len(kept):
        faults.append(f"{dropped} {'island' if dropped == 1 else 'islands'} taken away")
    if inner:
        faults.append(f"{inner} inner {'surface' if inner == 1 else 'surfaces'} taken away")
    if faults:
        notes.append(f"{BONES.get(bone or '', 'a surface').capitalize()}: {', '.join(faults)}.")
    cut = max((piece.hole_share for piece in kept), default=0.0)
    if cut > 0.02:
        notes.append(
            f"{BONES.get(bone or '', 'a surface').capitalize()}: {cut:.0%} of its surface was open and is a lid now."
        )
    if named:
        return [Candidate(joined([piece.surface for piece in kept]), bone, part.source)]
    return [Candidate(piece.surface, bone if bone in ("hip_bone", "femur") else None, part.source) for piece in kept]


def _mirrored(one: Candidate) -> Candidate:
    return replace(one, surface=one.surface.mirrored())


def _outer(pieces: Sequence[Piece]) -> tuple[list[Piece], int]:
    """Return the pieces that do not lie inside another, and how many do: the hollows of a bone in a scan."""
    outer: list[Piece] = []
    for piece in pieces:
        low, high = piece.surface.points.min(axis=0), piece.surface.points.max(axis=0)
        if not any(
            (low >= other.surface.points.min(axis=0)).all()
            and (high <= other.surface.points.max(axis=0)).all()
            and _inside(piece.surface.points[:1], other.surface)
            for other in outer
        ):
            outer.append(piece)
    return outer, len(pieces) - len(outer)


def _inside(places: np.ndarray[tuple[int, int], np.dtype[np.float64]], surface: Surface) -> bool:
    """Return whether places lie inside a closed surface: they see it all round (van Oosterom and Strackee 1983)."""
    corners = surface.points[surface.triangles][None] - places[:, None, None]
    length = np.linalg.norm(corners, axis=-1)
    a, b, c = (corners[:, :, k] for k in range(3))
    la, lb, lc = (length[:, :, k] for k in range(3))
    above = (a * np.cross(b, c)).sum(axis=-1)
    below = la * lb * lc + (a * b).sum(-1) * lc + (b * c).sum(-1) * la + (c * a).sum(-1) * lb
    return bool((np.arctan2(above, below).sum(axis=1) * 2.0 > 2.0 * np.pi).all())


def _thinned(surface: Surface) -> Surface:
    """Return a surface with no more triangles than are kept, closed as before."""
    if len(surface.triangles) <= MOST_FACES:
        return surface
    import pyvista as pv

    data = surface.to_polydata()
    thin: pv.PolyData = data.decimate(1.0 - MOST_FACES / len(surface.triangles))
    try:
        again = joined([piece.surface for piece in mended(Surface(thin.points, thin.regular_faces)).pieces])
    except NotASurface:
        return surface
    if open_or_branching_edges(again.triangles):
        return surface
    return again
