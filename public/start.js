// Starts the page. A file of its own, since the page's policy allows no inline scripts.
const { js, wasm } = document.querySelector("script[data-js]").dataset;
const { default: init } = await import(new URL(js, document.baseURI).href);
await init({ module_or_path: new URL(wasm, document.baseURI).href });
