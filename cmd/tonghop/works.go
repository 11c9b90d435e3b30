package main

import (
	"context"
	"errors"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/schedule"
)

// works are what the jobs do.
func (o *office) works() map[pipeline.Job]pipeline.Work {
	return map[pipeline.Job]pipeline.Work{
		pipeline.IntakeJob:  {Do: o.takeIn},
		pipeline.CloseJob:   {Do: o.Close, Plan: o.PlanClose},
		pipeline.MonthlyJob: {Do: o.Monthly, Plan: o.PlanMonthly},
		pipeline.RemindJob:  {Do: o.Remind, Plan: o.PlanRemind},
		pipeline.ChaseJob:   {Do: o.Chase, Plan: o.PlanChase},
		pipeline.BackupJob:  {Do: o.backUp},
		pipeline.VerifyJob:  {Do: o.verifyAll},
	}
}

// takeIn is the work of the job intake. The inbox may not be there yet: it is made.
func (o *office) takeIn(ctx context.Context, _ time.Time) (string, error) {
	if err := o.inbox.Make(senders(o.Catalog, o.Now)); err != nil {
		return "", err
	}
	return o.Intake(ctx, o.inbox)
}

// newScheduler makes the scheduler of a process that has the warehouse open, its only one. What is wrong with a spec is wrong usage.
func (a *app) newScheduler(ctx context.Context, o *office) (*schedule.Scheduler, error) {
	s, err := schedule.New(ctx, o.Catalog.Config.Jobs, o.works(), o.warehouse, schedule.Clock{Now: a.now, Wait: schedule.Wait}, o.log)
	if wrong := (*schedule.SpecError)(nil); errors.As(err, &wrong) {
		err = &exit{exitUsage, err}
	}
	return s, err
}

// scheduler is that of tonghop serve; of a command that has the warehouse for itself, one of its own.
func (a *app) scheduler(ctx context.Context, o *office) (*schedule.Scheduler, error) {
	if o.scheduler != nil {
		return o.scheduler, nil
	}
	return a.newScheduler(ctx, o)
}

// timetables are those of the jobs, in their order. What is wrong with a spec is wrong usage.
func (a *app) timetables(c *pipeline.Catalog) ([]schedule.Timetable, error) {
	tables, err := schedule.Timetables(c.Config.Jobs, a.now())
	if err != nil {
		return nil, &exit{exitUsage, err}
	}
	return tables, nil
}

// timetable is that of a job as typed.
func (a *app) timetable(c *pipeline.Catalog, name string) (schedule.Timetable, error) {
	tables, err := a.timetables(c)
	if err != nil {
		return schedule.Timetable{}, err
	}
	for _, t := range tables {
		if string(t.Job()) == name {
			return t, nil
		}
	}
	return schedule.Timetable{}, usage("no job is called %q; there are %s", name, namesOf(pipeline.Jobs))
}
