"""The line that a camera rides along, for every nerve of every form: from outside, upright, and without a jump."""

from __future__ import annotations

import pytest

from anatomy_viewer.atlas import read_model
from anatomy_viewer.atlas.forms import FORMS
from tests.rooms import ask_room

RIDE = """({ evenlyAlong, looksAlong, smooth }, paths) => {
  const unit = (v) => v.map((part) => part / Math.hypot(...v));
  const degrees = (a, b) => (Math.acos(Math.min(1, a.reduce((sum, part, k) => sum + part * b[k], 0))) * 180) / Math.PI;
  const ridden = (path) => {
    const looks = looksAlong(smooth(evenlyAlong(path), 3), () => [0, -1, 0], () => true).map(unit);
    return {
      turn: Math.max(...looks.slice(1).map((look, k) => degrees(look, looks[k]))),
      steep: Math.max(...looks.map((look) => Math.abs(look[2]))),
      behind: Math.min(...looks.map((look) => -look[1])),
      count: looks.length,
    };
  };
  return Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, ridden(path)]));
}"""


@pytest.mark.parametrize("form", [form.id for form in FORMS])
def test_no_ride_jumps_or_turns_over(tmp_path, form):
    paths = {name: [list(place) for place in path] for name, path in read_model(form=form).paths.items()}
    rides = ask_room(tmp_path, "course_line", RIDE, paths)
    assert len(rides) == len(paths) >= 30
    for name, ride in rides.items():
        assert ride["turn"] < 4.0, name  # degrees in two millimetres
        assert ride["steep"] < 0.86, name  # no nearer than some 30 degrees to what is up
        assert ride["behind"] > 0.4, name
        assert ride["count"] > 10, name
