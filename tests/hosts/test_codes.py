import pytest

from anatomy_viewer.atlas.problems import ProblemsFound
from anatomy_viewer.hosts.codes import LONGEST_LINK, code_of, codes_of_lessons, is_own_link, published_address

LINK = "http://127.0.0.1:8080/?lesson=a&step=b&for=patient"
LESSON = {"id": "a", "audiences": ["student", "patient"], "steps": [{"id": "b"}, {"id": "c"}]}


def cells(code):
    return [f"{int(row, 16):0{code['size']}b}" for row in code["rows"]]


def test_a_code_has_its_three_finder_marks():
    code = code_of(LINK)
    drawn = cells(code)
    assert len(drawn) == code["size"]
    finder = ["1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"]
    assert [row[:7] for row in drawn[:7]] == finder
    assert [row[-7:] for row in drawn[:7]] == finder
    assert [row[:7] for row in drawn[-7:]] == finder


def test_another_link_gives_another_code():
    assert code_of(LINK) != code_of(LINK + "&lang=es")


@pytest.mark.parametrize("link", ["", "http://a/" + "x" * LONGEST_LINK])
def test_an_empty_or_a_long_link_gets_none(link):
    with pytest.raises(ValueError, match="characters"):
        code_of(link)


@pytest.mark.parametrize(
    ("link", "host", "own"),
    [
        (LINK, "127.0.0.1:8080", True),
        ("https://teach.example.org/?step=b", "teach.example.org", True),
        ("HTTP://Teach.Example.org/", "teach.example.org", True),
        ("http://elsewhere.org/", "teach.example.org", False),
        ("http://teach.example.org@elsewhere.org/", "teach.example.org", False),
        ("http://teach.example.org.elsewhere.org/", "teach.example.org", False),
        ("javascript://teach.example.org/%0aalert(1)", "teach.example.org", False),
        ("//teach.example.org/", "teach.example.org", False),
        ("http://[::1", "::1", False),
        ("", "", False),
    ],
)
def test_only_a_link_of_the_host_itself_is_its_own(link, host, own):
    assert is_own_link(link, host) is own


def test_a_file_with_an_address_carries_a_code_for_each_step_and_audience():
    held = codes_of_lessons("https://teach.example.org/page.html", [LESSON])
    assert set(held["codes"]) == {"", "where", "a/b/student", "a/b/patient", "a/c/student", "a/c/patient"}
    assert held["codes"]["a/b/patient"] == code_of("https://teach.example.org/page.html?lesson=a&step=b&for=patient")


@pytest.mark.parametrize("address", ["page.html", "ftp://a/b", "https://a/?b=1", "https://", "http://[", "https://a#b"])
def test_what_no_phone_could_open_is_no_address(address):
    with pytest.raises(ProblemsFound, match="an address without a query"):
        published_address(address)
