// Starts the page. A file of its own, since the page's policy allows no inline scripts.
const root = document.documentElement;
const { js, wasm, later } = document.querySelector("script[data-js]").dataset;
// What the build has split off the page's program.
const parts = later?.split(" ").map((part) => new URL(part, document.baseURI).href) ?? [];
let isFirstVisit = !location.hash;
try {
  const theme = localStorage.getItem("laneway.theme");
  if (theme) root.dataset.theme = theme;
  isFirstVisit &&= !localStorage.getItem("laneway.scenario");
} catch {
  // A browser that keeps nothing has the system's theme.
}
// The page's own program trapped: nothing answers any more, which somebody must say.
function stopped(error) {
  if (typeof WebAssembly === "undefined" || !(error instanceof WebAssembly.RuntimeError)) return;
  if (document.querySelector(".page__start--failed")) return;
  const said = document.createElement("p");
  said.className = "page__start page__start--failed";
  said.role = "alert";
  said.textContent = `Laneway stopped: ${error.message}. It needs WebAssembly and web workers. Reload the page: what you worked on is kept.`;
  document.body.prepend(said);
}
addEventListener("error", ({ error }) => stopped(error));
addEventListener("unhandledrejection", ({ reason }) => stopped(reason));

// Whoever comes with a link, or comes back, needs at once what others need after the first answer.
if (!isFirstVisit) {
  const hint = (href) => Object.assign(document.createElement("link"), { rel: "preload", as: "fetch", crossOrigin: "anonymous", href });
  document.head.append(...parts.map(hint));
}
let isStarted = false;
try {
  const { default: init } = await import(new URL(js, document.baseURI).href);
  await init({ module_or_path: new URL(wasm, document.baseURI).href });
  document.getElementById("start")?.remove();
  isStarted = true;
} catch (error) {
  const start = document.getElementById("start");
  start?.classList.add("page__start--failed");
  if (start) start.textContent = `Laneway could not start: ${error.message}. It needs WebAssembly and web workers; reload the page, or try a newer browser.`;
  throw error;
} finally {
  // Also where the start failed, since a newer version may mend it.
  (isStarted ? atRest() : Promise.resolve()).then(keepOffline).catch(() => {});
}

// Until the first answer is drawn and the rest of the page is there, so that what is kept takes nothing from them; at most ten
// seconds, since not every view draws.
function atRest() {
  const clocked = (type, name) =>
    new Promise((resolve) => {
      new PerformanceObserver((list) => list.getEntriesByName(name).length > 0 && resolve()).observe({ type, buffered: true });
    });
  const drawn = clocked("measure", "laneway-draw");
  const loaded = parts.map((part) => clocked("resource", part));
  return Promise.race([Promise.all([drawn, ...loaded]), new Promise((resolve) => setTimeout(resolve, 10_000))]);
}

// Keeps the page for visits without a network. A newer version waits until the user wants it: `src/browser/update.rs`.
async function keepOffline() {
  const container = navigator.serviceWorker;
  // Not over plain http, nor in some private windows: then there is nothing to keep it in.
  if (!container) return;
  const registration = await container.register("offline.js");
  const say = () => {
    if (!registration.waiting || !container.controller) return;
    root.dataset.update = "waits";
    dispatchEvent(new Event("laneway-update-waits"));
  };
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", say));
  say();
  addEventListener("laneway-update-wanted", () => {
    container.addEventListener("controllerchange", () => location.reload(), { once: true });
    registration.waiting?.postMessage("take over");
  });
}
