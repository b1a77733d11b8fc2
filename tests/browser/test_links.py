"""Links, foreign requests, lost connections, damaged files."""

from __future__ import annotations

import shutil
from urllib.parse import urlsplit

import pytest

from ..running import ROOT, viewer

DRAWN = False
FIRST_LESSON = "find_your_way"


def test_a_link_opens_its_lesson_step_and_audience(visit, address):
    page = visit((800, 500)).open(address)
    lesson, step = page.page.evaluate("[anatomyContent.lessons[0].id, anatomyContent.lessons[0].steps[3].id]")
    page = visit((800, 500)).open(address, f"?lesson={lesson}&step={step}&for=patient&lang=en")
    state = page.state()
    assert (state["lesson"], state["step"], state["audience"]) == (lesson, step, "patient")


UNKNOWN = {
    "lesson=no_such_lesson": "There is no lesson “no_such_lesson” here.",
    "lesson={lesson}&step=nowhere": "has no step “nowhere”; showing its first step.",
    "for=surgeon": "This link asks for the audience “surgeon”.",
    "lang=tlh": "does not speak “tlh” yet",
    "form=child": "There is no form “child” here.",
    "study=nobody19": "There is no study “nobody19” here.",
    "person=0": "People are numbered from 1 to",
    "person=x": "there is no person “x”.",
}


@pytest.mark.parametrize(
    "queries",
    [
        ("lesson=no_such_lesson", "for=surgeon", "lang=tlh", "person=0"),
        ("lesson={lesson}&step=nowhere", "form=child", "study=nobody19", "person=x"),
    ],
)
def test_unknown_names_in_a_link_fall_back_with_a_notice(visit, address, queries):
    with_class = "form=child" in queries
    query = "&".join([*queries, *(["class=BCDF-GHJK#key=abcdefghij"] if with_class else [])])
    page = visit((480, 320)).open(address, "?" + query.format(lesson=FIRST_LESSON))
    notices = page.page.locator(".notices")
    for one in queries:
        notices.filter(has_text=UNKNOWN[one]).wait_for()
    assert ("A class needs the server that holds it" in notices.inner_text()) == with_class
    page.wait_until("!location.href.includes('key')")
    assert page.state()["visible"]
    # Each alone, as it is read before it is shown.
    for one in queries:
        notes = page.page.evaluate("link => anatomyViewer.read(link).notes", "?" + one.format(lesson=FIRST_LESSON))
        assert len(notes) == 1, (one, notes)
        assert UNKNOWN[one] in notes[0]


HANDED_ON = [
    # escapes of platforms, mails and texts
    ("?lesson={L}&amp;step=the_psis&amp;for=patient", {"lesson": "{L}", "step": "the_psis", "audience": "patient"}),
    ("?lesson={L}&amp;amp;step=the_psis", {"lesson": "{L}", "step": "the_psis"}),
    ("?lesson={L}&#38;step=the_psis&#x26;for=patient", {"step": "the_psis", "audience": "patient"}),
    ("?lesson={L}%26amp%3Bstep%3Dthe_psis", {"lesson": "{L}", "step": "the_psis"}),
    ("?lesson%3D{L}%26step%3Dthe_psis", {"lesson": "{L}", "step": "the_psis"}),
    ("?lesson%253D{L}%2526step%253Dthe_psis", {"lesson": "{L}", "step": "the_psis"}),
    ("?lesson={L};step=the_psis;for=patient", {"step": "the_psis", "audience": "patient"}),
    ("?lesson={L}?step=the_psis", {"lesson": "{L}", "step": "the_psis"}),
    ("#lesson={L}&step=the_psis", {"lesson": "{L}", "step": "the_psis"}),
    ("#/?lesson={L}", {"lesson": "{L}"}),
    ("https://example.org/page.html?LESSON={L}&Step=the_psis", {"lesson": "{L}", "step": "the_psis"}),
    (
        "?lesson[]={L}&utm_source=mail&fbclid=x&return=https%3A%2F%2Fx.test%2F%3Flesson%3Dwhen_to_seek_help",
        {"lesson": "{L}"},
    ),
    ("?lesson={L}&lesson={L}&step=&lang=", {"lesson": "{L}", "step": None, "language": None}),
    # ids as they are pasted
    ("?lesson=Find-Your-Way.yaml&step=The%20PSIS", {"lesson": "{L}", "step": "the_psis"}),
    ("?lesson=%22find+your+way%22.&step=(the_psis)", {"lesson": "{L}", "step": "the_psis"}),
    ("?lesson=%E2%80%9C{L}%E2%80%9D%2C&step=the_psis/", {"lesson": "{L}", "step": "the_psis"}),
    ("?lesson={L}/the_psis", {"lesson": "{L}", "step": "the_psis"}),
    ("?lesson=lessons/{L}.yaml&step=step:the_psis", {"lesson": "{L}", "step": "the_psis"}),
    ("?lesson={L}%E2%80%8B&step=the%C2%ADpsis", {"lesson": "{L}", "step": "the_psis"}),
    ("?lesson={L}&step=2", {"step": "#2"}),
    ("?lesson={L}&step=Step%202%20of%2014", {"step": "#2"}),
    ("?lesson={L}&step=002", {"step": "#2"}),
    ("?leson={L}&stpe=the_psis", {"lesson": "{L}", "step": "the_psis"}),
    # studies, people, forms, audiences, languages, modes, trainings
    ("?study=lu98", {"study": "study_lu98"}),
    ("?study=LU-98", {"study": "study_lu98"}),
    ("?study=study_lu98", {"study": "study_lu98"}),
    ("?study=rest&person=%2312", {"study": None, "person": 12}),
    ("?person=person_012", {"person": 12}),
    ("?form=Female", {"form": "female"}),
    ("?for=Patients", {"audience": "patient"}),
    ("?audience=paciente", {"audience": "patient"}),
    *(
        (f"?lang={lang}", {"language": "es"})
        for lang in ("es-ES", "es_mx", "ES", "es-419", "spa", "Espa%C3%B1ol", "spanish", "es_ES.UTF-8")
    ),
    *((f"?lang={lang}", {"language": "en"}) for lang in ("en-GB", "en_us", "ENG", "English")),
    ("?mode=Where", {"where": True}),
    ("?train=042&score=1.2,-3.4,5.6,1.2,3.4,5.6,1.2,3.4,5.6,1.%E2%88%922", {"train": 42, "lesson": None}),
]


def test_a_link_is_read_as_people_and_platforms_write_it(visit, server_address):
    page = visit((480, 320)).open(server_address)
    second = page.page.evaluate("anatomyContent.lessons[0].steps[1].id")
    names = {"{L}": FIRST_LESSON, "#2": second}
    for link, wanted in HANDED_ON:
        read = page.page.evaluate("link => anatomyViewer.read(link)", link.replace("{L}", FIRST_LESSON))
        assert {key: read[key] for key in wanted} == {key: names.get(value, value) for key, value in wanted.items()}, (
            link
        )
        assert read["notes"] == [], link
    assert (
        page.page.evaluate("anatomyViewer.read('?train=42&score=' + '1.-2_'.repeat(9) + '3.4').presses")[:2]
        == [{"out": 1, "up": -2}] * 2
    )
    for link, notes in (
        ("?lesson=find_your_wya", ["Did you mean “find_your_way”?"]),
        ("?lesson={L}&step=the_pssi&for=patiant&lang=tlh", ["“tlh”", "“patient”?", "“the_psis”?"]),
        ("?lesson={L}&step=99", ["has no step “99”"]),
        ("?lesson={L}&step=0", ["has no step “0”"]),
        ("?study=lu99", ["Did you mean “study_lu98”?"]),
        ("?mode=were", ["There is one, “where”."]),
        ("?lesson={L}&lesson=when_to_seek_help", ["more than one “lesson”"]),
        ("?step=the_psis", ["without its lesson"]),
        ("?score=1.2_3.4", ["could not be read"]),
        ("?person=-3", ["no person “-3”"]),
    ):
        told = page.page.evaluate("link => anatomyViewer.read(link).notes", link.replace("{L}", FIRST_LESSON))
        assert len(told) == len(notes), (link, told)
        assert [one for one, words in zip(told, notes, strict=True) if words not in one] == [], (link, told)
    page.page.evaluate("anatomyViewer.goTo('Find-Your-Way', 'The PSIS'); anatomyViewer.chooseStudy('lu98')")
    assert [page.state()[key] for key in ("lesson", "step", "study")] == [FIRST_LESSON, "the_psis", "study_lu98"]
    for call in ("chooseForm('child')", "choosePerson(0)", "chooseStudy('nobody')", "goTo('nowhere')", "goTo(0, -1)"):
        told = page.page.evaluate(
            f"(() => {{ try {{ anatomyViewer.{call}; return ''; }} catch (fault) {{ return fault.name; }} }})()"
        )
        assert told == "RangeError", call
    assert page.state()["study"] == "study_lu98"


def test_a_link_as_it_was_handed_on_opens_and_is_written_as_it_should_be(visit, address):
    link = f"lesson={FIRST_LESSON}&amp;step=3&amp;for=Patient&LANG=en-GB&study=lu98&person=99999&form=chidl&utm_source=mail"
    # Words that trame's client would take for its own settings.
    own = "ui=x&wsChannel=1&remove=lesson,step&sessionURL=ws://localhost:1&sessionManagerURL=nowhere&launcherRetry=x&secret=1&reconnect=auto"
    page = visit((480, 320)).open(address, f"?{own}&{link}")
    state = page.state()
    third = page.page.evaluate("anatomyContent.lessons[0].steps[2].id")
    assert [state[key] for key in ("lesson", "step", "audience", "study")] == [
        FIRST_LESSON,
        third,
        "patient",
        "study_lu98",
    ]
    notice = page.page.locator(".notices .notice")
    assert notice.count() == 1, "all at once"
    assert "no person “99999”" in notice.inner_text()
    assert "no form “chidl”" in notice.inner_text()
    written = urlsplit(page.page.url).query
    assert written.startswith(f"lesson={FIRST_LESSON}&step={third}&for=patient&study=study_lu98")
    assert "amp;" not in written
    assert ("ui=x" in written) == (not address.startswith("http")), "a host of files may need its own words again"


def test_back_goes_one_step_back_and_leaves_only_from_where_one_came_in(visit, address):
    page = visit((480, 320))
    page.page.goto("about:blank")
    page.open(address, f"?lesson={FIRST_LESSON}")
    steps = page.page.evaluate("anatomyContent.lessons[0].steps.map(({ id }) => id)")
    entries = page.page.evaluate("history.length")
    page.page.get_by_role("button", name="Next step").click()
    page.page.evaluate("anatomyViewer.next(); anatomyViewer.goTo(anatomyContent.lessons[1].id, 2)")
    page.page.get_by_role("button", name="Previous step").click()
    page.page.evaluate("anatomyViewer.chooseStudy('study_lu98'); anatomyViewer.select('sacrum')")
    assert page.page.evaluate("history.length") == entries + 4, "what changes no place makes no entry"
    walked = [(0, 2), (0, 1), (0, 0)]
    second = page.page.evaluate("anatomyContent.lessons.map(({ id, steps }) => [id, steps[2].id])")[1]
    page.page.go_back()
    page.wait_until(
        "([lesson, step]) => anatomyViewer.state().lesson === lesson && anatomyViewer.state().step === step", second
    )
    for _, number in walked:
        page.page.go_back()
        page.wait_until("step => anatomyViewer.state().step === step", steps[number])
        assert f"step={steps[number]}" in page.page.url
    assert page.state()["study"] == "study_lu98", "what one has chosen stays"
    page.page.go_forward()
    page.wait_until("step => anatomyViewer.state().step === step", steps[1])
    page.page.evaluate("location.hash = 'text'")
    page.page.go_back()
    page.settle()
    assert page.state()["step"] == steps[1], "the link to the text goes nowhere else"
    page.page.go_back()
    page.wait_until("step => anatomyViewer.state().step === step", steps[0])
    page.page.evaluate("location.hash = '#lesson=when_to_seek_help&step=2'")
    page.wait_until("anatomyViewer.state().lesson === 'when_to_seek_help'")
    page.page.go_back()
    page.wait_until("step => anatomyViewer.state().step === step", steps[0])
    page.page.evaluate(
        "anatomyViewer.play(); for (let k = 0; k < 4; k += 1) anatomyViewer.next(); anatomyViewer.pause()"
    )
    assert page.state()["step"] == steps[4]
    page.page.go_back()
    page.wait_until("step => anatomyViewer.state().step === step", steps[0])
    page.page.go_back()
    page.page.wait_for_url("about:blank")


def test_the_page_can_be_spoken_to_from_load(visit, address):
    page = visit((480, 320))
    page.page.add_init_script("""
      window.heard = [];
      document.addEventListener("anatomyviewer", ({ detail }) => heard.push(detail === anatomyViewer, detail.state().lesson));
      window.addEventListener("load", () => { window.atLoad = window.anatomyViewer; });
      new MutationObserver((_, observer) => {
        if (!window.anatomyViewer) return;
        observer.disconnect();
        window.early = anatomyViewer;
        anatomyViewer.on("step", ({ step }) => heard.push(step));
        anatomyViewer.on("step", () => heard.push("never"))();
        anatomyViewer.goTo("find_your_way", 1);
        const early = anatomyViewer.state();
        try { anatomyViewer.measure("psis_left", "psis_right"); } catch (fault) { window.told = [early, fault.message]; }
      }).observe(document, { childList: true, subtree: true });
    """)
    page.open(address)
    heard = page.page.evaluate("heard")
    assert heard[:2] == [True, None]
    assert heard[2:] == [page.state()["step"]]
    early, fault = page.page.evaluate("window.told")
    assert "wait for anatomyViewer.ready" in fault
    assert early.keys() == page.state().keys()
    assert (early["lesson"], early["visible"], early["camera"]) == (None, [], None)
    assert page.state()["lesson"] == FIRST_LESSON
    assert page.page.evaluate(
        "atLoad === anatomyViewer && early === anatomyViewer && early.ready.then((api) => api === anatomyViewer)"
    )


def test_the_address_follows_the_steps(visit, address):
    page = visit((480, 320)).open(address)
    page.page.evaluate("anatomyViewer.goTo(anatomyContent.lessons[0].id, 1)")
    step = page.page.evaluate("anatomyContent.lessons[0].steps[1].id")
    assert f"step={step}" in page.page.url


def test_no_request_leaves_the_server(visit, server_address):
    page = visit((480, 320)).open(server_address)
    page.page.evaluate("anatomyViewer.goTo(anatomyContent.lessons[0].id)")
    assert {urlsplit(one).netloc for one in page.requests} == {urlsplit(server_address).netloc}


def test_a_step_change_asks_nothing_of_the_server(visit, server_address):
    page = visit((480, 320)).open(server_address)
    page.page.evaluate("anatomyViewer.complete.then(() => true)")
    page.page.evaluate("anatomyViewer.goTo(anatomyContent.lessons[0].id)")
    asked = len(page.requests)
    frames: list[object] = []
    page.page.on("websocket", lambda socket: frames.append(socket))
    for _ in range(4):
        page.page.evaluate("anatomyViewer.next()")
        page.settle()
    assert len(page.requests) == asked
    assert frames == []


def test_the_exported_file_makes_no_request_at_all(visit, exported_page):
    page = visit((480, 320), offline=True).open(exported_page.as_uri())
    page.page.evaluate("anatomyViewer.goTo(anatomyContent.lessons[0].id, 4)")
    page.page.evaluate("anatomyViewer.select('sacrum')")
    assert [one for one in page.requests if not one.startswith("file:")] == []
    assert len(page.requests) == 1
    assert exported_page.stat().st_size <= 6_000_000


def test_a_lost_connection_is_said_in_words_and_recovers_without_losing_the_place(visit):
    page = visit((480, 320))
    page.allowed_complaint = lambda text: "WebSocket" in text or "ERR_CONNECTION" in text
    with viewer() as running:
        page.open(running.page)
        page.page.evaluate("anatomyViewer.goTo(anatomyContent.lessons[0].id, 2)")
        before = page.state()
    notice = page.page.locator(".connection")
    notice.wait_for()
    assert "Connection to the viewer lost" in notice.inner_text()
    page.page.evaluate("anatomyViewer.next(); anatomyViewer.back()")
    with viewer(port=running.port):
        notice.wait_for(state="detached")
        after = page.state()
    assert (after["lesson"], after["step"], after["camera"]) == (
        before["lesson"],
        before["step"],
        before["camera"],
    )


def copy_of_the_product(folder):
    for name in ("anatomy_viewer", "meshes", "lessons"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def test_a_missing_and_a_damaged_pack_are_named_and_the_rest_works(visit, tmp_path):
    product = copy_of_the_product(tmp_path)
    (product / "meshes/built/pooled/home.pack").unlink()
    damaged = product / "meshes/built/pooled/skin.pack"
    damaged.write_bytes(damaged.read_bytes()[:500])
    with viewer(folder=product) as running:
        page = visit((800, 500)).open(running.page)
        words = page.page.locator(".notices").inner_text()
        assert "home.pack is missing, so these are not drawn: " in words
        assert "Sacrotuberous ligament, left; " in words
        assert "skin.pack is damaged" in words
        assert "sacrum" in page.state()["visible"]
        assert "sacrotuberous_ligament_left" not in page.state()["visible"]
