//! The state machine: what may be done with one job, and when. Each row is a WHERE in `src/sql` too; tests hold them
//! together.

/// What changes one job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the operation of its name in www/openapi.json")]
pub enum Operation {
    StartJob,
    UpdateProgress,
    MergeProgress,
    SaveStoryboard,
    ApproveStoryboard,
    RejectStoryboard,
    CompleteJob,
    FailJob,
    CancelJob,
    RetryJob,
    DeleteJob,
    IncrementRetryCount,
    AddCost,
}

impl Operation {
    /// Those that depend on the job's state; retries and costs are always counted.
    pub const GUARDED: [Self; 11] = [
        Self::StartJob,
        Self::UpdateProgress,
        Self::MergeProgress,
        Self::SaveStoryboard,
        Self::ApproveStoryboard,
        Self::RejectStoryboard,
        Self::CompleteJob,
        Self::FailJob,
        Self::CancelJob,
        Self::RetryJob,
        Self::DeleteJob,
    ];

    /// The operationId, and what it does as a sentence has it: "cannot … 7".
    fn names(self) -> [&'static str; 2] {
        match self {
            Self::StartJob => ["start_job", "start job"],
            Self::UpdateProgress => ["update_progress", "report the progress of job"],
            Self::MergeProgress => ["merge_progress", "report the progress of job"],
            Self::SaveStoryboard => ["save_storyboard", "save the storyboard of job"],
            Self::ApproveStoryboard => ["approve_storyboard", "approve job"],
            Self::RejectStoryboard => ["reject_storyboard", "send back job"],
            Self::CompleteJob => ["complete_job", "complete job"],
            Self::FailJob => ["fail_job", "fail job"],
            Self::CancelJob => ["cancel_job", "cancel job"],
            Self::RetryJob => ["retry_job", "retry job"],
            Self::DeleteJob => ["delete_job", "delete job"],
            Self::IncrementRetryCount => ["increment_retry_count", "count a retry of job"],
            Self::AddCost => ["add_cost", "add a cost to job"],
        }
    }

    /// The operationId.
    pub fn name(self) -> &'static str {
        let [name, _] = self.names();
        name
    }

    /// What it does, as in "cannot … 7".
    pub fn action(self) -> &'static str {
        let [_, action] = self.names();
        action
    }

    /// Whether a worker does it, who may have to show a lease.
    pub fn takes_lease(self) -> bool {
        match self {
            Self::StartJob
            | Self::UpdateProgress
            | Self::MergeProgress
            | Self::SaveStoryboard
            | Self::CompleteJob
            | Self::FailJob => true,
            Self::ApproveStoryboard
            | Self::RejectStoryboard
            | Self::CancelJob
            | Self::RetryJob
            | Self::DeleteJob
            | Self::IncrementRetryCount
            | Self::AddCost => false,
        }
    }

    /// Whether doing it twice does no more than doing it once, for a caller who shows a lease or does not. What ends a lease
    /// is known again by it; to start, cancel, count a cost or approve is to find it done. A report could take the place of
    /// a later one.
    pub fn is_repeatable(self, has_lease: bool) -> bool {
        match self {
            Self::StartJob | Self::SaveStoryboard | Self::CompleteJob | Self::FailJob => has_lease,
            Self::ApproveStoryboard | Self::CancelJob | Self::AddCost => true,
            Self::UpdateProgress
            | Self::MergeProgress
            | Self::RejectStoryboard
            | Self::RetryJob
            | Self::DeleteJob
            | Self::IncrementRetryCount => false,
        }
    }

    /// Whether a job in this state takes it, if nothing else stands against it; the status may be unknown, or empty for
    /// none.
    pub fn is_allowed(self, status: &str, approved: bool) -> bool {
        let live = !has_ended(status);
        match self {
            Self::StartJob => match status {
                "generating_storyboard" | "storyboard_ready" => approved,
                _ => live && status != "rendering",
            },
            Self::UpdateProgress | Self::MergeProgress | Self::CancelJob => live,
            Self::SaveStoryboard => live && status != "rendering",
            Self::ApproveStoryboard => !is_final(status) && !approved,
            Self::RejectStoryboard => status == "storyboard_ready" && !approved,
            Self::CompleteJob => {
                live && (approved || status == "rendering" || !STATUSES.contains(&status))
            }
            Self::FailJob => !is_final(status),
            Self::RetryJob => status == "failed",
            Self::DeleteJob => !live,
            Self::IncrementRetryCount | Self::AddCost => true,
        }
    }
}

/// The statuses on a job's way, and its ends. Old rows may have others.
pub const STATUSES: [&str; 8] = [
    "pending",
    "parsing",
    "generating_storyboard",
    "storyboard_ready",
    "rendering",
    "completed",
    "failed",
    "canceled",
];

/// Whether nobody works on such a job any more.
pub fn has_ended(status: &str) -> bool {
    is_final(status) || status == "failed"
}

/// Whether nothing may change such a job any more.
pub fn is_final(status: &str) -> bool {
    matches!(status, "completed" | "canceled")
}
