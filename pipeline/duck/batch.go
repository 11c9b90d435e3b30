package duck

import (
	"context"
	"slices"
	"time"

	"tonghop/pipeline"
)

// batch is the transaction in which arrivals become submissions.
type batch struct {
	w        *Warehouse
	arrivals []pipeline.Arrival
	findings map[int64][]pipeline.Finding // by submission
	open     bool
}

// subject is a submission to check: rules look at some layouts, and are valid by the day on which its period ends.
type subject struct {
	submission int64
	layout     string
	mapDay     time.Time
}

// Begin opens a batch; another one waits until it ends.
func (w *Warehouse) Begin(ctx context.Context) (pipeline.Batch, error) {
	w.mu.Lock()
	if err := w.begin(ctx); err != nil {
		w.mu.Unlock()
		return nil, err
	}
	return &batch{w: w, findings: map[int64][]pipeline.Finding{}, open: true}, nil
}

// Load writes the arrivals. What is wrong with a whole file, or what reading came upon, is a finding already.
func (b *batch) Load(ctx context.Context, arrivals []pipeline.Arrival) error {
	b.arrivals = arrivals
	for _, a := range arrivals {
		for _, f := range b.w.readFindings(a) {
			b.add(f)
		}
	}
	return b.w.appendArrivals(arrivals)
}

// Check runs the rules of scope form.
func (b *batch) Check(ctx context.Context) error {
	var forms []subject
	for _, a := range b.arrivals {
		if a.Reading != nil {
			_, mapDay := b.w.catalog.Config.Calendar.Days(a.Reading.Period)
			forms = append(forms, subject{a.Receipt.ID, a.Reading.Layout, mapDay})
		}
	}
	found, err := b.w.runRules(ctx, pipeline.FormScope, forms)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(found, func(f pipeline.Finding) bool { return f.Severity == pipeline.Error }) { // nothing else is decided by waivers
		if err := b.w.judge(ctx, found); err != nil {
			return err
		}
	}
	for _, f := range found {
		b.add(f)
	}
	return nil
}

func (b *batch) add(f pipeline.Finding) {
	b.findings[f.Submission] = append(b.findings[f.Submission], f)
}

// Settle decides, supersedes older editions, and runs the rules of scope total on what the accepted forms touch that then stand.
func (b *batch) Settle(ctx context.Context) (pipeline.Settled, error) {
	decisions := make([]decision, len(b.arrivals))
	var ours []pipeline.Finding
	for i, a := range b.arrivals {
		decisions[i] = decision{Submission: pipeline.Submission{Receipt: a.Receipt, State: b.deserved(a)}, who: a.Receipt.By, action: pipeline.SubmissionAction}
		if a.Reading != nil {
			decisions[i].layoutHash = a.Reading.LayoutHash
			decisions[i].Layout, decisions[i].Version = a.Reading.Layout, a.Reading.Version
			decisions[i].Reporter, decisions[i].Period = a.Reading.Reporter.ID, a.Reading.Period.String()
		}
		ours = append(ours, b.findings[a.Receipt.ID]...)
	}
	closed, err := b.w.closings(ctx)
	if err != nil {
		return pipeline.Settled{}, err
	}
	before, after, err := b.w.decide(ctx, decisions, closed)
	if err != nil {
		return pipeline.Settled{}, err
	}
	if err := b.w.appendFindings(ours); err != nil {
		return pipeline.Settled{}, err
	}
	return b.w.settled(ctx, decisions, before, after)
}

// settled tells what decisions about submissions came to, with the findings of scope total before and after. Of several editions of a form each is told as it was
// decided about, not as superseded by the next.
func (w *Warehouse) settled(ctx context.Context, decisions []decision, before, after []pipeline.Finding) (settled pipeline.Settled, err error) {
	ids := idsOf(decisions, func(d decision) int64 { return d.ID })
	settled.Raised, settled.Cleared = pipeline.Changed(before, after)
	settled.Raised = slices.DeleteFunc(settled.Raised, func(f pipeline.Finding) bool { return slices.Contains(ids, f.Submission) })
	if err := w.judge(ctx, settled.Raised); err != nil {
		return settled, err
	}
	if settled.Outcomes, err = w.outcomes(ctx, ids); err != nil {
		return settled, err
	}
	for i, d := range decisions {
		settled.Outcomes[i].State = d.State
	}
	return settled, nil
}

// deserved is the state that the form itself deserves: an error in it returns it whole, unless it was waived.
func (b *batch) deserved(a pipeline.Arrival) pipeline.State {
	if a.Refusal != nil {
		return pipeline.Rejected
	}
	if slices.ContainsFunc(b.findings[a.Receipt.ID], func(f pipeline.Finding) bool { return f.ErrorHolds() }) {
		return pipeline.Returned
	}
	return pipeline.Accepted
}

// recheckTotals runs the rules of scope total on every accepted form that the given accepted forms may change something about.
// It returns their findings as they were and as they are.
func (w *Warehouse) recheckTotals(ctx context.Context, accepted []int64) (before, after []pipeline.Finding, err error) {
	if len(accepted) == 0 {
		return nil, nil, nil
	}
	touched, err := w.subjects(ctx, "touched", map[string]any{"submissions": accepted})
	if err != nil {
		return nil, nil, err
	}
	return w.recheck(ctx, touched)
}

// recheckAtOnce is how many forms are rechecked in one go: what a nation sends for a month. What is worked out for them is held in
// memory, and takes more than twice as long for twice as many.
const recheckAtOnce = 100

// recheck runs the rules of scope total on forms anew, and returns their findings as they were and as they are.
func (w *Warehouse) recheck(ctx context.Context, forms []subject) (before, after []pipeline.Finding, err error) {
	for some := range slices.Chunk(forms, recheckAtOnce) {
		were, are, err := w.recheckSome(ctx, some)
		if err != nil {
			return nil, nil, err
		}
		before, after = append(before, were...), append(after, are...)
	}
	return before, after, nil
}

func (w *Warehouse) recheckSome(ctx context.Context, forms []subject) (before, after []pipeline.Finding, err error) {
	if err := w.workOut(ctx, forms); err != nil {
		return nil, nil, err
	}
	if after, err = w.runRules(ctx, pipeline.TotalScope, forms); err != nil {
		return nil, nil, err
	}
	if err = w.explain(ctx, after); err != nil {
		return nil, nil, err
	}
	if before, err = w.forgetTotals(ctx, forms); err != nil {
		return nil, nil, err
	}
	return before, after, w.appendFindings(after)
}

// Commit makes the batch durable.
func (b *batch) Commit() error {
	err := b.w.exec(context.Background(), "COMMIT")
	if err == nil {
		b.open = false
		b.w.mu.Unlock()
	}
	return err
}

// Rollback undoes the batch unless it is committed.
func (b *batch) Rollback() {
	if b.open {
		// The transaction ends with the connection if this fails; there is nobody to tell.
		_ = b.w.exec(context.Background(), "ROLLBACK")
		b.open = false
		b.w.mu.Unlock()
	}
}
