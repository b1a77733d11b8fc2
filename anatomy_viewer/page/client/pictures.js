// @ts-check
/* Pictures: a compiled picture and what the person switched become actors and properties. */
import { markRaw } from "./vue.js";
import { content, problemOf } from "./content.js";
import { saying } from "./notices.js";
import { hurts } from "./hurts.js";
import { whose, stepsAway } from "./people.js";
import { here } from "./state.js";
import { quiz, askedChanges } from "./quiz.js";
import { looks, thinning } from "./looks.js";
import { stage } from "./stage.js";
import { cutting, cutActors } from "./clip.js";
import { emit, hear } from "./signals.js";
import { isMissing } from "./fetching.js";
import { overlayChanged } from "./overlay.js";
import { pageState } from "./summary.js";
import { scheduleRender } from "./rendering.js";
import { movePoints } from "./moving.js";
import { bones, demand, isDrawable } from "./surfaces.js";

export function applyPicture() {
  saying.tooltip = null;
  const changes = askedChanges();
  const only = hurts.where && isMissing("skin") ? [...bones.map((one) => one.id), "skin"] : changes?.only; // bones to find one's way by
  const picture = only ? Object.fromEntries(only.map((id) => [id, [1, "plain"]])) : { ...here.scene.picture, ...changes };
  const { anatomy } = whose;
  const veiled = new Set(content.layers.filter((layer) => looks.veiled[layer.id]).flatMap((layer) => layer.structures));
  const all = content.structures.map(({ id, kind, opacity: plain }) => {
    const [opacity, told] = picture[id] || [0, "hidden"];
    const override = looks.overrides[id];
    const lacking = anatomy?.hidden.includes(id), extra = anatomy?.shown.includes(id) && !here.scene.kept_away?.includes(id);
    const cover = looks.ridden?.covers[id], ridden = looks.ridden?.nerve === id;
    const visible = (ridden || ((override ?? ((extra && !quiz.hiding) || opacity > 0)) && cover !== 0)) && !lacking && !problemOf(id);
    const emphasis = ridden || (extra && told === "hidden") ? "plain" : told;
    const ghost = emphasis === "faded" && override !== true;
    const own = (override === true || extra || ridden) && (opacity === 0 || emphasis === "faded") ? plain : opacity;
    const alpha = Math.min(veiled.has(id) ? Math.min(own, VEIL) : own, cover ?? 1);
    return { id, kind, visible, emphasis, ghost, override, alpha };
  });
  const share = thinning(all.filter((one) => one.visible && !one.ghost));
  const heat = quiz.asking?.put?.tally?.heat;
  for (const { id, kind, visible, emphasis, ghost, override, alpha: own } of all) {
    const lit = heat?.[id];
    const alpha = ghost ? own : own * share({ kind, alpha: own });
    if (visible) demand(id);
    const drawn = visible && isDrawable(id);
    const open = cutting.clipOn && !["nerve", "corridor", "territory"].includes(kind); // their insides are their rims
    const key = `${visible}|${drawn}|${alpha}|${emphasis}|${ghost}|${open}|${lit}`;
    if (looks.appearance[id]?.key === key) continue;
    looks.appearance[id] = markRaw({
      key,
      emphasis: override === true ? "plain" : emphasis,
      alpha,
      shown: visible,
      actor: { visibility: drawn },
      mapper: { scalarVisibility: !ghost && !lit },
      property: { ...content.materials[kind], opacity: alpha, backfaceCulling: !open,
        ...(lit || ghost ? { color: (lit || content.ghost_colour).map((part) => part / 255) } : {}) },
    });
  }
  cutActors();
  scheduleRender();
  overlayChanged();
  emit("change", pageState());
}
const VEIL = 0.35;
hear("picture", applyPicture);

/** Move what is drawn to where the chosen study or person has it; with neither, back to the usual place. */
export function applyAnatomy() {
  const { placed: values, spreads } = whose.anatomy || { placed: {}, spreads: {} };
  whose.steps = markRaw(Object.fromEntries(Object.entries(values).filter(([id]) => content.families[id])
    .map(([id, chosen]) => [id, stepsAway(id, chosen)])));
  for (const { id } of content.structures) movePoints(id, spreads[id]);
  if (stage) stage.triangles = {};
  applyPicture();
}
hear("anatomy", applyAnatomy);
