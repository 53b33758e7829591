// The service worker: keeps the page's own files, so that it opens without a network, and always in one version.
// The build fills in both of these; without files it keeps nothing, and takes back what an earlier build kept.
const VERSION = "";
const FILES = [];

// Other pages of the same host keep theirs under other names.
const OURS = `laneway ${self.registration.scope} `;
const NAME = OURS + VERSION;

self.addEventListener("install", (event) => {
  if (FILES.length === 0) {
    self.skipWaiting();
    return;
  }
  // One file that fails fails all: a version is kept whole, or not at all. The server is asked whether it has newer ones.
  const requests = FILES.map((file) => new Request(file, { cache: "no-cache" }));
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(requests)));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const names = await caches.keys();
      const old = names.filter((name) => name.startsWith(OURS) && (name !== NAME || FILES.length === 0));
      await Promise.all(old.map((name) => caches.delete(name)));
      if (FILES.length === 0) await self.registration.unregister();
      else await self.clients.claim();
    })(),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (FILES.length === 0 || request.method !== "GET" || !url.href.startsWith(self.registration.scope)) return;
  event.respondWith(answer(request, url));
});

// A kept file, whatever stands behind its `?`; what is not one of ours comes from the network.
async function answer(request, url) {
  const cache = await caches.open(NAME);
  const isStart = url.origin + url.pathname === self.registration.scope;
  const kept = await cache.match(isStart ? "index.html" : request, { ignoreSearch: true });
  return kept ?? fetch(request);
}

// The user wants the version that waits.
self.addEventListener("message", ({ data }) => {
  if (data === "take over") self.skipWaiting();
});
