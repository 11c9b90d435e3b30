package portal

import "tonghop/pipeline"

var homeRoutes = []route{
	{"GET /{$}", everybody, (*Portal).home},
}

// home is the first page of each role.
func (p *Portal) home(v *visit) error {
	switch v.account.Role {
	case pipeline.ProvinceRole:
		return p.provinceHome(v)
	case pipeline.DepartmentRole, pipeline.AuditorRole:
		return goTo(v, "/board")
	default:
		return p.administratorHome(v)
	}
}

// administratorHome is what an administrator has to look at: jobs that went wrong, and accounts that wait for something.
func (p *Portal) administratorHome(v *visit) error {
	jobs, err := p.Jobs.Standing(v.r.Context())
	if err != nil {
		return err
	}
	var troubled []JobStanding
	var next *JobStanding
	for _, j := range jobs {
		if j.Last != nil && (j.Last.Outcome == pipeline.RunFailed || j.Last.Outcome == pipeline.RunOverdue) {
			troubled = append(troubled, j)
		}
		if !j.Next.IsZero() && (next == nil || j.Next.Before(next.Next)) {
			next = &j
		}
	}
	accounts, err := p.listedAccounts(v)
	if err != nil {
		return err
	}
	used := 0
	var locked, first []accountShown
	for _, a := range accounts {
		if a.Disabled {
			continue
		}
		used++
		if a.Locked {
			locked = append(locked, a)
		}
		if a.MustChange {
			first = append(first, a)
		}
	}
	return p.show(v, "home", map[string]any{"Troubled": troubled, "Next": next, "Accounts": used, "Locked": locked, "First": first})
}
