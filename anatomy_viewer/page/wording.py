"""The interface's own words: English, which is complete, and the other languages beside it.

Templates read them as ``viewer.content.words.KEY``; where a sentence has gaps (``{name}``) they ask
``viewer.say('KEY', {name: ...})``. A word that a language lacks is shown in English.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from .wording_es import SPANISH

WORDS: dict[str, Any] = {
    "skip_to_text": "Skip to the text",
    "language": "Language",
    "menu": "Lessons and structures",
    "explore": "Explore freely",
    "audience": "Audience",
    "labels": "Labels",
    "light_theme": "Light theme",
    "dark_theme": "Dark theme",
    "help": "Help",
    "help_title": "How to move and find things",
    "about_title": "What this is for",
    "more": "More",
    "more_about": "More about what this is for",
    "dismiss": "Dismiss",
    "close": "Close",
    "single_letter_keys": "Single-letter keys",
    "sources": "Sources",
    "version": "Version {version}",
    "panel": "Panel",
    "panel_of": "Lessons, structures and people",
    "lessons": "Lessons",
    "structures": "Structures",
    "people": "People",
    "close_panel": "Close the panel",
    "lesson_size": "{steps} steps, about {minutes} minutes",
    "lesson_in_english": "This lesson has not been translated yet; its text is in English.",
    "partly_english": "Some of the detail on this card has not been translated yet and is in English.",
    "find_structure": "Find a structure",
    "find_hint": "Find: SCN, clunial, gluteal cutaneous …",
    "peel": "Peel: {name}",
    "show": "Show {name}",
    "see_through": "See through",
    "see_through_layer": "See through {name}",
    "list_layer": "List {name}",
    "which_pelvis": "Which pelvis",
    "another_person_title": "Another person",
    "next_person": "Next person",
    "draw_person": "Draw a person",
    "person_number": "Person",
    "person_side": "{side}: {told}.",
    "sides": {"right": "Right", "left": "Left"},
    "whose_anatomy_title": "Whose anatomy?",
    "not_placing": "Not used to place the nerve.",
    "text": "Text",
    "sheet": "Text panel height: {height}. Change it",
    "sheets": {"peek": "low", "half": "half", "full": "full"},
    "step": "Step",
    "step_of": "Step {number} of {count}",
    "progress": "Progress",
    "rests_on": "What this rests on ({count})",
    "previous_step": "Previous step",
    "previous": "Previous",
    "next_step": "Next step",
    "next": "Next",
    "welcome_label": "Welcome",
    "start": "Start: {title}",
    "structure": "Structure",
    "close_card": "Close the card",
    "part_of": "part of {name}",
    "also": "Also: {names}",
    "focus": "Focus",
    "only_this": "Only this",
    "hide": "Hide",
    "source": "Source {key}",
    "view_region": "3D view",
    "drawing_bones": "Drawing the bones …",
    "back_to_usual": "Back to the usual picture",
    "picture_shows": "What the picture shows",
    "orientation": "Orientation: {view}",
    "orientation_letters": {"front": "A", "behind": "P", "right": "R", "left": "L", "above": "S", "below": "I"},
    "views": "Views",
    "view_key": "{view} (key {key})",
    "view_as_drawn": "as drawn",
    "turn_and_zoom": "Turn and zoom",
    "turn_left": "Turn left",
    "turn_right": "Turn right",
    "turn_up": "Turn up",
    "turn_down": "Turn down",
    "zoom_in": "Zoom in",
    "zoom_out": "Zoom out",
    "restore": "Back to the step's picture",
    "ways": {
        "behind": "behind",
        "front": "the front",
        "right": "the right",
        "left": "the left",
        "above": "above",
        "below": "below",
    },
    "from_one": "from {first}",
    "from_both": "from {first} and {second}",
    "announce_step": "Step {number} of {count}: {title}. View: {view}. {picture}",
    "announce_view": "View: {view}",
    "announce_language": "The page is in English.",
    "link_audience": "This link asks for the audience “{found}”. It is one of {allowed}; showing {shown}.",
    "link_language": "This viewer does not speak “{found}” yet; it speaks {allowed}. Showing English.",
    "link_form": "There is no form “{found}” here. It is one of {allowed}.",
    "link_study": "There is no study “{found}” here. The panel People lists them.",
    "link_person": "People are numbered from 1 to {count}; there is no person “{found}”.",
    "link_step_alone": "This link names the step “{found}” without its lesson.",
    "link_lesson": "There is no lesson “{found}” here. The list shows all there are.",
    "link_step": "“{lesson}” has no step “{found}”; showing its first step.",
    "surface_missing": "The surface of “{name}” ({file}) is missing, so it is not drawn.",
    "surface_damaged": (
        "The surface of “{name}” ({file}) is damaged: its {found} bytes are not the {built} that were built. "
        "It is not drawn; “anatomy-viewer atlas build” makes it again."
    ),
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
    "form_not_here": "This step is meant for another form of the pelvis, which this page does not carry.",
    "drawn_form": "Pelvis: {form}",
    "clip": "Clip plane",
    "clip_switch": "Cut open",
    "clip_back": "Move the clip plane back 5 mm",
    "clip_on": "Move the clip plane on 5 mm",
    "clip_off": "The clip plane is off; everything is whole.",
    "clip_moved": "The {plane} clip plane is {mm} mm further {way} than in this step.",
    "clip_planes": {"sagittal": "sagittal", "coronal": "coronal", "axial": "axial"},
    "clip_ways": {
        "sagittal": ["to the left", "to the right"],
        "coronal": ["back", "forward"],
        "axial": ["down", "up"],
    },
    "play": "Play the lesson",
    "pause": "Pause",
    "playing": "The lesson plays by itself. Any key or touch stops it.",
    "paused": "The lesson waits for you again.",
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
    "consult": {
        "where": "Show me where it hurts",
        "where_eyebrow": "The skin from behind",
        "where_how": (
            "Tap or click the skin where it hurts. With the keyboard: put a mark, then move it with the arrows. "
            "The page then names the usual areas that lie there. There are often several."
        ),
        "where_close": "Back",
        "middle": "Put a mark in the middle",
        "move": "Move the mark",
        "move_left": "Move the mark left",
        "move_right": "Move the mark right",
        "move_up": "Move the mark up",
        "move_down": "Move the mark down",
        "clear": "Remove the mark",
        "miss": "That is not on the skin of the back. Mark a place that is seen from behind.",
        "place_middle": "In the middle, {height}.",
        "place_right": "On the person's right, {away} from the middle, {height}.",
        "place_left": "On the person's left, {away} from the middle, {height}.",
        "above": "{far} above the dimples",
        "below": "{far} below the dimples",
        "level": "level with the dimples",
        "fits": "Fits the usual area of",
        "near": "Near the edge of the usual area of",
        "nowhere": (
            "This place fits no usual area that this page knows. That says nothing about the pain. "
            "People differ, and the list is short. Show the place to the person who examines you."
        ),
        "order": (
            "Listed from top to bottom of the body. The list does not say what is likely. A place alone does not "
            "tell the cause, and there may be more than one."
        ),
        "not_kept": "The mark is not stored and not sent.",
        "read": "How sure: {sure}.",
        "more": "More about this",
        "source": "Source",
        "tools": "Reading and printing",
        "read_aloud": "Read aloud",
        "stop_reading": "Stop reading",
        "larger": "Larger text",
        "smaller": "Smaller text",
        "text_size": "Text size {percent} %",
        "in_words": "The picture in words",
        "at_middle": "in the middle",
        "at_right": "on the right, {away} from the middle",
        "at_left": "on the left, {away} from the middle",
        "print": "Print or save as PDF",
        "print_how": (
            "A page with the picture, its text, what you can do yourself, when to seek help, and the sources. "
            "In the window that opens choose a printer, or “Save as PDF”."
        ),
        "print_step": "This step",
        "print_spot": "This mark",
        "print_lesson": "The whole lesson ({count} steps)",
        "preparing": "Drawing picture {number} of {count} …",
        "print_welcome": "The pelvis and its skin nerves",
        "close": "Close",
        "open_here": "This view in the viewer:",
        "open_local": "This view in the viewer. The address works on this computer only:",
        "open_file": (
            "This sheet was printed from a file. A file has no address that a phone could open, so there is no code."
        ),
        "sources": "Sources",
        "version": "Version",
    },
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

LANGUAGE_NAMES: Final[Mapping[str, str]] = MappingProxyType({"en": "English", "es": "Español"})
"""Every language by its own name, in the order in which people choose."""

WORDS_BY_LANGUAGE: Final[Mapping[str, Mapping[str, Any]]] = MappingProxyType({"en": WORDS, "es": SPANISH})
"""What each language has of its own; `WORDS` stands in for the rest."""
