/* The service worker of a site: it keeps the files of one edition of the page, so that the page opens without a network.
   Before these lines stand EDITION, the name of the edition, and FILES, by name the SHA-256 of each of its files. */
"use strict";

const scope = self.registration.scope;
const OWN = `anatomy-viewer ${scope} `; // other sites of the same origin have caches too
const CACHE = OWN + EDITION;
const PATIENCE_MS = 4000; // a network that is there and answers nothing

const sumOf = async (data) => [...new Uint8Array(await self.crypto.subtle.digest("SHA-256", data))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const plain = (answer, body) => new Response(body, { headers: { "Content-Type": answer.headers.get("Content-Type") || "" } });

/* What the page has fetched already lies in the browser's cache; else the compressed form is fetched, whatever the server does. */
const WAYS = [
  (address) => fetch(address, { cache: "only-if-cached", mode: "same-origin" }),
  async (address) => {
    const answer = /\.(js|json|css)$/.test(address) ? await fetch(`${address}.gz`) : null, data = await answer?.blob();
    return answer?.ok ? new Response(data.stream().pipeThrough(new DecompressionStream("gzip")), { headers: { "Content-Type": KINDS[address.split(".").pop()] } }) : null;
  },
  (address) => fetch(address, { cache: "reload" }),
];
const KINDS = { js: "text/javascript; charset=utf-8", json: "application/json", css: "text/css; charset=utf-8" };
/* Kept is what this edition is made of, to the byte; else nothing, and it is tried again at the next visit. */
async function keep(cache, name, sum) {
  const address = new URL(name, scope).href;
  for (const way of WAYS) {
    try {
      const answer = await way(address), data = answer?.ok && await answer.arrayBuffer();
      if (data && await sumOf(data) === sum) return await cache.put(address, plain(answer, data));
    } catch { /* then in another way */ }
  }
  throw new Error(`${address} is not of this edition`);
}
/* A server may add something to a page, so of the page only the edition that it names counts. */
async function keepPage(cache) {
  const answer = await fetch(scope, { cache: "reload" }), text = await answer.text();
  if (!answer.ok || !text.includes(`content="${EDITION}"`)) throw new Error(`${scope} is not of this edition`);
  await cache.put(scope, plain(answer, text));
}
async function fill() {
  const cache = await caches.open(CACHE), there = new Set((await cache.keys()).map(({ url }) => url));
  for (const [name, sum] of Object.entries(FILES)) if (!there.has(new URL(name, scope).href)) await keep(cache, name, sum);
  if (!there.has(scope)) await keepPage(cache);
}

/* The page itself comes from the network, so that a new edition shows at once; without one, the page of this edition. */
async function page(address) {
  const kept = async () => (await caches.open(CACHE)).match(scope);
  const asked = fetch(address, { cache: "no-cache", credentials: "same-origin", redirect: "manual" });
  const late = new Promise((done) => { self.setTimeout(done, PATIENCE_MS); });
  try {
    const answer = await Promise.race([asked, late]);
    if (answer && answer.status < 500) return answer;
  } catch { /* there is no network */ }
  return (await kept()) || asked;
}
/* A name says what is in a file, so one of a former edition is as good as any: a page that is still open goes on with its own. */
const file = async (request) => (await caches.match(request, { ignoreSearch: true, ignoreVary: true })) || fetch(request);

self.addEventListener("fetch", (event) => {
  const { request } = event, { origin, pathname } = new URL(request.url), address = origin + pathname;
  if (request.method !== "GET" || !address.startsWith(scope)) return;
  const name = address.slice(scope.length);
  if (request.mode === "navigate") { if (name === "" || name === "index.html") event.respondWith(page(request.url)); }
  else if (name in FILES || name.startsWith("files/")) event.respondWith(file(request));
});
self.addEventListener("install", (event) => { event.waitUntil(fill().then(() => self.skipWaiting())); });

const pagesOpen = async () => (await self.clients.matchAll({ type: "window", includeUncontrolled: true })).filter(({ url }) => url.startsWith(scope));
self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    await self.clients.claim();
    for (const one of await pagesOpen()) one.postMessage({ edition: EDITION });
  })());
});
/* A page says of which edition it is. What the browser threw away is fetched again, and former editions go when nobody has one open. */
self.addEventListener("message", (event) => {
  if (!event.data?.edition) return;
  event.waitUntil((async () => {
    const same = event.data.edition === EDITION;
    if (same) await fill();
    event.source.postMessage({ edition: EDITION });
    if (!same || (await pagesOpen()).length > 1) return;
    for (const name of await caches.keys()) if (name.startsWith(OWN) && name !== CACHE) await caches.delete(name);
  })());
});
