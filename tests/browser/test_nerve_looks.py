"""How nerves look, measured in the pixels of the page."""

from __future__ import annotations

import io
from itertools import product

import numpy as np

from .conftest import LAPTOP

BARE = (
    ".labels, .drawings, .signs, .view-bar, .nudges, .cards, .top-bar, .learning-line { visibility: hidden !important }"
)
NERVES = "superior_cluneal_nerve_"
GROUNDS = {"bone": ("hip_bone", "sacrum"), "muscle": ("gluteus", "erector_spinae"), "nothing": ()}
"""Parts of the ids of what lies behind the nerves, by what is beside them in the picture."""

CROSSINGS = """async ({ rows, kind }) => {
  const kinds = Object.fromEntries(anatomyContent.structures.map((one) => [one.id, one.kind]));
  const found = [];
  for (const y of rows) {
    const seen = Array.from({ length: 640 }, (_, x) => kinds[anatomyViewer.pick(x + 120.5, y + 0.5)?.id] ?? "nothing");
    for (let x = 12; x < 628; x += 1) {
      if (seen[x] !== "nerve" || seen[x - 1] === "nerve") continue;
      let end = x;
      while (seen[end] === "nerve") end += 1;
      const beside = [...seen.slice(x - 12, x - 4), ...seen.slice(end + 4, end + 12)];
      if (end - x >= 6 && end - x < 20 && beside.every((one) => one === kind)) found.push([y, x + 120, end + 120]);
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


def test_core_and_rim_of_a_nerve_stand_out_on_each_ground_in_both_themes(visit, server_address):
    from PIL import Image

    page = visit(LAPTOP).open(server_address)
    for _ in range(3):
        page.page.get_by_role("button", name="Zoom in").click()
    ids = [one["id"] for one in page.page.evaluate("anatomyContent.structures.map(({ id }) => ({ id }))")]
    nerves = [name for name in ids if name.startswith(NERVES) and "corridor" not in name]
    for theme, kind in product(("light", "dark"), GROUNDS):
        if theme == "dark" and page.page.evaluate("document.documentElement.dataset.theme") != "dark":
            page.page.get_by_role("button", name="Dark theme").click()
        ground = [name for name in ids if "nerve" not in name and any(part in name for part in GROUNDS[kind])]
        page.page.evaluate("ids => anatomyViewer.isolate(ids)", [*nerves, *ground])
        page.wait_until("ids => ids.every((id) => anatomyViewer.state().visible.includes(id))", [*nerves, *ground])
        page.page.wait_for_timeout(1000)  # the sharp picture comes at rest
        page.settle()
        crossings = page.page.evaluate(CROSSINGS, {"rows": list(range(150, 640, 20)), "kind": kind})
        assert len(crossings) >= 4, kind
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
