/* The length of a film, written into its head. */
import test from "node:test";
import assert from "node:assert/strict";
import { withDuration } from "./webm.js";

const HEAD = [0x1a, 0x45, 0xdf, 0xa3, 0x81, 0x00], OPEN = [0x18, 0x53, 0x80, 0x67, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
const SCALE = [0x2a, 0xd7, 0xb1, 0x83, 0x0f, 0x42, 0x40], CLUSTER = [0x1f, 0x43, 0xb6, 0x75, 0x81, 0x07];
const info = (inside) => [0x15, 0x49, 0xa9, 0x66, 0x80 | inside.length, ...inside];

test("the length stands behind what the head says already, and nothing else has moved", () => {
  const film = Uint8Array.from([...HEAD, ...OPEN, ...info(SCALE), ...CLUSTER]), made = withDuration(film, 9.5);
  assert.equal(made.length, film.length + 11);
  const at = HEAD.length + OPEN.length;
  assert.equal(made[at + 4], 0x80 | (SCALE.length + 11));
  assert.deepEqual([...made.slice(at + 5, at + 5 + SCALE.length)], SCALE);
  assert.deepEqual([...made.slice(at + 12, at + 15)], [0x44, 0x89, 0x88]);
  assert.equal(new DataView(made.buffer).getFloat64(at + 15), 9500);
  assert.deepEqual([...made.slice(-CLUSTER.length)], CLUSTER);
});

test("a segment of known size grows with it", () => {
  const inside = [...info(SCALE), ...CLUSTER], film = Uint8Array.from([...HEAD, 0x18, 0x53, 0x80, 0x67, 0x40, inside.length, ...inside]);
  const made = withDuration(film, 1);
  assert.equal(((made[HEAD.length + 4] & 0x3f) << 8) + made[HEAD.length + 5], inside.length + 11);
});

test("what has a length, counts bytes or is no film stays as it is", () => {
  const told = [...SCALE, 0x44, 0x89, 0x84, 0, 0, 0, 0];
  for (const bytes of [[...HEAD, ...OPEN, ...info(told), ...CLUSTER], [...HEAD, ...OPEN, 0x11, 0x4d, 0x9b, 0x74, 0x80, ...info(SCALE)], [1, 2, 3], []]) {
    const film = Uint8Array.from(bytes);
    assert.equal(withDuration(film, 1), film);
  }
});
