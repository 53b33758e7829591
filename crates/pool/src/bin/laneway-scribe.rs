//! The wasm of threads that read and write: registers, and waits for requests.

use gloo_worker::Registrable;
use laneway_pool::thread::Scribe;

fn main() {
    Scribe::registrar().register();
}
