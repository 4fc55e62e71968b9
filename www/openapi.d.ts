// Made from openapi.json by scripts/types.mjs (npm run types).

export interface paths {
    "/api/v2/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List jobs
         * @description One page of jobs. With `status` the most recently updated come first (by `updated_at`, then `id`, both descending); without it the newest come first (by `id`, descending).
         *
         *     A status that no job has is an empty list, never an error; and an error is never an empty list.
         *
         *     To read on, follow `next_cursor`, or the `Link` header's `rel="next"`, with the same `status`, `client_id` and `view`, until `next_cursor` is `null`. With `status`, a job that changes while you page jumps to the front: it can then be missed on the pages to come, or, if it was seen already, be found again at the front of a new list. A job that changes to another status leaves the list. So to keep a list fresh read its first page again.
         *
         *     Lists have no `ETag`.
         */
        get: operations["list_jobs"];
        put?: never;
        /**
         * Create a job
         * @description Stores a new job, `pending` and in line, and answers with it. `Location` is its address.
         *
         *     `parameters` and `metadata` are kept as they are sent: number notation (`1.10`, integers above 2^53) and the order of keys stay. `null` for an optional field counts as left out.
         *
         *     With an `Idempotency-Key` a repeat makes no second job: the same key and the same bytes answer 200 with the job as it is now, and `Idempotent-Replayed: true`. Other bytes are 422.
         */
        post: operations["create_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/jobs/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Claim a job
         * @description Takes the job that has waited longest, under a lease: an approved one to be rendered (`rendering`), or else a pending one (`parsing`). Jobs over their `cost_cap` are passed over. `attempt` rises by one. The answer's `Lease-Token` goes with every write of the worker.
         *
         *     Bring a random `Lease-Token` of your own and you can repeat a claim whose answer got lost: it returns the same job.
         *
         *     Each claim first puts up to 100 jobs back in line whose lease has run out.
         */
        post: operations["claim_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a job
         * @description The whole job. To follow a job cheaply, send the `ETag` of the last answer as `If-None-Match`: 304 without a body until something changes. `terminal` says when to stop: it is true for `completed`, `failed` and `canceled`; `retry_job` puts a failed job back in line. Status words that you do not know are to be taken as "still going on".
         */
        get: operations["get_job"];
        put?: never;
        post?: never;
        /**
         * Delete a job
         * @description Of a job that has ended. Its history stays and can be listed; its id is never used again.
         */
        delete: operations["delete_job"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/jobs/{id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin a stage
         * @description Sets a status further on. For workers that do not claim, and to name the stage. `rendering` takes an approval and a job within its `cost_cap`. Under a lease it moves the deadline, and a repeat is 200 and changes nothing; without one, a job that is there already is 409, since somebody else may have started it.
         */
        post: operations["start_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/jobs/{id}/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Report progress
         * @description Replaces `progress` by the JSON object in the body, kept as it is sent. The page understands `percent` (a number from 0 to 100), `stage` and `message` (strings); everything else is yours.
         *
         *     The status stays. A job that is `completed`, `failed` or `canceled` takes no reports: 409, and the worker should stop.
         *
         *     If both the stored and the new report have an integer `seq` and belong to the same attempt, an older one is never applied, nor one with the same `seq` and other content: 409 `stale-progress`. One with the same `seq` and the same content is a repeat: 200, and nothing changes, the deadline neither. Without `seq` on both sides the last report wins. Under a lease each new report moves the deadline.
         */
        put: operations["update_progress"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change parts of the progress
         * @description Merges a JSON Merge Patch (RFC 7396) into the progress: members replace those of the same name, `null` removes one, all others stay. `seq` counts as in `update_progress`. The result has at most 16 KiB.
         */
        patch: operations["merge_progress"];
        trace?: never;
    };
    "/api/v2/jobs/{id}/storyboard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Hand over a storyboard
         * @description Keeps the storyboard as it is sent, raises `storyboard_revision`, sets the status `storyboard_ready` and ends the lease. An approval of an older revision is void; one of revision 0 stands. Legal before `rendering`.
         */
        put: operations["save_storyboard"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/jobs/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve the storyboard
         * @description Approves the current storyboard, or the `storyboard_revision` that is named if that is the current one. A new storyboard voids the approval of an older one. Approving at revision 0, before there is a storyboard, stands for all that come.
         *
         *     Approving what is approved is 200 and changes nothing. The status stays; an approved job whose storyboard is ready is in line to be rendered.
         */
        post: operations["approve_storyboard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/jobs/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a storyboard back
         * @description Puts the job back in line for another storyboard. Reason and notes stand in `review` for the next worker. A decision is made once: of two reviewers, the second learns who was first.
         */
        post: operations["reject_storyboard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/jobs/{id}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hand over the video
         * @description The end: status `completed`, the video's address, the whole cost if it is given. Ends the lease. From `rendering`, from a status that Greenlight does not know, and from any other live status if the job is approved. The first final write wins.
         */
        post: operations["complete_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/jobs/{id}/fail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark a job as failed
         * @description Sets the status `failed`, `error_message` and `error_code`, and ends the lease. A job that has failed already takes the new message. A `completed` or `canceled` job is final: 409.
         *
         *     With `retryable` and attempts left, the job goes back in line instead: to `pending` while its storyboard was made, to `storyboard_ready` with its approval while it was rendered. It waits 15 s, twice as long with each attempt, at most 15 min, ± 20 %. The answer shows the status that it got. Such a failure of a job that nobody has claimed counts as an attempt itself.
         *
         *     An operator may let a claimed job fail without its `Lease-Token`.
         */
        post: operations["fail_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/jobs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a job
         * @description Ends a live job for good; its worker learns from its next report. Canceling again is 200 and changes nothing. A `completed` or `failed` job is 409.
         */
        post: operations["cancel_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/jobs/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put a failed job back in line
         * @description To `storyboard_ready` if it has a storyboard and its approval stands, else to `pending`. Attempts count from the beginning; the history stays. (`increment_retry_count` only counts.)
         */
        post: operations["retry_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/jobs/{id}/retry-count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Count a retry
         * @description Adds 1 to `retry_count` (the same number as `download_retries`), on any job in any status.
         *
         *     Each request counts: after a lost answer read the job before repeating it.
         *
         *     It only counts: `retry_job` puts a failed job back in line.
         */
        post: operations["increment_retry_count"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/jobs/{id}/costs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add a cost
         * @description Adds to `actual_cost`, exactly. A key counts once: a repeat with the same amount is 200 and adds nothing, another amount is 409. Also after the end. The sum has a limit of 10^9: beyond it 422.
         */
        post: operations["add_cost"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/jobs/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The history of a job
         * @description Creation, every change of status, every storyboard and decision, deletion; progress, retry counts and costs make no event. Oldest first. Changes made by hand are told too, as by `sql`. A deleted job's are still there.
         */
        get: operations["list_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/jobs/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What became of a job's webhooks
         * @description Each event of the job that its webhook is for, and the attempts to deliver it. Oldest first. The creation is none, since the webhook is there after it. A deleted job's are still there.
         */
        get: operations["list_deliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many jobs there are
         * @description From counters that are kept with each change; no job is counted for it.
         */
        get: operations["get_stats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/webhooks/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What verifies webhooks
         * @description The secret that signs the webhooks of a client's jobs, as libraries for Standard Webhooks take it. It is derived from the installation's `TOKEN_SECRET`, and changes with it; meanwhile both sign.
         */
        get: operations["get_webhook_secret"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Push: each change as it is made
         * @description A WebSocket with the subprotocols `greenlight.v1` and `bearer.TOKEN`, of which the server selects the first; a client that can set headers may send `Authorization` instead. Each message is a JSON text, a `Change`: of one client's jobs, or of one job, in the order of its versions, at most ten a second for a job. What is changed before the socket is open is not told: read the job then. Changes by hand in the database are not told. Send the text `ping` at least every 90 seconds, which is answered with `pong`; send nothing else. It is closed with 4401 when the token ends, with 4408 after 90 seconds without a `ping`.
         */
        get: operations["watch_jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a narrower token
         * @description Makes a token from the caller's, whose scopes, client, job and time it can only narrow; so any token may ask. With a `job_id` and no more than `jobs:read jobs:review` it is a review link, to be sent to somebody without an account: it may last 7 days whatever is left of the caller's, its `sub` is the caller's with `/link` behind it, and it makes no longer links itself.
         *
         *     The database is not asked: the token is checked by its signature. Revoking the caller's token revokes those made from it.
         */
        post: operations["create_token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/tokens/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke a token
         * @description Makes a token invalid, and all that were made from it, by its `jti`. Known everywhere within 30 seconds. Revoking what is revoked, or never was, is 204 too. Tokens without `jti` end with their time, or with the secret.
         */
        post: operations["revoke_token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Is it well?
         * @description 200 whenever the database answers, also when parts of the schema are missing: then `missing` names them and the operator runs `npm run migrate`. 503 only if the database does not answer. Constant cost, however many jobs there are.
         */
        get: operations["get_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/problems/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Explain a kind of problem
         * @description A paragraph about a kind of problem: what happened and the way out. It is what the `type` of a problem document points to.
         */
        get: operations["get_problem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    job: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * News of a job
         * @description Sent to the job's `webhook_url`, by the Standard Webhooks specification 1.0. Verify the signature (`verifyWebhook` of `/webhook.js`, or any library for Standard Webhooks) and answer with any 2xx within 15 seconds; the rest later. The same `webhook-id` may come more than once.
         */
        post: operations["job_event"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        /** @description A whole job. The JSON in `parameters`, `metadata`, `progress`, `storyboard_data` and `review` comes out as it went in: integers above 2^53, `1.10`, the order of keys. A reader that decodes numbers as doubles will round them. */
        Job: {
            /** @description What the model is told, as it was sent; `{}` if nothing. An object, but rows that are older than Greenlight may hold any JSON, or `null` where the stored text is not JSON. */
            parameters: unknown;
            /** @description Anything, as it was sent; `null` if nothing, or where the stored text is not JSON. */
            metadata: unknown;
            /** @description The storyboard: a list of scenes, as it was saved; `null` if there is none. Rows that are older than Greenlight may hold any JSON. */
            storyboard_data: unknown;
        } & components["schemas"]["JobFields"];
        /** @description A job without what is large: `parameters`, `metadata` and `storyboard_data`. */
        JobSummary: components["schemas"]["JobFields"];
        /** @description What a job and its summary have in common. */
        JobFields: {
            id: components["schemas"]["JobId"];
            /** @description What to make. `null` only in rows that break the table's own rules. */
            prompt: string | null;
            /** @description Where the video is; `null` until there is one. */
            video_url: string | null;
            /** @description The model that is to make it. */
            model_id: string | null;
            /** @description A name to group jobs by. */
            collection: string | null;
            /** @description Whose job it is. */
            client_id: string | null;
            /** @description The brief it belongs to. */
            brief_id: string | null;
            /** @description The campaign it belongs to. */
            campaign_id: string | null;
            /**
             * @description Where the job is. Greenlight's words are `pending`, `parsing`, `generating_storyboard`, `storyboard_ready`, `rendering`, `completed`, `failed` and `canceled`. Rows that are older than Greenlight may hold any word (`processing`) or `null`; these count as live.
             * @example pending
             * @example rendering
             * @example processing
             */
            status: string | null;
            /** @description Whether the status is `completed`, `failed` or `canceled`: time to stop polling. */
            terminal: boolean;
            /** @description The last report, as it was sent; `{}` before the first. An object, but rows that are older than Greenlight may hold any JSON, or `null` where the stored text is not JSON. */
            progress: unknown;
            /** @description How often a storyboard was saved; 0 before the first. */
            storyboard_revision: number;
            /** @description Whether the storyboard has its green light. */
            approved: boolean;
            /** @description When it was approved. */
            approved_at: components["schemas"]["Timestamp"] | null;
            /** @description Who approved it; `null` in rows that are older than Greenlight. */
            approved_by: string | null;
            /** @description The `storyboard_revision` that was approved; 0 means: whatever storyboard comes. */
            approved_revision: number | null;
            /** @description The last decision to send the storyboard back, for the next worker: `storyboard_revision`, `reason`, `scenes` (`scene_number`, `note`), `rejected_by`, `rejected_at`; `null` if there was none. Rows written by others may hold any JSON. */
            review: unknown;
            /** @description What the job is expected to cost, in the installation's currency; `null` if unknown. */
            estimated_cost: number | null;
            /** @description What the job has cost, in the installation's currency; `null` if unknown. */
            actual_cost: number | null;
            /** @description What the job may cost at most, in the installation's currency; `null` for no limit. While what is known of `actual_cost` and `estimated_cost` is above it, the job is neither approved nor rendered. */
            cost_cap: number | null;
            /** @description Why the job failed, or was canceled, in words. */
            error_message: string | null;
            /** @description Why the job failed, as a code. */
            error_code: string | null;
            /** @description How many retries were counted. The same number as `download_retries`. */
            retry_count: number;
            /** @description Whether a download of the video was attempted. */
            download_attempted: boolean;
            /** @description The reference's name for `retry_count`. */
            download_retries: number;
            /** @description Why the download failed. */
            download_error: string | null;
            /** @description How many claims the present phase has had; a retryable failure without a claim counts as one. A new storyboard, a rejection and a retry begin a phase. */
            attempt: number;
            /** @description How many attempts each phase may have, 1 to 20. */
            max_attempts: number;
            /** @description Since when the job has been in line, or until when it waits after a failure; `null` if it never was in line, as rows from before Greenlight. */
            available_at: components["schemas"]["Timestamp"] | null;
            /** @description Who works on it; `null` if nobody has claimed it. One that has run out is shown until the sweep ends it. */
            lease: components["schemas"]["Lease"] | null;
            /** @description Who made it; `null` in rows that are older than Greenlight. */
            created_by: string | null;
            /** @description When it was made. */
            created_at: components["schemas"]["Timestamp"] | null;
            /** @description When it last changed. It moves on every change. `null` only where the column is missing or cannot be read. */
            updated_at: components["schemas"]["Timestamp"] | null;
            /** @description Rises with every change; the `ETag` is made of it. `null` only on a database that has not been migrated, or where somebody wrote no number there by hand. */
            version: number | null;
        };
        /** @description A job's id: 1 to 2^53 - 1. Never used twice. */
        JobId: number;
        /** @description A page of jobs. */
        JobList: {
            jobs: components["schemas"]["Job"][];
            next_cursor: components["schemas"]["NextCursor"];
        };
        /** @description A page of jobs, with `view=summary`. */
        JobSummaryList: {
            jobs: components["schemas"]["JobSummary"][];
            next_cursor: components["schemas"]["NextCursor"];
        };
        /** @description Pass it as `cursor` to read on; `null` on the last page. */
        NextCursor: string | null;
        /** @description Who works on a job, and until when. */
        Lease: {
            /** @description The worker's name. */
            worker: string | null;
            /** @description When the lease is over, if it is not renewed. */
            expires_at: components["schemas"]["Timestamp"] | null;
        };
        /**
         * Format: date-time
         * @description RFC 3339, in UTC, with milliseconds.
         */
        Timestamp: string;
        /** @description A job to be made. */
        NewJob: {
            /** @description What to make. */
            prompt: string;
            /** @description The model that is to make it. */
            model_id: string;
            /**
             * @description What the model is told. Any JSON object.
             * @default {}
             */
            parameters?: Record<string, unknown> | null;
            /** @description Anything of yours. Any JSON object. */
            metadata?: Record<string, unknown> | null;
            /** @description A name to group jobs by. */
            collection?: string | null;
            /** @description Whose job it is. */
            client_id?: string | null;
            /** @description The brief it belongs to. */
            brief_id?: string | null;
            /** @description The campaign it belongs to. */
            campaign_id?: string | null;
            /** @description Where the video is, if there is one already: an https URL. Empty counts as none. */
            video_url?: string | null;
            /** @description What it is expected to cost, in the installation's currency. */
            estimated_cost?: number | null;
            /** @description What it may cost at most, in the installation's currency. Above it the job is neither approved nor rendered. */
            cost_cap?: number | null;
            /**
             * @description How many attempts each phase may have; 3 if left out.
             * @default 3
             */
            max_attempts?: number | null;
            /** @description Where news of the job are sent, signed by the Standard Webhooks specification: an https URL whose host is a public domain name. Set once, at creation. */
            webhook_url?: string | null;
            /** @description Which news; all if left out. Needs `webhook_url`. */
            webhook_events?: components["schemas"]["WebhookType"][] | null;
        };
        /** @description Any JSON object. */
        Progress: Record<string, unknown>;
        /** @description Why a job failed. */
        Failure: {
            /** @description In words; may be empty, and as long as the body may be. */
            error_message: string;
            /** @description As a code, for programs. */
            error_code?: string | null;
            /**
             * @description Whether to try again while attempts are left.
             * @default false
             */
            retryable?: boolean | null;
        };
        /** @description An empty object. */
        NoFields: Record<string, unknown>;
        /** @description What the database lacks. */
        Health: {
            /** @description Names of missing columns (`table.column`), tables, indexes and triggers; empty when all is well. */
            missing: string[];
        };
        /** @description A problem document (RFC 9457). */
        Problem: {
            /** @description The kind of problem, stable. This path answers with a paragraph about it. */
            type: string;
            /** @description The kind of problem in words; always the same for a `type`. */
            title: string;
            /** @description The HTTP status code. */
            status: number;
            /** @description What went wrong this time, and the way out. For people: do not parse it. */
            detail: string;
            /** @description As in the `X-Request-Id` header; the log has it too. */
            request_id: string;
        };
        /** @description A problem document that lists what is wrong with a body. */
        InvalidRequestProblem: {
            /**
             * @description The kind of problem. This path answers with a paragraph about it.
             * @constant
             */
            type: "/problems/invalid-request";
            /** @description The kind of problem in words; always the same for a `type`. */
            title: string;
            /**
             * @description The HTTP status code.
             * @constant
             */
            status: 422;
            /** @description What went wrong this time, and the way out. For people: do not parse it. */
            detail: string;
            /** @description As in the `X-Request-Id` header; the log has it too. */
            request_id: string;
            /** @description Each fault, up to 50. */
            errors: components["schemas"]["FieldError"][];
        };
        /** @description A problem document that says how a job ended. */
        JobEndedProblem: {
            /**
             * @description The kind of problem. This path answers with a paragraph about it.
             * @constant
             */
            type: "/problems/job-ended";
            /** @description The kind of problem in words; always the same for a `type`. */
            title: string;
            /**
             * @description The HTTP status code.
             * @constant
             */
            status: 409;
            /** @description What went wrong this time, and the way out. For people: do not parse it. */
            detail: string;
            /** @description As in the `X-Request-Id` header; the log has it too. */
            request_id: string;
            /**
             * @description The job's status.
             * @enum {unknown}
             */
            current_status: "completed" | "failed" | "canceled";
            /** @description The operations that the job takes as it is, of those that depend on that: costs and retries are always counted. */
            allowed: string[];
        };
        /** @description One thing that is wrong with a body. */
        FieldError: {
            /** @description Where, as a JSON Pointer (RFC 6901); empty for the whole body. */
            pointer: string;
            /** @description What would be right. */
            detail: string;
        };
        /** @description Who claims, and what for. */
        Claim: {
            /** @description The worker's name, which the job shows. */
            worker: string;
            /**
             * @description How long the lease lives without a report.
             * @default 60
             */
            lease_seconds?: number | null;
            /**
             * @description What the worker can do.
             * @default [
             *       "storyboard",
             *       "render"
             *     ]
             */
            for?: ("storyboard" | "render")[] | null;
        };
        /** @description The stage that begins. */
        Start: {
            /**
             * @description Further on than where the job is; `rendering` takes an approval, and a job within its `cost_cap`.
             * @enum {unknown}
             */
            status: "parsing" | "generating_storyboard" | "rendering";
        };
        /** @description A storyboard and its price. */
        NewStoryboard: {
            /** @description The scenes. Usual members are `scene` (`scene_number`, `description`, `duration`, `image_prompt`), `image_url`, `generation_status` and `error`; whatever else there is stays as it is sent. */
            storyboard_data: ({
                scene: {
                    /** @description Each scene has a number of its own. */
                    scene_number: number;
                } & {
                    [key: string]: unknown;
                };
            } & {
                [key: string]: unknown;
            })[];
            /** @description What the job is expected to cost; left out, the old estimate stays. */
            estimated_cost?: number | null;
        };
        /** @description Which revision is approved. */
        Approval: {
            /** @description The revision that you have looked at; left out, the current one is meant. */
            storyboard_revision?: number | null;
        };
        /** @description What is wrong with a scene. */
        SceneNote: {
            /** @description The scene; each at most once. */
            scene_number: number;
            /** @description What should change. */
            note: string;
        };
        /** @description Why a storyboard goes back: a `reason`, notes for scenes, or both. */
        Rejection: {
            /** @description What is wrong with the whole. */
            reason?: string | null;
            /** @description What is wrong with single scenes. */
            scenes?: components["schemas"]["SceneNote"][] | null;
            /** @description The revision that you have looked at; left out, the current one is meant. */
            storyboard_revision?: number | null;
        };
        /** @description The video. */
        Completion: {
            /** @description Where it is: an https URL. */
            video_url: string;
            /** @description What the job has cost in all, to the millionth; left out, the costs added so far stay. */
            actual_cost?: number | null;
        };
        /** @description Why a job is canceled. */
        Cancellation: {
            /** @description In words; becomes the job's `error_message`. */
            reason?: string | null;
        };
        /** @description What something has cost. */
        Cost: {
            /** @description A name that counts once for the job. */
            key: string;
            /** @description In the installation's currency, to the millionth. */
            amount: number;
        };
        /** @description A change of a job. */
        Event: {
            /** @description The job's version that the change made. */
            version: number;
            /** @description When. */
            at: components["schemas"]["Timestamp"] | null;
            /**
             * @description What changed. A new storyboard or a decision may change the status too.
             * @enum {unknown}
             */
            kind: "created" | "status" | "storyboard" | "decision" | "deleted";
            /** @description Who made it: the caller, `sweep` for a lease that ran out, `sql` for a change by hand. */
            actor: string;
            /** @description The status before; `null` for a creation. */
            from_status: string | null;
            /** @description The status after; `null` for a deletion. */
            to_status: string | null;
            /** @description The attempt of the present phase. */
            attempt: number | null;
            /** @description The revision after the change. */
            storyboard_revision: number | null;
            /**
             * @description What was decided; `voided` if a new storyboard took an approval away.
             * @enum {unknown}
             */
            decision: "approved" | "rejected" | "voided" | null;
            /** @description Why it failed or was canceled. */
            error_message: string | null;
        };
        /** @description A page of a job's history, oldest first. */
        EventList: {
            events: components["schemas"]["Event"][];
            /** @description Pass it as `after` to read on; `null` on the last page. */
            next_after: number | null;
        };
        /** @description Counters, over all jobs. */
        Stats: {
            /** @description How many jobs each status has. Old rows may have other words than these; `""` counts those without a status. */
            jobs: {
                [key: string]: number;
            };
            /** @description How long ago the first pending job could have been claimed; `null` if none is in line. */
            oldest_pending_seconds: number | null;
            /** @description How long the first storyboard in line has waited for a decision; `null` if none does. Rows from before Greenlight are not in line. */
            oldest_review_seconds: number | null;
            /** @description Claims that nothing has ended yet. */
            live_leases: number;
        };
        /** @description The job's status is none from which the operation leads on. */
        InvalidTransitionProblem: {
            /**
             * @description The kind of problem. This path answers with a paragraph about it.
             * @constant
             */
            type: "/problems/invalid-transition";
            /** @description The kind of problem in words; always the same for a `type`. */
            title: string;
            /**
             * @description The HTTP status code.
             * @constant
             */
            status: 409;
            /** @description What went wrong this time, and the way out. For people: do not parse it. */
            detail: string;
            /** @description As in the `X-Request-Id` header; the log has it too. */
            request_id: string;
            /** @description The job's status. */
            current_status: string | null;
            /** @description The operations that the job takes as it is, of those that depend on that: costs and retries are always counted. */
            allowed: string[];
        };
        /** @description The storyboard waits for its green light. */
        NotApprovedProblem: {
            /**
             * @description The kind of problem. This path answers with a paragraph about it.
             * @constant
             */
            type: "/problems/not-approved";
            /** @description The kind of problem in words; always the same for a `type`. */
            title: string;
            /**
             * @description The HTTP status code.
             * @constant
             */
            status: 409;
            /** @description What went wrong this time, and the way out. For people: do not parse it. */
            detail: string;
            /** @description As in the `X-Request-Id` header; the log has it too. */
            request_id: string;
            /** @description The job's status. */
            current_status: string | null;
            /** @description The operations that the job takes as it is, of those that depend on that: costs and retries are always counted. */
            allowed: string[];
        };
        /** @description Somebody has decided already. */
        AlreadyDecidedProblem: {
            /**
             * @description The kind of problem. This path answers with a paragraph about it.
             * @constant
             */
            type: "/problems/already-decided";
            /** @description The kind of problem in words; always the same for a `type`. */
            title: string;
            /**
             * @description The HTTP status code.
             * @constant
             */
            status: 409;
            /** @description What went wrong this time, and the way out. For people: do not parse it. */
            detail: string;
            /** @description As in the `X-Request-Id` header; the log has it too. */
            request_id: string;
            /** @description The job's status. */
            current_status: string | null;
            /** @description The operations that the job takes as it is, of those that depend on that: costs and retries are always counted. */
            allowed: string[];
            /**
             * @description What was decided.
             * @enum {unknown}
             */
            decision: "approved" | "rejected";
            /** @description By whom; `null` in rows that are older than Greenlight. */
            decided_by: string | null;
            /** @description When. */
            decided_at: components["schemas"]["Timestamp"] | null;
        };
        /** @description The decision is about another revision than the current one. */
        StoryboardChangedProblem: {
            /**
             * @description The kind of problem. This path answers with a paragraph about it.
             * @constant
             */
            type: "/problems/storyboard-changed";
            /** @description The kind of problem in words; always the same for a `type`. */
            title: string;
            /**
             * @description The HTTP status code.
             * @constant
             */
            status: 409;
            /** @description What went wrong this time, and the way out. For people: do not parse it. */
            detail: string;
            /** @description As in the `X-Request-Id` header; the log has it too. */
            request_id: string;
            /** @description The job's status. */
            current_status: string | null;
            /** @description The operations that the job takes as it is, of those that depend on that: costs and retries are always counted. */
            allowed: string[];
            /** @description The current revision. */
            storyboard_revision: number;
        };
        /** @description The current revision has been sent back. */
        StoryboardRejectedProblem: {
            /**
             * @description The kind of problem. This path answers with a paragraph about it.
             * @constant
             */
            type: "/problems/storyboard-rejected";
            /** @description The kind of problem in words; always the same for a `type`. */
            title: string;
            /**
             * @description The HTTP status code.
             * @constant
             */
            status: 409;
            /** @description What went wrong this time, and the way out. For people: do not parse it. */
            detail: string;
            /** @description As in the `X-Request-Id` header; the log has it too. */
            request_id: string;
            /** @description The job's status. */
            current_status: string | null;
            /** @description The operations that the job takes as it is, of those that depend on that: costs and retries are always counted. */
            allowed: string[];
            /**
             * @description What was decided.
             * @enum {unknown}
             */
            decision: "approved" | "rejected";
            /** @description By whom; `null` in rows that are older than Greenlight. */
            decided_by: string | null;
            /** @description When. */
            decided_at: components["schemas"]["Timestamp"] | null;
        };
        /** @description The job costs more than it may. */
        OverBudgetProblem: {
            /**
             * @description The kind of problem. This path answers with a paragraph about it.
             * @constant
             */
            type: "/problems/over-budget";
            /** @description The kind of problem in words; always the same for a `type`. */
            title: string;
            /**
             * @description The HTTP status code.
             * @constant
             */
            status: 409;
            /** @description What went wrong this time, and the way out. For people: do not parse it. */
            detail: string;
            /** @description As in the `X-Request-Id` header; the log has it too. */
            request_id: string;
            /** @description The job's status. */
            current_status: string | null;
            /** @description The operations that the job takes as it is, of those that depend on that: costs and retries are always counted. */
            allowed: string[];
            /** @description What it may cost. */
            cost_cap: number | null;
            /** @description What it has cost; `null` if unknown. */
            actual_cost: number | null;
            /** @description What it is expected to cost; `null` if unknown. */
            estimated_cost: number | null;
        };
        /** @description A worker has the job. */
        LeaseRequiredProblem: {
            /**
             * @description The kind of problem. This path answers with a paragraph about it.
             * @constant
             */
            type: "/problems/lease-required";
            /** @description The kind of problem in words; always the same for a `type`. */
            title: string;
            /**
             * @description The HTTP status code.
             * @constant
             */
            status: 409;
            /** @description What went wrong this time, and the way out. For people: do not parse it. */
            detail: string;
            /** @description As in the `X-Request-Id` header; the log has it too. */
            request_id: string;
            /** @description The job's status. */
            current_status: string | null;
            /** @description The operations that the job takes as it is, of those that depend on that: costs and retries are always counted. */
            allowed: string[];
            lease: components["schemas"]["Lease"];
        };
        /** @description The lease is over: stop the work. */
        LeaseLostProblem: {
            /**
             * @description The kind of problem. This path answers with a paragraph about it.
             * @constant
             */
            type: "/problems/lease-lost";
            /** @description The kind of problem in words; always the same for a `type`. */
            title: string;
            /**
             * @description The HTTP status code.
             * @constant
             */
            status: 409;
            /** @description What went wrong this time, and the way out. For people: do not parse it. */
            detail: string;
            /** @description As in the `X-Request-Id` header; the log has it too. */
            request_id: string;
            /** @description The job's status. */
            current_status: string | null;
            /** @description The operations that the job takes as it is, of those that depend on that: costs and retries are always counted. */
            allowed: string[];
            /**
             * @description `expired`: no report came in time, or the work was handed over; `canceled`: the job was; `reassigned`: another worker has it.
             * @enum {unknown}
             */
            reason: "expired" | "canceled" | "reassigned";
        };
        /** @description A later report is there already. */
        StaleProgressProblem: {
            /**
             * @description The kind of problem. This path answers with a paragraph about it.
             * @constant
             */
            type: "/problems/stale-progress";
            /** @description The kind of problem in words; always the same for a `type`. */
            title: string;
            /**
             * @description The HTTP status code.
             * @constant
             */
            status: 409;
            /** @description What went wrong this time, and the way out. For people: do not parse it. */
            detail: string;
            /** @description As in the `X-Request-Id` header; the log has it too. */
            request_id: string;
            /** @description The job's status. */
            current_status: string | null;
            /** @description The operations that the job takes as it is, of those that depend on that: costs and retries are always counted. */
            allowed: string[];
            /** @description The stored report. */
            progress: unknown;
        };
        /** @description The key has counted another amount. */
        CostKeyReusedProblem: {
            /**
             * @description The kind of problem. This path answers with a paragraph about it.
             * @constant
             */
            type: "/problems/cost-key-reused";
            /** @description The kind of problem in words; always the same for a `type`. */
            title: string;
            /**
             * @description The HTTP status code.
             * @constant
             */
            status: 409;
            /** @description What went wrong this time, and the way out. For people: do not parse it. */
            detail: string;
            /** @description As in the `X-Request-Id` header; the log has it too. */
            request_id: string;
            /** @description The job's status. */
            current_status: string | null;
            /** @description The operations that the job takes as it is, of those that depend on that: costs and retries are always counted. */
            allowed: string[];
            /** @description What the key has counted. */
            amount: number;
        };
        /** @description The job has changed since. */
        VersionMismatchProblem: {
            /**
             * @description The kind of problem. This path answers with a paragraph about it.
             * @constant
             */
            type: "/problems/version-mismatch";
            /** @description The kind of problem in words; always the same for a `type`. */
            title: string;
            /**
             * @description The HTTP status code.
             * @constant
             */
            status: 412;
            /** @description What went wrong this time, and the way out. For people: do not parse it. */
            detail: string;
            /** @description As in the `X-Request-Id` header; the log has it too. */
            request_id: string;
            /** @description The job's status. */
            current_status: string | null;
            /** @description The current version. */
            version: number;
        };
        /** @description The key has created another job. */
        IdempotencyKeyReusedProblem: {
            /**
             * @description The kind of problem. This path answers with a paragraph about it.
             * @constant
             */
            type: "/problems/idempotency-key-reused";
            /** @description The kind of problem in words; always the same for a `type`. */
            title: string;
            /**
             * @description The HTTP status code.
             * @constant
             */
            status: 422;
            /** @description What went wrong this time, and the way out. For people: do not parse it. */
            detail: string;
            /** @description As in the `X-Request-Id` header; the log has it too. */
            request_id: string;
        };
        /** @description A token that is narrower than the caller's, or as wide. */
        NewToken: {
            /** @description Scopes with single spaces between, each of them the caller's too. */
            scope: string;
            /** @description Only for this client's jobs. Left out: the caller's client, if the caller has one. */
            client_id?: string;
            /** @description Only for this job, which need not exist. Left out: the caller's job, if the caller has one. */
            job_id?: components["schemas"]["JobId"];
            /** @description In seconds; not beyond the caller's own end, but up to 7 days for a link to one job with no more than `jobs:read jobs:review`. Left out: an hour, or 7 days for such a link. */
            expires_in?: number | null;
        };
        /** @description A token. It is shown once and kept nowhere. */
        Token: {
            /** @description The JWT. */
            token: string;
            /** @description The name by which it can be revoked. It begins with that of the token that made it, so that revoking that revokes this. */
            jti: string;
            expires_at: components["schemas"]["Timestamp"];
        };
        /** @description Which token is to be valid no more. */
        Revocation: {
            jti: string;
        };
        /**
         * @description What happened: a decision (`job.approved`, `job.rejected`), the deletion, or else the status that the job has now; `job.updated` for a status that Greenlight does not know.
         * @enum {unknown}
         */
        WebhookType: "job.approved" | "job.rejected" | "job.deleted" | "job.pending" | "job.parsing" | "job.generating_storyboard" | "job.storyboard_ready" | "job.rendering" | "job.completed" | "job.failed" | "job.canceled" | "job.updated";
        /** @description The body of a webhook: what happened, and to which job. The same bytes with each attempt. Read the job for the rest. */
        WebhookEvent: {
            type: components["schemas"]["WebhookType"];
            timestamp: components["schemas"]["Timestamp"];
            data: {
                id: components["schemas"]["JobId"];
                /** @description The job's status since; `null` for a deletion. */
                status: string | null;
                /** @description The job's version since. News may overtake each other: the higher version is the later one. */
                version: number;
            };
        };
        /** @description Where a job's news are sent. */
        Webhook: {
            /** @description As it was given. */
            url: string;
            /** @description Which news; `null` for all. */
            events: components["schemas"]["WebhookType"][] | null;
            /** @description When the receiver answered 410 and so ended it; `null` while it is in use. */
            disabled_at: components["schemas"]["Timestamp"] | null;
        };
        /** @description A message to a webhook. */
        Delivery: {
            /** @description The header `webhook-id` of each attempt. */
            id: string;
            /** @description The version of the job's event that it tells. */
            version: number;
            type: components["schemas"]["WebhookType"];
            /**
             * @description `pending` while there will be another attempt, `failed` after the last one.
             * @enum {unknown}
             */
            state: "pending" | "delivered" | "failed";
            /** @description How many there were, one that is under way included. */
            attempts: number;
            /** @description When the last one began. */
            attempted_at: components["schemas"]["Timestamp"] | null;
            /** @description What the receiver answered to it; `null` if it did not. */
            response_status: number | null;
            /** @description Why it was none, or why there will be no more. */
            error: string | null;
            /** @description When the receiver took it. */
            delivered_at: components["schemas"]["Timestamp"] | null;
            /** @description When the next attempt is due; while one is under way, when that is given up. */
            next_attempt_at: components["schemas"]["Timestamp"] | null;
        };
        /** @description A page of the deliveries to a job's webhook, oldest first. */
        DeliveryList: {
            deliveries: components["schemas"]["Delivery"][];
            /** @description `null` for a job without one. */
            webhook: components["schemas"]["Webhook"] | null;
            /** @description Pass it as `after` to read on; `null` on the last page. */
            next_after: number | null;
        };
        /** @description What webhooks are signed with. */
        WebhookSecret: {
            /** @description Signs each message. */
            secret: string;
            /** @description Signs each message too, while the installation exchanges `TOKEN_SECRET` for another; else `null`. */
            previous: string | null;
        };
        /** @description A change of a job, as it is pushed: the fields of the job that the change can have changed. A report of progress has `status`, `terminal`, `progress`, `lease` and `updated_at`; every other change all that can change, but `storyboard_data`: read that again if `storyboard_revision` is another. With `from_version` at or below the version that you have, your job with these fields is the job at `version`; otherwise, or if you do not have the job at all, read it. At or below your version it is old. If `status` is `null` and `terminal` is true, the job was deleted. */
        Change: {
            job_id: components["schemas"]["JobId"];
            /** @description The job's version with the change. */
            version: number;
            /** @description The version before: who has that one, or a later one below `version`, misses nothing. A repeated call that has changed nothing tells of the version that there is, in both. */
            from_version: number;
            /** @description The job's status; `null` of a job that was deleted, and of rows that are older than Greenlight and have none. */
            status: string | null;
            /** @description Whether the status is `completed`, `failed` or `canceled`: time to stop polling. */
            terminal: boolean;
            /** @description The job's progress; `null` of a job that was deleted. */
            progress: unknown;
            /** @description Who works on it; `null` if nobody has claimed it. One that has run out is shown until the sweep ends it. */
            lease?: components["schemas"]["Lease"] | null;
            /** @description When it last changed. It moves on every change. `null` only where the column is missing or cannot be read. */
            updated_at?: components["schemas"]["Timestamp"] | null;
            /** @description Where the video is; `null` until there is one. */
            video_url?: string | null;
            /** @description How often a storyboard was saved; 0 before the first. */
            storyboard_revision?: number;
            /** @description Whether the storyboard has its green light. */
            approved?: boolean;
            /** @description When it was approved. */
            approved_at?: components["schemas"]["Timestamp"] | null;
            /** @description Who approved it; `null` in rows that are older than Greenlight. */
            approved_by?: string | null;
            /** @description The `storyboard_revision` that was approved; 0 means: whatever storyboard comes. */
            approved_revision?: number | null;
            /** @description The last decision to send the storyboard back, for the next worker: `storyboard_revision`, `reason`, `scenes` (`scene_number`, `note`), `rejected_by`, `rejected_at`; `null` if there was none. Rows written by others may hold any JSON. */
            review?: unknown;
            /** @description What the job is expected to cost, in the installation's currency; `null` if unknown. */
            estimated_cost?: number | null;
            /** @description What the job has cost, in the installation's currency; `null` if unknown. */
            actual_cost?: number | null;
            /** @description Why the job failed, or was canceled, in words. */
            error_message?: string | null;
            /** @description Why the job failed, as a code. */
            error_code?: string | null;
            /** @description How many retries were counted. The same number as `download_retries`. */
            retry_count?: number;
            /** @description Whether a download of the video was attempted. */
            download_attempted?: boolean;
            /** @description The reference's name for `retry_count`. */
            download_retries?: number;
            /** @description Why the download failed. */
            download_error?: string | null;
            /** @description How many claims the present phase has had; a retryable failure without a claim counts as one. A new storyboard, a rejection and a retry begin a phase. */
            attempt?: number;
            /** @description Since when the job has been in line, or until when it waits after a failure; `null` if it never was in line, as rows from before Greenlight. */
            available_at?: components["schemas"]["Timestamp"] | null;
        };
    };
    responses: {
        /** @description A header, the query or the body cannot be read: not JSON or not UTF-8, an unknown or repeated query parameter or one out of range, a cursor of another list, or a header that sets a condition where it means nothing. Nothing was changed. Correct the part that `detail` names and send the request again. */
        MalformedRequest: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                "Referrer-Policy": components["headers"]["Referrer-Policy"];
                Vary: components["headers"]["Vary"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    type?: "/problems/malformed-request";
                    /** @constant */
                    status?: 400;
                };
            };
        };
        /** @description No job has this id, or it is no id at all (`abc`, `0`, `007`). Do not try again: ids are never used twice. */
        JobNotFound: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                "Referrer-Policy": components["headers"]["Referrer-Policy"];
                Vary: components["headers"]["Vary"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    type?: "/problems/job-not-found";
                    /** @constant */
                    status?: 404;
                };
            };
        };
        /** @description There is nothing at this address: no such path, or no such kind of problem. Every path that is not in this document answers so. */
        NotFound: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                "Referrer-Policy": components["headers"]["Referrer-Policy"];
                Vary: components["headers"]["Vary"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    type?: "/problems/not-found";
                    /** @constant */
                    status?: 404;
                };
            };
        };
        /** @description The path exists, but does not answer this method. `Allow` lists those it does. Any path of this document may answer so; `OPTIONS` does everywhere for now. */
        MethodNotAllowed: {
            headers: {
                Allow: components["headers"]["Allow"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                "Referrer-Policy": components["headers"]["Referrer-Policy"];
                Vary: components["headers"]["Vary"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    type?: "/problems/method-not-allowed";
                    /** @constant */
                    status?: 405;
                };
            };
        };
        /** @description The body has more bytes than the operation takes: 16 KiB (16,384) for progress, 64 KiB (65,536) elsewhere. Nothing was changed. Keep large data elsewhere and store its https URL. */
        TooLarge: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                "Referrer-Policy": components["headers"]["Referrer-Policy"];
                Vary: components["headers"]["Vary"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    type?: "/problems/too-large";
                    /** @constant */
                    status?: 413;
                };
            };
        };
        /** @description The body came with another `Content-Type` than the operation takes; `Accept` names the one it does. Nothing was changed. curl's `--json` sets the right one. */
        UnsupportedMediaType: {
            headers: {
                Accept: components["headers"]["Accept"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                "Referrer-Policy": components["headers"]["Referrer-Policy"];
                Vary: components["headers"]["Vary"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    type?: "/problems/unsupported-media-type";
                    /** @constant */
                    status?: 415;
                };
            };
        };
        /** @description The body is readable JSON of the wrong shape: fields are missing, unknown, repeated, of the wrong type or out of range, or it is nested deeper than 100 levels. `errors` lists each fault with a JSON Pointer and what would be right. Nothing was changed. */
        InvalidRequest: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                "Referrer-Policy": components["headers"]["Referrer-Policy"];
                Vary: components["headers"]["Vary"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["InvalidRequestProblem"];
            };
        };
        /** @description A defect in Greenlight, not in the request. Report it with its `request_id`: the log has the cause under it. A read may be tried again; after a write, read the job first. */
        Internal: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                "Referrer-Policy": components["headers"]["Referrer-Policy"];
                Vary: components["headers"]["Vary"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    type?: "/problems/internal";
                    /** @constant */
                    status?: 500;
                };
            };
        };
        /** @description Either the database does not answer (`/problems/database-unavailable`): wait as long as `Retry-After` says and try again; after a write, read the job first, since it may have been done. Or the database lacks columns that the operation needs (`/problems/schema-outdated`): nothing was changed, and the operator runs `npm run migrate`; Greenlight notices within 30 seconds. Or the installation has no secret to check tokens with (`/problems/not-configured`), and lets nobody in until its operator sets one. */
        Unavailable: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                "Referrer-Policy": components["headers"]["Referrer-Policy"];
                Vary: components["headers"]["Vary"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    type?: "/problems/database-unavailable" | "/problems/schema-outdated" | "/problems/not-configured";
                    /** @constant */
                    status?: 503;
                };
            };
        };
        /** @description The job is still the version that `If-None-Match` names. No body. */
        NotModified: {
            headers: {
                ETag: components["headers"]["ETag"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                "Referrer-Policy": components["headers"]["Referrer-Policy"];
                Vary: components["headers"]["Vary"];
                "X-D1-Bookmark": components["headers"]["X-D1-Bookmark"];
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description The job does not have the version that `If-Match` asks for; `version` is the current one. Nothing was changed: read the job again, and repeat the write if it is still right. */
        VersionMismatch: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                "Referrer-Policy": components["headers"]["Referrer-Policy"];
                Vary: components["headers"]["Vary"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["VersionMismatchProblem"];
            };
        };
        /** @description The job's status is none from which the operation leads on; `allowed` says what it takes. Nothing was changed. */
        InvalidTransition: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                "Referrer-Policy": components["headers"]["Referrer-Policy"];
                Vary: components["headers"]["Vary"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["InvalidTransitionProblem"];
            };
        };
        /** @description The body came with another `Content-Type` than `application/merge-patch+json`; `Accept-Patch` names it. Nothing was changed. */
        UnsupportedPatch: {
            headers: {
                "Accept-Patch": components["headers"]["Accept-Patch"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                "Referrer-Policy": components["headers"]["Referrer-Policy"];
                Vary: components["headers"]["Vary"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    type?: "/problems/unsupported-media-type";
                    /** @constant */
                    status?: 415;
                };
            };
        };
        /** @description The request has no token, or one that is not valid: of another form or algorithm, signed by another secret, expired, not valid yet, or revoked. Nothing was changed. */
        Unauthorized: {
            headers: {
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                "Referrer-Policy": components["headers"]["Referrer-Policy"];
                Vary: components["headers"]["Vary"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    type?: "/problems/unauthorized";
                    /** @constant */
                    status?: 401;
                };
            };
        };
        /** @description The token is valid, but its scopes, its client or its job do not reach so far. Nothing was changed. */
        Forbidden: {
            headers: {
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                "Referrer-Policy": components["headers"]["Referrer-Policy"];
                Vary: components["headers"]["Vary"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    type?: "/problems/forbidden";
                    /** @constant */
                    status?: 403;
                };
            };
        };
        /** @description Requests with this token's `sub` came faster than the installation allows. Nothing was changed. Wait as long as `Retry-After` says. */
        RateLimited: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                "Referrer-Policy": components["headers"]["Referrer-Policy"];
                Vary: components["headers"]["Vary"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    type?: "/problems/rate-limited";
                    /** @constant */
                    status?: 429;
                };
            };
        };
        /** @description The path is answered over a WebSocket only, and the request asks for none. */
        UpgradeRequired: {
            headers: {
                Upgrade: components["headers"]["Upgrade"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                "Referrer-Policy": components["headers"]["Referrer-Policy"];
                Vary: components["headers"]["Vary"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    type?: "/problems/upgrade-required";
                    /** @constant */
                    status?: 426;
                };
            };
        };
    };
    parameters: {
        /**
         * @description The job's id: 1 to 2^53 - 1, without leading zeros. Anything else is 404.
         * @example 17
         */
        id: components["schemas"]["JobId"];
        /**
         * @description The last part of a problem's `type`.
         * @example job-ended
         */
        slug: string;
        /**
         * @description Only jobs of this status, most recently updated first. Any word: rows that are older than Greenlight may hold others than its own.
         * @example pending
         */
        status: string;
        /**
         * @description Only jobs of this client.
         * @example acme
         */
        client_id: string;
        /**
         * @description `summary` leaves out `parameters`, `metadata` and `storyboard_data`.
         * @example summary
         */
        view: "summary";
        /**
         * @description How many jobs a page has at most.
         * @example 50
         */
        limit: number;
        /**
         * @description Where to read on: the last page's `next_cursor`. It belongs to its order and filter: with another `status` or `client_id` it is 400.
         * @example 7b22737461747573223a6e756c6c7d
         */
        cursor: string;
        /**
         * @description The `ETag` of what you have. Also a list of them, weak ones (`W/`), or `*`.
         * @example "1-17"
         */
        "If-None-Match": string;
        /**
         * @description Write only if the job still has this `ETag`; else 412. Also a list of them, weak ones (`W/`), or `*`. Do not send it empty: there are runtimes that drop it then.
         * @example "1-17"
         */
        "If-Match": string;
        /**
         * @description The token of the claim. Needed while a lease lives; any other than the live one is 409 `lease-lost`.
         * @example 0f8b6c1e2d3a49b5a7c4e6d8f0a1b2c3
         */
        "Lease-Token": string;
        /**
         * @description A random token of your own, 16 to 128 visible ASCII characters: with it a claim whose answer got lost can be repeated, and returns the same job.
         * @example 0f8b6c1e2d3a49b5a7c4e6d8f0a1b2c3
         */
        "New-Lease-Token": string;
        /**
         * @description 1 to 255 visible ASCII characters, quoted or bare (IETF draft 07). The same key and the same bytes return the job that they have created; the key lives as long as that job, and belongs to its `client_id`.
         * @example "8e03978e-40d5-43dd-bc93-6894a57f9324"
         */
        "Idempotency-Key": string;
        /**
         * @description Only events after this version.
         * @example 9
         */
        after: number;
        /**
         * @description How many events a page has at most.
         * @example 50
         */
        events_limit: number;
        /**
         * @description Only deliveries after this version.
         * @example 9
         */
        deliveries_after: number;
        /**
         * @description How many deliveries a page has at most.
         * @example 50
         */
        deliveries_limit: number;
        /**
         * @description Whose jobs the webhooks are of; left out, jobs without a client. A token with a `client_id` needs none.
         * @example acme
         */
        secret_client_id: string;
        /**
         * @description Only this job.
         * @example 7
         */
        job: components["schemas"]["JobId"];
        /**
         * @description Whose jobs. A token of one client tells that itself; without either it is the jobs that have no client. With `job`, a token without a client names the job's `client_id` here, or hears nothing.
         * @example acme
         */
        feed_client_id: string;
        /**
         * @description For read replicas: the `X-D1-Bookmark` of the last answer, and a read may come from a copy of the database that is at least as new; `first-primary` begins with the primary, `first-unconstrained` with any copy. Without it every read comes from the primary. Writes always go there.
         * @example 0000007b-0000b26e-00001538-0c3e87bb37b3db5cc52eedb93cd3b96b
         */
        "X-D1-Bookmark": string;
    };
    requestBodies: never;
    headers: {
        /**
         * @description The media type that the operation takes.
         * @example application/json
         */
        Accept: "application/json";
        /**
         * @description The methods that the path answers.
         * @example GET, HEAD
         */
        Allow: string;
        /**
         * @description Answers may be kept by the caller only, and must be checked before they are used again.
         * @example private, no-cache
         */
        "Cache-Control": "private, no-cache";
        /**
         * @description An answer of the API is data, also when a browser opens it.
         * @example default-src 'none'; frame-ancestors 'none'
         */
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'";
        /**
         * @description The job's version, after the number of the document's format. Absent only on a database that has not been migrated.
         * @example "1-17"
         */
        ETag: string;
        /**
         * @description The address of the next page; absent on the last.
         * @example </api/v2/jobs?limit=2&cursor=7b22737461747573223a6e756c6c7d>; rel="next"
         */
        Link: string;
        /**
         * @description The new job's address.
         * @example /api/v2/jobs/17
         */
        Location: string;
        /**
         * @description No address leaves with a link.
         * @example no-referrer
         */
        "Referrer-Policy": "no-referrer";
        /**
         * @description Seconds to wait before trying again.
         * @example 2
         */
        "Retry-After": number;
        /**
         * @description The media type is as it says.
         * @example nosniff
         */
        "X-Content-Type-Options": "nosniff";
        /**
         * @description The request's name in the log, and in a problem document's `request_id`.
         * @example 8f14e45fceea167a5a36dedd4bea2543
         */
        "X-Request-Id": string;
        /**
         * @description The secret that the worker sends with its writes while the lease lives. It is shown here and nowhere else.
         * @example 0f8b6c1e2d3a49b5a7c4e6d8f0a1b2c3
         */
        "Lease-Token": string;
        /**
         * @description An earlier request with the same key has created this job.
         * @example true
         */
        "Idempotent-Replayed": "true";
        /**
         * @description The media type that the operation takes.
         * @example application/merge-patch+json
         */
        "Accept-Patch": "application/merge-patch+json";
        /**
         * @description The address of the next page; absent on the last.
         * @example </api/v2/jobs/17/events?after=9&limit=50>; rel="next"
         */
        "Events-Link": string;
        /**
         * @description Which pages may read the answer depends on the origin that asks.
         * @example Origin
         */
        Vary: "Origin";
        /**
         * @description What a token lacks, as RFC 6750 has it.
         * @example Bearer realm="greenlight", error="invalid_token", error_description="the token has expired"
         */
        "WWW-Authenticate": string;
        /**
         * @description How many requests (q) with one `sub` in how many seconds (w).
         * @example "default";q=600;w=10
         */
        "RateLimit-Policy": "\"default\";q=600;w=10";
        /**
         * @description The address of the next page; absent on the last.
         * @example </api/v2/jobs/17/deliveries?after=9&limit=50>; rel="next"
         */
        "Deliveries-Link": string;
        /**
         * @description What the path is answered over. Proxies may keep it to themselves.
         * @example websocket
         */
        Upgrade: "websocket";
        /**
         * @description The subprotocol that is spoken.
         * @example greenlight.v1
         */
        "Sec-WebSocket-Protocol": "greenlight.v1";
        /**
         * @description How new what was read or written is: whoever sends it with the next request sees no older state. Only for a request that had the header too.
         * @example 0000007b-0000b26e-00001538-0c3e87bb37b3db5cc52eedb93cd3b96b
         */
        "X-D1-Bookmark": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    list_jobs: {
        parameters: {
            query?: {
                /**
                 * @description Only jobs of this status, most recently updated first. Any word: rows that are older than Greenlight may hold others than its own.
                 * @example pending
                 */
                status?: components["parameters"]["status"];
                /**
                 * @description Only jobs of this client.
                 * @example acme
                 */
                client_id?: components["parameters"]["client_id"];
                /**
                 * @description `summary` leaves out `parameters`, `metadata` and `storyboard_data`.
                 * @example summary
                 */
                view?: components["parameters"]["view"];
                /**
                 * @description How many jobs a page has at most.
                 * @example 50
                 */
                limit?: components["parameters"]["limit"];
                /**
                 * @description Where to read on: the last page's `next_cursor`. It belongs to its order and filter: with another `status` or `client_id` it is 400.
                 * @example 7b22737461747573223a6e756c6c7d
                 */
                cursor?: components["parameters"]["cursor"];
            };
            header?: {
                /**
                 * @description For read replicas: the `X-D1-Bookmark` of the last answer, and a read may come from a copy of the database that is at least as new; `first-primary` begins with the primary, `first-unconstrained` with any copy. Without it every read comes from the primary. Writes always go there.
                 * @example 0000007b-0000b26e-00001538-0c3e87bb37b3db5cc52eedb93cd3b96b
                 */
                "X-D1-Bookmark"?: components["parameters"]["X-D1-Bookmark"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of jobs, maybe an empty one. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    Vary: components["headers"]["Vary"];
                    "X-D1-Bookmark": components["headers"]["X-D1-Bookmark"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobList"] | components["schemas"]["JobSummaryList"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    create_job: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description 1 to 255 visible ASCII characters, quoted or bare (IETF draft 07). The same key and the same bytes return the job that they have created; the key lives as long as that job, and belongs to its `client_id`.
                 * @example "8e03978e-40d5-43dd-bc93-6894a57f9324"
                 */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /**
                 * @description For read replicas: the `X-D1-Bookmark` of the last answer, and a read may come from a copy of the database that is at least as new; `first-primary` begins with the primary, `first-unconstrained` with any copy. Without it every read comes from the primary. Writes always go there.
                 * @example 0000007b-0000b26e-00001538-0c3e87bb37b3db5cc52eedb93cd3b96b
                 */
                "X-D1-Bookmark"?: components["parameters"]["X-D1-Bookmark"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description At most 64 KiB (65,536 bytes), nested at most 100 levels deep. Unknown and repeated fields are refused with 422. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewJob"];
            };
        };
        responses: {
            /** @description The job that an earlier request with the same key and the same bytes has created, as it is now. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    Location: components["headers"]["Location"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    Vary: components["headers"]["Vary"];
                    "X-D1-Bookmark": components["headers"]["X-D1-Bookmark"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description The new job. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    Vary: components["headers"]["Vary"];
                    "X-D1-Bookmark": components["headers"]["X-D1-Bookmark"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description The body is readable JSON of the wrong shape, or the `Idempotency-Key` has created a job from another body. Nothing was changed. */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    Vary: components["headers"]["Vary"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["IdempotencyKeyReusedProblem"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    claim_job: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A random token of your own, 16 to 128 visible ASCII characters: with it a claim whose answer got lost can be repeated, and returns the same job.
                 * @example 0f8b6c1e2d3a49b5a7c4e6d8f0a1b2c3
                 */
                "Lease-Token"?: components["parameters"]["New-Lease-Token"];
                /**
                 * @description For read replicas: the `X-D1-Bookmark` of the last answer, and a read may come from a copy of the database that is at least as new; `first-primary` begins with the primary, `first-unconstrained` with any copy. Without it every read comes from the primary. Writes always go there.
                 * @example 0000007b-0000b26e-00001538-0c3e87bb37b3db5cc52eedb93cd3b96b
                 */
                "X-D1-Bookmark"?: components["parameters"]["X-D1-Bookmark"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description At most 64 KiB (65,536 bytes). */
        requestBody: {
            content: {
                "application/json": components["schemas"]["Claim"];
            };
        };
        responses: {
            /** @description The job, yours until `lease.expires_at`. */
            200: {
                headers: {
                    "Lease-Token": components["headers"]["Lease-Token"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    Vary: components["headers"]["Vary"];
                    "X-D1-Bookmark": components["headers"]["X-D1-Bookmark"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description Nothing waits. Ask again after `Retry-After` seconds. */
            204: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    Vary: components["headers"]["Vary"];
                    "X-D1-Bookmark": components["headers"]["X-D1-Bookmark"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_job: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` of what you have. Also a list of them, weak ones (`W/`), or `*`.
                 * @example "1-17"
                 */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description For read replicas: the `X-D1-Bookmark` of the last answer, and a read may come from a copy of the database that is at least as new; `first-primary` begins with the primary, `first-unconstrained` with any copy. Without it every read comes from the primary. Writes always go there.
                 * @example 0000007b-0000b26e-00001538-0c3e87bb37b3db5cc52eedb93cd3b96b
                 */
                "X-D1-Bookmark"?: components["parameters"]["X-D1-Bookmark"];
            };
            path: {
                /**
                 * @description The job's id: 1 to 2^53 - 1, without leading zeros. Anything else is 404.
                 * @example 17
                 */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    Vary: components["headers"]["Vary"];
                    "X-D1-Bookmark": components["headers"]["X-D1-Bookmark"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["JobNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    delete_job: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Write only if the job still has this `ETag`; else 412. Also a list of them, weak ones (`W/`), or `*`. Do not send it empty: there are runtimes that drop it then.
                 * @example "1-17"
                 */
                "If-Match"?: components["parameters"]["If-Match"];
                /**
                 * @description For read replicas: the `X-D1-Bookmark` of the last answer, and a read may come from a copy of the database that is at least as new; `first-primary` begins with the primary, `first-unconstrained` with any copy. Without it every read comes from the primary. Writes always go there.
                 * @example 0000007b-0000b26e-00001538-0c3e87bb37b3db5cc52eedb93cd3b96b
                 */
                "X-D1-Bookmark"?: components["parameters"]["X-D1-Bookmark"];
            };
            path: {
                /**
                 * @description The job's id: 1 to 2^53 - 1, without leading zeros. Anything else is 404.
                 * @example 17
                 */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job is gone. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    Vary: components["headers"]["Vary"];
                    "X-D1-Bookmark": components["headers"]["X-D1-Bookmark"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["JobNotFound"];
            409: components["responses"]["InvalidTransition"];
            412: components["responses"]["VersionMismatch"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    start_job: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Write only if the job still has this `ETag`; else 412. Also a list of them, weak ones (`W/`), or `*`. Do not send it empty: there are runtimes that drop it then.
                 * @example "1-17"
                 */
                "If-Match"?: components["parameters"]["If-Match"];
                /**
                 * @description The token of the claim. Needed while a lease lives; any other than the live one is 409 `lease-lost`.
                 * @example 0f8b6c1e2d3a49b5a7c4e6d8f0a1b2c3
                 */
                "Lease-Token"?: components["parameters"]["Lease-Token"];
                /**
                 * @description For read replicas: the `X-D1-Bookmark` of the last answer, and a read may come from a copy of the database that is at least as new; `first-primary` begins with the primary, `first-unconstrained` with any copy. Without it every read comes from the primary. Writes always go there.
                 * @example 0000007b-0000b26e-00001538-0c3e87bb37b3db5cc52eedb93cd3b96b
                 */
                "X-D1-Bookmark"?: components["parameters"]["X-D1-Bookmark"];
            };
            path: {
                /**
                 * @description The job's id: 1 to 2^53 - 1, without leading zeros. Anything else is 404.
                 * @example 17
                 */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /** @description At most 64 KiB (65,536 bytes). */
        requestBody: {
            content: {
                "application/json": components["schemas"]["Start"];
            };
        };
        responses: {
            /** @description The job in its new stage. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    Vary: components["headers"]["Vary"];
                    "X-D1-Bookmark": components["headers"]["X-D1-Bookmark"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["JobNotFound"];
            /** @description The job has ended, is further on, has no approval, costs more than it may, or the lease is not yours. Nothing was changed. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    Vary: components["headers"]["Vary"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["JobEndedProblem"] | components["schemas"]["InvalidTransitionProblem"] | components["schemas"]["NotApprovedProblem"] | components["schemas"]["OverBudgetProblem"] | components["schemas"]["LeaseRequiredProblem"] | components["schemas"]["LeaseLostProblem"];
                };
            };
            412: components["responses"]["VersionMismatch"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    update_progress: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Write only if the job still has this `ETag`; else 412. Also a list of them, weak ones (`W/`), or `*`. Do not send it empty: there are runtimes that drop it then.
                 * @example "1-17"
                 */
                "If-Match"?: components["parameters"]["If-Match"];
                /**
                 * @description The token of the claim. Needed while a lease lives; any other than the live one is 409 `lease-lost`.
                 * @example 0f8b6c1e2d3a49b5a7c4e6d8f0a1b2c3
                 */
                "Lease-Token"?: components["parameters"]["Lease-Token"];
                /**
                 * @description For read replicas: the `X-D1-Bookmark` of the last answer, and a read may come from a copy of the database that is at least as new; `first-primary` begins with the primary, `first-unconstrained` with any copy. Without it every read comes from the primary. Writes always go there.
                 * @example 0000007b-0000b26e-00001538-0c3e87bb37b3db5cc52eedb93cd3b96b
                 */
                "X-D1-Bookmark"?: components["parameters"]["X-D1-Bookmark"];
            };
            path: {
                /**
                 * @description The job's id: 1 to 2^53 - 1, without leading zeros. Anything else is 404.
                 * @example 17
                 */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /** @description Any JSON object, at most 16 KiB (16,384 bytes), nested at most 100 levels deep. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["Progress"];
            };
        };
        responses: {
            /** @description The job with its new progress. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    Vary: components["headers"]["Vary"];
                    "X-D1-Bookmark": components["headers"]["X-D1-Bookmark"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["JobNotFound"];
            /** @description The job has ended, a later report is there already, or the lease is not yours. Nothing was changed. On `lease-lost` and `job-ended` stop the work. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    Vary: components["headers"]["Vary"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["JobEndedProblem"] | components["schemas"]["StaleProgressProblem"] | components["schemas"]["LeaseRequiredProblem"] | components["schemas"]["LeaseLostProblem"];
                };
            };
            412: components["responses"]["VersionMismatch"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    merge_progress: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Write only if the job still has this `ETag`; else 412. Also a list of them, weak ones (`W/`), or `*`. Do not send it empty: there are runtimes that drop it then.
                 * @example "1-17"
                 */
                "If-Match"?: components["parameters"]["If-Match"];
                /**
                 * @description The token of the claim. Needed while a lease lives; any other than the live one is 409 `lease-lost`.
                 * @example 0f8b6c1e2d3a49b5a7c4e6d8f0a1b2c3
                 */
                "Lease-Token"?: components["parameters"]["Lease-Token"];
                /**
                 * @description For read replicas: the `X-D1-Bookmark` of the last answer, and a read may come from a copy of the database that is at least as new; `first-primary` begins with the primary, `first-unconstrained` with any copy. Without it every read comes from the primary. Writes always go there.
                 * @example 0000007b-0000b26e-00001538-0c3e87bb37b3db5cc52eedb93cd3b96b
                 */
                "X-D1-Bookmark"?: components["parameters"]["X-D1-Bookmark"];
            };
            path: {
                /**
                 * @description The job's id: 1 to 2^53 - 1, without leading zeros. Anything else is 404.
                 * @example 17
                 */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /** @description At most 16 KiB (16,384 bytes), and so may the result. */
        requestBody: {
            content: {
                "application/merge-patch+json": components["schemas"]["Progress"];
            };
        };
        responses: {
            /** @description The job with its new progress. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    Vary: components["headers"]["Vary"];
                    "X-D1-Bookmark": components["headers"]["X-D1-Bookmark"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["JobNotFound"];
            /** @description The job has ended, a later report is there already, or the lease is not yours. Nothing was changed. On `lease-lost` and `job-ended` stop the work. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    Vary: components["headers"]["Vary"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["JobEndedProblem"] | components["schemas"]["StaleProgressProblem"] | components["schemas"]["LeaseRequiredProblem"] | components["schemas"]["LeaseLostProblem"];
                };
            };
            412: components["responses"]["VersionMismatch"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedPatch"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    save_storyboard: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Write only if the job still has this `ETag`; else 412. Also a list of them, weak ones (`W/`), or `*`. Do not send it empty: there are runtimes that drop it then.
                 * @example "1-17"
                 */
                "If-Match"?: components["parameters"]["If-Match"];
                /**
                 * @description The token of the claim. Needed while a lease lives; any other than the live one is 409 `lease-lost`.
                 * @example 0f8b6c1e2d3a49b5a7c4e6d8f0a1b2c3
                 */
                "Lease-Token"?: components["parameters"]["Lease-Token"];
                /**
                 * @description For read replicas: the `X-D1-Bookmark` of the last answer, and a read may come from a copy of the database that is at least as new; `first-primary` begins with the primary, `first-unconstrained` with any copy. Without it every read comes from the primary. Writes always go there.
                 * @example 0000007b-0000b26e-00001538-0c3e87bb37b3db5cc52eedb93cd3b96b
                 */
                "X-D1-Bookmark"?: components["parameters"]["X-D1-Bookmark"];
            };
            path: {
                /**
                 * @description The job's id: 1 to 2^53 - 1, without leading zeros. Anything else is 404.
                 * @example 17
                 */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /** @description At most 512 KiB (524,288 bytes), nested at most 100 levels deep. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewStoryboard"];
            };
        };
        responses: {
            /** @description The job, waiting for a decision. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    Vary: components["headers"]["Vary"];
                    "X-D1-Bookmark": components["headers"]["X-D1-Bookmark"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["JobNotFound"];
            /** @description The job has ended or is being rendered, or the lease is not yours. Nothing was changed. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    Vary: components["headers"]["Vary"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["JobEndedProblem"] | components["schemas"]["InvalidTransitionProblem"] | components["schemas"]["LeaseRequiredProblem"] | components["schemas"]["LeaseLostProblem"];
                };
            };
            412: components["responses"]["VersionMismatch"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    approve_storyboard: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Write only if the job still has this `ETag`; else 412. Also a list of them, weak ones (`W/`), or `*`. Do not send it empty: there are runtimes that drop it then.
                 * @example "1-17"
                 */
                "If-Match"?: components["parameters"]["If-Match"];
                /**
                 * @description For read replicas: the `X-D1-Bookmark` of the last answer, and a read may come from a copy of the database that is at least as new; `first-primary` begins with the primary, `first-unconstrained` with any copy. Without it every read comes from the primary. Writes always go there.
                 * @example 0000007b-0000b26e-00001538-0c3e87bb37b3db5cc52eedb93cd3b96b
                 */
                "X-D1-Bookmark"?: components["parameters"]["X-D1-Bookmark"];
            };
            path: {
                /**
                 * @description The job's id: 1 to 2^53 - 1, without leading zeros. Anything else is 404.
                 * @example 17
                 */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /** @description At most 64 KiB (65,536 bytes). */
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Approval"];
            };
        };
        responses: {
            /** @description The job, approved. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    Vary: components["headers"]["Vary"];
                    "X-D1-Bookmark": components["headers"]["X-D1-Bookmark"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["JobNotFound"];
            /** @description The job has ended, its storyboard is another by now or was sent back, or it costs more than the job may. Nothing was changed. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    Vary: components["headers"]["Vary"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["JobEndedProblem"] | components["schemas"]["StoryboardChangedProblem"] | components["schemas"]["StoryboardRejectedProblem"] | components["schemas"]["OverBudgetProblem"];
                };
            };
            412: components["responses"]["VersionMismatch"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    reject_storyboard: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Write only if the job still has this `ETag`; else 412. Also a list of them, weak ones (`W/`), or `*`. Do not send it empty: there are runtimes that drop it then.
                 * @example "1-17"
                 */
                "If-Match"?: components["parameters"]["If-Match"];
                /**
                 * @description For read replicas: the `X-D1-Bookmark` of the last answer, and a read may come from a copy of the database that is at least as new; `first-primary` begins with the primary, `first-unconstrained` with any copy. Without it every read comes from the primary. Writes always go there.
                 * @example 0000007b-0000b26e-00001538-0c3e87bb37b3db5cc52eedb93cd3b96b
                 */
                "X-D1-Bookmark"?: components["parameters"]["X-D1-Bookmark"];
            };
            path: {
                /**
                 * @description The job's id: 1 to 2^53 - 1, without leading zeros. Anything else is 404.
                 * @example 17
                 */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /** @description At most 64 KiB (65,536 bytes). */
        requestBody: {
            content: {
                "application/json": components["schemas"]["Rejection"];
            };
        };
        responses: {
            /** @description The job, pending again. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    Vary: components["headers"]["Vary"];
                    "X-D1-Bookmark": components["headers"]["X-D1-Bookmark"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["JobNotFound"];
            /** @description Somebody has decided already, the storyboard is another by now, or none waits for a decision. Nothing was changed. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    Vary: components["headers"]["Vary"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["AlreadyDecidedProblem"] | components["schemas"]["StoryboardChangedProblem"] | components["schemas"]["InvalidTransitionProblem"];
                };
            };
            412: components["responses"]["VersionMismatch"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    complete_job: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Write only if the job still has this `ETag`; else 412. Also a list of them, weak ones (`W/`), or `*`. Do not send it empty: there are runtimes that drop it then.
                 * @example "1-17"
                 */
                "If-Match"?: components["parameters"]["If-Match"];
                /**
                 * @description The token of the claim. Needed while a lease lives; any other than the live one is 409 `lease-lost`.
                 * @example 0f8b6c1e2d3a49b5a7c4e6d8f0a1b2c3
                 */
                "Lease-Token"?: components["parameters"]["Lease-Token"];
                /**
                 * @description For read replicas: the `X-D1-Bookmark` of the last answer, and a read may come from a copy of the database that is at least as new; `first-primary` begins with the primary, `first-unconstrained` with any copy. Without it every read comes from the primary. Writes always go there.
                 * @example 0000007b-0000b26e-00001538-0c3e87bb37b3db5cc52eedb93cd3b96b
                 */
                "X-D1-Bookmark"?: components["parameters"]["X-D1-Bookmark"];
            };
            path: {
                /**
                 * @description The job's id: 1 to 2^53 - 1, without leading zeros. Anything else is 404.
                 * @example 17
                 */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /** @description At most 64 KiB (65,536 bytes). */
        requestBody: {
            content: {
                "application/json": components["schemas"]["Completion"];
            };
        };
        responses: {
            /** @description The job, completed. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    Vary: components["headers"]["Vary"];
                    "X-D1-Bookmark": components["headers"]["X-D1-Bookmark"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["JobNotFound"];
            /** @description The job has ended, has no approval, or the lease is not yours. Nothing was changed. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    Vary: components["headers"]["Vary"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["JobEndedProblem"] | components["schemas"]["NotApprovedProblem"] | components["schemas"]["LeaseRequiredProblem"] | components["schemas"]["LeaseLostProblem"];
                };
            };
            412: components["responses"]["VersionMismatch"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    fail_job: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Write only if the job still has this `ETag`; else 412. Also a list of them, weak ones (`W/`), or `*`. Do not send it empty: there are runtimes that drop it then.
                 * @example "1-17"
                 */
                "If-Match"?: components["parameters"]["If-Match"];
                /**
                 * @description The token of the claim. Needed while a lease lives; any other than the live one is 409 `lease-lost`.
                 * @example 0f8b6c1e2d3a49b5a7c4e6d8f0a1b2c3
                 */
                "Lease-Token"?: components["parameters"]["Lease-Token"];
                /**
                 * @description For read replicas: the `X-D1-Bookmark` of the last answer, and a read may come from a copy of the database that is at least as new; `first-primary` begins with the primary, `first-unconstrained` with any copy. Without it every read comes from the primary. Writes always go there.
                 * @example 0000007b-0000b26e-00001538-0c3e87bb37b3db5cc52eedb93cd3b96b
                 */
                "X-D1-Bookmark"?: components["parameters"]["X-D1-Bookmark"];
            };
            path: {
                /**
                 * @description The job's id: 1 to 2^53 - 1, without leading zeros. Anything else is 404.
                 * @example 17
                 */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /** @description At most 64 KiB (65,536 bytes). */
        requestBody: {
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        responses: {
            /** @description The job, failed or back in line. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    Vary: components["headers"]["Vary"];
                    "X-D1-Bookmark": components["headers"]["X-D1-Bookmark"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["JobNotFound"];
            /** @description The job is completed or canceled, a worker has claimed it and its lease was not shown, or the lease is over. Nothing was changed. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    Vary: components["headers"]["Vary"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["JobEndedProblem"] | components["schemas"]["LeaseLostProblem"] | components["schemas"]["LeaseRequiredProblem"];
                };
            };
            412: components["responses"]["VersionMismatch"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    cancel_job: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Write only if the job still has this `ETag`; else 412. Also a list of them, weak ones (`W/`), or `*`. Do not send it empty: there are runtimes that drop it then.
                 * @example "1-17"
                 */
                "If-Match"?: components["parameters"]["If-Match"];
                /**
                 * @description For read replicas: the `X-D1-Bookmark` of the last answer, and a read may come from a copy of the database that is at least as new; `first-primary` begins with the primary, `first-unconstrained` with any copy. Without it every read comes from the primary. Writes always go there.
                 * @example 0000007b-0000b26e-00001538-0c3e87bb37b3db5cc52eedb93cd3b96b
                 */
                "X-D1-Bookmark"?: components["parameters"]["X-D1-Bookmark"];
            };
            path: {
                /**
                 * @description The job's id: 1 to 2^53 - 1, without leading zeros. Anything else is 404.
                 * @example 17
                 */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /** @description At most 64 KiB (65,536 bytes). */
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Cancellation"];
            };
        };
        responses: {
            /** @description The job, canceled. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    Vary: components["headers"]["Vary"];
                    "X-D1-Bookmark": components["headers"]["X-D1-Bookmark"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["JobNotFound"];
            /** @description The job has ended otherwise. Nothing was changed. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    Vary: components["headers"]["Vary"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["JobEndedProblem"];
                };
            };
            412: components["responses"]["VersionMismatch"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    retry_job: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Write only if the job still has this `ETag`; else 412. Also a list of them, weak ones (`W/`), or `*`. Do not send it empty: there are runtimes that drop it then.
                 * @example "1-17"
                 */
                "If-Match"?: components["parameters"]["If-Match"];
                /**
                 * @description For read replicas: the `X-D1-Bookmark` of the last answer, and a read may come from a copy of the database that is at least as new; `first-primary` begins with the primary, `first-unconstrained` with any copy. Without it every read comes from the primary. Writes always go there.
                 * @example 0000007b-0000b26e-00001538-0c3e87bb37b3db5cc52eedb93cd3b96b
                 */
                "X-D1-Bookmark"?: components["parameters"]["X-D1-Bookmark"];
            };
            path: {
                /**
                 * @description The job's id: 1 to 2^53 - 1, without leading zeros. Anything else is 404.
                 * @example 17
                 */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /** @description At most 64 KiB (65,536 bytes). */
        requestBody?: {
            content: {
                "application/json": components["schemas"]["NoFields"];
            };
        };
        responses: {
            /** @description The job, in line. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    Vary: components["headers"]["Vary"];
                    "X-D1-Bookmark": components["headers"]["X-D1-Bookmark"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["JobNotFound"];
            409: components["responses"]["InvalidTransition"];
            412: components["responses"]["VersionMismatch"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    increment_retry_count: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Write only if the job still has this `ETag`; else 412. Also a list of them, weak ones (`W/`), or `*`. Do not send it empty: there are runtimes that drop it then.
                 * @example "1-17"
                 */
                "If-Match"?: components["parameters"]["If-Match"];
                /**
                 * @description For read replicas: the `X-D1-Bookmark` of the last answer, and a read may come from a copy of the database that is at least as new; `first-primary` begins with the primary, `first-unconstrained` with any copy. Without it every read comes from the primary. Writes always go there.
                 * @example 0000007b-0000b26e-00001538-0c3e87bb37b3db5cc52eedb93cd3b96b
                 */
                "X-D1-Bookmark"?: components["parameters"]["X-D1-Bookmark"];
            };
            path: {
                /**
                 * @description The job's id: 1 to 2^53 - 1, without leading zeros. Anything else is 404.
                 * @example 17
                 */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /** @description Nothing, or an empty object: this operation takes no fields yet. */
        requestBody?: {
            content: {
                "application/json": components["schemas"]["NoFields"];
            };
        };
        responses: {
            /** @description The job with its new `retry_count`. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    Vary: components["headers"]["Vary"];
                    "X-D1-Bookmark": components["headers"]["X-D1-Bookmark"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["JobNotFound"];
            412: components["responses"]["VersionMismatch"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    add_cost: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Write only if the job still has this `ETag`; else 412. Also a list of them, weak ones (`W/`), or `*`. Do not send it empty: there are runtimes that drop it then.
                 * @example "1-17"
                 */
                "If-Match"?: components["parameters"]["If-Match"];
                /**
                 * @description For read replicas: the `X-D1-Bookmark` of the last answer, and a read may come from a copy of the database that is at least as new; `first-primary` begins with the primary, `first-unconstrained` with any copy. Without it every read comes from the primary. Writes always go there.
                 * @example 0000007b-0000b26e-00001538-0c3e87bb37b3db5cc52eedb93cd3b96b
                 */
                "X-D1-Bookmark"?: components["parameters"]["X-D1-Bookmark"];
            };
            path: {
                /**
                 * @description The job's id: 1 to 2^53 - 1, without leading zeros. Anything else is 404.
                 * @example 17
                 */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /** @description At most 64 KiB (65,536 bytes). */
        requestBody: {
            content: {
                "application/json": components["schemas"]["Cost"];
            };
        };
        responses: {
            /** @description The job with its costs. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    Vary: components["headers"]["Vary"];
                    "X-D1-Bookmark": components["headers"]["X-D1-Bookmark"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["JobNotFound"];
            /** @description The key has counted another amount. Nothing was changed. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    Vary: components["headers"]["Vary"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["CostKeyReusedProblem"];
                };
            };
            412: components["responses"]["VersionMismatch"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_events: {
        parameters: {
            query?: {
                /**
                 * @description Only events after this version.
                 * @example 9
                 */
                after?: components["parameters"]["after"];
                /**
                 * @description How many events a page has at most.
                 * @example 50
                 */
                limit?: components["parameters"]["events_limit"];
            };
            header?: {
                /**
                 * @description For read replicas: the `X-D1-Bookmark` of the last answer, and a read may come from a copy of the database that is at least as new; `first-primary` begins with the primary, `first-unconstrained` with any copy. Without it every read comes from the primary. Writes always go there.
                 * @example 0000007b-0000b26e-00001538-0c3e87bb37b3db5cc52eedb93cd3b96b
                 */
                "X-D1-Bookmark"?: components["parameters"]["X-D1-Bookmark"];
            };
            path: {
                /**
                 * @description The job's id: 1 to 2^53 - 1, without leading zeros. Anything else is 404.
                 * @example 17
                 */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the history. */
            200: {
                headers: {
                    Link: components["headers"]["Events-Link"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    Vary: components["headers"]["Vary"];
                    "X-D1-Bookmark": components["headers"]["X-D1-Bookmark"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventList"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["JobNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_deliveries: {
        parameters: {
            query?: {
                /**
                 * @description Only deliveries after this version.
                 * @example 9
                 */
                after?: components["parameters"]["deliveries_after"];
                /**
                 * @description How many deliveries a page has at most.
                 * @example 50
                 */
                limit?: components["parameters"]["deliveries_limit"];
            };
            header?: {
                /**
                 * @description For read replicas: the `X-D1-Bookmark` of the last answer, and a read may come from a copy of the database that is at least as new; `first-primary` begins with the primary, `first-unconstrained` with any copy. Without it every read comes from the primary. Writes always go there.
                 * @example 0000007b-0000b26e-00001538-0c3e87bb37b3db5cc52eedb93cd3b96b
                 */
                "X-D1-Bookmark"?: components["parameters"]["X-D1-Bookmark"];
            };
            path: {
                /**
                 * @description The job's id: 1 to 2^53 - 1, without leading zeros. Anything else is 404.
                 * @example 17
                 */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of deliveries. */
            200: {
                headers: {
                    Link: components["headers"]["Deliveries-Link"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    Vary: components["headers"]["Vary"];
                    "X-D1-Bookmark": components["headers"]["X-D1-Bookmark"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryList"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["JobNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_stats: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description For read replicas: the `X-D1-Bookmark` of the last answer, and a read may come from a copy of the database that is at least as new; `first-primary` begins with the primary, `first-unconstrained` with any copy. Without it every read comes from the primary. Writes always go there.
                 * @example 0000007b-0000b26e-00001538-0c3e87bb37b3db5cc52eedb93cd3b96b
                 */
                "X-D1-Bookmark"?: components["parameters"]["X-D1-Bookmark"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The counters. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    Vary: components["headers"]["Vary"];
                    "X-D1-Bookmark": components["headers"]["X-D1-Bookmark"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Stats"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_webhook_secret: {
        parameters: {
            query?: {
                /**
                 * @description Whose jobs the webhooks are of; left out, jobs without a client. A token with a `client_id` needs none.
                 * @example acme
                 */
                client_id?: components["parameters"]["secret_client_id"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The secret. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    Vary: components["headers"]["Vary"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSecret"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    watch_jobs: {
        parameters: {
            query?: {
                /**
                 * @description Whose jobs. A token of one client tells that itself; without either it is the jobs that have no client. With `job`, a token without a client names the job's `client_id` here, or hears nothing.
                 * @example acme
                 */
                client_id?: components["parameters"]["feed_client_id"];
                /**
                 * @description Only this job.
                 * @example 7
                 */
                job?: components["parameters"]["job"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The socket is open; the messages are these. */
            101: {
                headers: {
                    "Sec-WebSocket-Protocol": components["headers"]["Sec-WebSocket-Protocol"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    Vary: components["headers"]["Vary"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Change"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["JobNotFound"];
            426: components["responses"]["UpgradeRequired"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    create_token: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 64 KiB (65,536 bytes). */
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewToken"];
            };
        };
        responses: {
            /** @description The token. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    Vary: components["headers"]["Vary"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    revoke_token: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 64 KiB (65,536 bytes). */
        requestBody: {
            content: {
                "application/json": components["schemas"]["Revocation"];
            };
        };
        responses: {
            /** @description It is revoked. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    Vary: components["headers"]["Vary"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The database answers. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    Vary: components["headers"]["Vary"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            /** @description The database does not answer. Try again when `Retry-After` is over. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    Vary: components["headers"]["Vary"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        type?: "/problems/database-unavailable";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
        };
    };
    get_problem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The last part of a problem's `type`.
                 * @example job-ended
                 */
                slug: components["parameters"]["slug"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The paragraph. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    Vary: components["headers"]["Vary"];
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            400: components["responses"]["MalformedRequest"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
        };
    };
    job_event: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description `msg_`, the job's id, `_`, its version: the same with each attempt.
                 * @example msg_17_12
                 */
                "webhook-id": string;
                /**
                 * @description When this attempt was made, in seconds since 1970.
                 * @example 1795466400
                 */
                "webhook-timestamp": number;
                /**
                 * @description `v1,` and base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`; two of them, with a space between, while the secret is exchanged.
                 * @example v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=
                 */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookEvent"];
            };
        };
        responses: {
            /** @description No more of this job: its webhook is disabled. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was taken. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It will be tried again, up to ten times in three days. A redirect is not followed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
