/* How the scripts of a site come. A server that compresses hands them out as they are; from one that does not, which this
   script sees by how it came itself, the compressed forms beside them are fetched and unpacked here. */
(() => {
  "use strict";
  const { src, dataset } = document.currentScript;
  if (window.location.protocol === "file:") {
    window.anatomyBegun = new Promise(() => undefined);
    const tell = () => document.querySelector("#app .anatomy-waiting").replaceChildren(...Object.entries(JSON.parse(dataset.fromDisk))
      .map(([lang, textContent]) => Object.assign(document.createElement("span"), { lang, textContent, style: "display: block; margin: 8px 0" })));
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", tell); else tell();
    return;
  }
  const own = performance.getEntriesByName(src)[0];
  let kept = false; // the service worker has them
  try { kept = Boolean(navigator.serviceWorker?.controller); } catch { /* a frame that keeps nothing */ }
  const packed = !kept && Boolean(window.DecompressionStream) && own?.encodedBodySize > 0 && own.encodedBodySize >= own.decodedBodySize;
  const coming = {};
  for (const [address, gives] of Object.entries(JSON.parse(dataset.scripts))) {
    const link = Object.assign(document.createElement("link"), packed ? {} : { rel: "preload", as: "script" });
    link.href = address;
    link.dataset.gives = gives;
    document.head.append(link);
    if (packed) coming[link.href] = unpacked(link.href).catch(() => "");
  }
  /** Where a script is found; what could not be unpacked, or did not give what it should, is asked for as it is. */
  window.anatomyPlace = async (address) => {
    const place = await coming[address];
    delete coming[address];
    return place || address;
  };
  async function unpacked(address) {
    const answer = await fetch(`${address}.gz`);
    if (!answer.ok || /html/.test(answer.headers.get("content-type"))) return "";
    const data = await answer.blob(), [first, second] = new Uint8Array(await data.slice(0, 2).arrayBuffer());
    // A server may have told the browser that it is compressed, which then has unpacked it.
    const text = first === 0x1f && second === 0x8b ? await new Response(data.stream().pipeThrough(new DecompressionStream("gzip"))).blob() : data;
    return URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  }
})();
