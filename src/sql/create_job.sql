-- ?1 to ?15: new_job_values
INSERT INTO generated_videos ({new_job_columns}) VALUES ({new_job_values})
RETURNING {document}, {change}, json_array(id, NULL) AS facts
