import hashlib

from anatomy_viewer.page.content import pack_problem, page_value

BONES = {"id": "bones", "file": "bones.pack", "bytes": 4, "sha256": hashlib.sha256(b"1234").hexdigest()}
VALUE = {
    "packs": [BONES],
    "structures": [{"id": "sacrum", "name": "Sacrum", "pack": "bones"}, {"id": "skin", "name": "Skin", "pack": "skin"}],
    "lessons": [],
}


def test_a_whole_pack_gets_an_address_that_changes_with_its_content(tmp_path):
    (tmp_path / "bones.pack").write_bytes(b"1234")
    (pack,) = page_value(VALUE, tmp_path)["packs"]
    assert pack["url"] == f"surfaces/pooled/bones.pack?v={BONES['sha256'][:12]}"
    assert pack["problem"] is None


def test_packs_inside_the_page_have_no_address(tmp_path):
    (tmp_path / "bones.pack").write_bytes(b"1234")
    (pack,) = page_value(VALUE, tmp_path, inside=("pooled",))["packs"]
    assert (pack["file"], pack["url"]) == ("pooled/bones.pack", None)


def test_a_missing_and_a_damaged_pack_get_one_sentence_each_that_names_what_is_in_it(tmp_path):
    missing = "The file bones.pack is missing, so these are not drawn: Sacrum; Coccyx."
    assert pack_problem(BONES, ["Sacrum", "Coccyx"], tmp_path) == missing
    (pack,) = page_value(VALUE, tmp_path)["packs"]
    assert pack["problem"] == "The file bones.pack is missing, so these are not drawn: Sacrum."
    (tmp_path / "bones.pack").write_bytes(b"1235")
    assert pack_problem(BONES, ["Sacrum"], tmp_path) == (
        "The file bones.pack is damaged: its 4 bytes are not the 4 that were built. “anatomy-viewer atlas build” makes "
        "it again. These are not drawn: Sacrum."
    )
