"""The interface's own words, in English."""

from __future__ import annotations

from typing import Any

WORDS: dict[str, Any] = {
    "audiences": {"student": "Student", "clinician": "Clinician", "patient": "Patient"},
    "kinds": {
        "bone": "Bone",
        "nerve": "Nerve",
        "cartilage": "Cartilage",
        "ligament": "Ligament",
        "muscle": "Muscle",
        "fascia": "Fascia",
        "skin": "Skin",
        "territory": "Area of skin that a nerve group serves",
        "corridor": "Where the crossing may lie",
        "site": "Compression site",
        "landmark": "Landmark",
        "tender_point": "Tender point",
    },
    "their_left_on_left": "The person's left is on your left.",
    "their_left_on_right": "The person's left is on your right.",
    "view_chips": {
        "posterior": "Behind",
        "posterior_oblique_left": "Behind, left",
        "posterior_oblique_right": "Behind, right",
        "lateral_left": "Left",
        "lateral_right": "Right",
        "superior_posterior": "Crest",
        "inferior": "Below",
        "prone_as_examined": "Face down",
        "anterior": "Front",
    },
    "view_instructions": (
        "Arrow keys turn the model, plus and minus zoom, the number keys choose a view. "
        "Click or tap a structure to read about it. Tab leaves the view."
    ),
    "welcome_title": "Three small nerves, often mistaken for the back",
    "welcome": {
        "student": (
            "The cluneal nerves carry feeling from the skin of the buttock. Turn the pelvis, click what you see, "
            "and follow a lesson to learn where each one crosses bone and ligament, and how sure anyone can be."
        ),
        "clinician": (
            "Courses, crossing points and palpation landmarks of the cluneal nerves, each with its published "
            "spread and source. Follow a lesson with a patient, or click a structure for its figures."
        ),
        "patient": (
            "These are the small nerves that feel the skin of your buttock. They can be irritated where they "
            "cross the edge of the hip bone. Start the lesson, or tap a nerve to see its name."
        ),
    },
    "explore_hint": "Drag to turn. Scroll or pinch to come closer. Click a bone, a nerve or a label to read about it.",
    "motor_nerve_hint": (
        "The superior and inferior gluteal nerves are motor nerves to the gluteal muscles: different nerves with "
        "similar names. The cluneal (gluteal cutaneous) nerves shown here serve the skin only."
    ),
    "connection_lost": "Connection to the viewer lost. Everything here keeps working; trying again.",
    "territory_of": "Skin of the {group}",
    "stain": "Where the crossing lies: 50, 90, 95 % of people",
    "ledger": "The way, layer by layer",
    "person": "Person {number}, drawn by chance",
    "usual_anatomy": "The usual picture",
    "another_person": (
        "People differ. This draws a person by chance from the published frequencies: where each branch crosses, "
        "which ones run in a tunnel, which are missing. It is nobody real."
    ),
    "whose_anatomy": "Choose a study: the nerves move to where its people had them, with its own spread.",
    "form_unreadable": "“{name}” could not be loaded; the pelvis stays as it is.",
    "surface_unreadable": "The surface of “{name}” could not be read, so it is not drawn. Everything else works.",
    "author": "Author",
    "author_file": "{name}.yaml",
    "author_fine": "No problem found. Each save shows here at once.",
    "author_mend": "Each save is looked at again. To be mended:",
    "author_go": "Show the step",
    "author_step": "This view as a step",
    "author_how": (
        "Turn the model, show and hide what you want, then take the text over into your lesson under “steps”. "
        "It gives just this picture; the words are yours."
    ),
    "author_write": "Write the step",
    "author_copy": "Copy",
    "author_copied": "The step is in the clipboard.",
    "author_by_hand": "The browser does not let this page copy; mark the text and copy it.",
    "author_unwritten": "The step could not be written: {why}",
    "keys": [
        {"keys": "Drag, or arrows", "does": "Turn the model"},
        {"keys": "Scroll, pinch, + and −", "does": "Come closer, go back"},
        {"keys": "Shift and drag", "does": "Move the picture sideways"},
        {"keys": "Click or tap", "does": "Read about a structure"},
        {"keys": "N and P", "does": "Next and previous step (also Page Down, Page Up)"},
        {"keys": "1 to 9", "does": "Named views"},
        {
            "keys": "F, H, I",
            "does": "Focus, hide or isolate the structure whose card is open",
        },
        {"keys": "R", "does": "Back to the step's own picture"},
        {"keys": "L", "does": "Labels on or off"},
        {"keys": "Escape", "does": "Close a card or a window"},
        {"keys": "?", "does": "This help"},
    ],
}
