package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"tonghop/pipeline"
)

const runHelp = `Run a job of tonghop serve by hand, and record it: intake, close, monthly, remind, chase, backup or verify.

Without --for it is run as of now. What was done for an occasion is not done for it again.
A day stands for the job's first occasion on that day; a period for the first one after its last day; a span for that of each of its months,
the oldest first: tonghop run monthly --for 2026-07..2026-10.`

func (a *app) runCommand() *cobra.Command {
	var when string
	var dry bool
	command := &cobra.Command{Use: "run JOB [--for DATE|PERIOD|PERIOD..PERIOD] [--dry-run]", Short: "Run a job of tonghop serve by hand", Long: runHelp, Args: cobra.ExactArgs(1)}
	command.Flags().StringVar(&when, "for", "", "the day or period, such as 2026-10-18, 2026-10 or 2026-07..2026-10")
	command.Flags().BoolVar(&dry, "dry-run", false, "say what it would do as things stand, and do nothing")
	command.RunE = a.action(func(ctx context.Context, args []string) error {
		return a.with(ctx, func(o *office) error {
			t, err := a.timetable(o.Catalog, args[0])
			if err != nil {
				return err
			}
			occasions, err := occasionsOf(t, o.Catalog.Config.Calendar, when, a.now())
			if err != nil {
				return err
			}
			if dry {
				return a.planJob(ctx, o, occasions)
			}
			return a.runJob(ctx, o, occasions)
		})
	})
	return command
}

// planned is what a job would do on an occasion.
type planned struct {
	pipeline.Occasion
	Would []string `json:"would"`
}

func (a *app) planJob(ctx context.Context, o *office, occasions []pipeline.Occasion) error {
	plans := make([]planned, len(occasions))
	for i, occasion := range occasions {
		plan := o.works()[occasion.Job].Plan
		if plan == nil {
			return usage("what %s would do nobody can say before it has done it; --dry-run is for close, monthly, remind and chase", occasion.Job)
		}
		would, err := plan(ctx, occasion.Due)
		if err != nil {
			return err
		}
		plans[i] = planned{occasion, would}
	}
	if a.json {
		return a.printJSON(map[string]any{"plans": plans})
	}
	for _, p := range plans {
		fmt.Fprintf(a.out, "%s of %s would:\n", p.Job, localTime(p.Due))
		for _, line := range p.Would {
			fmt.Fprintln(a.out, " ", oneLine(line))
		}
		if len(p.Would) == 0 {
			fmt.Fprintln(a.out, "  do nothing")
		}
	}
	return nil
}

// runJob runs a job for occasions, one after the other, until one fails.
func (a *app) runJob(ctx context.Context, o *office, occasions []pipeline.Occasion) error {
	for _, occasion := range occasions {
		if occasion.Due.After(a.now()) {
			return usage("%s is due at %s, which is yet to come; --dry-run says what it would do", occasion.Job, localTime(occasion.Due))
		}
	}
	scheduler, err := a.scheduler(ctx, o)
	if err != nil {
		return err
	}
	runs := []pipeline.JobRun{}
	var failed error
	for _, occasion := range occasions {
		run, began, err := scheduler.Once(ctx, occasion, a.operator())
		if err == nil && !began {
			run, err = a.ranAlready(ctx, o, occasion)
		}
		if err != nil {
			return err
		}
		runs = append(runs, run)
		if !a.json {
			a.printRun(run, began)
		}
		if run.Outcome != pipeline.RunDone {
			failed = &exit{exitInternal, fmt.Errorf("%s of %s: %s: %s", run.Job, localTime(run.Due), run.Outcome, run.Error)}
			break
		}
	}
	if a.json {
		return errors.Join(a.printJSON(map[string]any{"runs": runs}), failed)
	}
	return failed
}

func (a *app) printRun(run pipeline.JobRun, began bool) {
	said := string(run.Outcome)
	if !began {
		said += fmt.Sprintf(" already, by %s on %s", run.By, localTime(run.Started))
	}
	if run.Did != "" {
		said += ": " + run.Did
	}
	fmt.Fprintf(a.out, "%s of %s: %s\n", run.Job, localTime(run.Due), oneLine(said))
}

// ranAlready is the run that keeps an occasion from being run: its own that was done. One that goes on is to be waited for.
func (a *app) ranAlready(ctx context.Context, o *office, occasion pipeline.Occasion) (pipeline.JobRun, error) {
	runs, err := o.warehouse.Runs(ctx, occasion.Job, 0)
	if err != nil {
		return pipeline.JobRun{}, err
	}
	due := occasion.Due.Truncate(time.Second)
	for _, run := range runs {
		if run.Due.Equal(due) && run.Outcome == pipeline.RunDone {
			return run, nil
		}
	}
	return pipeline.JobRun{}, usage("%s goes on already; tonghop jobs %[1]s tells since when. Run it again when it has ended", occasion.Job)
}
