import re
from collections.abc import Callable
from pathlib import Path

from anatomy_viewer.atlas.atlas import Atlas
from anatomy_viewer.atlas.descriptions import AUDIENCES
from anatomy_viewer.teaching.checking.readability import grade

Messages = Callable[[], list[str]]
HIGHEST_GRADE = 8.0
LONGEST_SENTENCE = 15
UNWANTED = re.compile(r"\b(you have|always|never|IC)\b", re.IGNORECASE)


def patient_texts(atlas: Atlas) -> dict[str, str]:
    texts = {description.about: description.patient for description in atlas.descriptions}
    for landmark in atlas.landmarks:
        texts[f"finding {landmark.name}"] = landmark.how_to_find_for_patients
    return texts


def test_everything_is_described_for_every_audience(atlas: Atlas) -> None:
    for description in atlas.descriptions:
        for audience in AUDIENCES:
            assert description.text_for(audience).endswith("."), (description.about, audience)


def test_patient_sentences_are_short(atlas: Atlas) -> None:
    for about, text in patient_texts(atlas).items():
        for sentence in re.split(r"(?<=[.!?])\s+", text):
            assert len(sentence.split()) <= LONGEST_SENTENCE, (about, sentence)


def test_patient_texts_are_easy_to_read(atlas: Atlas) -> None:
    for about, text in patient_texts(atlas).items():
        assert grade(text).highest <= HIGHEST_GRADE, (about, text)


def test_patient_texts_do_not_diagnose_or_promise(atlas: Atlas) -> None:
    for about, text in patient_texts(atlas).items():
        assert not UNWANTED.search(text), (about, text)


def test_the_reading_grade_refuses_a_hard_text() -> None:
    hard = "Osteofibrous compression necessitates multidisciplinary consideration of neuropathic mechanisms."
    assert grade(hard).highest > HIGHEST_GRADE


def test_descriptions_of_nerves_and_sites_name_their_sources(atlas: Atlas) -> None:
    needing = {structure.name for structure in atlas.structures if structure.kind == "nerve"}
    needing |= {site.id for site in atlas.sites} | {group.id for group in atlas.groups}
    for name in needing:
        assert atlas.description_by_subject[name].sources, name


def test_a_thing_without_a_description_is_told(plant: Callable[..., int], messages: Messages) -> None:
    line = plant("descriptions.csv", "coccyx", "about", "sacrum")
    first = line - 1
    assert messages() == [
        f'tables/descriptions.csv:{line}:1 (about): "sacrum" stands there a second time, '
        f"first in line {first}; allowed: each about once."
    ]
    plant("descriptions.csv", "hip_bone", "student", "")
    assert "tables/descriptions.csv:5:2 (student): the cell is empty." in messages()


def test_a_missing_description_is_told(meshes: Path, messages: Messages) -> None:
    path = meshes / "tables" / "descriptions.csv"
    kept = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("coccyx,")]
    path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    assert messages() == ['tables/descriptions.csv: "coccyx" has no description.']
