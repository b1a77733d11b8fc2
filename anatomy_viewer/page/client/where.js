// @ts-check
/* "Show me where it hurts": the picture of the skin, and the spot that somebody touches. */
import { nextTick } from "./vue.js";
import { edition, content, structures, points } from "./content.js";
import { saying, announce, notify } from "./notices.js";
import { consult } from "./consult.js";
import { hurts, areaId, skinAt, hitOnGrid, sideWords } from "./hurts.js";
import { placed } from "./people.js";
import { here } from "./state.js";
import { quiz } from "./quiz.js";
import { writeLink, asNow } from "./address.js";
import { inTurn } from "./parts.js";
import { device } from "./device.js";
import { looks } from "./looks.js";
import { $ } from "./elements.js";
import { captions } from "./captions.js";
import { cutting, openClip } from "./clip.js";
import { emit } from "./signals.js";
import { isMissing } from "./fetching.js";
import { rayThrough } from "./pose.js";
import { castRay } from "./rays.js";
import { overlayChanged, drawOverlay } from "./overlay.js";
import { panels } from "./panels.js";
import { flyTo, layoutChanged } from "./camera.js";
import { isLoaded } from "./surfaces.js";
import { applyPicture } from "./pictures.js";
import { speech } from "./speech.js";
import { afterStep, endWhere } from "./lessons.js";

const NUDGE_MM = 8;
function beginWhere() {
  if (quiz.asking || quiz.training) afterStep();
  if (device.phone) { panels.panel = null; panels.sheet = "half"; }
  speech.stopReading();
  Object.assign(hurts, { where: true, spot: null, lit: null });
  Object.assign(panels, { selected: null, source: null });
  Object.assign(looks, { overrides: {}, veiled: {} });
  Object.assign(cutting, { clip: null, clipOn: false, freeCut: false });
  applyPicture();
  flyTo(here.scene.camera);
  writeLink();
  announce(`${consult.words.where}. ${consult.words.where_how}`);
  nextTick(() => $(".where-card .card-title")?.focus({ preventScroll: true }));
  emit("where", null);
}
export const whereCalls = {
  begin() { inTurn(["more"], asNow(beginWhere)); },
  /** Back to the step or the welcome, whose picture is the same as before. */
  leave() {
    endWhere();
    openClip();
    applyPicture();
    flyTo(here.scene.camera);
    writeLink();
    nextTick(() => { layoutChanged(); $(".where-button")?.focus({ preventScroll: true }); });
  },
  clear() { hurts.spot = null; hurts.lit = null; overlayChanged(); },
  press(clientX, clientY) {
    const { origin, direction } = rayThrough(clientX, clientY);
    if (!isMissing("skin") && !isLoaded("skin")) return;
    const hit = isMissing("skin") ? hitOnGrid(origin, direction) : castRay(origin, direction, (id) => structures[id].kind === "skin");
    const y = hit && skinAt(hit.at[0], hit.at[2]);
    if (y === null || Math.abs(y - hit.at[1]) > 25) { announce(consult.words.miss); notify(consult.words.miss); return; }
    whereCalls.place(hit.at[0], hit.at[2]);
  },
  place(x, z) {
    const y = skinAt(x, z);
    if (y === null) { announce(consult.words.miss); return; }
    saying.notices = saying.notices.filter((notice) => notice !== consult.words.miss);
    hurts.spot = { x, y, z };
    hurts.lit = null;
    overlayChanged();
    const named = (areas, heading) => (areas.length ? `${heading}: ${areas.map((area) => consult.wording(area.name)).join(", ")}.` : "");
    announce(`${hurts.placeWords} ${hurts.found.length ? `${named(hurts.inside, consult.words.fits)} ${named(hurts.near, consult.words.near)}` : consult.words.nowhere}`);
    emit("where", { at: [x, y, z], fits: hurts.inside.map(areaId), near: hurts.near.map(areaId) });
  },
  /** One step over the skin as one sees it from behind, where the person's left is on the left. */
  nudge(across, up) {
    if (!hurts.spot) whereCalls.place(0, content.consult.dimples_mm);
    else whereCalls.place(hurts.spot.x + across * NUDGE_MM, hurts.spot.z + up * NUDGE_MM);
  },
  light(area) { hurts.lit = area; drawOverlay(); },
  /** What the picture names, and where: the twin of its labels, rulers and marks. */
  get places() {
    const named = captions.markers.map((one) => points[one.id]).filter(Boolean).map((one) => `${one.name}: ${sideWords(placed(one))}`);
    return [...captions.labels.map((one) => (one.at ? `${one.text}: ${sideWords(placed(one))}` : one.text)),
      ...named, ...captions.rulers.map((one) => edition.wording(one.text))];
  },
};
