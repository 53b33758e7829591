//! The thread's own wasm: registers, and waits for requests.

use gloo_worker::Registrable;
use laneway_pool::thread::Thread;

fn main() {
    Thread::registrar().register();
}
