// @ts-check
/* A view of one's own in the words of a link: its title, where it is seen from, what is shown and cut. */
import { compiled, content } from "./content.js";
import { bare, plainName } from "./link_words.js";
import { plus, dot, cross, length, unit, rotate } from "./vectors.js";

const LONGEST_TITLE = 80;
const CUT_PLANES = ["sagittal", "coronal", "axial"];
const FARTHEST_MM = 600, SMALLEST_MM = 5, LARGEST_MM = 2000, STEEPEST_DEG = 90;

/**
 * One line of plain text: no signs that nobody sees or that turn the writing round, and no more than fits a caption.
 * @param {string} value
 * @returns {string}
 */
export function titleIn(value) {
  const line = String(value).normalize("NFC").replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").replace(/[\p{Cf}\p{Co}\p{Cs}]/gu, "").replace(/\s+/g, " ").trim();
  const letters = [...line];
  return letters.length > LONGEST_TITLE ? `${letters.slice(0, LONGEST_TITLE - 1).join("").trimEnd()}…` : line;
}

const DEGREE = Math.PI / 180;
/** @type {(azimuth: number, height: number) => {direction: Vector, up: Vector}} */
const levelAt = (azimuth, height) => ({
  direction: [Math.sin(azimuth) * Math.cos(height), -Math.cos(azimuth) * Math.cos(height), Math.sin(height)],
  up: [-Math.sin(azimuth) * Math.sin(height), Math.cos(azimuth) * Math.sin(height), Math.cos(height)],
});
/**
 * Round the body, over its top, how far the picture is tilted (degrees); the middle, and how far one sees round it (mm).
 * @param {Camera} camera
 * @returns {string}
 */
export function cameraSpelled({ direction, up, focus, radius_mm: radius }) {
  const [x, y, z] = unit(direction), height = Math.asin(Math.max(-1, Math.min(1, z)));
  const azimuth = Math.hypot(x, y) < 1e-6 ? Math.atan2(-up[0] * Math.sign(z), up[1] * Math.sign(z)) : Math.atan2(x, -y), level = levelAt(azimuth, height);
  const own = unit(plus(up, level.direction, -dot(up, level.direction)));
  const tilt = Math.atan2(dot(cross(level.up, own), level.direction), dot(level.up, own));
  return [...[azimuth, height, tilt].map((angle) => angle / DEGREE), ...focus, radius].map((part) => String(Math.round(part * 10) / 10 || 0)).join("_");
}
/** @param {string} value @returns {Camera | null} */
export function cameraIn(value) {
  const parts = bare(value).split(/[_\s,;|]+/);
  if (parts.length !== 7 || !parts.every((part) => /^-?\d{1,4}(\.\d{1,3})?$/.test(part))) return null;
  const [azimuth, height, tilt, x, y, z, radius] = parts.map(Number);
  if (Math.abs(height) > STEEPEST_DEG || [azimuth, tilt].some((angle) => Math.abs(angle) > 360) || length([x, y, z]) > FARTHEST_MM || radius < SMALLEST_MM || radius > LARGEST_MM) return null;
  const { direction, up } = levelAt(azimuth * DEGREE, height * DEGREE);
  return { direction, up: rotate(up, direction, tilt * DEGREE), focus: [x, y, z], radius_mm: radius };
}

/** @param {Clip} clip @returns {string} */
export const cutSpelled = ({ plane, at_mm: at, keep }) => `${plane}_${Math.round(at * 10) / 10 || 0}_${keep}`;
/** @param {string} value @returns {{plane: string, axis: number, at_mm: number, keep: number, words: string} | "off" | null} */
export function cutIn(value) {
  const plain = bare(value).toLowerCase();
  if (plain === "off") return plain;
  const [plane, at, keep, ...rest] = plain.split(/[_\s,;|]+/), axis = CUT_PLANES.indexOf(plane);
  if (axis < 0 || !/^-?\d{1,3}(\.\d)?$/.test(at ?? "") || !["1", "-1"].includes(keep) || rest.length) return null;
  return { plane, axis, at_mm: Number(at), keep: Number(keep), words: "" };
}

/* Two of a pair by one name, a layer by its own: so a link stays short. */
/** @type {(id: string) => string} */
const withoutSide = (id) => id.replace(/_(left|right)$/, "");
/** @type {() => Record<string, string[]>} */
function pairs() {
  /** @type {Record<string, string[]>} */
  const found = {};
  for (const { id } of content.structures) if (withoutSide(id) !== id) (found[withoutSide(id)] ||= []).push(id);
  return Object.fromEntries(Object.entries(found).filter(([, ids]) => ids.length === 2));
}
/**
 * The structures that a layer stands for: what only some people have is not shown with it.
 * @type {(layer: Layer, shown: boolean) => string[]}
 */
const ofLayer = (layer, shown) => layer.structures.filter((id) => !shown || !content.structures.find((one) => one.id === id).variant);
/**
 * @param {string[]} ids
 * @param {boolean} shown
 * @returns {string}
 */
export function idsSpelled(ids, shown) {
  const left = new Set(ids), names = [];
  const take = (name, all) => { if (all.length && all.every((id) => left.has(id))) { names.push(name); all.forEach((id) => left.delete(id)); } };
  for (const layer of content.layers) take(layer.id, ofLayer(layer, shown));
  for (const [name, both] of Object.entries(pairs())) take(name, both);
  return [...names, ...left].join(".");
}
/** Everything that a list in a link may name. @type {() => string[]} */
export const namesOfLists = () => [...new Set([...compiled.layers.map(({ id }) => id), ...Object.keys(pairs()), ...compiled.structures.map(({ id }) => id)])];
/** @param {string} name @param {boolean} shown @returns {string[]} */
export function idsNamed(name, shown) {
  const layer = content.layers.find(({ id }) => id === name);
  return layer ? ofLayer(layer, shown) : pairs()[name] ?? [name];
}
/** The pieces of a list: ids by full stops, names by commas. @type {(value: string) => string[]} */
export const listedIn = (value) => value.split(/[.,;|]+/).map((piece) => piece.trim()).filter((piece) => plainName(piece));
