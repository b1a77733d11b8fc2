import hashlib

from anatomy_viewer.page.content import page_value, surface_problem

SACRUM = {
    "id": "sacrum",
    "name": "Sacrum",
    "file": "sacrum.vtp",
    "bytes": 4,
    "sha256": hashlib.sha256(b"1234").hexdigest(),
}


def test_a_whole_surface_gets_an_address_that_changes_with_its_content(tmp_path):
    (tmp_path / "sacrum.vtp").write_bytes(b"1234")
    value = page_value({"structures": [SACRUM], "lessons": []}, tmp_path)
    assert value["structures"][0]["url"] == f"surfaces/pooled/sacrum.vtp?v={SACRUM['sha256'][:12]}"
    assert value["structures"][0]["problem"] is None


def test_surfaces_inside_the_page_have_no_address(tmp_path):
    (tmp_path / "sacrum.vtp").write_bytes(b"1234")
    value = page_value({"structures": [SACRUM], "lessons": []}, tmp_path, inside=("pooled",))
    assert value["structures"][0]["url"] is None


def test_a_missing_and_a_damaged_surface_get_one_sentence_each(tmp_path):
    assert surface_problem(SACRUM, tmp_path) == "The surface of “Sacrum” (sacrum.vtp) is missing, so it is not drawn."
    (tmp_path / "sacrum.vtp").write_bytes(b"1235")
    assert surface_problem(SACRUM, tmp_path) == (
        "The surface of “Sacrum” (sacrum.vtp) is damaged: its 4 bytes are not the 4 that were built. It is not "
        "drawn; “anatomy-viewer atlas build” makes it again."
    )
