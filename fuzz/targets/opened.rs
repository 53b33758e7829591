//! Whatever is dropped on the page: told by content, zips unpacked, read, and used as the page uses it.

#![no_main]

use laneway_engine::calibrate::calibrate;
use laneway_formats::many::{self, Document};
use laneway_formats::recorded::{Told, recorded};
use laneway_fuzz::simulate_pipeline;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let document = Document { name: "dropped".to_owned(), bytes: bytes.to_vec() };
    let mut n_seen = 0;
    let opened = many::open(vec![document], &mut |n| {
        assert!(n >= n_seen, "progress goes on");
        n_seen = n;
    });
    for reading in &opened.readings {
        if let Ok(fit) = calibrate(&recorded(reading, &Told::default())) {
            let _ = format!("{fit:?}");
        }
    }
    if !opened.readings.is_empty() {
        let together = many::guess(&opened.readings);
        let reading = many::join("joined", opened.readings.clone(), together);
        let _ = many::apply_collection(&reading.suite, &opened.readings[0].suite);
    }
    opened.pipelines.iter().for_each(|file| simulate_pipeline(&file.imported.pipeline));
});
