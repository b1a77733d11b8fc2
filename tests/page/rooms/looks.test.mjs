/* See-through covers over one another: each is drawn thinner where all of them lie over the nerves. */
import test from "node:test";
import assert from "node:assert/strict";
import { device } from "./device.js";
import { thinning } from "./looks.js";

const fascia = { kind: "fascia", alpha: 0.36 }, fat = { kind: "fat", alpha: 0.24 }, skin = { kind: "skin", alpha: 0.28 };
const bone = { kind: "bone", alpha: 1 };

test("one or two kinds of covers keep their opacity", () => {
  const share = thinning([bone, fascia, fascia, skin]);
  assert.deepEqual([fascia, skin, bone].map(share), [1, 1, 1]);
});

test("where all kinds are shown each is drawn thinner, and what is solid is not", () => {
  const share = thinning([bone, fascia, fat, skin]);
  for (const one of [fascia, fat, skin]) assert.ok(share(one) < 1);
  assert.equal(share(bone), 1);
});

test("a cover that is emphasised stays as it is", () => {
  const spoken = { kind: "skin", alpha: 1 };
  assert.deepEqual([spoken, fascia, fat].map(thinning([fascia, fat, spoken])), [1, 1, 1]);
});

test("on a phone, where a rim is one pixel wide, covers are drawn thinner still", () => {
  const all = [fascia, fat, skin], wide = thinning(all)(skin);
  device.phone = true;
  assert.ok(thinning(all)(skin) < 0.6 * wide);
  assert.equal(thinning([fascia, skin])(skin), 1);
  device.phone = false;
});
