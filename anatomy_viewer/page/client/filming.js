// @ts-check
/* Films: one turn of what is shown, or the steps of a lesson with their flights. Each picture is drawn first, as long as it takes;
   then all are played evenly to the browser's recorder, so that a slow machine makes an even film too. */
import { reactive, nextTick, watch } from "./vue.js";
import { edition, content, fill, words } from "./content.js";
import { announce, mention } from "./notices.js";
import { here } from "./state.js";
import { isStill } from "./device.js";
import { $ } from "./elements.js";
import { withDuration } from "./webm.js";
import { minus, plus, rotate, unit, length } from "./vectors.js";
import { looks } from "./looks.js";
import { stage, actorOf, canDraw, phase } from "./stage.js";
import { motion } from "./pacing.js";
import { between, centreOnFreeArea, distanceFor, pose, setPose } from "./pose.js";
import { findHiddenAnchors } from "./labels.js";
import { drawOverlay, overlayChanged } from "./overlay.js";
import { stopSharpening } from "./sharpening.js";
import { scheduleRender, settled } from "./rendering.js";
import { finishFlight, layoutChanged } from "./camera.js";
import { drawOver, drawSign } from "./paper.js";
import { footingOf, groundOf } from "./footing.js";
import { handOut, nameOfFile } from "./images.js";
import { eachStep } from "./sheets.js";
import { tooling } from "./tools.js";

const KINDS = ["video/webm;codecs=vp9", "video/webm;codecs=vp8", "video/webm", "video/mp4"];
const PER_SECOND = 25, FEWEST_PER_SECOND = 4, WIDEST = 1920, QUALITY = 0.92, BITS = 8e6;
const MOST_SHOT_BYTES = 150e6; // of pictures that wait to be played
const FLIGHT_S = 1.2, FRAME_WAIT_MS = 100;
const DRAWN_FOR = 2; // drawing takes no more than so many times what the film lasts, where fewer pictures do
const kind = () => KINDS.find((one) => window.MediaRecorder?.isTypeSupported(one));

/** @type {Filming} */
export const filming = reactive({
  filmStage: "", // drawing, recording, done
  filmShare: 0,
  turnSeconds: 10,
  stepSeconds: 5,
  film: null,
  get canFilm() { return Boolean(kind() && /** @type {any} */ (HTMLCanvasElement.prototype).captureStream); },
  get filmTold() {
    const { tools } = edition.content.words, { film } = filming;
    if (filming.filmStage === "done") return film ? fill(tools.film_done, { seconds: Math.round(film.seconds), mb: (film.blob.size / 1e6).toFixed(1) }) : tools.film_failed;
    return filming.filmStage ? fill(tools[filming.filmStage === "drawing" ? "film_drawing" : "film_recording"], { percent: Math.round(100 * filming.filmShare) }) : "";
  },
  startFilm,
  stopFilm() { stopped = true; },
  saveFilm() { handOut(filming.film.blob, filming.film.name); },
});
/* Stopped: what is there becomes the film. Left: nothing does. */
let stopped = false, left = false;
/** What no panel covered when the film began: the bar changes while it is made. @type {Free} */
let filmed;

async function startFilm() {
  const { tool } = tooling;
  if (["drawing", "recording"].includes(filming.filmStage)) return;
  if (!stage?.free || !canDraw() || phase < 2 || (tool === "record_lesson" && !here.lesson)) { mention(words().tools.picture_none); return; }
  const ending = kind().includes("mp4") ? "mp4" : "webm", name = nameOfFile(ending).replace(/\.(?=\w+$)/, tool === "record_lesson" ? "-lesson." : "-turn.");
  [stopped, left] = [false, false];
  Object.assign(filming, { filmStage: "drawing", filmShare: 0, film: null });
  announce(words().tools.film_begins);
  const unwatch = watch(() => tooling.tool, () => {
    stopped = left = true;
    unwatch();
    if (filming.filmStage === "done") Object.assign(filming, { filmStage: "", film: null });
  });
  await nextTick();
  await new Promise((next) => { window.setTimeout(next, 60); }); // the bar has found its size, and the picture its room
  finishFlight();
  const before = { ...pose(), radiusMm: stage.radiusMm }, place = here.stepId;
  filmed = stage.free;
  stopSharpening();
  motion.flight = true;
  stage.element.classList.add("filming");
  stage.element.classList.toggle("unseen", isStill());
  /** @type {Shot[]} */
  let shots = [];
  try {
    shots = tool === "record_lesson" ? await lessonShots() : await turnShots();
  } finally {
    motion.flight = false;
    stage.element.classList.remove("filming", "unseen");
    stage.free = filmed;
    if (here.stepId === place) { setPose(before); stage.radiusMm = before.radiusMm; }
    centreOnFreeArea();
    layoutChanged();
    scheduleRender();
    overlayChanged();
    settled();
  }
  try {
    if (!left && shots.length) {
      Object.assign(filming, { filmStage: "recording", filmShare: 0 });
      stopped = false;
      const made = await record(shots);
      if (!left) filming.film = { ...made, name };
    }
  } catch (fault) { console.error(fault); }
  filming.filmStage = left ? "" : "done";
  if (!left) announce(filming.filmTold);
}

/** The line that what is shown turns about: its own middle, or what one has come close to. @returns {Vector} */
function axisOfTurn() {
  const least = [Infinity, Infinity, Infinity], most = [-Infinity, -Infinity, -Infinity];
  for (const { id } of content.structures) {
    const bounds = looks.appearance[id]?.actor.visibility && looks.appearance[id].emphasis !== "faded" ? actorOf(id)?.getBounds?.() : null;
    if (bounds) [0, 1, 2].forEach((k) => { least[k] = Math.min(least[k], bounds[2 * k]); most[k] = Math.max(most[k], bounds[2 * k + 1]); });
  }
  const { focus } = pose(), middle = least.map((low, k) => (low + most[k]) / 2);
  return middle.every(Number.isFinite) && Math.hypot(middle[0] - focus[0], middle[1] - focus[1]) < stage.radiusMm / 2 ? middle : focus;
}
/** @returns {Promise<Shot[]>} */
async function turnShots() {
  const start = pose(), axis = axisOfTurn(), seconds = filming.turnSeconds, plate = plateFor(here.step ? edition.wording(here.step.title) : undefined);
  const turned = (share) => { const about = (v) => rotate(v, [0, 0, 1], share * 2 * Math.PI); return { ...start, focus: plus(axis, about(minus(start.focus, axis))), direction: about(start.direction), up: about(start.up) }; };
  const first = performance.now();
  const shots = [await shotOf(plate, start, 0)];
  const count = countFor(seconds, performance.now() - first);
  for (let k = 1; k < count && goesOn(shots); k += 1) {
    shots.push(await shotOf(plate, turned(k / count), 0));
    filming.filmShare = k / count;
  }
  // A turn that was stopped is as fast as a whole one.
  shots.forEach((shot) => { shot.ms = (1000 * seconds) / count; });
  return shots;
}
/** How many pictures are drawn for so many seconds, when one takes so long. @type {(seconds: number, ms: number) => number} */
const countFor = (seconds, ms) => Math.round(Math.max(FEWEST_PER_SECOND * seconds, Math.min(PER_SECOND * seconds, (1000 * DRAWN_FOR * seconds) / ms)));
/** @type {(shots: Shot[]) => boolean} */
const goesOn = (shots) => !stopped && canDraw() && shots.reduce((sum, { blob }) => sum + blob.size, 0) < MOST_SHOT_BYTES;

/** @returns {Promise<Shot[]>} */
async function lessonShots() {
  /** @type {Shot[]} */
  const shots = [];
  const { steps } = here.lesson, each = filming.stepSeconds;
  let tookMs = 1000 / PER_SECOND;
  await eachStep(async (step, number) => {
    if (!goesOn(shots)) return false;
    const { camera } = step, plate = plateFor(`${number + 1} / ${steps.length}  ${edition.wording(step.title)}`);
    stage.radiusMm = camera.radius_mm;
    const start = pose(), to = { focus: camera.focus, direction: unit(camera.direction), up: camera.up, distance: distanceFor(camera.radius_mm, filmed) };
    const way = number && (length(minus(start.focus, to.focus)) > 1 || length(minus(start.direction, to.direction)) > 0.01 || Math.abs(start.distance - to.distance) > 1);
    const frames = way ? countFor(FLIGHT_S, tookMs) : 0;
    for (let k = 0; k < frames && goesOn(shots); k += 1) {
      const t = (k + 0.5) / frames, begun = performance.now();
      shots.push(await shotOf(plate, between(start, to, t * t * (3 - 2 * t)), (1000 * FLIGHT_S) / frames));
      tookMs = performance.now() - begun;
      filming.filmShare = (number + k / frames) / steps.length;
    }
    if (!goesOn(shots)) return false;
    shots.push(await shotOf(plate, to, 1000 * each));
    filming.filmShare = (number + 1) / steps.length;
    return !stopped;
  });
  return shots;
}

/**
 * The sheet that pictures are drawn on: what one sees between the panels, its size even as films want it.
 * @param {string} [caption]
 * @returns {Plate}
 */
function plateFor(caption) {
  const { left: fromLeft, top, width, height } = filmed, footing = footingOf(width, caption), scale = Math.min(window.devicePixelRatio || 1, WIDEST / width);
  const canvas = document.createElement("canvas"), even = (px) => 2 * Math.ceil(px / 2);
  [canvas.width, canvas.height] = [even(width * scale), even((height + footing.height) * scale)];
  return { canvas, footing, scale, left: fromLeft, top, width, height };
}
/**
 * One picture of the film, as the screen shows it at that moment.
 * @param {Plate} plate
 * @param {Pose} to
 * @param {number} ms how long it stays
 * @returns {Promise<Shot>}
 */
async function shotOf({ canvas, footing, scale, left: fromLeft, top, width, height }, to, ms) {
  stage.free = filmed;
  centreOnFreeArea();
  setPose(to);
  stage.view.renderer.resetCameraClippingRange();
  findHiddenAnchors();
  drawOverlay();
  stopSharpening();
  stage.renderWindow.render();
  const pen = canvas.getContext("2d", { alpha: false }), { box } = stage.free;
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  groundOf(pen, width, height + footing.height + 2);
  pen.translate(-fromLeft, -top);
  pen.drawImage(stage.element.querySelector("canvas"), 0, 0, box.width, box.height); // it is only there until the browser has shown it
  drawOver(pen);
  const sign = $(".orientation svg")?.getBoundingClientRect();
  if (sign?.width) drawSign(pen, { left: sign.left - box.left, top: sign.top - box.top }, sign.width);
  pen.translate(fromLeft, top);
  footing.draw(pen, height);
  const blob = await new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", QUALITY); });
  await new Promise((next) => { window.setTimeout(next); }); // the page stays alive between two
  return { blob, ms, width: canvas.width, height: canvas.height };
}

/**
 * Play the pictures to the recorder, each for its time.
 * @param {Shot[]} shots
 * @returns {Promise<{blob: Blob, seconds: number}>}
 */
async function record(shots) {
  const canvas = document.createElement("canvas"), first = await createImageBitmap(shots[0].blob), type = kind();
  // What stands below is longer in one step than in another.
  [canvas.width, canvas.height] = [Math.max(...shots.map((shot) => shot.width)), Math.max(...shots.map((shot) => shot.height))];
  const pen = canvas.getContext("2d", { alpha: false }), paper = getComputedStyle(document.documentElement).getPropertyValue("--paper");
  const put = (picture) => {
    pen.drawImage(picture, 0, 0);
    pen.fillStyle = paper;
    pen.fillRect(0, picture.height - 1, canvas.width, canvas.height);
  };
  put(first);
  let stream = canvas.captureStream(0);
  const frame = () => /** @type {any} */ (stream.getVideoTracks()[0]).requestFrame?.();
  if (!/** @type {any} */ (stream.getVideoTracks()[0]).requestFrame) stream = canvas.captureStream(PER_SECOND);
  const recorder = new MediaRecorder(stream, { mimeType: type, videoBitsPerSecond: BITS });
  /** @type {Blob[]} */
  const chunks = [];
  recorder.ondataavailable = ({ data }) => { if (data.size) chunks.push(data); };
  const ended = new Promise((resolve, reject) => { recorder.onstop = resolve; recorder.onerror = reject; });
  const ends = [];
  shots.reduce((sum, { ms }) => { ends.push(sum + ms); return sum + ms; }, 0);
  const total = ends.at(-1), started = new Promise((resolve) => { recorder.onstart = resolve; });
  recorder.start(1000);
  await started;
  frame();
  const begun = performance.now(), wait = (ms) => new Promise((next) => { window.setTimeout(next, ms); });
  let shown = 0, at = 0;
  while (at < total && !stopped) {
    const wanted = ends.findIndex((end) => end > at);
    if (wanted !== shown && wanted >= 0) {
      const picture = await createImageBitmap(shots[wanted].blob);
      put(picture);
      picture.close();
      shown = wanted;
    }
    frame(); // what stands still is told again, else nobody knows how long it stood
    filming.filmShare = at / total;
    await wait(Math.max(4, Math.min(FRAME_WAIT_MS, ends[shown] - (performance.now() - begun))));
    at = performance.now() - begun;
  }
  frame();
  await wait(40);
  const seconds = (performance.now() - begun) / 1000;
  recorder.stop();
  await ended;
  stream.getTracks().forEach((track) => track.stop());
  const [made] = type.split(";"), bytes = new Uint8Array(await new Blob(chunks).arrayBuffer());
  return { blob: new Blob([/** @type {BlobPart} */ (made === "video/webm" ? withDuration(bytes, seconds) : bytes)], { type: made }), seconds };
}
