//! What is asked, and what is right: the simulation says.

use serde::{Deserialize, Serialize};

use crate::document::GuessDocument;
use crate::expression::{ExpressionError, Sides, filled, holds, value};
use crate::figure::{Kind, Value};

/// A question with its answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Guess {
    /// The question.
    pub ask: String,
    /// What can be answered, and what is right.
    pub answer: Answer,
    /// Why; may be empty.
    pub because: String,
}

/// What can be answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// One of several.
    Choice {
        /// What one reads.
        choices: Vec<String>,
        /// The place of the one that is right.
        right: usize,
    },
    /// A figure.
    Figure {
        /// How much; of what.
        value: Value,
        /// In words.
        words: String,
    },
}

/// How near a figure was guessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nearness {
    /// Within a twentieth.
    Right,
    /// Within a quarter.
    Near,
    /// Further off.
    Far,
}

/// Why there is no guess.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GuessError {
    /// An expression is none.
    #[error(transparent)]
    Expression(#[from] ExpressionError),
    /// Not exactly one choice is right.
    #[error("{n} of the {of} choices are right in the simulation, expected one: {right}")]
    NotOne {
        /// How many are.
        n: usize,
        /// Of how many.
        of: usize,
        /// The claims that hold.
        right: String,
    },
    /// Neither or both.
    #[error("found {0}, expected either `choices` or a `figure`")]
    NotEither(&'static str),
}

impl Guess {
    /// Asks the simulation what is right.
    ///
    /// # Errors
    /// If an expression is none, or not exactly one choice is right.
    pub fn of(document: &GuessDocument, sides: &Sides) -> Result<Self, GuessError> {
        let GuessDocument { ask, choices, figure, because } = document;
        let answer = match (choices.is_empty(), figure) {
            (false, Some(_)) => return Err(GuessError::NotEither("both")),
            (true, None) => return Err(GuessError::NotEither("neither")),
            (true, Some(figure)) => {
                let value = value(figure, sides)?;
                Answer::Figure { value, words: value.words() }
            }
            (false, None) => {
                let holds: Vec<bool> =
                    choices.iter().map(|choice| holds(&choice.when, sides)).collect::<Result<_, _>>()?;
                let right: Vec<usize> = (0..choices.len()).filter(|place| holds[*place]).collect();
                let [only] = right[..] else {
                    let claims: Vec<&str> = right.iter().map(|place| choices[*place].when.as_str()).collect();
                    let (n, of) = (right.len(), choices.len());
                    return Err(GuessError::NotOne { n, of, right: claims.join("; ") });
                };
                let words = choices.iter().map(|choice| filled(&choice.say, sides)).collect::<Result<_, _>>()?;
                Answer::Choice { choices: words, right: only }
            }
        };
        let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        Ok(Self { ask: filled(&line(ask), sides)?, answer, because: filled(&line(because), sides)? })
    }
}

/// How near `guessed` is to a figure.
pub fn nearness(guessed: f64, value: Value) -> Nearness {
    let apart = (guessed - value.number).abs();
    let size = value.number.abs();
    // Things are counted; a share and a time are measured.
    let right = if value.kind == Some(Kind::Count) { 0.5_f64.max(size / 50.0) } else { size / 20.0 };
    if apart < right {
        Nearness::Right
    } else if apart <= size / 4.0 {
        Nearness::Near
    } else {
        Nearness::Far
    }
}
