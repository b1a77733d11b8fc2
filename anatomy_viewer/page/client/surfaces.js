// @ts-check
/* Surfaces: bones first, the rest of the picture while one is already looking; what no picture shows yet is fetched last, and put
   in place when one does, or when the next one will: all that vtk.js keeps of a surface that nobody sees is room and time. */
import { reactive, nextTick } from "./vue.js";
import { embedded, edition, compiled, content, packs, structures, problemOf, adopt, say, words } from "./content.js";
import { surfacesIn } from "./packs.js";
import { notify } from "./notices.js";
import { whose } from "./people.js";
import { looks } from "./looks.js";
import { showing, stage, phase, enterPhase, actorOf } from "./stage.js";
import { cutActors } from "./clip.js";
import { lighten } from "./layering.js";
import { emit, hear, send } from "./signals.js";
import { unpackedAhead, isMissing, wants, want } from "./fetching.js";
import { lineIsFast } from "./line.js";
import { allCame, askAfterBones, askAfterPicture, holdsReady, picturesWait } from "./parts.js";
import { scheduleRender, renderNow, renderSharp, settled, whenDrawn } from "./rendering.js";
import { movePoints } from "./moving.js";

let bonesDrawn = false;
/** @type {Structure[]} */
export let bones = [];
/** @type {Structure[]} */
let others = [], hidden = [], placeInQueue = {};
/** @type {{open: number, asked: Record<string, boolean>}} */
const queue = reactive({ open: 0, asked: {} });
/** The order of the surfaces, from the content that the page begins with. */
export function lineUp() {
  bones = content.structures.filter((one) => one.kind === "bone");
  others = content.structures.filter((one) => one.kind !== "bone" && one.at_home);
  hidden = content.structures.filter((one) => one.kind !== "bone" && !one.at_home);
  placeInQueue = Object.fromEntries([...bones, ...others, ...hidden].map((one, index) => [one.id, index]));
  queue.open = bones.length;
}
const BATCH = 8;
const SLICE_MS = 20; // what is unpacked at a stretch, so that the page answers in between
/** @type {(id: string) => string} */
const fileOf = (id) => packs[structures[id].pack].file;
/** @type {(id: string) => boolean} */
const mayLoad = (id) => !problemOf(id) && (placeInQueue[id] < queue.open || Boolean(queue.asked[id]));
/**
 * What a picture shows, or will show soon, is put in place, after the bones.
 * @param {string} id
 */
export function demand(id) { if (bonesDrawn && !mayLoad(id)) { queue.asked[id] = true; wantSurfaces(); } }
let homeDrawn = false, readyTold = false;
/** @type {(api: any) => void} */
let resolveReady, resolveComplete;
export const ready = new Promise((resolve) => { resolveReady = resolve; });
export const complete = new Promise((resolve) => { resolveComplete = resolve; });

/** @type {Record<string, string>} */
const held = {}; // by structure: the file whose surface is in the scene
/** @type {Record<string, {file: string, surface: import("./packs.js").Surface}>} */
const unread = {}; // by structure: a surface that has arrived before its representation
const unpacking = new Set(); // the files that are read now
/** @type {(id: string) => boolean} */
export const isLoaded = (id) => held[id] === fileOf(id);
/** @type {(one: Structure) => boolean} */
export const waits = (one) => mayLoad(one.id) && !isLoaded(one.id) && !isMissing(one.id);
/* The surface of the form before stands in for its successor, unless that fails. */
/** @type {(id: string) => boolean} */
export const isDrawable = (id) => Boolean(held[id]) && (isLoaded(id) || !wants.get(packKey(structures[id].pack))?.tries && !isMissing(id));

/** @type {(one: Structure) => boolean} */
const isHere = ({ id }) => isLoaded(id) || Boolean(problemOf(id)) || unread[id]?.file === fileOf(id);
/** @type {(one: Structure) => boolean} */
const isNear = (one) => isHere(one) || isMissing(one.id) || unpacking.has(fileOf(one.id));
const packKey = (id) => `pack ${id}`;
export function wantSurfaces() {
  for (const one of [...content.structures].sort((a, b) => placeInQueue[a.id] - placeInQueue[b.id])) if (mayLoad(one.id)) wantPackOf(one);
  if (!bonesDrawn && lineIsFast()) others.forEach(wantPackOf); // else the bones have the line to themselves
}
/** @param {Structure} one */
function wantPackOf({ id, pack }) { if (!isLoaded(id) && unread[id]?.file !== fileOf(id)) wantPack(packs[pack]); }
/** @param {Pack} pack */
function wantPack(pack) {
  if (pack.problem || unpacking.has(pack.file)) return;
  if (embedded) { takeEmbedded(pack); return; }
  want(packKey(pack.id), {
    address: pack.url,
    bytes: pack.bytes,
    holds: content.structures.filter((one) => one.pack === pack.id).map((one) => one.id),
    take: (data) => takePack(pack, data),
    failed() { send("picture"); },
  });
}
/** @param {Pack} pack @returns {Promise<void>} */
async function takeEmbedded(pack) {
  try {
    const data = Uint8Array.from(atob(embedded[pack.file]), (letter) => letter.charCodeAt(0));
    if (!await takePack(pack, data)) throw new Error(words().answer_cut);
    checkLoading();
  } catch { if (packs[pack.id].file === pack.file) packFailed(pack); }
}
/**
 * Only what was built is drawn; a browser counts bytes everywhere, and knows sums where the page is safe.
 * @param {Pack} pack
 * @param {Uint8Array} data
 * @returns {Promise<boolean>}
 */
async function takePack({ id, file, url, bytes, sha256 }, data) {
  if (data.length !== bytes) return false;
  unpacking.add(file);
  try {
    if (window.crypto?.subtle) {
      const sum = new Uint8Array(await window.crypto.subtle.digest("SHA-256", /** @type {BufferSource} */ (data)));
      if ([...sum].map((byte) => byte.toString(16).padStart(2, "0")).join("") !== sha256) return false;
    }
    if (!bonesDrawn) others.forEach(wantPackOf); // the line is free again
    let until = performance.now() + SLICE_MS;
    for (const surface of await unpackedAhead(url) || await surfacesIn(data)) {
      if (packs[id].file !== file) return true; // another form is wanted by now
      unread[surface.id] = { file, surface };
      if (performance.now() < until) continue;
      drawUnread();
      await new Promise((done) => { window.setTimeout(done); });
      until = performance.now() + SLICE_MS;
    }
    drawUnread();
    return true;
  } finally { unpacking.delete(file); }
}
/** What has arrived goes into the scene where its representation is there. */
export function drawUnread() {
  const drawn = stage ? Object.keys(unread).filter(putInScene) : [];
  if (drawn.length) surfaceArrived(drawn);
}
/** @param {string} id @returns {boolean} */
function putInScene(id) {
  const { file, surface } = unread[id], mapper = actorOf(id)?.getMapper(), data = mapper?.getInputData();
  if (!data) return false;
  lighten(mapper, content.lights.length);
  delete unread[id];
  if (file !== fileOf(id)) return false;
  const named = (name, values) => {
    const array = data.getPoints().newClone();
    array.setName(name);
    array.setData(values, 3);
    return array;
  };
  data.getPoints().setData(surface.points, 3);
  data.getPolys().setData(surface.cells);
  data.getPointData().setNormals(named("Normals", surface.normals));
  data.getPointData().setScalars(surface.colours && named("colour", surface.colours));
  data.modified();
  held[id] = file;
  delete stage.usual[id];
  if (phase === 2) movePoints(id, whose.anatomy?.spreads[id]);
  return true;
}
/** @param {string} id */
function surfaceMounted(id) { if (stage && unread[id] && putInScene(id)) surfaceArrived([id]); }

let opening = 0;
/** A few more of the first picture. */
function openFurther() {
  queue.open = Math.min(queue.open + BATCH, bones.length + others.length);
  wantSurfaces();
}
function openQueue() {
  opening ||= window.setTimeout(() => { opening = 0; openFurther(); checkLoading(); });
}
/** One pack after the other; one that does not come holds up nobody. */
function wantHidden() {
  const lacking = hidden.filter((one) => !isHere(one)), tried = (one) => Boolean(wants.get(packKey(one.pack))?.tries);
  const next = lacking.find((one) => !tried(one));
  if (next) wantPackOf(next);
  return lacking.length;
}
export function checkLoading() {
  if (!stage) return;
  if (homeDrawn && !readyTold && !holdsReady()) {
    readyTold = true;
    resolveReady(window.anatomyViewer);
    emit("ready", null);
  }
  if (phase === 0 && !bones.some(waits) && !picturesWait()) {
    // Where the rest of the picture has come meanwhile, one frame serves both.
    const whole = others.every(isNear) && !hidden.some((one) => looks.appearance[one.id]?.shown);
    if (whole) {
      queue.open = bones.length + others.length;
      if (others.some(waits)) return; // they are put in place, or still unpacked
    }
    enterPhase(whole ? 2 : 1);
    showing.loading = false;
    send("picture");
    if (whole) send("anatomy");
    // After the representations have asked for a frame of their own: one frame serves all.
    nextTick(() => nextTick(() => {
      if (whole) renderSharp(); else renderNow();
      settled();
      emit("bones", null);
      whenDrawn(() => {
        bonesDrawn = true;
        askAfterBones();
        homeDrawn = whole;
        if (whole) askAfterPicture();
        if (!whole) {
          openFurther();
          for (const { id } of content.structures) if (looks.appearance[id]?.shown) demand(id); // the picture itself is drawn
        }
        checkLoading();
      });
    }));
    return;
  }
  if (!bonesDrawn) return;
  const waiting = content.structures.filter(waits).length;
  if (phase === 2) {
    if (!wantHidden() && !waiting && readyTold && allCame() && !content.structures.some((one) => isMissing(one.id))) resolveComplete(window.anatomyViewer);
  } else if (queue.open < bones.length + others.length) {
    if (waiting <= BATCH / 2) openQueue();
  } else if (!waiting) {
    enterPhase(2);
    askAfterPicture();
    send("anatomy");
    nextTick(() => nextTick(() => {
      renderSharp();
      homeDrawn = true;
      checkLoading();
    }));
    checkLoading();
  }
}
hear("arrival", checkLoading);

/**
 * Surfaces have arrived: they are drawn if the picture shows them.
 * @param {string[]} [ids]
 */
export function surfaceArrived(ids = []) {
  stage.triangles = {};
  checkLoading();
  if (phase < 2) return;
  cutActors();
  if (content.structures.some((one) => looks.appearance[one.id]?.shown && looks.appearance[one.id].actor.visibility !== isDrawable(one.id))) send("picture");
  if (ids.some((id) => looks.appearance[id]?.shown)) scheduleRender();
}

/**
 * A pack inside the page is damaged: say what is in it, draw the rest.
 * @param {Pack} pack
 */
function packFailed({ id }) {
  const names = content.structures.filter((one) => one.pack === id).map((one) => one.name).join("; ");
  compiled.packs.find((one) => one.id === id).problem = say("surfaces_unreadable", { names });
  adopt(compiled, edition.language);
  notify(packs[id].problem);
  send("picture");
  checkLoading();
}

export const surfaceCalls = { surfaceMounted, mounted: (id) => mayLoad(id) };
