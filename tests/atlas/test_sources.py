from collections.abc import Callable

from anatomy_viewer.atlas.atlas import Atlas
from anatomy_viewer.atlas.sources import HOW_SURE

Messages = Callable[[], list[str]]


def test_a_source_with_a_doi_links_to_it(atlas: Atlas) -> None:
    assert atlas.source_by_key["KUNIYA14"].url == "https://doi.org/10.1186/s13018-014-0139-7"


def test_a_source_without_a_doi_links_to_its_pubmed_or_archive_page_or_nowhere(atlas: Atlas) -> None:
    assert atlas.source_by_key["MYMENSINGH18"].url == "https://pubmed.ncbi.nlm.nih.gov/30487484/"
    assert atlas.source_by_key["PREECE08"].url == "https://pmc.ncbi.nlm.nih.gov/articles/PMC2565125/"
    assert atlas.source_by_key["LU98"].url == ""


def test_recalled_sources_say_so(atlas: Atlas) -> None:
    assert atlas.source_by_key["GRAY1918"].standing == "recalled"
    assert atlas.source_by_key["WIKIMSK"].standing == "secondary"


def test_every_mark_has_plain_words() -> None:
    assert set(HOW_SURE) == {"S", "S2", "R", "D", "not found"}
    assert len(set(HOW_SURE.values())) == 5


def test_damaged_identifiers_are_told(plant: Callable[..., int], messages: Messages) -> None:
    line = plant("sources.csv", "KUNIYA14", "doi", "doi:10.1186/s13018-014-0139-7")
    plant("sources.csv", "KUNIYA14", "pmid", "PMID 25551470")
    plant("sources.csv", "KUNIYA14", "pmc", "4299488")
    assert messages() == [
        f'tables/sources.csv:{line}:6 (doi): found "doi:10.1186/s13018-014-0139-7"; '
        "allowed: a DOI such as 10.2147/JPR.S135382.",
        f'tables/sources.csv:{line}:7 (pmid): found "PMID 25551470"; allowed: digits only.',
        f'tables/sources.csv:{line}:8 (pmc): found "4299488"; allowed: PMC followed by digits.',
    ]


def test_a_repeated_key_is_told(plant: Callable[..., int], messages: Messages) -> None:
    line = plant("sources.csv", "BODNER16", "key", "ASRA22")
    first = line - 1
    assert (
        f'tables/sources.csv:{line}:1 (key): "ASRA22" stands there a second time, first in line {first}; '
        "allowed: each key once."
    ) in messages()
