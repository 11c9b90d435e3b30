package pipeline

import (
	"context"
	"errors"
	"io/fs"
)

// Receive archives a file and has it settled soon. When it returns, the file is kept for good; where its bytes end in an error, nothing of it is.
// What is not scanned, or malware, is an *UnscannedError or *InfectedError. A unit that sends the same bytes again, of which nothing else would become, gets the same receipt again.
func (r *Reception) Receive(ctx context.Context, file File) (receipt Receipt, again bool, err error) {
	if err := ctx.Err(); err != nil {
		return Receipt{}, false, err
	}
	spooled, err := r.pipeline.spool(file)
	if err != nil {
		return Receipt{}, false, err
	}
	defer spooled.Drop()
	if err := r.scan(ctx, file, spooled); err != nil {
		return Receipt{}, false, err
	}
	receipt, again, err = spooled.Put(r.pipeline.told(file), func(told Receipt) (Receipt, bool, error) { return r.sentBefore(ctx, told) })
	if err != nil || again {
		return receipt, again, err
	}
	r.mu.Lock()
	if _, settled := r.became[receipt.ID]; !settled { // the worker, or another ingest, may have been quicker
		r.became[receipt.ID] = 0
	}
	r.mu.Unlock()
	select {
	case r.came <- receipt:
	default:
	}
	r.wake()
	return receipt, false, nil
}

// sentBefore finds the receipt of a unit's bytes that need not be judged again: they wait to be, and nothing that waits came after them that may
// change what becomes of them; or they were, and nothing has changed that since.
func (r *Reception) sentBefore(ctx context.Context, told Receipt) (before Receipt, found bool, err error) {
	if told.Unit == "" {
		return Receipt{}, false, nil
	}
	waiting, err := r.pipeline.Archive.Pending()
	if err != nil {
		return Receipt{}, false, err
	}
	for _, w := range waiting {
		if w.Unit == told.Unit || w.Unit == "" {
			before = w
		}
	}
	if before.ID != 0 {
		return before, before.Unit == told.Unit && before.SHA256 == told.SHA256, nil
	}
	known, err := r.pipeline.known(ctx, []Receipt{told})
	outcome, ok := known[told.ID]
	if err != nil || !ok {
		return Receipt{}, false, err
	}
	before, err = r.pipeline.Archive.Receipt(outcome.ID)
	if errors.Is(err, fs.ErrNotExist) {
		return Receipt{}, false, nil
	}
	return before, err == nil && before.Unit == told.Unit, err
}
