// @ts-check
/* Buffers: each point of a surface goes to the graphics processor once, and triangles name their points.

   vtk.js writes every point anew for each triangle that it belongs to: six times as much to make, to send and to work out. */
const changed = new WeakSet();
/**
 * From now on surfaces are drawn so, by the library's own mappers.
 * @param {Vtk} drawer
 * @param {WebGL2RenderingContext | null} gl
 */
export function drawByIndex(drawer, gl) {
  const { overrides } = drawer.getMyFactory().get(), make = overrides.vtkMapper; // all drawers share them
  if (changed.has(overrides) || !gl?.createVertexArray) return; // WebGL 1 has no numbers for large surfaces
  changed.add(overrides);
  overrides.vtkMapper = (...values) => {
    const node = make(...values), { primitives, primTypes } = node.get();
    primitives[primTypes.Tris] = byIndex(primitives[primTypes.Tris]);
    return node;
  };
}

const SURFACE = 2; // vtk.js's number of the way to draw
const NUMBERS = 6; // of a point: its place and its normal; its colour stands behind them as one more
/** @param {Vtk} own what draws the triangles of one mapper */
function byIndex(own) {
  const buffer = own.getCABO(), told = buffer.get();
  /** @type {{gl: WebGL2RenderingContext, names: WebGLBuffer, type: number} | null} */
  let here = null;
  const free = () => { here?.gl.deleteBuffer(here.names); here = null; };
  const mine = {
    ...buffer,
    createVBO(cells, kind, way, surface, selected) { // the last: what only a selector of the library's would ask for
      free();
      const names = way === SURFACE && isPlain(surface) && namesIn(cells.getData());
      if (!names) return buffer.createVBO(cells, kind, way, surface, selected);
      const gl = own.get().context, colours = surface.colors, stride = 4 * (NUMBERS + (colours ? 1 : 0));
      buffer.setCoordShiftAndScale(null, null);
      Object.assign(told, { blockSize: stride / 4, stride, vertexOffset: 0, normalOffset: 12, tCoordOffset: 0, tCoordComponents: 0, customData: [], elementCount: names.length,
        colorBO: colours && buffer, colorComponents: colours ? 4 : 0, colorOffset: 4 * NUMBERS, colorBOStride: stride });
      buffer.upload(pointByPoint(surface.points.getData(), surface.normals.getData(), colours?.getData()), buffer.getType());
      here = { gl, names: gl.createBuffer(), type: names instanceof Uint16Array ? gl.UNSIGNED_SHORT : gl.UNSIGNED_INT };
      gl.bindVertexArray(null); // it keeps what is bound there
      gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, here.names);
      gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, names, gl.STATIC_DRAW);
      return names.length / 3;
    },
  };
  return {
    ...own,
    getCABO: () => mine,
    releaseGraphicsResources(...values) { free(); own.releaseGraphicsResources(...values); },
    drawArrays(renderer, actor, way, mapper) {
      if (!here) return own.drawArrays(renderer, actor, way, mapper);
      own.updateShaders(renderer, actor, mapper);
      here.gl.bindBuffer(here.gl.ELEMENT_ARRAY_BUFFER, here.names);
      here.gl.drawElements(here.gl.TRIANGLES, told.elementCount, here.type, 0);
      return told.elementCount / 3;
    },
  };
}
/** @param {any} surface what vtk.js gives of one: points with normals, and with colours or without, are all that ours have */
const isPlain = ({ normals, tcoords, colors, haveCellScalars, haveCellNormals, customAttributes }) => normals && !tcoords && !haveCellScalars && !haveCellNormals
  && !customAttributes?.length && (!colors || colors.getNumberOfComponents() === 4);

/** The points of the triangles, or nothing where something else is among them. @param {Uint16Array | Uint32Array} cells */
function namesIn(cells) {
  const count = cells.length / 4;
  if (!Number.isInteger(count) || !count) return null;
  const names = cells instanceof Uint16Array ? new Uint16Array(3 * count) : new Uint32Array(3 * count);
  for (let k = 0, into = 0; k < cells.length; k += 4) {
    if (cells[k] !== 3) return null;
    names[into++] = cells[k + 1];
    names[into++] = cells[k + 2];
    names[into++] = cells[k + 3];
  }
  return names;
}
/** Point by point: place, normal and colour. */
function pointByPoint(points, normals, colours) {
  const size = colours ? NUMBERS + 1 : NUMBERS, count = points.length / 3, all = new Float32Array(size * count);
  for (let k = 0, from = 0, into = 0; k < count; k += 1, from += 3, into += size) {
    all[into] = points[from];
    all[into + 1] = points[from + 1];
    all[into + 2] = points[from + 2];
    all[into + 3] = normals[from];
    all[into + 4] = normals[from + 1];
    all[into + 5] = normals[from + 2];
  }
  if (!colours) return all;
  const bytes = new Uint8Array(all.buffer), last = 4 * NUMBERS;
  for (let k = 0, into = last; k < colours.length; k += 4, into += 4 * size) {
    bytes[into] = colours[k];
    bytes[into + 1] = colours[k + 1];
    bytes[into + 2] = colours[k + 2];
    bytes[into + 3] = colours[k + 3];
  }
  return all;
}
