"""The few words that the compiler itself puts into a picture, by language."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from anatomy_viewer.atlas.forms import FORM_BY_ID
from anatomy_viewer.teaching.pictures import messages_es

_ENGLISH: Final = {
    "straight": "straight",
    "along_the_crest": "along the crest",
    "on_the_skin": "on the skin",
    "from_midline": "from the midline",
    "between": "from {start} to {end}",
    "midline": "the midline",
    "side_right": "on the right",
    "side_left": "on the left",
    "side_mid": "in the midline",
    "both_sides": "on both sides",
    "named_right": ", right",
    "named_left": ", left",
    "view": "{view}.",
    "emphasised": "Brought out: {things}.",
    "shown": "Also shown: {things}.",
    "faded": "Pale, for orientation: {things}.",
    "marked": "Marked: {things}.",
    "spread": "Laid on the bone as a soft stain: {things}.",
    "measured": "Measured: {things}.",
    "clip": "Cut open {place}; what lies {gone} is taken away",
    "clip_midline": "in the midline",
    "clip_through": "through {place}",
    "clip_beside": "{distance} mm {way} the plane {of}",
    "way_right": "to the right of",
    "way_left": "to the left of",
    "way_front": "in front of",
    "way_back": "behind",
    "way_above": "above",
    "way_below": "below",
    "lies_right": "on the right",
    "lies_left": "on the left",
    "lies_front": "in front",
    "lies_back": "behind",
    "lies_above": "above",
    "lies_below": "below",
    "form": "Shown on this form of the pelvis: {form}.",
    "study": "The nerves lie where a study had them: {study}.",
    "person": "The nerves lie as in person {number}, drawn by chance from published frequencies.",
    "drawing": "Beside it a drawing: {title}. {description}",
    "place": "{name}, {side}, {distance} mm from the midline",
    "place_mid": "{name}, in the midline",
    "place_off": "{distance} mm from the midline",
    "place_above": "{distance} mm above the level of the PSIS",
    "place_below": "{distance} mm below the level of the PSIS",
    "on_crest": "on the iliac crest",
    "and": "and",
    "quiz_off_midline": "On this model, how many millimetres from the midline is it, straight?",
    "quiz_hint": "Hint",
    "deck_student": "Cluneal nerves::Students",
    "deck_clinician": "Cluneal nerves::Clinicians",
    "deck_patient": "Cluneal nerves::Patients",
    "in_this_model": "In this model",
    "measured_here": "measured on this model",
    "on_this_pelvis": "On this pelvis",
    "worked_out_here": "worked out on these bones",
    "own_taken": "Did not come with this pelvis. Taken from the model, placed beside its neighbour, and drawn paler.",
    "own_mirrored": "Did not come with this pelvis. The mirror image of the other side, drawn paler.",
    "own_completed": "Cut off. What is missing is the model's bone, bent to the rest of it, and drawn paler.",
    "own_doubt": "The landmarks that it is placed by make it unsure by another {mm} mm (one standard deviation), which "
    "the paler ring adds.",
    "own_point_found": "Found on its bones: the true place lies within {mm} mm in 95 of 100 cases.",
    "own_point_given": "Marked by whoever brought this pelvis; the true place lies within {mm} mm in 95 of 100 cases.",
    "own_point_taken": "On a bone that is taken from the model; the true place lies within {mm} mm in 95 of 100 cases.",
    "drawn_so": "how it is drawn here",
    "where": "Where",
    "presses": "What may press on the nerve",
    "by_hand": "By hand",
}

PRODUCT: Final = "Cluneal Nerve Viewer"
DISCLAIMER_SHORT: Final = "For learning and talking; not for diagnosis, not for guiding a needle."
DISCLAIMER_LONG: Final = (
    "<p>This viewer is for learning and for talking about anatomy. It does not diagnose, and it must not "
    "guide a needle, an incision or a screw.</p>"
    "<p>The model is simplified: its bones are averages of a few measured pelvises, its nerves are drawn by "
    "rules from published distances. People differ from it and from each other, often by centimetres; where "
    "a crossing may lie is shown as a spread, and even that spread rests on small studies of mostly old "
    "bodies.</p>"
    "<p>Each figure names its source and says how sure it is: read in the study, read second-hand, recalled, "
    "or worked out from published figures. What was looked for and not found is said too.</p>"
)

MESSAGES: Final = MappingProxyType({"en": MappingProxyType(_ENGLISH), "es": messages_es.SPANISH})


def message(language: str, key: str, **values: object) -> str:
    """Return a message in a language with its gaps filled.

    Raises
    ------
    KeyError
        Where the language or the key is unknown.
    """
    return MESSAGES[language][key].format(**values)


def how_sure(language: str, words: str) -> str:
    """Return how sure a figure is, by the English words for it."""
    return words if language == "en" else messages_es.HOW_SURE.get(words, words)


def form_name(language: str, form: str) -> str:
    """Return what people call a form of the pelvis, by its id."""
    return FORM_BY_ID[form].name if language == "en" else messages_es.FORMS[form][0]


def listed(language: str, words: list[str]) -> str:
    """Return words as a list in a sentence: ``a, b and c``; with semicolons where a word holds a comma."""
    if len(words) < 2:
        return "".join(words)
    gap = "; " if any("," in word for word in words) else ", "
    join = gap if gap == "; " else " "
    return f"{gap.join(words[:-1])}{join}{message(language, 'and')} {words[-1]}"
