package portal

import (
	"context"
	"errors"
	"slices"
	"time"

	"tonghop/pipeline"
)

// JobStanding is where a job stands.
type JobStanding struct {
	Job   pipeline.Job
	Spec  string // "" for never
	Next  time.Time
	Last  *pipeline.JobRun // nil where it never ran
	Again time.Time        // when the last run is attempted again; zero for never
}

// Jobs are the jobs of the service.
type Jobs struct {
	Standing func(ctx context.Context) ([]JobStanding, error)
	// Run runs a job as of now and returns when it has ended. began is false where it goes on already.
	Run func(job pipeline.Job, by string) (run pipeline.JobRun, began bool, err error)
}

// The roles that see jobs, and that run them.
var (
	jobReaders = []pipeline.Role{pipeline.DepartmentRole, pipeline.AdministratorRole, pipeline.AuditorRole}
	jobRunners = []pipeline.Role{pipeline.DepartmentRole, pipeline.AdministratorRole}
)

var jobRoutes = []route{
	{"GET /jobs", jobReaders, (*Portal).jobsPage},
	{"POST /jobs/{job}/run", jobRunners, (*Portal).runJob},
}

func (p *Portal) jobsPage(v *visit) error {
	jobs, err := p.Jobs.Standing(v.r.Context())
	if err != nil {
		return err
	}
	return p.show(v, "jobs", map[string]any{"Jobs": jobs, "May": v.account.Is(jobRunners...), "Once": newKey()})
}

// jobTime is how long a page waits for a job to end; a backup takes longer.
const jobTime = 5 * time.Second

// runJob runs a job now. It goes on where it takes longer than somebody waits for a page.
func (p *Portal) runJob(v *visit) error {
	job := pipeline.Job(v.r.PathValue("job"))
	if !slices.Contains(pipeline.Jobs, job) {
		return errNotFound
	}
	type result struct {
		began bool
		err   error
	}
	said := "portal-job-goes-on"
	err := p.once(v, func(context.Context) error {
		ended := make(chan result, 1)
		go func() {
			_, began, err := p.Jobs.Run(job, v.account.Login)
			if err != nil {
				p.Log.Error("portal", "job", job, "error", err)
			}
			ended <- result{began, err}
		}()
		select {
		case r := <-ended:
			if r.began {
				said = "portal-job-ran"
			}
			return r.err
		case <-time.After(jobTime):
			return nil
		}
	})
	switch {
	case err == nil:
		p.flash(v, p.Pipeline.Catalog.Words[said])
	case !errors.Is(err, errDone):
		return err
	}
	return goTo(v, "/jobs")
}
