// @ts-check
/* A ride along a nerve, from where it begins to the skin: the camera goes with it, and what it passes is told. */
import { reactive, markRaw } from "./vue.js";
import { edition, content, structures, points, fill, problemOf } from "./content.js";
import { announce } from "./notices.js";
import { plus, unit } from "./vectors.js";
import { skinAt } from "./hurts.js";
import { whose, placed } from "./people.js";
import { isStill } from "./device.js";
import { looks } from "./looks.js";
import { captions } from "./captions.js";
import { meetsBox, firstHit } from "./triangles.js";
import { stage, trianglesOf } from "./stage.js";
import { listen } from "./signals.js";
import { inTurn } from "./parts.js";
import { distanceFor, setPose } from "./pose.js";
import { castRay } from "./rays.js";
import { overlayChanged } from "./overlay.js";
import { drive, flyTo, stopDriving } from "./camera.js";
import { panels } from "./panels.js";
import { applyPicture } from "./pictures.js";
import { EVERY_MM, along, evenlyAlong, looksAlong, smooth, waysAlong } from "./course_line.js";
import { hands, tooling } from "./tools.js";

const RADIUS_MM = 42, AHEAD_MM = 8, STILL_MS = 4000;
const SEEN_THROUGH = { skin: 0, territory: 0, fat: 0, fascia: 0.12, muscle: 0.22, ligament: 0.4, nerve: 0.35 };
const SPEEDS = [3, 6, 12]; // mm of the nerve in a second

/** @type {{places: Vector[], looks: Vector[], mm: number} | null} */
let line = null;
let pauseTimer = 0;

/** @type {Ride} */
export const ride = reactive({
  rideOf: null,
  rideAt: 0,
  rideLength: 0,
  rideWay: 0,
  rideSpeed: 6,
  rideStops: markRaw([]),
  speeds: SPEEDS,
  /* Those that are in the picture, and have a course; by group, what belongs to none last. */
  get rideNerves() {
    const { content: now } = edition;
    const shown = now.structures.filter((one) => one.kind === "nerve" && now.paths[one.id] && !problemOf(one.id) && (looks.isVisible(one.id) || one.id === ride.rideOf));
    return [...now.groups, { id: null, name: now.words.tools.ride_others }].map((group) => ({ id: group.id, name: group.name, nerves: shown.filter((one) => (one.group || null) === group.id) })).filter((one) => one.nerves.length);
  },
  get ridePassed() { return ride.rideStops.filter((one) => one.mm <= ride.rideAt + 0.5).at(-1) || null; },
  get rideWords() { return ride.ridePassed?.words ?? ""; },
  chooseRide(id) { rideAlong(id); },
  setSpeed(speed) { ride.rideSpeed = Number(speed); },
  rideTo(mm) { halt(); standAt(Number(mm)); },
  rideOn(way) { if (ride.rideWay === way) halt(); else fly(way); },
  togglePlay() { if (ride.rideWay) halt(); else fly(1); },
  stepRide(way) { jump(way); },
});

/** @type {(id: string) => Vector[]} */
const pathNow = (id) => content.paths[id].map((at, k) => (whose.steps[id] ? plus(at, whose.steps[id][k]) : at));
/** @param {string} id */
function rideAlong(id) {
  panels.selected = null;
  layLine(id);
  line.looks = looksAlong(line.places, outward, isFree);
  standAt(0, true);
}
/**
 * What one passes along a nerve, and what lies over it.
 * @param {string} id
 * @param {string[]} [over] what is known to
 */
function layLine(id, over) {
  halt();
  const path = pathNow(id), usual = waysAlong(content.paths[id]), ways = waysAlong(path);
  Object.assign(ride, { rideOf: id, rideAt: 0, rideLength: Math.round(ways.at(-1)) });
  // A place is known by its share of the usual course, and lies at the same point of a course that is moved.
  const mmOf = (share) => {
    const way = share * usual.at(-1), i = Math.max(1, usual.findIndex((one) => one >= way - 1e-6));
    return ways[i - 1] + ((way - usual[i - 1]) / (usual[i] - usual[i - 1] || 1)) * (ways[i] - ways[i - 1]);
  };
  ride.rideStops = markRaw(stopsOf(id, mmOf));
  const places = smooth(evenlyAlong(path), 3);
  const covers = Object.fromEntries(content.structures.filter((one) => one.id !== id && one.kind in SEEN_THROUGH && (over ? over.includes(one.id) : looks.isVisible(one.id) && (one.kind === "nerve" || covering(one.id, places)))).map((one) => [one.id, SEEN_THROUGH[one.kind]]));
  line = { places, mm: ways.at(-1), looks: [] };
  captions.passed = [];
  looks.ridden = markRaw({ nerve: id, covers });
  applyPicture();
}
/** The ride as others may see it too: along what, beneath what, and which share of the way is behind. */
export const rideTold = () => (ride.rideOf && looks.ridden ? { nerve: ride.rideOf, covers: Object.keys(looks.ridden.covers), at: Math.round((1000 * ride.rideAt) / line.mm) / 1000 } : null);
/**
 * Show the ride of somebody else, whose camera comes by another way.
 * @param {ReturnType<typeof rideTold>} told
 */
export function showRide(told) {
  if (tooling.tool === "ride") tooling.takeTool("ride");
  if (!told || !content.paths[told.nerve] || problemOf(told.nerve)) { if (ride.rideOf) leaveRide(); return; }
  if (!isAlong(told)) layLine(told.nerve, told.covers);
  moveTo(told.at * line.mm);
}
/** @type {(told: {nerve: string, covers: string[]}) => boolean} */
const isAlong = ({ nerve, covers }) => ride.rideOf === nerve && Object.keys(looks.ridden?.covers || {}).join() === covers.join();
/**
 * Out of the body: square to the skin of the back there, and straight back beyond it.
 * @param {Vector} at
 * @returns {Vector}
 */
function outward([x, , z]) {
  if (!content.consult?.grid) return [0, -1, 0];
  const slope = (dx, dz) => { const a = skinAt(x - dx, z - dz), b = skinAt(x + dx, z + dz); return a === null || b === null ? 0 : (b - a) / 40; };
  return unit([slope(20, 0), -1, slope(0, 20)]);
}
/** @param {Vector} at @param {Vector} towards @returns {boolean} */
function isFree(at, towards) {
  const far = distanceFor(RADIUS_MM, stage.free), eye = plus(at, towards, far), skin = content.consult?.grid ? skinAt(eye[0], eye[2]) : null;
  if (skin !== null && eye[1] > skin - 5) return false;
  const hit = castRay(plus(at, towards, 3), towards, (id, look) => structures[id].kind === "bone" && look.alpha >= 0.5 && look.emphasis !== "faded");
  return !hit || hit.distance > far;
}
/** Whether a structure lies between a course and whoever looks from outside. @param {string} id @param {Vector[]} places @returns {boolean} */
function covering(id, places) {
  const surface = trianglesOf(id);
  if (!surface) return true; // it comes later; what it is over cannot be told yet
  return places.some((at, k) => {
    if (k % 5) return false;
    const out = outward(at);
    return meetsBox(at, out, surface.bounds, 0) && firstHit(surface, at, out) < Infinity;
  });
}

/** @param {string} id @param {(share: number) => number} mmOf @returns {RideStop[]} */
function stopsOf(id, mmOf) {
  const one = structures[id], words = content.words.tools, patient = edition.audience === "patient";
  const passed = content.rides[id] || [], twigs = passed.reduce((sum, [, kind, what]) => sum + (kind === "twigs" ? what : 0), 0);
  let left = 0;
  const told = passed.map(([share, kind, what]) => {
    if (kind === "twigs") left += what;
    const row = kind === "ledger" ? one.ledger?.[what] : null;
    const text = kind === "point" ? points[what]?.name : kind === "twigs" ? fill(words.ride_twig, { number: left, count: twigs }) : row && !patient ? `${row.relation} ${row.what}` : "";
    return { mm: mmOf(share), words: text, point: kind === "point" ? what : null };
  }).filter((stop) => stop.words);
  told.unshift({ mm: 0, words: fill(words.ride_begins, { name: one.name }), point: null });
  told.push({ mm: mmOf(1), words: words.ride_ends, point: null });
  /** @type {RideStop[]} */
  const stops = [];
  for (const stop of told.sort((a, b) => a.mm - b.mm)) {
    const last = stops.at(-1), sentence = stop.words.charAt(0).toUpperCase() + stop.words.slice(1);
    if (last && stop.mm - last.mm < 3) Object.assign(last, { words: `${last.words}. ${sentence}`, point: last.point || stop.point });
    else stops.push({ ...stop, words: sentence });
  }
  return stops;
}

/** @param {number} mm @returns {Pose} */
function poseAt(mm) {
  const place = (mm / line.mm) * (line.places.length - 1);
  return { focus: along(line.places, place + AHEAD_MM / EVERY_MM), direction: unit(along(line.looks, place)), up: [0, 0, 1], distance: distanceFor(RADIUS_MM, stage.free) };
}
/** @param {number} mm @param {boolean} [flying] */
function standAt(mm, flying = false) {
  moveTo(mm);
  const { focus, direction, up } = poseAt(ride.rideAt);
  flyTo({ focus, direction, up, radius_mm: RADIUS_MM, flight_ms: flying ? 900 : 0 });
}
/** @param {number} mm */
function moveTo(mm) {
  const before = ride.ridePassed;
  ride.rideAt = Math.max(0, Math.min(line.mm, mm));
  if (ride.ridePassed !== before || !captions.passed.length) tellPassed();
}
function tellPassed() {
  const stop = ride.ridePassed;
  if (!stop) return;
  const at = stop.point ? placed(points[stop.point]) : along(line.places, (stop.mm / line.mm) * (line.places.length - 1));
  captions.passed = [{ id: stop.point || "passed", kind: stop.point ? "site" : "end", at }];
  announce(stop.words);
  overlayChanged();
}
/** @param {number} way */
function fly(way) {
  if (!line) return;
  const atEnd = way > 0 ? ride.rideAt >= line.mm - 0.1 : ride.rideAt <= 0.1;
  if (atEnd) moveTo(way > 0 ? 0 : line.mm);
  halt();
  ride.rideWay = way;
  if (isStill()) { waitForNext(); return; }
  stage.radiusMm = RADIUS_MM;
  drive((seconds) => {
    moveTo(ride.rideAt + way * ride.rideSpeed * Math.min(seconds, 2));
    setPose(poseAt(ride.rideAt));
    return !document.hidden && (way > 0 ? ride.rideAt < line.mm : ride.rideAt > 0);
  }, () => { ride.rideWay = 0; });
}
/** Without movement: from one named place to the next, with time to read. */
function waitForNext() {
  const way = ride.rideWay;
  if (!stepTo(way)) { halt(); return; }
  pauseTimer = window.setTimeout(waitForNext, (STILL_MS * SPEEDS[1]) / ride.rideSpeed);
}
function halt() {
  window.clearTimeout(pauseTimer);
  pauseTimer = 0;
  if (ride.rideWay && !isStill()) stopDriving();
  ride.rideWay = 0;
}
/** @param {number} way @returns {boolean} */
function stepTo(way) {
  const to = way > 0 ? ride.rideStops.find((one) => one.mm > ride.rideAt + 0.6) : [...ride.rideStops].reverse().find((one) => one.mm < ride.rideAt - 0.6);
  if (to) standAt(to.mm, true);
  return Boolean(to);
}
/** @param {number} way */
function jump(way) { halt(); if (line) stepTo(way); }

function leaveRide() {
  halt();
  line = null;
  Object.assign(ride, { rideOf: null, rideStops: markRaw([]), rideAt: 0 });
  captions.passed = [];
  if (!looks.ridden) return;
  looks.ridden = null;
  applyPicture();
}
hands.ride = {
  begin() {
    inTurn(["more"], () => {
      if (tooling.tool !== "ride") return;
      const all = ride.rideNerves.flatMap((one) => one.nerves), chosen = all.find((one) => one.id === panels.selected) || all[0];
      if (chosen) rideAlong(chosen.id); else announce(content.words.tools.ride_none);
    });
  },
  end: leaveRide,
  key(event, onPicture) {
    const button = event.target.closest?.("button");
    if (event.ctrlKey || event.metaKey || event.target.closest?.("a")) return false;
    if (event.key === " " && !button) ride.togglePlay();
    else if (!onPicture && !event.target.closest?.(".tool-bar")) return false;
    else if (event.key === "ArrowRight" && !event.shiftKey) jump(1);
    else if (event.key === "ArrowLeft" && !event.shiftKey) jump(-1);
    else return false;
    return true;
  },
  step() { if (tooling.tool === "ride") tooling.takeTool("ride"); else if (ride.rideOf) leaveRide(); },
};
/* On other bones, and on somebody else, the course is another. */
const rideAgain = () => {
  const { rideOf, rideAt, rideLength } = ride, told = rideTold();
  if (!rideOf) return;
  if (tooling.tool === "ride") { rideAlong(rideOf); standAt((rideAt / (rideLength || 1)) * line.mm); } else if (told) { layLine(rideOf, told.covers); moveTo(told.at * line.mm); }
};
listen("form", rideAgain);
listen("anatomy", rideAgain);
