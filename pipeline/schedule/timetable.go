package schedule

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/robfig/cron/v3"

	"tonghop/pipeline"
)

// SpecError says what is wrong with when a job is to run.
type SpecError struct {
	Place  string // file:line
	Job    pipeline.Job
	Reason string
}

func (e *SpecError) Error() string {
	return fmt.Sprintf("%s: service.jobs.%s.spec: %s", e.Place, e.Job, e.Reason)
}

// fields are what a spec has. The parser knows more: seconds, names such as @daily, intervals that count from a start, and time zones. None of these is a moment of the
// office's day.
var fields = cron.NewParser(cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow)

// Timetable says when a job is due.
type Timetable struct {
	spec   pipeline.JobSpec
	moment cron.Schedule // nil: never
}

// Timetables reads specs. What does not parse, or is due at no moment of the five years after now, is a *SpecError, joined with the others.
func Timetables(specs []pipeline.JobSpec, now time.Time) ([]Timetable, error) {
	var tables []Timetable
	var mistakes []error
	for _, spec := range specs {
		table, err := newTimetable(spec, now)
		tables, mistakes = append(tables, table), append(mistakes, err)
	}
	return tables, errors.Join(mistakes...)
}

func newTimetable(spec pipeline.JobSpec, now time.Time) (Timetable, error) {
	t := Timetable{spec: spec}
	if spec.Spec == "" {
		return t, nil
	}
	const expected = "expected minute, hour, day of the month, month and day of the week, such as 30 8 * * 1"
	if strings.Contains(spec.Spec, "=") { // a time zone, of which the parser takes half a one to be whole
		return t, &SpecError{spec.Place, spec.Job, fmt.Sprintf("%q: %s; it is by the clock of Hà Nội always", spec.Spec, expected)}
	}
	moment, err := fields.Parse(spec.Spec)
	if err != nil {
		return t, &SpecError{spec.Place, spec.Job, fmt.Sprintf("%q: %v; %s", spec.Spec, err, expected)}
	}
	t.moment = moment
	if t.After(now).IsZero() {
		return t, &SpecError{spec.Place, spec.Job, fmt.Sprintf("%q: there is no such day; an empty spec is never", spec.Spec)}
	}
	return t, nil
}

// Job is the job that the timetable is of.
func (t Timetable) Job() pipeline.Job { return t.spec.Job }

// Spec is the timetable as it is configured.
func (t Timetable) Spec() pipeline.JobSpec { return t.spec }

// After returns the first moment after another at which the job is due, in UTC; zero for never, or not within five years.
func (t Timetable) After(moment time.Time) time.Time {
	if t.moment == nil {
		return time.Time{}
	}
	next := t.moment.Next(moment.In(pipeline.Zone))
	if next.IsZero() {
		return next
	}
	return next.UTC()
}

// missed returns the moments after one and not after another at which the job was due: every one of them, or the last one alone.
func (t Timetable) missed(after, until time.Time) (due []time.Time) {
	for next := t.After(after); !next.IsZero() && !next.After(until); next = t.After(next) {
		if !t.spec.Job.Each() {
			due = due[:0]
		}
		due = append(due, next)
	}
	return due
}
