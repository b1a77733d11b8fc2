// @ts-check
/* Drawing in software: what vtk.js does, with one depth for what is solid and what is see-through, and sharp where that is asked for.

   vtk.js draws everything solid a second time as soon as one thing is see-through, only to know its depth there. */
import { inSoftware, programOf } from "./software.js";
import { contextOf } from "./stage.js";

const SAMPLES = 4;
/**
 * The render pass, or null where a card draws: there vtk.js's own is the better one. `sharp` ({band, bands}) draws a band of
 * rows of a picture with four samples a pixel, and shows the picture with its last band; `beside` shows nothing.
 * @type {{sharp: {band: number, bands: number} | null, beside: boolean} | null}
 */
export let layering = null;
/** @param {Vtk} drawer */
export function drawWith(drawer) {
  layering = inSoftware() ? passFor(drawer) : null;
  if (layering) drawer.setRenderPasses([layering]);
}

/** @param {Vtk} drawer @returns {any} */
function passFor(drawer) {
  const gl = contextOf(drawer.getCanvas());
  if (!gl?.getExtension("EXT_color_buffer_float") && !gl?.getExtension("EXT_color_buffer_half_float")) return null;
  let operation = "", counts = { solid: 0, clear: 0 }, size = /** @type {[number, number]} */ ([0, 0]), targets = {}, over = null;
  const pass = {
    sharp: null,
    beside: false,
    getOperation: () => operation,
    getTraverseOperation: () => `traverse${operation[0].toUpperCase()}${operation.slice(1)}`,
    incrementOpaqueActorCount() { counts.solid += 1; },
    incrementTranslucentActorCount() { counts.clear += 1; },
    incrementVolumeCount() {},
    incrementOverlayActorCount() {},
    getShaderReplacement: () => weighed,
    releaseGraphicsResources() {},
    traverse(window) {
      operation = "buildPass";
      window.traverse(pass);
      const [renderer] = window.getRenderable().getRenderersByReference(), node = window.getViewNodeFor(renderer);
      counts = { solid: 0, clear: 0 };
      operation = "queryPass";
      node.traverse(pass);
      const now = window.getSize();
      if (now[0] !== size[0] || now[1] !== size[1]) { release(); size = [now[0], now[1]]; }
      draw(node);
    },
  };
  function drawActors(name, node) {
    operation = name;
    for (const child of node.getChildren()) if (!child.isA("vtkOpenGLCamera")) child.traverse(pass); // the camera would undo the band
  }

  function draw(node) {
    const [width, height] = size, { beside } = pass, { band, bands } = pass.sharp || { band: 0, bands: 1 };
    const straight = !pass.sharp && !beside && !counts.clear, target = straight ? null : targetFor(pass.sharp ? SAMPLES : 0);
    const [from, to] = [band, band + 1].map((edge) => Math.round((height * edge) / bands));
    gl.bindFramebuffer(gl.FRAMEBUFFER, straight ? null : target.solid);
    gl.enable(gl.SCISSOR_TEST);
    gl.enable(gl.DEPTH_TEST);
    gl.viewport(0, 0, width, height);
    gl.scissor(0, from, width, to - from);
    gl.colorMask(true, true, true, true);
    drawer.getContext().depthMask(true); // vtk.js remembers what it was
    gl.clearColor(0, 0, 0, 0);
    gl.clearDepth(1);
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
    gl.disable(gl.BLEND);
    if (counts.solid) drawActors("opaquePass", node);
    gl.enable(gl.BLEND);
    if (counts.clear) {
      gl.bindFramebuffer(gl.FRAMEBUFFER, target.clear);
      gl.clearBufferfv(gl.COLOR, 0, [0, 0, 0, 1]);
      gl.clearBufferfv(gl.COLOR, 1, [0, 0, 0, 0]);
      gl.blendFuncSeparate(gl.ONE, gl.ONE, gl.ZERO, gl.ONE_MINUS_SRC_ALPHA);
      drawActors("translucentPass", node);
      gl.blendFuncSeparate(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA, gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
      drawer.getContext().depthMask(true);
    }
    if (target && !beside && band + 1 === bands) show(target);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  }

  function show(target) {
    const [width, height] = size;
    const copy = (from, to, read, buffers) => {
      gl.bindFramebuffer(gl.READ_FRAMEBUFFER, from);
      gl.readBuffer(read);
      gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, to);
      gl.drawBuffers(buffers);
      gl.blitFramebuffer(0, 0, width, height, 0, 0, width, height, gl.COLOR_BUFFER_BIT, gl.NEAREST);
    };
    const [first, second] = [gl.COLOR_ATTACHMENT0, gl.COLOR_ATTACHMENT1];
    gl.scissor(0, 0, width, height);
    copy(target.solid, null, first, [gl.BACK]);
    if (!counts.clear) return;
    const single = targetFor(0);
    if (target !== single) {
      copy(target.clear, single.clear, first, [first, gl.NONE]);
      copy(target.clear, single.clear, second, [gl.NONE, second]);
      gl.drawBuffers([first, second]);
    }
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    layOver(single.textures);
  }
  function layOver(textures) {
    const before = gl.getParameter(gl.CURRENT_PROGRAM); // vtk.js goes on with it
    over ||= { program: programOf(gl, WHOLE_CANVAS, LAID_OVER), array: gl.createVertexArray() };
    gl.useProgram(over.program);
    gl.bindVertexArray(over.array);
    textures.forEach((texture, k) => {
      gl.activeTexture(gl.TEXTURE0 + k);
      gl.bindTexture(gl.TEXTURE_2D, texture);
      gl.uniform1i(gl.getUniformLocation(over.program, ["sum", "weight"][k]), k);
    });
    gl.disable(gl.DEPTH_TEST);
    gl.disable(gl.CULL_FACE);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
    gl.enable(gl.DEPTH_TEST);
    gl.bindVertexArray(null);
    gl.useProgram(before);
  }

  /** What is drawn on beside the canvas: what is solid, and what all that is see-through adds up to, behind one depth. */
  function targetFor(samples) {
    if (targets[samples]) return targets[samples];
    const made = { solid: gl.createFramebuffer(), clear: gl.createFramebuffer(), buffers: [], textures: [] };
    const buffer = (format) => {
      const one = gl.createRenderbuffer();
      gl.bindRenderbuffer(gl.RENDERBUFFER, one);
      gl.renderbufferStorageMultisample(gl.RENDERBUFFER, samples, format, ...size);
      made.buffers.push(one);
      return one;
    };
    const hold = (place, one) => gl.framebufferRenderbuffer(gl.FRAMEBUFFER, place, gl.RENDERBUFFER, one);
    const texture = (format) => {
      const one = gl.createTexture();
      gl.bindTexture(gl.TEXTURE_2D, one);
      gl.texStorage2D(gl.TEXTURE_2D, 1, format, ...size);
      for (const filter of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, filter, gl.NEAREST);
      made.textures.push(one);
      return one;
    };
    gl.activeTexture(gl.TEXTURE0);
    const depth = buffer(gl.DEPTH_COMPONENT24);
    gl.bindFramebuffer(gl.FRAMEBUFFER, made.solid);
    hold(gl.COLOR_ATTACHMENT0, buffer(gl.RGBA8));
    hold(gl.DEPTH_ATTACHMENT, depth);
    gl.bindFramebuffer(gl.FRAMEBUFFER, made.clear);
    [gl.RGBA16F, gl.R16F].forEach((format, k) => {
      if (samples) hold(gl.COLOR_ATTACHMENT0 + k, buffer(format));
      else gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0 + k, gl.TEXTURE_2D, texture(format), 0);
    });
    hold(gl.DEPTH_ATTACHMENT, depth);
    gl.drawBuffers([gl.COLOR_ATTACHMENT0, gl.COLOR_ATTACHMENT1]);
    return (targets[samples] = made);
  }
  function release() {
    for (const { solid, clear, buffers, textures } of Object.values(targets)) {
      [solid, clear].forEach((one) => gl.deleteFramebuffer(one));
      buffers.forEach((one) => gl.deleteRenderbuffer(one));
      textures.forEach((one) => gl.deleteTexture(one));
    }
    targets = {};
  }
  return pass;
}

const lightened = new WeakSet();
/**
 * The library's own light, with what is the same for all lamps worked out once. What it throws away at the end is never there;
 * but as long as it might be, no pixel that something nearer covers can be skipped. What is pale shines: a tendon more than the
 * flesh of its muscle, a nerve's core and not its dark rim and bands, and no hollow that lies in shadow.
 * @param {Vtk} mapper
 * @param {number} lamps
 */
export function lighten(mapper, lamps) {
  if (!mapper || lightened.has(mapper)) return;
  lightened.add(mapper);
  const replaced = (originalValue, replacementValue) => ({ shaderType: "Fragment", originalValue, replacementValue, replaceFirst: true, replaceAll: true });
  mapper.setViewSpecificProperties({ OpenGL: { ShaderReplacements: [
    replaced("//VTK::Light::Impl", `
    vec3 eye = normalize(-vertexVC.xyz), diffuseL = vec3(0.0), specularL = vec3(0.0);
    float facing = 2.0 * dot(normalVCVSOutput, eye), df;
    ${Array.from({ length: lamps }, (_, k) => `
    df = -dot(normalVCVSOutput, lightDirectionVC${k});
    if (df > 0.0) {
      diffuseL += df * lightColor${k};
      specularL += pow(max(1e-5, dot(lightDirectionVC${k}, eye) + df * facing), specularPower) * lightColor${k};
    }`).join("")}
    float gloss = specular * smoothstep(0.25, 0.85, diffuseColor.g);
    gl_FragData[0] = vec4(ambientColor * ambient + diffuseL * diffuseColor * diffuse + specularL * specularColor * gloss, opacity);`),
    replaced("if \\(gl_FragData\\[0\\]\\.a <= 0\\.0\\)\\s*\\{\\s*discard;\\s*\\}", ""), // it is read as a pattern
  ] } });
}

/* As vtk.js lays see-through things over each other in any order: each weighs more, the nearer it is. */
/** @type {(shaders: {Fragment: string}) => void} */
const weighed = (shaders) => {
  shaders.Fragment = shaders.Fragment.replace("//VTK::RenderPassFragmentShader::Impl", `
    float weight = gl_FragData[0].a * pow(max(1.1 - gl_FragCoord.z, 0.0), 2.0);
    gl_FragData[0] = vec4(gl_FragData[0].rgb * weight, gl_FragData[0].a);
    gl_FragData[1].r = weight;`);
};
const WHOLE_CANVAS = `#version 300 es
  void main() { gl_Position = vec4(4 * (gl_VertexID & 1) - 1, 2 * (gl_VertexID & 2) - 1, 0, 1); }`;
const LAID_OVER = `#version 300 es
  precision highp float;
  uniform sampler2D sum, weight;
  out vec4 seen;
  void main() {
    ivec2 here = ivec2(gl_FragCoord.xy);
    vec4 all = texelFetch(sum, here, 0);
    seen = vec4(all.rgb / max(texelFetch(weight, here, 0).r, 0.01), 1.0 - all.a);
  }`;
