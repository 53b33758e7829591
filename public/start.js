// Starts the page. A file of its own, since the page's policy allows no inline scripts.
const root = document.documentElement;
const { js, wasm, later } = document.querySelector("script[data-js]").dataset;
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
if (later && !isFirstVisit) {
  const hint = Object.assign(document.createElement("link"), { rel: "preload", as: "fetch", crossOrigin: "anonymous", href: later });
  document.head.append(hint);
}
try {
  const { default: init } = await import(new URL(js, document.baseURI).href);
  await init({ module_or_path: new URL(wasm, document.baseURI).href });
  document.getElementById("start")?.remove();
} catch (error) {
  const start = document.getElementById("start");
  start?.classList.add("page__start--failed");
  if (start) start.textContent = `Laneway could not start: ${error.message}. It needs WebAssembly and web workers; reload the page, or try a newer browser.`;
  throw error;
} finally {
  // Last, so that it takes nothing from the first answer; and also where the start failed, since a newer version may mend it.
  keepOffline().catch(() => {});
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
