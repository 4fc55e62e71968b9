-- What every change sets itself, so that RETURNING shows it and the trigger has nothing to do; ?2 caller
version = version + 1, updated_at = {now}, changed_by = ?2, changed_version = version + 1
