UPDATE waiver SET withdrawn = true, withdrawn_by = $by, withdrawn_reason = $reason, withdrawn_at = $at WHERE list_contains($waivers, id)
