"""Run by a test in a process of its own: imports decks into Anki's own collection, as a learner would.

``python anki_collection.py COLLECTION STEP...`` where a step is ``import:FILE`` or ``write:ID:WORDS:TAG``, a learner's
own words and tag on a note. Prints as JSON what the collection holds after each step.
"""

from __future__ import annotations

import json
import sys

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.notes import NoteFieldsCheckResult


def held(collection: Collection) -> dict[str, dict[str, object]]:
    found = {}
    for number in collection.find_notes(""):
        note = collection.get_note(number)
        cards = note.cards()
        found[note.fields[0]] = {
            "fields": dict(note.items()),
            "tags": sorted(note.tags),
            "time": note.mod,
            "decks": [collection.decks.name(card.did) for card in cards],
            "front": cards[0].question(),
            "back": cards[0].answer(),
            "duplicate": note.fields_check() == NoteFieldsCheckResult.DUPLICATE,
        }
    return found


def main(path: str, steps: list[str]) -> None:
    collection = Collection(path)
    seen = []
    for step in steps:
        what, _, rest = step.partition(":")
        if what == "import":
            log = collection.import_anki_package(
                ImportAnkiPackageRequest(package_path=rest, options=ImportAnkiPackageOptions())
            ).log
            counts = {key: len(getattr(log, key)) for key in ("new", "updated", "duplicate", "conflicting")}
        else:
            name, words, tag = rest.split(":")
            note = next(one for one in map(collection.get_note, collection.find_notes("")) if one.fields[0] == name)
            note["My notes"] = words
            note.tags.append(tag)
            collection.update_note(note)
            counts = {}
        seen.append(
            {
                "counts": counts,
                "notes": held(collection),
                "types": [one.name for one in collection.models.all_names_and_ids()],
            }
        )
    collection.close()
    json.dump(seen, sys.stdout)


main(sys.argv[1], sys.argv[2:])
