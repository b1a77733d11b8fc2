/* Surfaces: bones first, the rest while one is already looking. */
import { reactive, nextTick } from "./vue.js";
import { embedded, edition, compiled, content, structures, adopt, say, words } from "./content.js";
import { notify } from "./notices.js";
import { whose } from "./people.js";
import { looks } from "./looks.js";
import { showing, stage, phase, enterPhase, actorOf } from "./stage.js";
import { cutActors } from "./clip.js";
import { emit, hear, send } from "./signals.js";
import { isMissing, wants, want } from "./fetching.js";
import { allCame, askAfterBones, askAfterPicture, holdsReady, picturesWait } from "./parts.js";
import { scheduleRender, renderNow, settled, whenDrawn } from "./rendering.js";
import { movePoints } from "./moving.js";

let bonesDrawn = false;
export let bones = [];
let others = [], placeInQueue = {};
const queue = reactive({ open: 0, asked: {} });
/** The order of the surfaces, from the content that the page begins with. */
export function lineUp() {
  bones = content.structures.filter((one) => one.kind === "bone");
  others = content.structures.filter((one) => one.kind !== "bone" && one.at_home);
  const hidden = content.structures.filter((one) => one.kind !== "bone" && !one.at_home);
  placeInQueue = Object.fromEntries([...bones, ...others, ...hidden].map((one, index) => [one.id, index]));
  queue.open = bones.length;
}
const BATCH = 8;
const mayLoad = (id) => !structures[id].problem && (placeInQueue[id] < queue.open || Boolean(queue.asked[id]));
/** What a picture shows is loaded at once, after the bones. */
export function demand(id) { if (bonesDrawn && !mayLoad(id)) { queue.asked[id] = true; wantSurfaces(); } }
let homeDrawn = false, readyTold = false;
let resolveReady, resolveComplete;
export const ready = new Promise((resolve) => { resolveReady = resolve; });
export const complete = new Promise((resolve) => { resolveComplete = resolve; });

const held = {}; // by structure: the file whose surface is in the scene
export const unread = {}; // by structure: a surface that has arrived before its representation
export const isLoaded = (id) => held[id] === structures[id].file;
export const waits = (one) => mayLoad(one.id) && !isLoaded(one.id) && !isMissing(one.id);
/* The surface of the form before stands in for its successor, unless that fails. */
export const isDrawable = (id) => Boolean(held[id]) && (isLoaded(id) || !wants.get(id)?.tries && !isMissing(id));

export function wantSurfaces() {
  for (const one of [...content.structures].sort((a, b) => placeInQueue[a.id] - placeInQueue[b.id])) {
    if (!mayLoad(one.id) || isLoaded(one.id) || unread[one.id]?.file === one.file) continue;
    if (embedded) { unpack(one); continue; }
    want(one.id, {
      address: one.url,
      bytes: one.bytes,
      take: (data) => takeSurface(one, data),
      failed() { if (held[one.id]) send("picture"); },
    });
  }
}
async function unpack(one) {
  unread[one.id] = { file: one.file };
  try {
    const data = Uint8Array.from(atob(embedded[one.file]), (letter) => letter.charCodeAt(0));
    if (!await takeSurface(one, data)) throw new Error(words().answer_cut);
  } catch { if (structures[one.id].file === one.file) surfaceFailed(one.id); }
}
/** Only what was built is drawn; a browser counts bytes everywhere, and knows sums where the page is safe. */
async function takeSurface({ id, file, bytes, sha256 }, data) {
  if (data.length !== bytes) return false;
  if (window.crypto?.subtle) {
    const sum = new Uint8Array(await window.crypto.subtle.digest("SHA-256", data));
    if ([...sum].map((byte) => byte.toString(16).padStart(2, "0")).join("") !== sha256) return false;
  }
  if (structures[id].file !== file) return true; // another form is wanted by now
  unread[id] = { file, data };
  return readSurface(id);
}
/** Hand the bytes to the reader of the representation, once it is there. */
function readSurface(id) {
  const { file, data } = unread[id] || {}, reader = stage && actorOf(id)?.getMapper().getInputConnection()?.filter;
  if (!data || !reader) return true;
  delete unread[id];
  delete held[id];
  try {
    if (!reader.parseAsArrayBuffer(data.buffer) || !reader.getOutputData().getPoints().getNumberOfPoints()) return false;
  } catch { return false; }
  held[id] = file;
  if (phase === 2) movePoints(id, whose.anatomy?.spreads[id]);
  surfaceArrived(id);
  return true;
}
export function surfaceMounted(id) {
  if (readSurface(id)) return;
  if (embedded) surfaceFailed(id); else wantSurfaces();
}

let opening = 0;
/** A few more, soon. */
function openQueue(ms) {
  opening ||= window.setTimeout(() => { opening = 0; queue.open += BATCH; wantSurfaces(); checkLoading(); }, ms);
}
export function checkLoading() {
  if (!stage) return;
  if (homeDrawn && !readyTold && !holdsReady()) {
    readyTold = true;
    resolveReady(window.anatomyViewer);
    emit("ready", null);
  }
  if (phase === 0 && !bones.some(waits) && !picturesWait()) {
    enterPhase(1);
    showing.loading = false;
    send("picture");
    // After the representations have asked for a frame of their own: one frame serves all.
    nextTick(() => nextTick(() => {
      renderNow();
      settled();
      emit("bones", null);
      whenDrawn(() => {
        bonesDrawn = true;
        askAfterBones();
        queue.open += BATCH;
        wantSurfaces();
        send("picture");
        checkLoading();
      });
    }));
    return;
  }
  if (!bonesDrawn) return;
  const waiting = content.structures.filter(waits).length, enough = phase === 1 ? bones.length + others.length : content.structures.length;
  if (queue.open < enough) {
    // What no picture shows yet comes last, while one is already looking; one that is slow holds up nobody.
    if (waiting <= BATCH / 2) openQueue(phase === 2 ? 60 : 0);
  } else if (!waiting && phase === 1) {
    enterPhase(2);
    askAfterPicture();
    send("anatomy");
    nextTick(() => nextTick(() => {
      renderNow();
      homeDrawn = true;
      checkLoading();
    }));
    checkLoading();
  } else if (!waiting && readyTold && allCame() && !content.structures.some((one) => isMissing(one.id))) resolveComplete(window.anatomyViewer);
}
hear("arrival", checkLoading);

/** A surface has arrived: it is drawn if the picture shows it. */
export function surfaceArrived(id) {
  stage.triangles = {};
  checkLoading();
  if (phase < 2) return;
  cutActors();
  if (content.structures.some((one) => looks.appearance[one.id]?.shown && looks.appearance[one.id].actor.visibility !== isDrawable(one.id))) send("picture");
  if (looks.appearance[id]?.shown) scheduleRender();
}

/** One surface inside the page is damaged: say which, draw the rest. */
function surfaceFailed(id) {
  for (const one of compiled.structures) if (one.id === id) one.problem = say("surface_unreadable", structures[id]);
  adopt(compiled, edition.language);
  notify(structures[id].problem);
  send("picture");
  checkLoading();
}

export const surfaceCalls = { surfaceMounted, mounted: (id) => mayLoad(id) };
