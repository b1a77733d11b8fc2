"""Which bone a name means: of a segment, a node, a file, in the words of programs and people."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

WHOLE: Final = "pelvis"
"""What a name of the whole pelvis is read as."""

_SIDES = {
    "left": "left l lt lft links linke linker linkes izquierdo izquierda izq gauche sinister sinistra sinistrum",
    "right": "right r rt rgt rechts rechte rechter rechtes derecho derecha der droit droite dexter dextra dextrum",
}
_HIP = "hip hips coxae coxal coxa innominate innominatum hemipelvis huftbein hueftbein hip_bone hipbone"
_SACRUM = "sacrum sacro sacral kreuzbein s1 s2 s3 s4 s5"
_COCCYX = "coccyx coccygis coccygeal coccix coxis coccige steissbein steibein tailbone"
_FEMUR = "femur femurs femoris thighbone oberschenkelknochen"
_PELVIS = "pelvis pelvic pelves becken bassin bacino"
_NOT_BONE = (
    "muscle muscles artery arteries vein veins nerve nerves cartilage joint prosthesis implant stem cup screw disc "
    "disk ligament skin canal foramen marrow fat vessel flexor background air"
)
_ORDINALS = {"fourth": "4", "fifth": "5", "iv": "4", "v": "5"}


def words_of(name: str) -> list[str]:
    """Return the words of a name in small letters without accents, parted at signs and inner capitals.

    Examples
    --------
    >>> words_of("HipBone.L")
    ['hip', 'bone', 'l']
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", plain)
    return re.findall(r"[a-z0-9]+", plain.lower())


def bone_of(name: str) -> str | None:
    """Return the bone that a name means.

    Returns
    -------
    str or None
        The id of a bone; ``hip_bone`` or ``femur`` where the name has no side; `WHOLE` where it means the pelvis;
        None where it means none of these.

    Examples
    --------
    >>> bone_of("vertebrae_L5"), bone_of("Hip bone.r"), bone_of("Hueso coxal izquierdo"), bone_of("gluteus_left")
    ('l5_vertebra', 'hip_bone_right', 'hip_bone_left', None)
    """
    words = words_of(name)
    has = set(words)
    if has & set(_NOT_BONE.split()):
        return None
    sides = [side for side, said in _SIDES.items() if has & set(said.split())]
    side = sides[0] if len(sides) == 1 else None
    level = _lumbar(words)
    if level and has & {"s1", "sacrum", "sacro"}:
        return None
    if level:
        return f"l{level}_vertebra" if level in "45" else None
    if has & set(_HIP.split()):
        return f"hip_bone_{side}" if side else "hip_bone"
    if has & set(_FEMUR.split()):
        return f"femur_{side}" if side else "femur"
    if has & set(_COCCYX.split()):
        return "coccyx"
    if has & set(_SACRUM.split()):
        return "sacrum"
    if has & set(_PELVIS.split()):
        return f"hip_bone_{side}" if side else WHOLE
    return None


def _lumbar(words: list[str]) -> str | None:
    """Return the number of the lumbar vertebra that the words mean, where they mean exactly one."""
    found = {match[1] for word in words if (match := re.fullmatch(r"(?:l|lv|vl|lw|lwk|lumbar)([1-6])", word))}
    if {"lumbar", "lumbaris", "lumbalis", "lendenwirbel", "lombaire"} & set(words):
        found |= {_ORDINALS.get(word, word) for word in words if _ORDINALS.get(word, word) in set("123456")}
    return found.pop() if len(found) == 1 else None
