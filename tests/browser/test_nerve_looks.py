"""How nerves look, measured in the pixels of the page."""

from __future__ import annotations

import io

import numpy as np
import pytest

from .conftest import LAPTOP, PHONE

BARE = (
    ".labels, .drawings, .signs, .view-bar, .nudges, .cards, .top-bar, .learning-line { visibility: hidden !important }"
)
BARE_CANVAS = "body * { visibility: hidden !important } canvas { visibility: visible !important }"
GROUPS = ("superior", "middle", "inferior")
NERVES = "superior_cluneal_nerve_"
GROUNDS = {"bone": ("hip_bone", "sacrum"), "muscle": ("gluteus", "erector_spinae"), "nothing": ()}
"""Parts of the ids of what lies behind the nerves, by what is beside them in the picture."""

COVERED = (*GROUNDS["bone"], *GROUNDS["muscle"], "vertebra", "femur", "fascia", "aponeurosis", "tract", "fat", "skin")
REACH_PX = 3
"""So far across a nerve its darkest and its lightest pixel are looked for."""

CROSSINGS = """async ({ rows, kind }) => {
  const kinds = Object.fromEntries(anatomyContent.structures.map((one) => [one.id, one.kind]));
  const found = [];
  for (const y of rows) {
    const picked = {}, at = (x) => (picked[x] ??= kinds[anatomyViewer.pick(x + 120.5, y + 0.5)?.id] ?? "nothing");
    const nerve = (x) => x >= 0 && x < 640 && at(x) === "nerve";
    for (let x = 12; x < 628; x += 5) {  // none that counts lies between two looks: it is at least 6 px wide
      if (!nerve(x)) continue;
      let start = x, end = x;
      while (nerve(start - 1)) start -= 1;
      while (nerve(end)) end += 1;
      x += 5 * Math.floor((end - x) / 5);
      if (start < 12 || end - start < 6 || end - start >= 20) continue;
      const beside = [start - 12, end + 4].flatMap((from) => Array.from({ length: 8 }, (_, k) => from + k));
      if (beside.every((one) => one < 640 && at(one) === kind)) found.push([y, start + 120, end + 120]);
    }
  }
  return found;
}"""


def luminance(pixels: np.ndarray) -> np.ndarray:
    """Return the relative luminance of WCAG of (..., 3) pixels."""
    light = pixels / 255.0
    return np.where(light <= 0.04045, light / 12.92, ((light + 0.055) / 1.055) ** 2.4) @ (0.2126, 0.7152, 0.0722)


def contrast(first: float, second: float) -> float:
    low, high = sorted((first, second))
    return (high + 0.05) / (low + 0.05)


def ratio(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Return the contrast of each pixel of two pictures."""
    return (np.maximum(first, second) + 0.05) / (np.minimum(first, second) + 0.05)


def test_core_and_rim_of_a_nerve_stand_out_on_each_ground_in_both_themes(visit, server_address):
    from PIL import Image

    page = visit(LAPTOP).open(server_address)
    for _ in range(3):
        page.page.get_by_role("button", name="Zoom in").click()
    ids = [one["id"] for one in page.page.evaluate("anatomyContent.structures.map(({ id }) => ({ id }))")]
    nerves = [name for name in ids if name.startswith(NERVES) and "corridor" not in name]
    for kind, parts in GROUNDS.items():
        ground = [name for name in ids if "nerve" not in name and any(part in name for part in parts)]
        page.page.evaluate("ids => anatomyViewer.isolate(ids)", [*nerves, *ground])
        page.wait_until("ids => ids.every((id) => anatomyViewer.state().visible.includes(id))", [*nerves, *ground])
        page.page.evaluate("anatomyViewer.complete.then(() => true)")
        page.settle()
        page.page.evaluate("anatomyViewer.atRest()")
        crossings = page.page.evaluate(CROSSINGS, {"rows": list(range(150, 640, 20)), "kind": kind})
        assert len(crossings) >= 4, kind
        for theme in ("light", "dark"):
            if page.page.evaluate("document.documentElement.dataset.theme ?? 'light'") != theme:
                page.page.get_by_role("button", name=f"{theme.capitalize()} theme").click()
            page.settle()
            page.page.evaluate("anatomyViewer.atRest()")
            picture = np.asarray(Image.open(io.BytesIO(page.page.screenshot(style=BARE))).convert("RGB")).astype(float)
            found = []
            for row, start, end in crossings:
                line = luminance(picture[row])
                beside = float(np.median(np.concatenate([line[start - 12 : start - 4], line[end + 4 : end + 12]])))
                rim = (line[start - 3 : start + 3].min() + line[end - 3 : end + 3].min()) / 2.0
                core = line[start + 2 : end - 2].max()
                outline = core if (theme, kind) == ("dark", "nothing") else rim
                found.append((contrast(outline, beside), contrast(core, rim)))
            around, core_on_rim = np.median(found, axis=0)
            assert around >= 3.0, (theme, kind, found)
            assert core_on_rim >= 3.0, (theme, kind, found)


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_nerves_stand_out_under_all_covers_together(visit, server_address, size):
    from PIL import Image
    from scipy.ndimage import maximum_filter, median_filter, minimum_filter

    page = visit(size).open(server_address)

    def picture() -> np.ndarray:
        page.settle()
        page.page.evaluate("anatomyViewer.atRest()")
        shot = page.page.screenshot(style=BARE_CANVAS)
        return np.asarray(Image.open(io.BytesIO(shot)).convert("RGB")).astype(float)

    ids = [one for one in page.page.evaluate("anatomyContent.structures.map(({ id }) => id)") if "corridor" not in one]
    ids = [one for one in ids if "territory" not in one]
    nerves = {group: [one for one in ids if one.startswith(f"{group}_cluneal_nerve_")] for group in GROUPS}
    ground = [one for one in ids if "_nerve" not in one and any(part in one for part in COVERED)]
    page.page.evaluate(
        "ids => anatomyViewer.isolate(ids)", [*ground, *(one for group in GROUPS for one in nerves[group])]
    )
    page.page.evaluate("anatomyViewer.complete.then(() => true)")
    page.page.keyboard.press("1")  # from behind
    shown = picture()
    thin = [*nerves["middle"], *nerves["inferior"]]  # the thinnest, which stand out least
    page.page.evaluate("ids => anatomyViewer.hide(ids)", thin)
    hidden = picture()
    drawn = np.abs(shown - hidden).max(axis=2) > 6.0
    with_all, without = luminance(shown), luminance(hidden)
    assert drawn.sum() > 1000
    beside = median_filter(without, 7)
    lightest = maximum_filter(np.where(drawn, with_all, -1.0), 2 * REACH_PX + 1)
    darkest = minimum_filter(np.where(drawn, with_all, 9.0), 2 * REACH_PX + 1)
    best = np.max([ratio(lightest, beside), ratio(darkest, beside)], axis=0)
    assert np.median(best[drawn]) >= 3.0
