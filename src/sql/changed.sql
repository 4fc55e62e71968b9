-- What every change sets itself, so that RETURNING shows it and the trigger has nothing to do; ?2 caller
version = version + 1, updated_at = strftime('%Y-%m-%d %H:%M:%f', 'now'), changed_by = ?2
