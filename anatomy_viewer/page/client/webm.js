// @ts-check
/* How long a film is, written into its head: a browser records without knowing, and players would show no length. */

const SEGMENT = 0x18538067, INFO = 0x1549a966, SEEK_HEAD = 0x114d9b74, TIMECODE_SCALE = 0x2ad7b1, DURATION = 0x4489;

/** @type {(bytes: Uint8Array, at: number) => {id: number, size: number, open: boolean, wide: number, sizeAt: number, from: number}} */
function elementAt(bytes, at) {
  const widthOf = (first) => Math.clz32(first) - 23; // by its leading zeros, 1 to 8
  const idWide = widthOf(bytes[at]);
  let id = 0;
  for (let k = 0; k < idWide; k += 1) id = id * 256 + bytes[at + k];
  const sizeAt = at + idWide, wide = widthOf(bytes[sizeAt]);
  let size = bytes[sizeAt] & (0xff >> wide), ones = size === 0xff >> wide;
  for (let k = 1; k < wide; k += 1) { size = size * 256 + bytes[sizeAt + k]; ones = ones && bytes[sizeAt + k] === 0xff; }
  return { id, size, open: ones, wide, sizeAt, from: sizeAt + wide };
}
/** @type {(bytes: Uint8Array, from: number, to: number) => number} */
const numberAt = (bytes, from, to) => bytes.slice(from, to).reduce((sum, byte) => sum * 256 + byte, 0);

/**
 * The same film with its length in its head; as it is where it has one, or is no WebM that can be read.
 * @param {Uint8Array} bytes
 * @param {number} seconds
 * @returns {Uint8Array}
 */
export function withDuration(bytes, seconds) {
  try {
    const head = elementAt(bytes, 0), segment = elementAt(bytes, head.from + head.size);
    if (segment.id !== SEGMENT) return bytes;
    for (let at = segment.from; at < bytes.length;) {
      const one = elementAt(bytes, at);
      if (one.id === SEEK_HEAD || one.open) return bytes; // it counts bytes from the beginning
      if (one.id === INFO) return withInfo(bytes, segment, one, seconds);
      at = one.from + one.size;
    }
  } catch { /* no WebM */ }
  return bytes;
}
/** @param {Uint8Array} bytes @param {ReturnType<typeof elementAt>} segment @param {ReturnType<typeof elementAt>} info @param {number} seconds */
function withInfo(bytes, segment, info, seconds) {
  const end = info.from + info.size;
  let scale = 1e6;
  for (let at = info.from; at < end;) {
    const one = elementAt(bytes, at);
    if (one.id === DURATION) return bytes;
    if (one.id === TIMECODE_SCALE) scale = numberAt(bytes, one.from, one.from + one.size);
    at = one.from + one.size;
  }
  const told = new Uint8Array(11);
  told.set([DURATION >> 8, DURATION & 0xff, 0x88]);
  new DataView(told.buffer).setFloat64(3, (seconds * 1e9) / scale);
  const made = new Uint8Array(bytes.length + told.length);
  made.set(bytes.subarray(0, end));
  made.set(told, end);
  made.set(bytes.subarray(end), end + told.length);
  for (const one of segment.open ? [info] : [info, segment]) {
    let size = one.size + told.length;
    if (size >= 2 ** (7 * one.wide) - 1) return bytes;
    for (let k = one.wide - 1; k > 0; k -= 1) { made[one.sizeAt + k] = size % 256; size = Math.floor(size / 256); }
    made[one.sizeAt] = size | (0x80 >> (one.wide - 1));
  }
  return made;
}
