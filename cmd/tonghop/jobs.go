package main

import (
	"context"
	"fmt"
	"time"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"

	"tonghop/pipeline"
	"tonghop/pipeline/schedule"
)

// mostRuns is how many runs of a job are printed in a table.
const mostRuns = 50

const jobsHelp = `List what tonghop serve does by itself: when each job runs (minute, hour, day of the month, month, day of the week; service.jobs of
tonghop.yaml), when next, and what became of it the last time. With the name of a job, list its runs, the newest first.

  done         it did what it says
  failed       with the error
  overdue      broken off, for it took longer than its limit
  interrupted  tonghop serve ended in the middle of it; it begins anew when that starts, and nothing that was done is done or sent twice
  running      it goes on

What failed or was overdue is attempted again after 5 minutes, then 15, an hour and three hours, until the job's next occasion; after the
fifth attempt only by tonghop run. An intake and a verification are not: the next does the same.

Runs are kept for a year; of intakes that found nothing, the last.

All times are those of Hà Nội.`

// listedJob is a job in the list of all.
type listedJob struct {
	Job   pipeline.Job     `json:"job"`
	Spec  string           `json:"spec"` // "" for never
	Next  time.Time        `json:"next,omitzero"`
	Last  *pipeline.JobRun `json:"last,omitempty"`
	Again time.Time        `json:"again,omitzero"` // when the last run is attempted again; zero for never
}

func (a *app) jobsCommand() *cobra.Command {
	return &cobra.Command{Use: "jobs [JOB]", Short: "List the jobs of tonghop serve, or the runs of one", Long: jobsHelp, Args: cobra.MaximumNArgs(1),
		RunE: a.action(func(ctx context.Context, args []string) error {
			return a.with(ctx, func(o *office) error {
				if len(args) > 0 {
					return a.listRuns(ctx, o, args[0])
				}
				return a.listJobs(ctx, o)
			})
		})}
}

func (a *app) listJobs(ctx context.Context, o *office) error {
	jobs, err := a.jobs(ctx, o.Catalog, o.warehouse)
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(map[string]any{"jobs": jobs})
	}
	a.printJobs(jobs)
	return nil
}

// jobs are all jobs, each with its next and its last run.
func (a *app) jobs(ctx context.Context, c *pipeline.Catalog, record pipeline.JobRecord) ([]listedJob, error) {
	tables, err := a.timetables(c)
	if err != nil {
		return nil, err
	}
	last, err := record.LastRuns(ctx)
	if err != nil {
		return nil, err
	}
	jobs := make([]listedJob, len(tables))
	for i, t := range tables {
		jobs[i] = listedJob{Job: t.Job(), Spec: t.Spec().Spec, Next: t.After(a.now())}
		if run, ok := last[t.Job()]; ok {
			jobs[i].Last, jobs[i].Again = &run, schedule.Again(run, a.now())
		}
	}
	return jobs, nil
}

func (a *app) printJobs(jobs []listedJob) {
	var rows []table.Row
	for _, j := range jobs {
		spec, next := j.Spec, ""
		if spec == "" {
			spec = "never"
		}
		if !j.Next.IsZero() {
			next = localTime(j.Next)
		}
		row := table.Row{j.Job, spec, next, "", "", "", ""}
		if j.Last != nil {
			outcome := string(j.Last.Outcome)
			if !j.Again.IsZero() {
				outcome += ", again " + localTime(j.Again)
			}
			row = table.Row{j.Job, spec, next, localTime(j.Last.Due), outcome, shorten(oneLine(j.Last.Did)), shorten(oneLine(j.Last.Error))}
		}
		rows = append(rows, row)
	}
	a.printTable(table.Row{"job", "spec", "next", "last due", "outcome", "did", "error"}, rows)
}

func (a *app) listRuns(ctx context.Context, o *office, name string) error {
	t, err := a.timetable(o.Catalog, name)
	if err != nil {
		return err
	}
	limit := mostRuns + 1
	if a.json {
		limit = 0
	}
	runs, err := o.warehouse.Runs(ctx, t.Job(), limit)
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(map[string]any{"runs": runs})
	}
	a.printRuns(runs[:min(len(runs), mostRuns)])
	if len(runs) > mostRuns {
		fmt.Fprintf(a.out, "Not listed: those before the newest %d; --json has all\n", mostRuns)
	}
	return nil
}

func (a *app) printRuns(runs []pipeline.JobRun) {
	var rows []table.Row
	for _, r := range runs {
		took := ""
		if !r.Ended.IsZero() {
			took = r.Ended.Sub(r.Started).Round(time.Second).String()
		}
		rows = append(rows, table.Row{localTime(r.Due), r.By, localTime(r.Started), took, r.Outcome, r.Attempt, r.Did, r.Error})
	}
	a.printTable(table.Row{"due", "by", "started", "took", "outcome", "attempt", "did", "error"}, rows)
}
