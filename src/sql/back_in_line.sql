-- Where a job waits again after a failure that is not its end; NULL if it cannot
CASE WHEN {attempts_used} < max_attempts THEN CASE status
  WHEN 'parsing' THEN 'pending'
  WHEN 'generating_storyboard' THEN 'pending'
  WHEN 'rendering' THEN iif(storyboard_revision > 0, 'storyboard_ready', 'pending')
END END
