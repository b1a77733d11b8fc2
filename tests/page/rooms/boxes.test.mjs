/* Labels down a column: none over another, none over what is there, each as near its wish as can be. */
import test from "node:test";
import assert from "node:assert/strict";
import { around, cased, evenly, meets, movedTo, stack, through } from "./boxes.js";

const over = (a, b) => a.y < b.y + b.height && b.y < a.y + a.height;
const stacked = (wishes, taken = [], height = 20) => {
  const items = wishes.map((wish, name) => ({ name, wish, height }));
  stack(items, 0, 400, 6, taken);
  return items;
};

test("what has room stands at its wish", () => {
  assert.deepEqual(stacked([100, 300]).map(({ y }) => y), [90, 290]);
});

test("what would overlap is spread, in the order of the wishes", () => {
  const items = stacked([200, 205, 198, 210]);
  assert.deepEqual(items.map(({ name }) => name), [2, 0, 1, 3]);
  items.forEach((a, k) => items.slice(k + 1).forEach((b) => assert.ok(!over(a, b))));
  items.slice(1).forEach((one, k) => assert.ok(one.y - items[k].y >= 26 - 1e-9));
});

test("a column ends inside, from both ends", () => {
  for (const wishes of [[399, 398, 397], [1, 2, 3], [-50, 900]]) {
    for (const { y } of stacked(wishes)) assert.ok(y >= 0 && y <= 380, `${y}`);
  }
});

test("what is there already is kept clear of", () => {
  const box = { left: 0, right: 9, top: 90, bottom: 130 };
  for (const { y } of stacked([100, 110, 120], [box])) assert.ok(y + 20 <= 90 - 6 || y >= 130 + 6 - 1e-9, `${y}`);
  const [last] = stacked([395], [{ left: 0, right: 9, top: 360, bottom: 400 }]);
  assert.ok(last.y + 20 <= 360 - 6, `${last.y}`);
});

test("lines and boxes are written and met as they stand", () => {
  const spots = [{ x: 0, y: 0 }, { x: 12, y: 0 }];
  assert.equal(evenly(spots).length, 13);
  assert.deepEqual(evenly(spots)[6], { x: 6, y: 0 });
  assert.equal(through(spots), "M0.0 0.0L12.0 0.0");
  assert.equal(movedTo({ x: 1.25, y: -2 }), 'transform="translate(1.3 -2.0)"');
  assert.match(cased("M0 0", "yard"), /class="ruler-case" d="M0 0".*class="yard" d="M0 0"/);
  assert.ok(meets(around({ x: 0, y: 0 }, 5), around({ x: 9, y: 0 }, 5)));
  assert.ok(!meets(around({ x: 0, y: 0 }, 5), around({ x: 10, y: 0 }, 5)));
});
