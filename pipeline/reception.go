package pipeline

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"
)

// Reception takes in files of several people at once. Each is archived while it comes; one worker then settles together all that has come
// meanwhile, in one transaction, so that many who send at the same time wait hardly longer than one.
type Reception struct {
	pipeline *Pipeline
	records  DeliveryRecord
	settled  func() // called when something may be there to send
	arrived  chan struct{}
	came     chan Receipt // what is to be read while others come; what finds no place is read when it is settled

	Scanner Scanner // of what comes in; nil for none. It is set before anything comes.

	mu     sync.Mutex
	became map[int64]int64 // of receipts that this process took: their submission; 0 until they are settled
	next   chan struct{}   // closed when the next of them is settled
	scans  map[ScanResult]int
}

// NewReception makes a reception, which reads outcomes from the records; nothing is settled until it runs.
func NewReception(p *Pipeline, records DeliveryRecord, settled func()) *Reception {
	r := &Reception{pipeline: p, records: records, settled: settled, arrived: make(chan struct{}, 1), came: make(chan Receipt, batchSize), became: map[int64]int64{}, next: make(chan struct{}),
		scans: map[ScanResult]int{}}
	r.wake() // what an earlier process archived and did not settle
	return r
}

// How long files are gathered that are to be settled together: until nothing has come for a moment, but no longer than a second. Who sends in the same instant as
// others waits for one transaction, not for that of the first and then for the next.
const (
	moment       = 100 * time.Millisecond
	mostGathered = time.Second
)

// gather waits for what comes in the same moment as the first.
func (r *Reception) gather(ctx context.Context) {
	most := time.After(mostGathered)
	for {
		select {
		case <-ctx.Done():
			return
		case <-most:
			return
		case <-time.After(moment):
			return
		case <-r.arrived:
		}
	}
}

// pause is how long the worker waits where settling failed, before it tries again.
const pause = 10 * time.Second

// Run reads and settles what comes until the context ends. failed is told what went wrong: what came is kept, and tried again.
func (r *Reception) Run(ctx context.Context, failed func(error)) {
	var reading sync.WaitGroup
	defer reading.Wait()
	reading.Go(func() { r.pipeline.readEarly(ctx, r.came) })
	for {
		select {
		case <-ctx.Done():
			return
		case <-r.arrived:
		}
		r.gather(ctx)
		if err := r.settle(ctx); err != nil && ctx.Err() == nil {
			failed(err)
			select {
			case <-ctx.Done():
			case <-time.After(pause):
			}
			r.wake()
		}
		r.settled()
	}
}

// wake has the worker look for what came, unless it will anyhow.
func (r *Reception) wake() {
	select {
	case r.arrived <- struct{}{}:
	default:
	}
}

// settle takes up all that is archived, and wakes whoever waits as soon as its outcome is recorded.
func (r *Reception) settle(ctx context.Context) error {
	_, err := r.pipeline.Ingest(ctx, nil, func(step Step, receipt Receipt, outcome *Outcome) {
		if step != SettledStep {
			return
		}
		r.mu.Lock()
		r.became[receipt.ID] = outcome.ID
		close(r.next)
		r.next = make(chan struct{})
		r.mu.Unlock()
	})
	return err
}

// elsewhere is how often it is looked whether something else than the worker has settled a receipt.
const elsewhere = time.Second

// Outcomes returns what became of receipts, each once, by their ids, as soon as all are settled; when the context ends before, of those that are. Bytes
// that need not be judged again have the outcome of the earlier submission, with its id; where another form has taken the place of that since, a zero one.
func (r *Reception) Outcomes(ctx context.Context, receipts []int64) (map[int64]Outcome, error) {
	submissions, err := r.submissions(ctx, receipts)
	if err != nil {
		return nil, err
	}
	var ids []int64
	for _, id := range submissions {
		ids = append(ids, id)
	}
	found, err := r.records.Outcomes(context.WithoutCancel(ctx), ids)
	if err != nil {
		return nil, err
	}
	outcomes := make(map[int64]Outcome, len(receipts))
	for receipt, submission := range submissions {
		outcomes[receipt] = Outcome{}
		if i := slices.IndexFunc(found, func(o Outcome) bool { return o.ID == submission }); i >= 0 {
			outcomes[receipt] = found[i]
		}
	}
	return outcomes, nil
}

// submissions waits until receipts are settled, and returns their submissions.
func (r *Reception) submissions(ctx context.Context, receipts []int64) (map[int64]int64, error) {
	tick := time.NewTicker(elsewhere)
	defer tick.Stop()
	found := map[int64]int64{}
	for first, ticked := true, false; ; first = false {
		next, unknown := r.noted(receipts, found, func(taken bool) bool { return ticked || first && !taken })
		if len(unknown) > 0 {
			if err := r.lookUp(context.WithoutCancel(ctx), unknown, found); err != nil {
				return nil, err
			}
		}
		if len(found) == len(receipts) {
			return found, nil
		}
		ticked = false
		select {
		case <-ctx.Done():
			return found, nil
		case <-next:
		case <-tick.C:
			ticked = true
		}
	}
}

// noted adds to found what this process has settled. It returns what is closed when more is, and the other receipts that are to be looked
// up, whether this process took them or not.
func (r *Reception) noted(receipts []int64, found map[int64]int64, lookUp func(taken bool) bool) (next <-chan struct{}, unknown []int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, id := range receipts {
		submission, taken := r.became[id]
		_, known := found[id]
		switch {
		case submission > 0:
			found[id] = submission
		case !known && lookUp(taken):
			unknown = append(unknown, id)
		}
	}
	return r.next, unknown
}

// lookUp finds what became of receipts that are not pending any more, whoever settled them.
func (r *Reception) lookUp(ctx context.Context, receipts []int64, found map[int64]int64) error {
	waiting, err := r.pipeline.Archive.Pending()
	if err != nil {
		return err
	}
	var settled []Receipt
	for _, id := range receipts {
		if slices.ContainsFunc(waiting, func(w Receipt) bool { return w.ID == id }) {
			continue
		}
		receipt, err := r.pipeline.Archive.Receipt(id)
		if err != nil {
			return fmt.Errorf("receipt %d: %w", id, err)
		}
		settled = append(settled, receipt)
	}
	if len(settled) == 0 {
		return nil
	}
	known, err := r.pipeline.Warehouse.Known(ctx, settled)
	for _, receipt := range settled {
		found[receipt.ID] = known[receipt.ID].ID
	}
	return err
}
