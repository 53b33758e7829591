// Starts the page. A file of its own, since the page's policy allows no inline scripts.
const root = document.documentElement;
try {
  const theme = localStorage.getItem("laneway.theme");
  if (theme) root.dataset.theme = theme;
} catch {
  // A browser that keeps nothing has the system's theme.
}
const { js, wasm } = document.querySelector("script[data-js]").dataset;
try {
  const { default: init } = await import(new URL(js, document.baseURI).href);
  await init({ module_or_path: new URL(wasm, document.baseURI).href });
  document.getElementById("start")?.remove();
} catch (error) {
  const start = document.getElementById("start");
  if (start) start.textContent = `Laneway could not start: ${error.message}. It needs WebAssembly; reload the page, or try a newer browser.`;
  throw error;
}
