-- The names of the table's columns, indexes and triggers, and of the tables beside it with theirs, as one JSON text; '[]' without the table.
SELECT json_group_array(name) AS document, NULL AS version
FROM (
  SELECT name FROM pragma_table_info('generated_videos')
  UNION ALL
  SELECT name FROM sqlite_master
  WHERE tbl_name = 'generated_videos' AND type IN ('index', 'trigger') OR tbl_name GLOB 'job_*' OR tbl_name = 'revoked_tokens'
)
