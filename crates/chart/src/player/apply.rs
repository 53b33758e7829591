//! What each moment does to the queues.

use laneway_engine::dist_mode::DistMode;
use laneway_engine::outcome::DecisionKind;

use super::moments::{What, tests};
use super::queues::{Phase, Queues, Told};
use super::replay::Replay;

impl Replay {
    /// Lets a moment happen.
    pub(super) fn apply(&self, queues: &mut Queues, what: What) {
        match what {
            What::Ready(worker) => queues.lanes[worker as usize].phase = Phase::Collecting,
            What::Collected(worker) => {
                let lane = &mut queues.lanes[worker as usize];
                lane.phase = Phase::Waiting;
                if self.dist == DistMode::No {
                    lane.queue = std::mem::take(&mut queues.held);
                    lane.told = Told::Yes;
                }
            }
            What::Decided(decision) => self.decide(queues, decision),
            What::Arrived(decision) => self.arrive(queues, decision),
            What::Started(run) => {
                let lane = &mut queues.lanes[self.outcome.runs[run as usize].worker as usize];
                (lane.phase, lane.run) = (Phase::Running, Some(run));
            }
            What::Ended(run) => {
                let run = &self.outcome.runs[run as usize];
                let lane = &mut queues.lanes[run.worker as usize];
                if run.crashed {
                    lane.phase = Phase::Dead;
                } else {
                    (lane.phase, lane.run) = (Phase::Waiting, None);
                    lane.queue.pop_front();
                    queues.n_done += 1;
                }
            }
            What::Finished(worker) => queues.lanes[worker as usize].phase = Phase::Finished,
        }
    }

    fn decide(&self, queues: &mut Queues, position: u32) {
        let decision = &self.outcome.decisions[position as usize];
        let tests = tests(&self.outcome, position);
        let lane = &mut queues.lanes[decision.worker as usize];
        match decision.kind {
            DecisionKind::RunTests => {
                lane.sent.extend(tests);
                queues.let_go(tests);
            }
            DecisionKind::RunTestsAll => lane.sent.extend(&self.order),
            DecisionKind::Shutdown if lane.told == Told::No => lane.told = Told::Sent,
            DecisionKind::Unscheduled => {
                lane.given.drain(..tests.len());
                queues.held.extend(tests);
            }
            DecisionKind::ErrorDown => self.bury(queues, position),
            DecisionKind::Shutdown | DecisionKind::Steal | DecisionKind::CrashItem => {}
        }
    }

    fn arrive(&self, queues: &mut Queues, position: u32) {
        let decision = &self.outcome.decisions[position as usize];
        let lane = &mut queues.lanes[decision.worker as usize];
        match decision.kind {
            // What was on its way to a worker that is gone is back with the controller.
            _ if lane.phase == Phase::Gone => {}
            DecisionKind::RunTests => lane.queue.extend(lane.sent.drain(..tests(&self.outcome, position).len())),
            DecisionKind::RunTestsAll => lane.queue.extend(lane.sent.drain(..)),
            DecisionKind::Steal => {
                if let Some(answer) = self.answers[position as usize] {
                    lane.give(tests(&self.outcome, answer));
                }
            }
            DecisionKind::Shutdown => lane.told = Told::Yes,
            DecisionKind::Unscheduled | DecisionKind::ErrorDown | DecisionKind::CrashItem => {}
        }
    }

    /// The controller hears of a death: what the worker had goes back, the test that it died in only under scopes. A second
    /// death in a row under `each` takes all of it along: xdist knows nothing of a replacement's tests.
    fn bury(&self, queues: &mut Queues, position: u32) {
        let worker = self.outcome.decisions[position as usize].worker;
        let lane = &mut queues.lanes[worker as usize];
        lane.phase = Phase::Gone;
        let follows = self.outcome.decisions.get(position as usize + 1);
        let is_blamed = follows.is_some_and(|it| it.kind == DecisionKind::CrashItem && it.worker == worker);
        if self.dist == DistMode::Each && !is_blamed {
            return;
        }
        let goes_back = matches!(self.dist, DistMode::LoadScope | DistMode::LoadFile | DistMode::LoadGroup);
        if lane.run.take().is_some() && !goes_back {
            queues.blamed.extend(lane.queue.pop_front());
        }
        queues.held.extend(lane.queue.drain(..).chain(lane.sent.drain(..)));
    }
}
