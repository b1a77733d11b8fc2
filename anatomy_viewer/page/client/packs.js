// @ts-check
/* Packs: the surfaces that are drawn together, read from one small file (anatomy_viewer/atlas/packs.py says what is in it). */

const MAGIC = [...new TextEncoder().encode("anapack"), 1]; // the last is the version
const OPS = { NEW: 0, BEFORE: 1, AFTER: 2, OLD: 3, NOTHING: 4, START_NEW: 5 };
const SIGNED = ["x", "y", "z", "order", "tints"];

/**
 * @typedef {object} Surface
 * @property {string} id
 * @property {Float32Array} points three numbers a point, RAS mm
 * @property {Uint16Array | Uint32Array} cells four numbers a triangle, 3 and its points, as vtk.js takes them
 * @property {Int8Array} normals three numbers a point, of length 127
 * @property {Uint8Array | null} colours red, green, blue a point
 */

/**
 * The surfaces of a pack, one after the other, so that whoever reads them may rest in between.
 * @param {Uint8Array} data the file
 * @returns {Promise<Generator<Surface, void>>} Throws where the file is no pack of this version, or is damaged.
 */
export async function surfacesIn(data) {
  if (!MAGIC.every((letter, index) => data[index] === letter)) throw new Error("This does not begin as a pack of this version.");
  const stream = new Blob([/** @type {BlobPart} */ (data.subarray(MAGIC.length))]).stream().pipeThrough(new DecompressionStream("deflate"));
  const plain = new Uint8Array(await new Response(stream).arrayBuffer());
  const end = 4 + new DataView(plain.buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(plain.subarray(4, end)));
  return surfacesOf(header, columnsOf(header.columns, plain, end));
}

/** @typedef {{values: Int32Array, at: number}} Column its numbers, and how many have been read */

/** The columns by name. */
function columnsOf(columns, plain, start) {
  /** @type {Record<string, Column>} */
  const found = {};
  for (const [name, count, width] of columns) {
    const values = new Int32Array(count);
    for (let plane = 0; plane < width; plane += 1, start += count) {
      if (start + count > plain.length) throw new Error("The pack is cut off.");
      for (let k = 0; k < count; k += 1) values[k] |= plain[start + k] << (8 * plane);
    }
    if (SIGNED.includes(name)) for (let k = 0; k < count; k += 1) values[k] = (values[k] >>> 1) ^ -(values[k] & 1);
    found[name] = { values, at: 0 };
  }
  return found;
}

function* surfacesOf(header, columns) {
  const read = {};
  for (const entry of header.surfaces) {
    const one = entry.mirrors ? mirrored(read[entry.mirrors], entry, columns) : grown(entry, columns);
    read[entry.id] = one;
    yield { id: entry.id, points: inMillimetres(one.steps, header.step_mm), cells: one.cells, normals: one.normals, colours: coloured(one) };
  }
}

function inMillimetres(steps, step) {
  const points = new Float32Array(steps.length);
  for (let k = 0; k < steps.length; k += 1) points[k] = steps[k] * step;
  return points;
}

function coloured({ palette, tints }) {
  if (!palette.length) return null;
  const colours = new Uint8Array(3 * tints.length);
  for (let k = 0; k < tints.length; k += 1) {
    const colour = palette[tints[k]];
    colours[3 * k] = colour;
    colours[3 * k + 1] = colour >> 8;
    colours[3 * k + 2] = colour >> 16;
  }
  return colours;
}

/** The same surface on the other side: x and the winding turned over. */
function mirrored(other, entry, { tints: column }) {
  const steps = other.steps.slice(), normals = other.normals.slice(), cells = other.cells.slice();
  for (let k = 0; k < steps.length; k += 3) { steps[k] = -steps[k]; normals[k] = -normals[k]; }
  for (let k = 2; k < cells.length; k += 4) [cells[k], cells[k + 1]] = [cells[k + 1], cells[k]];
  const tints = entry.tinted ? other.tints.map((tint) => tint + column.values[column.at++]) : other.tints;
  return { steps, normals, cells, palette: other.palette, tints };
}

/** A surface grown triangle by triangle over the open edges of its border. */
function grown(entry, columns) {
  const { points: count, triangles: total } = entry;
  const palette = columns.palette.values.subarray(columns.palette.at, columns.palette.at += entry.palette || 0);
  const { ops, refs, x, y, z, tints: changes } = columns;
  const steps = new Int32Array(3 * count), tints = new Int32Array(palette.length && count);
  const cells = new (count < 65536 ? Uint16Array : Uint32Array)(4 * total);
  let known = 0, full = 0;

  /* A new point lies near where the parallelogram over the edge from a to b beyond c would have it. */
  const grow = (a, b, c) => {
    const into = 3 * known, from = known > 0;
    for (let axis = 0; axis < 3; axis += 1) {
      const column = axis === 0 ? x : axis === 1 ? y : z;
      steps[into + axis] = (from ? steps[3 * a + axis] + steps[3 * b + axis] - steps[3 * c + axis] : 0) + column.values[column.at++];
    }
    if (tints.length) tints[known] = (from ? (tints[a] + tints[b]) >> 1 : 0) + changes.values[changes.at++];
    known += 1;
    return known - 1;
  };
  const add = (a, b, c) => {
    cells[full] = 3;
    cells[full + 1] = a;
    cells[full + 2] = b;
    cells[full + 3] = c;
    full += 4;
  };

  /* The ring: where each edge begins, the edges after and before it, the corner across from it, whether it is open. */
  const start = new Int32Array(3 * total), after = new Int32Array(3 * total), before = new Int32Array(3 * total);
  const across = new Int32Array(3 * total), isOpen = new Uint8Array(3 * total), edgeAt = new Int32Array(count).fill(-1);
  const toDo = new Int32Array(3 * total);
  let edges = 0, waiting = 0;
  for (let left = total; left > 0;) {
    if (!waiting) {
      const first = edges;
      for (let k = 0, near = known - 1; k < 3; k += 1) {
        near = ops.values[ops.at++] === OPS.START_NEW ? grow(near, near, near) : known - 1 - refs.values[refs.at++];
        start[first + k] = near;
      }
      for (let k = 0; k < 3; k += 1) {
        edgeAt[start[first + k]] = first + k;
        after[first + k] = first + ((k + 1) % 3);
        before[first + k] = first + ((k + 2) % 3);
        across[first + k] = start[first + ((k + 2) % 3)];
        isOpen[first + k] = 1;
        toDo[waiting++] = first + k;
      }
      edges += 3;
      add(start[first], start[first + 1], start[first + 2]);
      left -= 1;
      continue;
    }
    const edge = toDo[--waiting];
    if (!isOpen[edge]) continue;
    isOpen[edge] = 0;
    const op = ops.values[ops.at++];
    if (op === OPS.NOTHING) continue;
    const a = start[edge], beyond = after[edge], b = start[beyond];
    let c;
    if (op === OPS.BEFORE) {
      const other = before[edge];
      c = start[other];
      after[other] = beyond;
      before[beyond] = other;
      across[other] = a;
      isOpen[other] = 1;
      toDo[waiting++] = other;
      if (edgeAt[a] === edge) edgeAt[a] = -1;
    } else if (op === OPS.AFTER) {
      const other = after[beyond];
      c = start[other];
      after[edge] = other;
      before[other] = edge;
      across[edge] = b;
      isOpen[edge] = 1;
      isOpen[beyond] = 0;
      toDo[waiting++] = edge;
      if (edgeAt[b] === beyond) edgeAt[b] = -1;
    } else if (op === OPS.NEW || op === OPS.OLD) {
      const added = edges;
      edges += 1;
      c = op === OPS.NEW ? grow(a, b, across[edge]) : known - 1 - refs.values[refs.at++];
      const other = op === OPS.NEW ? -1 : edgeAt[c];
      if (other < 0) {
        before[added] = edge;
        after[edge] = added;
      } else { // the ring is parted in two there, or two rings become one
        before[added] = before[other];
        after[before[other]] = added;
        after[edge] = other;
        before[other] = edge;
      }
      after[added] = beyond;
      before[beyond] = added;
      start[added] = c;
      across[added] = a;
      across[edge] = b;
      isOpen[added] = isOpen[edge] = 1;
      edgeAt[c] = added;
      toDo[waiting++] = added;
      toDo[waiting++] = edge;
    } else throw new Error("The pack is damaged.");
    add(b, a, c);
    left -= 1;
  }
  if (known !== count) throw new Error("The pack is damaged.");
  const one = entry.ordered ? inOrder({ steps, tints, cells }, columns.order) : { steps, tints, cells };
  return { ...one, palette, normals: normalsOf(one.steps, cells) };
}

/** The points in the order that they had before the surface was packed. */
function inOrder({ steps, tints, cells }, column) {
  const places = new Int32Array(steps.length / 3), turned = new Int32Array(steps.length), tinted = new Int32Array(tints.length);
  for (let k = 0, place = -1; k < places.length; k += 1) {
    place += column.values[column.at++];
    places[k] = place;
    turned.set(steps.subarray(3 * k, 3 * k + 3), 3 * place);
    if (tints.length) tinted[place] = tints[k];
  }
  for (let k = 0; k < cells.length; k += 1) if (k % 4) cells[k] = places[cells[k]];
  return { steps: turned, tints: tinted, cells };
}

/** Outward normals of the points: those of the triangles around, the larger the more. */
function normalsOf(steps, cells) {
  const sums = new Float64Array(steps.length), normals = new Int8Array(steps.length);
  for (let k = 0; k < cells.length; k += 4) {
    const a = 3 * cells[k + 1], b = 3 * cells[k + 2], c = 3 * cells[k + 3];
    const ux = steps[b] - steps[a], uy = steps[b + 1] - steps[a + 1], uz = steps[b + 2] - steps[a + 2];
    const vx = steps[c] - steps[a], vy = steps[c + 1] - steps[a + 1], vz = steps[c + 2] - steps[a + 2];
    const nx = uy * vz - uz * vy, ny = uz * vx - ux * vz, nz = ux * vy - uy * vx;
    sums[a] += nx; sums[a + 1] += ny; sums[a + 2] += nz;
    sums[b] += nx; sums[b + 1] += ny; sums[b + 2] += nz;
    sums[c] += nx; sums[c + 1] += ny; sums[c + 2] += nz;
  }
  for (let k = 0; k < sums.length; k += 3) {
    const length = Math.sqrt(sums[k] ** 2 + sums[k + 1] ** 2 + sums[k + 2] ** 2) || 1;
    for (let axis = 0; axis < 3; axis += 1) normals[k + axis] = Math.round((127 * sums[k + axis]) / length);
  }
  return normals;
}
