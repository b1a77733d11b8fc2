// @ts-check
/* Where labels and the plates of rulers stand: boxes in CSS pixels, no page. Its twin in Python is teaching/pictures/label_layout.py. */
import { around, evenly, stack } from "./boxes.js";

const EDGE_PX = 10;

/**
 * Put labels in two columns beside a model that reaches so far from the middle: each item has a spot, width and height, and gets
 * its side, x and y.
 * @template T
 * @param {(T & {spot: Spot, width: number, height: number})[]} items
 * @param {Box} free
 * @param {number} reach
 * @param {Box[]} taken
 * @returns {(T & {spot: Spot, width: number, height: number, x: number, y: number, side: string})[]}
 */
export function inColumns(items, free, reach, taken) {
  const middle = (free.left + free.right) / 2;
  /** @type {Record<string, any[]>} */
  const columns = { left: [], right: [] };
  for (const item of items) columns[item.spot.x < middle ? "left" : "right"].push(item);
  const capacity = (free.bottom - free.top - 16) / 34;
  for (const [from, to] of [["left", "right"], ["right", "left"]]) {
    columns[from].sort((a, b) => Math.abs(b.spot.x - middle) - Math.abs(a.spot.x - middle));
    while (columns[from].length > capacity && columns[to].length < capacity) columns[to].push(columns[from].pop());
  }
  for (const side of ["left", "right"]) {
    const column = columns[side];
    for (const item of column) {
      item.side = side;
      item.wish = item.spot.y;
      item.x = side === "left"
        ? Math.max(free.left + EDGE_PX, Math.min(middle - reach - 18, item.spot.x - 36) - item.width)
        : Math.min(free.right - EDGE_PX, Math.max(middle + reach + 18, item.spot.x + 36) + item.width) - item.width;
    }
    const from = Math.min(...column.map((item) => item.x)), to = Math.max(...column.map((item) => item.x + item.width));
    stack(column, free.top + 8, free.bottom - 8, 6, taken.filter((box) => box.left < to && box.right > from));
  }
  return [...columns.left, ...columns.right];
}

/** @type {(a: Box, b: Box) => number} */
const common = (a, b) => Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left))
  * Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) + 2);

/**
 * Where the middle of a line is: between the two points that its plate belongs to.
 * @param {Spot[]} spots
 * @returns {Spot}
 */
function middleOf(spots) {
  const middle = Math.floor((spots.length - 1) / 2), [before, after] = [spots[middle], spots[middle + 1] || spots[middle]];
  return { x: (before.x + after.x) / 2, y: (before.y + after.y) / 2 };
}

/**
 * The box, of a width and height, of a ruler's text: near its line, and over as little as can be of all lines and of what is there.
 * @param {Spot[]} spots
 * @param {{width: number, height: number}} size
 * @param {Box} free
 * @param {Spot[][]} lines
 * @param {Box[]} taken
 * @returns {Box}
 */
export function plateBeside(spots, { width, height }, free, lines, taken) {
  const at = middleOf(spots), half = width / 2;
  const ends = [spots[0], spots.at(-1)].sort((a, b) => a.x - b.x);
  /** @param {number[]} place */
  const box = ([wish, top]) => {
    const x = Math.min(free.right - half - 6, Math.max(free.left + half + 6, wish));
    return { left: x - half, right: x + half, top, bottom: top + height };
  };
  const inTheWay = [...taken, ...lines.flatMap(evenly).map((spot) => around(spot, 5)), ...ends.map((end) => around(end, 8))];
  const outside = (one) => Math.max(0, free.top + 4 - one.top, one.bottom + 4 - free.bottom) * width;
  const covered = (one) => outside(one) + inTheWay.reduce((sum, other) => sum + common(one, other), 0);
  const wishes = [[at.x, at.y + 14], [at.x, at.y - height - 14], [ends[0].x - half - 16, ends[0].y - height / 2], [ends[1].x + half + 16, ends[1].y - height / 2],
    [at.x + half + 14, at.y - height / 2], [at.x - half - 14, at.y - height / 2],
    ...[height + 18, -2 * height - 18, 2 * height + 22, -3 * height - 22].map((offset) => [at.x, at.y + offset])];
  return wishes.map(box).reduce((best, one) => (covered(one) < covered(best) ? one : best));
}
