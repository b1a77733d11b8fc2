"""The page in another language: the choice, the link, the memory, a lesson walked, nothing left in English."""

from __future__ import annotations

import re

import pytest

from .conftest import LAPTOP, PHONE

DRAWN = False
LESSON = "superior_cluneal_nerve_at_the_iliac_crest"
SEEN = """() => {
  const own = (element) => !element.closest("[lang=en], [lang=la], .language, .source");
  const said = [...document.querySelectorAll(".viewer *")].filter(own).flatMap((element) => [
    ...["aria-label", "title", "placeholder"].map((name) => element.getAttribute(name)),
    ...[...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.textContent)]);
  return said.map((text) => (text || "").trim()).filter((text) => /[a-z]{3}/i.test(text));
}"""
WORDS_OF = """(language) => {
  const texts = (value) => (typeof value === "string" ? [value] : Object.values(value).flatMap(texts));
  return texts(language === "en" ? anatomyContent.words : anatomyContent.translations[language].words);
}"""

TOLD = """() => {
  const texts = (value) => (typeof value === "string" ? [value] : Object.values(value ?? {}).flatMap(texts));
  const parts = ({ structures, points, studies, people, layers, peels, views, forms, consult, sexes }) =>
    texts([structures, points, studies, people.columns, layers, peels, views, forms, consult, sexes]);
  const own = new Set(texts(anatomyContent.translations.es));
  return parts(anatomyContent).filter((text) => text.includes(" ") && !own.has(text));
}"""
"""What the content says in English; what the page has as it stands in Spanish too is left out."""


def choose(page, language: str) -> None:
    page.page.select_option("select.language", language)
    page.page.wait_for_function("(language) => document.documentElement.lang === language", arg=language)
    page.settle()


def english_alone(page) -> list[re.Pattern[str]]:
    """The interface's English sentences that are not also Spanish ones, gaps open."""
    own = set(page.page.evaluate(WORDS_OF, "es"))
    left = [text for text in page.page.evaluate(WORDS_OF, "en") if text not in own and len(text) > 3]
    return [re.compile(re.sub(r"\\\{\w+\\\}", ".*", re.escape(text))) for text in left]


def test_the_choice_changes_page_link_and_memory(visit, server_address):
    page = visit((800, 500)).open(server_address)
    assert page.page.get_by_label("Language").input_value() == "en"
    choose(page, "es")
    assert page.state()["language"] == "es"
    page.wait_until("location.search.includes('lang=es')")
    assert page.page.get_by_role("region", name="Vista 3D").is_visible()
    assert page.page.get_by_role("button", name="Lecciones y estructuras").is_visible()
    again = page.open(server_address)
    assert again.state()["language"] == "es"
    choose(again, "en")
    assert page.page.get_by_role("region", name="3D view").is_visible()
    assert again.open(server_address).state()["language"] == "en"


def test_a_link_speaks_its_language_and_counts_more_than_the_memory(visit, address):
    page = visit((800, 500)).open(address, f"?lesson={LESSON}&step=seven_centimetres&lang=es")
    assert page.page.evaluate("document.documentElement.lang") == "es"
    assert page.page.locator(".card-title").first.inner_text() == "Cruzar la cresta, a unos 7 cm"
    assert page.page.title().startswith("Cruzar la cresta")
    assert page.page.locator("[data-ruler]").inner_text() == "70 mm desde la línea media, en línea recta"
    choose(page, "es")
    page.open(address, "?lang=en")
    assert page.state()["language"] == "en"


@pytest.mark.parametrize("size", [LAPTOP, PHONE])
def test_a_lesson_is_walked_in_spanish_with_the_same_picture_as_in_english(visit, server_address, size):
    page = visit(size).open(server_address, f"?lesson={LESSON}&lang=es")
    steps = page.page.evaluate(
        "(id) => anatomyContent.lessons.find((one) => one.id === id).steps.map((one) => one.id)", LESSON
    )
    for number, step in enumerate(steps, start=1):
        page.wait_until("step => anatomyViewer.state().step === step", step)
        assert page.page.locator(".eyebrow").first.inner_text() == f"Paso {number} de {len(steps)}"
        assert page.page.locator(".untranslated").count() == 0
        unread = page.page.locator(".unread").all_inner_texts()
        assert unread == (
            ["Ningún clínico de lengua materna española ha leído todavía esta traducción."] * (number == 1)
        )
        if number < len(steps):
            page.page.get_by_role("button", name="Paso siguiente", exact=True).click()
    spanish = page.state()
    choose(page, "en")
    english = page.state()
    assert (english["visible"], english["emphasised"]) == (spanish["visible"], spanish["emphasised"])
    assert page.page.locator(".card-title").first.inner_text() == "Show it, say it"


def test_nothing_of_the_interface_stays_in_english(visit, server_address):
    page = visit().open(server_address, "?lang=es")
    page.page.evaluate("anatomyViewer.complete.then(() => true)")
    english, told = english_alone(page), set(page.page.evaluate(TOLD))
    assert len(told) > 500

    def look(place: str) -> None:
        page.settle()
        seen = page.page.evaluate(SEEN)
        left = [text for text in seen if text in told or any(one.fullmatch(text) for one in english)]
        assert left == [], place

    look("home")
    for panel in ("lessons", "structures", "people"):
        page.page.evaluate(
            "(panel) => { const menu = document.querySelector('.menu');"
            " if (!document.querySelector('.panel')) menu.click(); return panel; }",
            panel,
        )
        page.page.locator(".panel-head .segmented button").nth(("lessons", "structures", "people").index(panel)).click()
        look(panel)
    page.page.evaluate("(id) => anatomyViewer.goTo(id)", LESSON)
    look("step")
    for thing in ("sacrum", "psis_left", "scn_1_right", "superior_cluneal_nerve_medial_branch_right"):
        page.page.evaluate("(id) => anatomyViewer.select(id)", thing)
        look(thing)
    assert page.page.locator(".ledger li p").first.inner_text().startswith("Desde las raíces L1 a L3")
    assert page.page.locator(".ledger [lang], .facts[lang], .untranslated").count() == 0
    page.page.locator(".facts .source").first.click()
    assert page.page.locator(".info-card .citation small").inner_text().startswith("primaria; ")
    look("source")
    page.page.evaluate("anatomyViewer.chooseStudy('study_lu98')")
    look("study")
    assert "15 cadáveres" in page.page.locator(".study-rows").inner_text()
    page.page.evaluate("anatomyViewer.choosePerson(7)")
    look("person")
    page.page.evaluate("anatomyViewer.select(null)")
    page.page.keyboard.press("?")
    look("help")
    page.page.keyboard.press("Escape")
    page.page.get_by_role("button", name="Más sobre para qué sirve esto").click()
    look("about")


def test_what_is_not_translated_says_so_and_is_marked_as_english(visit, server_address):
    page = visit((800, 500)).open(server_address, "?lang=es")
    plain = page.page.evaluate(
        "anatomyContent.lessons.find((one) => !(one.id in anatomyContent.translations.es.lessons))?.id"
    )
    if plain is None:
        pytest.skip("every lesson has its translation")
    page.page.evaluate("(id) => anatomyViewer.goTo(id)", plain)
    page.settle()
    assert "todavía no está traducida" in page.page.locator(".untranslated").inner_text()
    assert page.page.locator(".card-title[lang=en]").count() == 1


def test_search_finds_a_structure_by_its_name_in_either_language(visit, server_address):
    page = visit().open(server_address, "?lang=es")
    if page.page.locator(".panel").count() == 0:
        page.page.locator(".menu").click()
    page.page.get_by_role("button", name="Estructuras", exact=True).click()
    for words in ("sacrotuberoso", "sacrotuberous", "sacrociático mayor"):
        page.page.locator(".search input").fill(words)
        assert page.page.locator(".layer li .name").all_inner_texts() == [
            "Ligamento sacrotuberoso, lado derecho",
            "Ligamento sacrotuberoso, lado izquierdo",
        ]


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_top_bar_fits_a_phone(visit, server_address, language):
    page = visit(PHONE).open(server_address, f"?lang={language}")
    right = page.page.evaluate(
        "Math.max(...[...document.querySelectorAll('.top-bar > *')].map((one) => one.getBoundingClientRect().right))"
    )
    assert right <= PHONE[0]
