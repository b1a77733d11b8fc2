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
    # Said by the one file, before or in place of the page, in every language at once.
    "opening": {
        "loading": "Loading the anatomy viewer …",
        "stopped": (
            "This page is drawn by scripts, and none may run here: a learning platform’s policy, a preview or "
            "a setting of the browser stops them. Save the file and open it in a browser. Or ask whoever runs "
            "the platform to allow the scripts inside the file (script-src 'unsafe-inline'; for a frame, "
            "sandbox allow-scripts)."
        ),
        "policy": (
            "A policy of the place that shows this page stops a part of it ({what}). Save the file and open it in a "
            "browser. Or ask whoever runs the platform to allow the scripts that the first lines of the file name."
        ),
        "types": (
            "A policy of the place that shows this page stops its scripts (require-trusted-types-for). Save "
            "the file and open it in a browser. Or ask whoever runs the platform to allow the names that it "
            "uses: trusted-types default vue."
        ),
        "old": "This browser is too old for this page. A current Chrome, Edge, Firefox or Safari opens it.",
        "cut": "This file is not complete: its end is missing. Please get it again.",
        "damaged": "This file is damaged: it could not be unpacked. Please get it again.",
        "failed": (
            "This page could not start in this browser ({what}). A current Chrome, Edge, Firefox or Safari opens it."
        ),
    },
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
    "lesson_unread": "No clinician who speaks this language from home has read this translation yet.",
    "partly_english": "Some of the detail on this card has not been translated yet and is in English.",
    "find_structure": "Find a structure",
    "find_hint": "Find: SCN, clunial, gluteal cutaneous …",
    "peel": "Peel: {name}",
    "show": "Show {name}",
    "see_through": "See through",
    "see_through_layer": "See through {name}",
    "list_layer": "List {name}",
    "which_pelvis": "Which pelvis",
    "sexes_title": "How far apart women and men are",
    "sexes_nearer": (
        "In {nearer} of {count} measures that differ, these two forms differ less than two women do on average."
    ),
    "sexes_most": "The {shown} that differ most",
    "sexes_row": (
        "Published {apart}\u00a0{unit} apart, these forms {forms}\u00a0{unit}, two women {two}\u00a0{unit}. "
        "The curves share {shared}\u00a0%."
    ),
    "sexes_marks": "A triangle marks where each of the two forms stands.",
    "women": "Women",
    "men": "Men",
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
    "course_go_on": "Go on: {title}, step {number}",
    "course_progress": "How far you are in the course",
    "course_steps": "{done} of {lessons} lessons done, {seen} of {steps} steps seen",
    "course_mark": "To pass, {mark} % of all questions must be right at the first try; so far {score} %",
    "course_passed": "Passed: {score} % of all questions right at the first try, {mark} % needed",
    "next_lesson": "Next lesson",
    "next_lesson_named": "Next lesson: {title}",
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
    "picture_away": "This device has put the picture away for a moment. It is drawn again as soon as it can be.",
    "picture_back": "The picture is back.",
    "picture_none": (
        "This browser cannot draw the model (WebGL is switched off or missing); texts, questions and printing work."
    ),
    "draw_again": "Draw it again",
    "needs_picture": "This question needs the picture of the model.",
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
    "link_mode": "This link asks for the mode “{found}”. There is one, “where”.",
    "link_twice": "This link names more than one “{word}”; showing “{shown}”.",
    "link_not_for": "“{lesson}” has no text for the audience {found}; showing {shown}.",
    "link_nearest": "Did you mean “{name}”?",
    "surfaces_missing": "The file {file} is missing, so these are not drawn: {names}.",
    "surfaces_damaged": (
        "The file {file} is damaged: its {found} bytes are not the {built} that were built. “anatomy-viewer atlas "
        "build” makes it again. These are not drawn: {names}."
    ),
    "audiences": {"student": "Student", "clinician": "Clinician", "patient": "Patient"},
    "kinds": {
        "bone": "Bone",
        "nerve": "Nerve",
        "artery": "Artery",
        "cartilage": "Cartilage",
        "ligament": "Ligament",
        "muscle": "Muscle",
        "fascia": "Fascia",
        "fat": "Fat",
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
    "tools": {"title": "Tools", "put_away": "Put the tool away"},
    "whole_page": "Whole page",
    "whole_screen": "Full screen",
    "leave_whole_screen": "Leave full screen",
    "touch_hint": "Tap the picture first: then a finger turns it",
    "wheel_hint": "Click the picture first: then the wheel brings it closer",
    "explore_hint": "Drag to turn. Scroll or pinch to come closer. Click a bone, a nerve or a label to read about it.",
    "hidden_while_asked": "A question is open. Names and figures come back when it is answered.",
    "motor_nerve_hint": (
        "The superior and inferior gluteal nerves are motor nerves to the gluteal muscles: different nerves with "
        "similar names. The cluneal (gluteal cutaneous) nerves shown here serve the skin only."
    ),
    "still_loading": (
        "Still loading. If nothing comes, something on the way holds the page's files back, or the address lacks "
        "a / at its end."
    ),
    "connection": {
        "lost": "Connection to the viewer lost. Everything here keeps working; trying again.",
        "refused": "No live connection: something in between lets no websocket through. All works without it.",
        "why": "Why?",
        "missing": "For whoever runs the proxy: for nginx, its settings lack these lines.",
    },
    "site": {
        "kept": "From now on this page opens here without a network too.",
        "newer": "A newer version of this page is there. This one goes on as it is.",
        "reload": "Show the newer one",
        "from_disk": (
            "This page is a folder for a web server, and a browser lets no folder on a disk be read. Put the folder on "
            "a web server, or make one file that opens from a disk: anatomy-viewer export page.html"
        ),
    },
    "territory_of": "Skin of the {group}",
    "stain": "Where the crossing lies: 50, 90, 95 % of people",
    "plain_legend": {
        "superior_cluneal_nerves": "Skin of the upper nerves",
        "middle_cluneal_nerves": "Skin of the middle nerves",
        "inferior_cluneal_nerves": "Skin of the lower nerves",
        "stain": "Where a nerve crosses in half, in 9 of 10, in 19 of 20 people",
    },
    "ledger": "The way, layer by layer",
    "person": "Person {number}, drawn by chance",
    "usual_anatomy": "The usual picture",
    "another_person": (
        "People differ. This draws a person by chance from the published frequencies: where each branch crosses, "
        "which ones run in a tunnel, which are missing. It is nobody real."
    ),
    "whose_anatomy": "Choose a study: the nerves move to where its people had them, with its own spread.",
    "standard_practice": "Standard practice, not shown by a study.",
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
    "missing": "Not here yet, and asked for again: {names}.",
    "missing_more": "{names}; and {count} more",
    "missing_all": "All that is not here",
    "missing_now": "A part of the model could not be loaded. It is asked for again.",
    "missing_here": "Every part of the model is here now.",
    "missing_on_paper": "Missing from this picture, because it could not be loaded: {names}.",
    "try_again": "Try again",
    "trying": "Trying …",
    "answer_none": "no answer came.",
    "answer_cut": "the answer was not whole.",
    "answer_refused": "the answer was {status}.",
    "answer_is_a_page": "a web page came in place of the answer; perhaps this network wants you to sign in.",
    "part_names": {"lessons": "the lessons", "more": "what cards and people tell"},
    "loading_part": "A moment: what you asked for is loading …",
    "loading_lesson": "Loading “{title}” …",
    "loading_lessons": "The lessons are loading …",
    "loading_card": "The rest is loading …",
    "part_unreadable": "This file is damaged: {name} cannot be read.",
    "form_unreadable": "“{name}” could not be loaded; the pelvis stays as it is.",
    "surfaces_unreadable": "A part of this file is damaged, so these are not drawn: {names}. Everything else works.",
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
        "print_kept": (
            "Nothing was printed: the frame that this page stands in does not allow printing. "
            "Open the page in a tab of its own and print it there."
        ),
        "print_kept_file": (
            "Nothing was printed: the frame that this page stands in does not allow printing. "
            "Ask for the file itself and print from there."
        ),
        "print_alone": "Open in a tab of its own",
        "print_kept_copy": "If no tab opens, the frame does not allow that either: copy this address into one.",
        "print_address": "Address of this page",
        "print_save": "The picture can be saved: press it long, or click it with the right button.",
        "close": "Close",
        "open_here": "This view in the viewer:",
        "open_local": "This view in the viewer. The address works on this computer only:",
        "open_long": "This view in the viewer. The address is too long for a code:",
        "open_file": (
            "This sheet was printed from a file. A file has no address that a phone could open, so there is no code."
        ),
        "sources": "Sources",
        "version": "Version",
    },
    "quiz_title": "Try it",
    "quiz_number": "Question {number} of {count}",
    "quiz_marks": {"right": "right", "wrong": "not yet"},
    "quiz_hint": "A hint",
    "quiz_answers": "Answers",
    "quiz_several": "More than one is right.",
    "quiz_option_marks": {"right": "Right", "wrong": "Not this one", "missed": "This one too"},
    "quiz_check": "Check",
    "quiz_back": "Back to the step",
    "quiz_again": "Try again",
    "quiz_next": "Next question",
    "quiz_right": "Right.",
    "quiz_wrong": "Not yet.",
    "quiz_explore": "Everything is open again: turn the model, click what you see.",
    "quiz_you_chose": "You chose: {name}.",
    "quiz_nothing_hit": "There is nothing at that place. Click on the model.",
    "quiz_find_how": "Click it on the model, or go through the numbers: each one is ringed while you are on it.",
    "quiz_places": "Structures by number",
    "quiz_place": "Structure {number}: {place}",
    "quiz_order": "Your order",
    "quiz_up": "Move up: {item}",
    "quiz_down": "Move down: {item}",
    "quiz_order_right": "{count} of {all} stand in their place. The right order is shown above.",
    "quiz_press_how": {
        "skin": "Click or tap the skin where you would press. Or move the cross with the buttons or arrow keys.",
        "bone": "Click or tap the bone where you would press. Or move the cross with the buttons or arrow keys.",
    },
    "press_pad": "Move the cross and press",
    "press_turn_up": "Cross up",
    "press_turn_down": "Cross down",
    "press_turn_left": "Cross to the left of the picture",
    "press_turn_right": "Cross to the right of the picture",
    "press_here": "Press here",
    "press_place": "{off} mm {side} of the midline, {height} mm {way} the level of the PSIS",
    "press_sides": {"right": "to the right", "left": "to the left", "above": "above", "below": "below"},
    "press_missed": "There is nothing to press at that place.",
    "press_distance": "{mm} mm away",
    "press_directions": {
        "out": "too far to the side",
        "in": "too near the midline",
        "right": "too far to the right",
        "left": "too far to the left",
        "high": "too high",
        "low": "too low",
        "front": "too far forwards",
        "back": "too far back",
    },
    "press_on_it": "On the spot.",
    "press_inside": "Your press lies inside the area that holds {share} % of people.",
    "press_outside": "Your press lies outside the area that holds 95 % of people.",
    "press_no_spread": "How far this place varies between people was not found; only the error of fingers is drawn.",
    "press_yardsticks": {
        "one_examiner": "That is as close as one examiner comes when marking the PSIS twice (8 mm).",
        "two_examiners": "That is as close as two examiners come when both mark the PSIS (25 mm).",
        "neither": "Two examiners who mark the PSIS are 25 mm apart; this is farther.",
    },
    "train_title": "Train the finger",
    "train_summary": "Ten presses on ten people drawn by chance",
    "train_best": "Ten presses. Your best: {mm} mm off on average",
    "train_eyebrow": "Press {number} of 10, person {person}",
    "train_prompt": {
        "right": "Press where the medial superior cluneal nerve crosses the crest on the person's right",
        "left": "Press where the medial superior cluneal nerve crosses the crest on the person's left",
    },
    "train_how": (
        "Ten people, drawn by chance from published figures. Bones and skin are the same in all; the nerve lies "
        "elsewhere in each. You see skin only. After each press the nerve of that person appears."
    ),
    "train_next": "Next person",
    "train_sum": "See all ten",
    "train_end": "End the training",
    "train_new": "Ten new people",
    "train_same": "Try the same ten people",
    "train_done": "All ten presses",
    "train_received": "Shared with you: ten presses of somebody else",
    "train_result": "{mm} mm off on average",
    "train_bias": "Seen from the nerve, the presses lay on average {parts}.",
    "train_no_bias": "On average the presses lay right over the nerve, on no side of it.",
    "train_directions": {
        "out": "{mm} mm to the side",
        "in": "{mm} mm towards the midline",
        "high": "{mm} mm above",
        "low": "{mm} mm below",
    },
    "train_scatter": "Around their own middle they scatter by {mm} mm.",
    "train_counts": "{near} of 10 lie within 8 mm (one examiner marking the PSIS twice), {fair} within 25 mm (two "
    "examiners).",
    "train_mean_place": "Pressing the usual place each time would have been {mm} mm off on average: people differ.",
    "train_plot_out": "side",
    "train_plot_in": "midline",
    "train_plot_up": "up",
    "train_plot_down": "down",
    "train_share": "Copy a link to this result",
    "train_link": "Link to this result",
    "train_copied": "The link is in the clipboard. It holds the ten presses and nothing else.",
    "train_bad_link": "This link's training could not be read; the list of lessons has the training.",
    "progress_steps": "{seen} of {all} steps seen",
    "progress_questions": "{right} of {all} questions right at the first try",
    "progress_kept": "What you have seen and answered is kept in this browser only.",
    "progress_forget": "Forget my progress",
    "progress_forgotten": "Your progress is forgotten.",
    "and": "and",
    "keys": [
        {"keys": "Drag, or arrows", "does": "Turn the model"},
        {"keys": "Scroll, pinch, + and −", "does": "Come closer, go back"},
        {"keys": "Shift and drag, Shift and arrows", "does": "Move the picture sideways"},
        {"keys": "Click or tap", "does": "Read about a structure"},
        {"keys": "N and P", "does": "Next and previous step (also Page Down, Page Up)"},
        {"keys": "1 to 9", "does": "Named views"},
        {
            "keys": "F, H, I",
            "does": "Focus, hide or isolate the structure whose card is open",
        },
        {"keys": "R", "does": "Back to the step's own picture"},
        {"keys": "L", "does": "Labels on or off"},
        {"keys": "T", "does": "Tools"},
        {"keys": "Escape", "does": "Close a card or a window"},
        {"keys": "?", "does": "This help"},
    ],
}

LANGUAGE_NAMES: Final[Mapping[str, str]] = MappingProxyType({"en": "English", "es": "Español"})
"""Every language by its own name, in the order in which people choose."""

WORDS_BY_LANGUAGE: Final[Mapping[str, Mapping[str, Any]]] = MappingProxyType({"en": WORDS, "es": SPANISH})
"""What each language has of its own; `WORDS` stands in for the rest."""
