// @ts-check
/* An address as a QR code, drawn here because a file has nobody to ask. */

/* ISO/IEC 18004: a text as bytes, level M, versions 1 to 20; a version's blocks, and the spare words of each. */
const CODE_BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16];
const CODE_SPARE = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26];
/** @type {((x: number, y: number) => number)[]} */
const CODE_MASKS = [(x, y) => (x + y) % 2, (x, y) => y % 2, (x) => x % 3, (x, y) => (x + y) % 3,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2, (x, y) => ((x * y) % 2) + ((x * y) % 3),
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2, (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2];
const MODULE_MM = 0.75; // at 100 dots an inch three a cell; readers lose codes from 2.4 down

/**
 * The rows of dark and light cells; null where a text is too long.
 * @param {string} text
 * @param {number} [onlyMask]
 * @returns {boolean[][] | null}
 */
export function codeOf(text, onlyMask) {
  const bytes = [...new TextEncoder().encode(text)];
  const room = (version) => {
    const marks = version > 1 ? Math.floor(version / 7) + 2 : 0;
    return Math.floor(((16 * version + 128) * version + 64 - (marks && (25 * marks - 10) * marks - 55) - (version > 6 ? 36 : 0)) / 8);
  };
  const index = CODE_BLOCKS.findIndex((count, k) => bytes.length + (k < 9 ? 2 : 3) <= room(k + 1) - count * CODE_SPARE[k]);
  if (index < 0) return null;
  const version = index + 1, size = 17 + 4 * version, blocks = CODE_BLOCKS[index], spare = CODE_SPARE[index], total = room(version);
  // How it is written, how many, the bytes, the end; then what fills the rest.
  const hex = (number, digits) => number.toString(16).padStart(digits, "0");
  const told = `4${hex(bytes.length, version < 10 ? 2 : 4)}${bytes.map((one) => hex(one, 2)).join("")}0`.match(/../g).map((pair) => parseInt(pair, 16));
  for (let k = 0; told.length < total - blocks * spare; k += 1) told.push(k % 2 ? 0x11 : 0xec);
  const short = Math.floor(total / blocks) - spare, longer = blocks - (total % blocks);
  let from = 0;
  const parts = Array.from({ length: blocks }, (_, k) => told.slice(from, from += short + (k < longer ? 0 : 1)));
  const woven = (lists) => lists.at(-1).flatMap((_, k) => lists.map((list) => list[k])).filter((word) => word !== undefined);
  const bits = [...woven(parts), ...woven(parts.map((part) => spareWords(part, spare)))].flatMap((word) => [7, 6, 5, 4, 3, 2, 1, 0].map((k) => (word >> k) & 1));

  const fixed = Array.from({ length: size }, () => Array(size).fill(null)), last = size - 7;
  const rings = (x, y, reach, dark) => {
    for (let i = -reach; i <= reach; i += 1) for (let j = -reach; j <= reach; j += 1) {
      if (fixed[y + j]?.[x + i] !== undefined) fixed[y + j][x + i] = dark(Math.max(Math.abs(i), Math.abs(j)));
    }
  };
  for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]]) rings(x, y, 4, (far) => far < 2 || far === 3);
  const count = Math.floor(version / 7) + 2, apart = Math.ceil((2 * version + 2) / (count - 1)) * 2;
  const marks = version > 1 ? [6, ...Array.from({ length: count - 1 }, (_, k) => last - k * apart)] : [];
  for (const x of marks) for (const y of marks) if (fixed[y][x] === null) rings(x, y, 2, (far) => far !== 1);
  for (let k = 8; k < size - 8; k += 1) fixed[6][k] = fixed[k][6] = k % 2 === 0;
  const checked = (number, by, length) => {
    let left = number << length;
    for (let k = 31 - Math.clz32(number); k >= 0; k -= 1) if ((left >> (k + length)) & 1) left ^= by << k;
    return (number << length) | left;
  };
  if (version > 6) {
    const said = checked(version, 0x1f25, 12);
    for (let k = 0; k < 18; k += 1) fixed[size - 11 + (k % 3)][Math.floor(k / 3)] = fixed[Math.floor(k / 3)][size - 11 + (k % 3)] = Boolean((said >> k) & 1);
  }
  const sayMask = (cells, mask) => {
    const said = checked(mask, 0x537, 10) ^ 0x5412, dark = (k) => Boolean((said >> k) & 1);
    for (let k = 0; k < 15; k += 1) {
      if (k < 8) { cells[k < 6 ? k : k + 1][8] = cells[8][size - 1 - k] = dark(k); } else { cells[8][k < 9 ? 7 : 14 - k] = cells[size - 15 + k][8] = dark(k); }
    }
    cells[size - 8][8] = true;
    return cells;
  };
  sayMask(fixed, 0);
  const free = [];
  for (let right = size - 1; right > 0; right -= right === 8 ? 3 : 2) {
    for (let step = 0; step < size; step += 1) for (const x of [right, right - 1]) {
      const y = (right + 1) & 2 ? step : size - 1 - step;
      if (fixed[y][x] === null) free.push([x, y]);
    }
  }
  const drawn = (mask) => {
    const cells = sayMask(fixed.map((row) => [...row]), mask);
    free.forEach(([x, y], k) => { cells[y][x] = Boolean(bits[k]) !== (CODE_MASKS[mask](x, y) === 0); });
    return cells;
  };
  const masked = CODE_MASKS.map((_, mask) => (onlyMask === undefined || mask === onlyMask ? drawn(mask) : null)).filter(Boolean);
  return masked.reduce(([best, least], cells) => { const burden = codeBurden(cells); return burden < least ? [cells, burden] : [best, least]; }, [null, Infinity])[0];
}

/**
 * The remainder of a block's words by the product of (x - 2^k), in the field of 256 with x^8 + x^4 + x^3 + x^2 + 1.
 * @param {number[]} words
 * @param {number} spare
 * @returns {number[]}
 */
function spareWords(words, spare) {
  const powers = [1], logs = [];
  for (let k = 0; k < 255; k += 1) { logs[powers[k]] = k; powers.push((powers[k] << 1) ^ (powers[k] & 128 ? 0x11d : 0)); }
  const times = (a, b) => (a && b ? powers[(logs[a] + logs[b]) % 255] : 0);
  let divisor = [1];
  for (let k = 0; k < spare; k += 1) divisor = [...divisor, 0].map((one, place) => one ^ times(divisor[place - 1] ?? 0, powers[k]));
  const left = [...words, ...Array(spare).fill(0)];
  words.forEach((_, k) => { const lead = left[k]; divisor.forEach((one, place) => { left[k + place] ^= times(one, lead); }); });
  return left.slice(words.length);
}

/**
 * How hard a code is to read: long runs, squares, what looks like a corner, too dark or too light.
 * @param {boolean[][]} cells
 * @returns {number}
 */
function codeBurden(cells) {
  const size = cells.length, lines = [...cells, ...cells.map((_, x) => cells.map((row) => row[x]))].map((line) => line.map(Number).join(""));
  let burden = 0, dark = 0;
  for (const line of lines) {
    for (const run of line.match(/0{5,}|1{5,}/g) || []) burden += run.length - 2;
    burden += 40 * (line.match(/(?=10111010000|00001011101)/g) || []).length;
  }
  cells.forEach((row, y) => row.forEach((one, x) => {
    dark += Number(one);
    if (x && y && one === row[x - 1] && one === cells[y - 1][x] && one === cells[y - 1][x - 1]) burden += 3;
  }));
  return burden + 10 * Math.floor(Math.abs((20 * dark) / size ** 2 - 10));
}

/**
 * The cells as one path, with the light border that a reader needs, as large as paper needs it.
 * @param {boolean[][]} cells
 * @returns {string}
 */
export function codeDrawing(cells) {
  const size = cells.length + 8, mm = (size * MODULE_MM).toFixed(1);
  const path = cells.map((row, y) => row.map((dark, x) => (dark ? `M${x + 4} ${y + 4}h1v1h-1z` : "")).join("")).join("");
  return `<svg viewBox="0 0 ${size} ${size}" width="${mm}mm" height="${mm}mm" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${path}"/></svg>`;
}
