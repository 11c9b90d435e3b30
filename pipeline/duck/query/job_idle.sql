-- Of the intakes that found nothing, of which there is one every few minutes, the last look is enough.
DELETE FROM job_run WHERE job = $job AND outcome = 'done' AND starts_with(did, $nothing) AND id < $id
