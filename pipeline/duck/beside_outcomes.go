package duck

import (
	"context"
	"slices"

	"tonghop/pipeline"
)

// asked is what several people ask for in one query.
type asked struct {
	submissions []int64
	found       []pipeline.Outcome
	err         error
	done        chan struct{} // closed when it is answered
}

// Outcomes reads beside; see Warehouse. All who ask while the connection is at work are answered by one query: when a nation's forms are settled together,
// everybody who waited asks at the same moment, and a query costs what it costs for one.
func (b *Beside) Outcomes(ctx context.Context, submissions []int64) ([]pipeline.Outcome, error) {
	b.asking.Lock()
	first := b.next == nil
	if first {
		b.next = &asked{done: make(chan struct{})}
	}
	with := b.next
	with.submissions = append(with.submissions, submissions...)
	b.asking.Unlock()
	if first {
		b.answer(context.WithoutCancel(ctx), with)
	}
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-with.done:
	}
	var found []pipeline.Outcome
	for _, id := range submissions {
		if i := slices.IndexFunc(with.found, func(o pipeline.Outcome) bool { return o.ID == id }); i >= 0 {
			outcome := with.found[i]
			outcome.Findings, outcome.Differences = slices.Clone(outcome.Findings), slices.Clone(outcome.Differences)
			found = append(found, outcome)
		}
	}
	return found, with.err
}

// answer waits until the connection is free, and reads what was asked for until then.
func (b *Beside) answer(ctx context.Context, with *asked) {
	b.reading.mu.Lock()
	defer b.reading.mu.Unlock()
	b.asking.Lock()
	b.next = nil
	b.asking.Unlock()
	defer close(with.done)
	slices.Sort(with.submissions)
	with.found, with.err = b.reading.outcomes(ctx, slices.Compact(with.submissions))
}
