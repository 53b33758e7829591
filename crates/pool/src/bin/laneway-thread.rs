//! The wasm of threads that simulate: registers, and waits for requests.

use gloo_worker::Registrable;
use laneway_pool::thread::Thread;

fn main() {
    Thread::registrar().register();
}
