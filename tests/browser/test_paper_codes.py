"""The way back from paper: what a sheet's address and its code name is the view that was printed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from ..running import ROOT
from .conftest import LAPTOP, Visit

ADDRESS = "https://teach.example.org/p.html"
LESSON = "superior_cluneal_nerve_at_the_iliac_crest"

VIEWER = "document.querySelector('#app').__vue_app__.config.globalProperties.viewer"
SEEN = f"""() => {{
  const viewer = {VIEWER}, {{ lesson, step, audience, language, form, study, person, training }} = anatomyViewer.state();
  return {{ lesson, step, audience, language, form, study, person: training ? null : person,
    training: training?.seed ?? null, where: viewer.consult.where }};
}}"""

# What a person does to a view, and what then has to be in its address.
VIEWS: dict[str, tuple[str, dict[str, str]]] = {
    "a Spanish patient's step, on a woman, after a study": (
        "viewer.setLanguage('es'); viewer.setAudience('patient'); anatomyViewer.goTo(lesson.id, 1);"
        "viewer.chooseForm('female'); anatomyViewer.chooseStudy(anatomyContent.studies[1].id);",
        {"lang": "es", "for": "patient", "form": "female", "lesson": LESSON},
    ),
    "where it hurts, for a clinician": ("viewer.setAudience('clinician'); viewer.consult.begin();", {"mode": "where"}),
    "a drawn person, in English again": (
        "viewer.consult.leave(); viewer.setLanguage('en'); viewer.choosePerson(7);",
        {"person": "7", "lang": "en", "for": "clinician"},
    ),
    "the welcome, for a patient": (
        "viewer.usualAnatomy(); viewer.leaveLesson(); viewer.setAudience('patient'); viewer.chooseForm('pooled');",
        {"for": "patient", "lang": "en"},
    ),
    "ten presses": ("anatomyViewer.train(321);", {"train": "321", "for": "patient"}),
}

# The browser's own command: what stands on the paper is there at once, and no request is made for it.
PAPER = """async () => {
  dispatchEvent(new Event('beforeprint'));
  await Vue.nextTick();
  const sheet = document.querySelector('.print-sheet');
  const paper = { address: sheet.querySelector('.address').textContent, code: sheet.querySelector('.qr')?.innerHTML ?? '' };
  dispatchEvent(new Event('afterprint'));
  await Vue.nextTick();
  return paper;
}"""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("published") / "page.html"
    forms = ("--form", "pooled", "--form", "female")
    command = [sys.executable, "-m", "anatomy_viewer", "export", str(target), "--lesson", LESSON, *forms]
    subprocess.run([*command, "--address", ADDRESS], cwd=ROOT, check=True, capture_output=True)
    return target


@pytest.fixture
def reader(visit: Callable[..., Visit]) -> Callable[[str], list[str]]:
    """Read the codes in a drawing, as a phone would."""
    import io

    import zxingcpp
    from PIL import Image

    page = visit(LAPTOP).page

    def read(drawing: str) -> list[str]:
        page.set_content(f'<body style="margin: 0; background: #fff">{drawing}')
        return [one.text for one in zxingcpp.read_barcodes(Image.open(io.BytesIO(page.screenshot())))]

    return read


def test_every_link_on_paper_opens_the_view_that_was_printed(
    visit: Callable[..., Visit], published: Path, reader: Callable[[str], list[str]]
) -> None:
    page = visit(LAPTOP).open(published.as_uri(), f"?lesson={LESSON}")
    papers: list[tuple[str, dict[str, Any], str]] = []
    for name, (action, named) in VIEWS.items():
        page.page.evaluate(f"() => {{ const viewer = {VIEWER}, lesson = anatomyContent.lessons[0]; {action} }}")
        page.wait_until(f"() => !{VIEWER}.formLoading")
        paper = page.page.evaluate(PAPER)
        (address,) = reader(paper["code"])
        # While something is asked no name that answers it is written out.
        assert paper["address"] == ("" if "train" in named else address), name
        link = urlsplit(address)
        assert link._replace(query="").geturl() == ADDRESS
        assert {key: values[0] for key, values in parse_qs(link.query).items()}.items() >= named.items(), name
        papers.append((address, page.page.evaluate(SEEN), name))
    assert len({address for address, *_ in papers}) == len(VIEWS)

    phone = visit(LAPTOP)
    phone.page.route(f"{ADDRESS}*", lambda route: route.fulfill(path=published, content_type="text/html"))
    phone.page.add_init_script("localStorage.setItem('anatomy-viewer.language', 'es')")
    for address, seen, name in papers:
        phone.page.goto(address)
        phone.page.evaluate("anatomyViewer.ready.then(() => 1)")
        phone.wait_until(f"() => {VIEWER}.formLoading === false")
        assert phone.page.evaluate(SEEN) == seen, name
        assert phone.page.evaluate(f"{VIEWER}.notices.length") == 0


def test_the_code_stays_when_another_pelvis_is_shown(visit: Callable[..., Visit], server_address: str) -> None:
    page = visit(LAPTOP).open(server_address, f"?lesson={LESSON}&for=patient")
    page.page.evaluate("anatomyViewer.chooseForm('male')")
    page.wait_until("() => anatomyViewer.state().form === 'male'")
    asked = len(page.requests)
    paper = page.page.evaluate(PAPER)
    assert "form=male" in paper["address"]
    assert "lang=en" in paper["address"]
    assert paper["code"].count("<path") == 2
    assert not [one for one in page.requests[asked:] if "code" in one]


def test_a_file_that_stands_on_the_web_knows_its_address(
    visit: Callable[..., Visit], exported_page: Path, reader: Callable[[str], list[str]]
) -> None:
    page = visit(LAPTOP)
    page.page.route(
        "https://x.example.org/**", lambda route: route.fulfill(path=exported_page, content_type="text/html")
    )
    page.page.goto(f"https://x.example.org/a/b.html?lesson={LESSON}#text")
    page.wait_until("window.anatomyViewer !== undefined")
    paper = page.page.evaluate(PAPER)
    assert paper["address"].startswith(f"https://x.example.org/a/b.html?lesson={LESSON}&step=")
    assert "#" not in paper["address"]
    assert reader(paper["code"]) == [paper["address"]]


def test_the_code_is_read_from_the_printed_page_at_a_hundred_dots_an_inch(
    visit: Callable[..., Visit], published: Path
) -> None:
    import pypdfium2
    import zxingcpp

    page = visit(LAPTOP).open(published.as_uri(), f"?lesson={LESSON}&for=patient&lang=es&person=7")
    address = page.page.evaluate(PAPER)["address"]
    document = pypdfium2.PdfDocument(page.page.pdf(format="A4"))
    pictures = [document[number].render(scale=100 / 72).to_pil() for number in range(len(document))]
    document.close()
    assert [one.text for picture in pictures for one in zxingcpp.read_barcodes(picture)] == [address]
