/* The page that a newcomer would write: one GLB, the loader's own materials, a lamp at the eye, a frame where the hand has
   moved. The camera is the viewer's, in its own millimetres: ?camera=px,py,pz,fx,fy,fz,degrees&at=0.3&antialias=1 */
import {
  AmbientLight, Color, DirectionalLight, FrontSide, PerspectiveCamera, Scene, Vector3, WebGLRenderer,
} from "three";
import { GLTFLoader } from "three/addons/loaders/GLTFLoader.js";
import { OrbitControls } from "three/addons/controls/OrbitControls.js";

const asked = new URLSearchParams(window.location.search);
const [px, py, pz, fx, fy, fz, degrees] = asked.get("camera").split(",").map(Number);
const inMetres = (x, y, z) => new Vector3(-x, z, y).multiplyScalar(0.001);

const renderer = new WebGLRenderer({ antialias: asked.has("antialias") });
renderer.setPixelRatio(window.devicePixelRatio);
renderer.setSize(window.innerWidth, window.innerHeight);
document.body.append(renderer.domElement);

const scene = new Scene();
scene.background = new Color(230 / 255, 230 / 255, 230 / 255);
const camera = new PerspectiveCamera(degrees, window.innerWidth / window.innerHeight, 0.05, 5);
camera.setViewOffset(
  window.innerWidth, window.innerHeight, (0.5 - Number(asked.get("at"))) * window.innerWidth, 0, window.innerWidth, window.innerHeight,
);
camera.position.copy(inMetres(px, py, pz));
const lamp = new DirectionalLight(0xffffff, 2);
camera.add(lamp);
scene.add(camera, new AmbientLight(0xffffff, 1));

const controls = new OrbitControls(camera, renderer.domElement);
controls.target.copy(inMetres(fx, fy, fz));
controls.update();

let due = false;
function draw() {
  due = false;
  renderer.render(scene, camera);
}
controls.addEventListener("change", () => {
  if (!due) window.requestAnimationFrame(draw);
  due = true;
});

new GLTFLoader().load("model.glb", (model) => {
  model.scene.traverse((one) => { // the dark rim of a nerve is a tube turned inside out
    if (one.isMesh && one.name.includes("nerve")) one.material = Object.assign(one.material.clone(), { side: FrontSide });
  });
  scene.add(model.scene);
  draw();
  window.peerDrawn = true;
});
