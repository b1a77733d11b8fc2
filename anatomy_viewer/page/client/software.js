// @ts-check
/* Whether a program draws instead of a graphics card. */

/* It says so in its name; where a browser keeps names to itself, time tells. */
const DRAWING_PROGRAMS = /swiftshader|llvmpipe|softpipe|swrast|software|basic render/i;
const NO_NAME = /^(webkit webgl|mozilla|webgl|generic renderer)?$/i;
const UNMASKED_RENDERER = 0x9246;
const SLOW_TRIAL_MS = 10; // a card needs one or two

/** @type {boolean | null} */
let drawsInSoftware = null;
/** Asked before the view has its context: what it is made with cannot be changed afterwards. */
export function inSoftware() {
  if (drawsInSoftware !== null) return drawsInSoftware;
  // Beside the page, so that no context of the page's own canvases is taken for it; the first script has made one.
  let gl = window.anatomyTrial ?? null;
  window.anatomyTrial = null;
  if (!gl || gl.isContextLost()) {
    const canvas = typeof OffscreenCanvas === "function" ? new OffscreenCanvas(256, 256) : Object.assign(document.createElement("canvas"), { width: 256, height: 256 });
    try { gl = canvas.getContext("webgl2", { antialias: false }); } catch { /* then there is none */ }
  }
  if (!gl || gl.isContextLost()) return false; // asked again when there is one
  const nameAt = (key) => String(gl.getParameter(key) ?? "").trim();
  let name = nameAt(gl.RENDERER);
  // Firefox says it here, and complains of whoever asks on.
  if (NO_NAME.test(name) && gl.getExtension("WEBGL_debug_renderer_info")) name = nameAt(UNMASKED_RENDERER);
  return (drawsInSoftware = NO_NAME.test(name) ? drawsSlowly(gl) : DRAWING_PROGRAMS.test(name));
}

const EVERYWHERE = `
  attribute vec2 place;
  void main() { gl_Position = vec4(place, 0, 1); }`;
const HARD_WORK = `
  precision highp float;
  void main() {
    float sum = gl_FragCoord.x;
    for (int k = 0; k < 64; k += 1) sum = fract(sin(sum) * 43.7 + gl_FragCoord.y);
    gl_FragColor = vec4(sum);
  }`;
/** @param {WebGL2RenderingContext} gl @returns {boolean} */
function drawsSlowly(gl) {
  const program = programOf(gl, EVERYWHERE, HARD_WORK), place = gl.getAttribLocation(program, "place");
  gl.useProgram(program);
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 3, -1, -1, 3]), gl.STATIC_DRAW);
  gl.enableVertexAttribArray(place);
  gl.vertexAttribPointer(place, 2, gl.FLOAT, false, 0, 0);
  const trial = () => {
    const begun = performance.now();
    gl.drawArrays(gl.TRIANGLES, 0, 3);
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
    return performance.now() - begun;
  };
  trial(); // what is made at the first time counts for nothing
  return Math.min(trial(), trial()) > SLOW_TRIAL_MS;
}

/** @param {WebGL2RenderingContext} gl @param {string} vertices @param {string} fragments @returns {WebGLProgram} */
export function programOf(gl, vertices, fragments) {
  const program = gl.createProgram();
  for (const [kind, source] of /** @type {[number, string][]} */ ([[gl.VERTEX_SHADER, vertices], [gl.FRAGMENT_SHADER, fragments]])) {
    const shader = gl.createShader(kind);
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  return program;
}
