//! `--order`: the orders of the engine's table, as an option.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use laneway_engine::order::{ORDERS, Order};

/// Reads the flag of an order.
pub(crate) fn parser() -> impl TypedValueParser<Value = Order> {
    let flags = PossibleValuesParser::new(ORDERS.iter().map(|info| info.flag));
    flags.map(|flag| Order::from_flag(&flag).unwrap_or_default())
}
