// @ts-check
/* What stands over the picture drawn with the pen of a canvas, as the browser shows it. */
import { stage } from "./stage.js";

/** @param {CanvasRenderingContext2D} pen @param {any} shape */
export function drawShape(pen, shape) {
  const look = getComputedStyle(shape);
  pen.save();
  pen.globalAlpha *= Number(look.opacity);
  const moved = shape.transform?.baseVal.consolidate();
  if (moved) pen.translate(moved.matrix.e, moved.matrix.f);
  if (shape.localName === "g") { for (const part of shape.children) drawShape(pen, part); pen.restore(); return; }
  const value = (name) => Number(shape.getAttribute(name)) || 0;
  if (shape.localName === "text") {
    pen.font = `${look.fontWeight} ${look.fontSize} ${look.fontFamily}`;
    pen.textAlign = look.textAnchor === "start" ? "left" : "center";
    pen.textBaseline = look.dominantBaseline === "central" ? "middle" : "alphabetic";
    if (look.stroke !== "none") { Object.assign(pen, { strokeStyle: look.stroke, lineWidth: parseFloat(look.strokeWidth), lineJoin: "round" }); pen.strokeText(shape.textContent, value("x"), value("y")); }
    pen.fillStyle = look.fill;
    pen.fillText(shape.textContent, value("x"), value("y"));
    pen.restore();
    return;
  }
  const path = new Path2D(shape.localName === "path" ? shape.getAttribute("d") : undefined);
  if (shape.localName === "circle") path.arc(value("cx"), value("cy"), value("r"), 0, 2 * Math.PI);
  if (shape.localName === "line") { path.moveTo(value("x1"), value("y1")); path.lineTo(value("x2"), value("y2")); }
  if (look.fill !== "none" && shape.localName !== "line") { pen.fillStyle = look.fill; pen.fill(path); }
  if (look.stroke !== "none") {
    pen.strokeStyle = look.stroke;
    pen.lineWidth = parseFloat(look.strokeWidth);
    pen.lineCap = /** @type {CanvasLineCap} */ (look.strokeLinecap);
    pen.setLineDash(look.strokeDasharray === "none" ? [] : look.strokeDasharray.split(/[\s,]+/).map(parseFloat));
    pen.stroke(path);
  }
  pen.restore();
}

/**
 * A label or a ruler's plate: its box, and its words broken where the page breaks them.
 * @param {CanvasRenderingContext2D} pen
 * @param {HTMLElement} element
 */
export function drawBox(pen, element) {
  const { left, top } = stage.free.box, look = getComputedStyle(element), box = element.getBoundingClientRect();
  pen.save();
  const frame = new Path2D();
  frame.roundRect(box.left - left, box.top - top, box.width, box.height, parseFloat(look.borderRadius) || 0);
  pen.fillStyle = look.backgroundColor;
  pen.fill(frame);
  if (parseFloat(look.borderWidth)) { pen.strokeStyle = look.borderColor; pen.lineWidth = 1; pen.stroke(frame); }
  pen.fillStyle = look.color;
  pen.font = `${look.fontWeight} ${look.fontSize} ${look.fontFamily}`;
  pen.textBaseline = "middle";
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = /** @type {Text} */ (walker.nextNode()); node; node = /** @type {Text} */ (walker.nextNode())) {
    const owner = node.parentElement;
    if (owner.classList.contains("tag")) {
      const tag = owner.getBoundingClientRect(), style = getComputedStyle(owner), plate = new Path2D();
      plate.roundRect(tag.left - left, tag.top - top, tag.width, tag.height, 5);
      pen.save();
      pen.fillStyle = style.backgroundColor;
      pen.fill(plate);
      pen.fillStyle = pen.strokeStyle = style.color;
      pen.stroke(plate);
      pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
      pen.textAlign = "center";
      pen.fillText(node.data.trim(), tag.left - left + tag.width / 2, tag.top - top + tag.height / 2 + 1);
      pen.restore();
      continue;
    }
    const range = document.createRange();
    for (const { index, 0: word } of node.data.matchAll(/\S+/g)) {
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const at = range.getClientRects()[0];
      if (at) pen.fillText(word, at.left - left, at.top - top + at.height / 2);
    }
  }
  pen.restore();
}
