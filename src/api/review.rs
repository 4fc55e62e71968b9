//! Endpoints of reviewers.

use crate::api::body::Fields;
use crate::api::refusal::answer;
use crate::api::{Answer, Call, items};
use crate::database::Database;
use crate::job::{State, Write, is_final};
use crate::problem::Conflict;
use crate::store;

/// `POST /jobs/{id}/approve`
pub async fn approve_storyboard<D: Database>(call: &Call<'_, D>, write: &Write) -> Answer<D> {
    let mut fields = Fields::optional(&call.body)?;
    let revision = storyboard_revision(&mut fields);
    fields.finish()?;
    // Without a revision another try could approve another storyboard.
    let is_repeatable = write.is_repeatable && revision.is_some();
    let write = &Write { is_repeatable, ..write.clone() };
    let written = store::approve_storyboard(call.db, write, revision).await?;
    answer(write, written, &|state| {
        Some(if is_final(state.status()) {
            Conflict::JobEnded
        } else if is_another(revision, state) {
            Conflict::StoryboardChanged
        } else if state.is_approved() {
            return None;
        } else if state.decision.is_some() {
            Conflict::StoryboardRejected
        } else {
            Conflict::OverBudget
        })
    })
}

/// `POST /jobs/{id}/reject`
pub async fn reject_storyboard<D: Database>(call: &Call<'_, D>, write: &Write) -> Answer<D> {
    let mut fields = Fields::optional(&call.body)?;
    let revision = storyboard_revision(&mut fields);
    let reason = fields.text("reason", 1..=10_000);
    let scenes = fields.raw("scenes").unwrap_or("[]");
    if items::notes(&mut fields, "scenes") == 0 && reason.is_none() {
        fields.error::<()>("reason", "is required, or a note on a scene".into());
    }
    fields.finish()?;
    let written =
        store::reject_storyboard(call.db, write, revision, reason.as_deref(), scenes).await?;
    answer(write, written, &|state| {
        Some(if is_another(revision, state) {
            Conflict::StoryboardChanged
        } else if state.decision.is_some() {
            Conflict::AlreadyDecided
        } else {
            Conflict::InvalidTransition
        })
    })
}

/// The revision that a reviewer has seen; `None` stands for the current one.
fn storyboard_revision(fields: &mut Fields<'_>) -> Option<i64> {
    fields.integer("storyboard_revision", 0..=i64::from(u32::MAX))
}

fn is_another(revision: Option<i64>, state: &State) -> bool {
    revision.is_some_and(|revision| revision != state.storyboard_revision)
}
