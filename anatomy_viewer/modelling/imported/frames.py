"""Units and axes: said by the file, by the person, or worked out from how the model lies on the bones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations, product
from types import MappingProxyType

import numpy as np
from scipy.spatial.transform import Rotation

from anatomy_viewer.atlas.problems import Problem, ProblemsFound, nearest_name
from anatomy_viewer.modelling.imported.brought import BONES, SIZE_OF_PEOPLE, UNITS, Part
from anatomy_viewer.modelling.imported.fitting import Pose
from anatomy_viewer.modelling.imported.refusing import refuse
from anatomy_viewer.modelling.imported.telling import model_size
from anatomy_viewer.modelling.solids.surface import Points, Surface

AXES: Mapping[str, Points] = MappingProxyType(
    {
        "RAS": np.eye(3),
        "LPS": np.diag([-1.0, -1.0, 1.0]),
        "ISB": np.array([[0.0, 0.0, 1.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]),
        "glTF": np.array([[-1.0, 0.0, 0.0], [0.0, 0.0, 1.0], [0.0, 1.0, 0.0]]),
    }
)
"""What turns places of each frame into RAS. ISB: x forwards, y up, z right; glTF: x left, y up, z forwards."""

TILT, LEAN = 40.0, 18.0
"""Bones stand in a frame that are turned about their left-right axis and about others by no more degrees than this.

How far a pelvis is tilted forwards differs between people, and between lying and standing; it does not lean.
"""

_DIRECTIONS = (("right", "left"), ("forwards", "backwards"), ("up", "down"))


@dataclass
class Frame:
    """What carries the file's frame into RAS mm, and how it was found."""

    turn: Points
    mm: float
    worked_out: list[str] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)

    def __call__(self, surface: Surface) -> Surface:
        """Return a surface of the file's frame in RAS mm."""
        return Surface(surface.points @ self.turn.T * self.mm, surface.triangles)


def known_name(option: str, given: str | None, names: Mapping[str, object]) -> str | None:
    """Return the name of a unit or of axes that somebody gave, as it is written here.

    Raises
    ------
    ProblemsFound
        Where there is none of that name.
    """
    if given is None:
        return None
    found = {name.lower(): name for name in names}.get(given.strip().lower())
    if found is None:
        raise ProblemsFound([Problem(option, f'found "{given}"', ", ".join(names), nearest_name(given, names))])
    return found


def frame_of(
    parts: Sequence[Part],
    bones: Mapping[str, Surface],
    pose: Pose,
    *,
    units: str | None = None,
    axes: str | None = None,
) -> Frame:
    """Return the frame that brought bones stand in.

    Parameters
    ----------
    parts
        What the files say.
    bones
        The bones, as the files have them.
    pose
        How the model lies on them.
    units, axes
        What somebody says; counts more than the files.

    Raises
    ------
    ProblemsFound
        Where the bones are of a size that no person has, or stand otherwise than somebody said.
    """
    where = ", ".join(dict.fromkeys(part.source for part in parts))
    frame = Frame(np.eye(3), 1.0)
    _units(frame, where, bones, pose, units, _one({part.unit for part in parts}))
    _axes(frame, where, pose, axes, _one({part.axes for part in parts}))
    return frame


def _length(mm: float) -> str:
    return f"{mm:,.0f} mm" if 10.0 < mm < 1e7 else f"{mm:.2g} mm"


def _one(said: set[str | None]) -> str | None:
    return said.pop() if len(said) == 1 else None


def _units(
    frame: Frame, where: str, bones: Mapping[str, Surface], pose: Pose, given: str | None, said: str | None
) -> None:
    # How large the bones are beside the model's, were the file's numbers millimetres.
    beside = 1.0 / pose.scale
    low, high = SIZE_OF_PEOPLE
    fit = [unit for unit, mm in UNITS.items() if low <= beside * mm <= high]
    bone = next(one for one in bones if one in BONES)
    size = model_size(bone) * beside
    if given and given not in fit:
        found = f"in {given} the {BONES[bone]} would be {_length(size * UNITS[given])} long, which no person's is"
        refuse(where, found, ", ".join(fit) or "the size of an adult")
    if not fit:
        sizes = ", ".join(f"{_length(size * mm)} if they are {unit}" for unit, mm in UNITS.items())
        usual = model_size(bone)
        refuse(where, f"the {BONES[bone]} is of a size that no person has: {sizes}", f"about {usual:.0f} mm")
    unit = given or (said if said in fit else fit[0])
    frame.mm = UNITS[unit]
    if given or said == unit:
        return
    long = f"the {BONES[bone]} is then {size * UNITS[unit]:.0f} mm long"
    if said:
        frame.worked_out.append(f"The file says {said}, but the size of the bones says {unit}: {long}.")
    else:
        frame.worked_out.append(f"The unit was worked out from the size of the bones: {unit}; {long}.")


def _axes(frame: Frame, where: str, pose: Pose, given: str | None, said: str | None) -> None:
    angles = {name: _degrees(pose.turn @ turn.T) for name, turn in AXES.items()}
    fit = [name for name in sorted(angles, key=lambda one: angles[one]) if _stands(pose.turn @ AXES[name].T)]
    if given:
        if angles[given] > 60.0:
            found = f"by the shape of the bones they do not stand in {given} but {_told(pose.turn)}"
            refuse(where, found, f"{fit[0]}, or no --axes" if fit else "no --axes")
        frame.turn = AXES[given]
        return
    if said and angles[said] < 60.0:
        frame.turn = AXES[said]
        return
    but = f"The file says {said}, but" if said else "The file does not say its axes:"
    if fit:
        frame.turn = AXES[fit[0]]
        frame.worked_out.append(f"{but} front, top and sides of the bones say {fit[0]}.")
        return
    turns = [_signed(order, signs) for order in permutations(range(3)) for signs in product((1.0, -1.0), repeat=3)]
    nearest = min((turn for turn in turns if np.linalg.det(turn) > 0.0), key=lambda turn: _degrees(pose.turn @ turn.T))
    if _stands(pose.turn @ nearest.T):
        frame.turn = nearest
        frame.worked_out.append(f"{but} the bones say {_told(nearest)}.")
    else:
        frame.turn = pose.turn
        frame.worked_out.append(f"{but} the bones lie askew, and were turned to stand as the model's do.")


def _signed(order: Sequence[int], signs: Sequence[float]) -> Points:
    turn = np.zeros((3, 3))
    turn[range(3), order] = signs
    return turn


def _told(turn: Points) -> str:
    """Say where the axes of a frame point: ``x left, y up, z forwards``."""
    said = []
    for axis, name in enumerate("xyz"):
        along = int(np.abs(turn[:, axis]).argmax())
        said.append(f"{name} {_DIRECTIONS[along][0 if turn[along, axis] > 0.0 else 1]}")
    return ", ".join(said)


def _stands(turn: Points) -> bool:
    """Return whether a turn is no more than bones in a body have."""
    about = np.abs(np.degrees(Rotation.from_matrix(turn).as_rotvec()))
    return bool(about[0] < TILT and np.hypot(about[1], about[2]) < LEAN)


def _degrees(turn: Points) -> float:
    return float(np.degrees(np.arccos(np.clip((np.trace(turn) - 1.0) / 2.0, -1.0, 1.0))))
