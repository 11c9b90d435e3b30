package duck

import (
	"context"
	"sync"
	"time"

	"tonghop/pipeline"
)

// Beside is a warehouse that people look at while forms are settled and reports are made: what only reads goes by a connection of its own, which
// sees what was committed last and waits for nobody who writes.
type Beside struct {
	*Warehouse
	reading *Warehouse
	asking  sync.Mutex
	known   sync.Map // accounts, a knownAccount by login
	next    *asked   // outcomes that are read as soon as the connection is free; nil for none
}

// Beside opens the second connection. It is closed with the warehouse, or before it.
func (w *Warehouse) Beside(ctx context.Context) (*Beside, error) {
	conn, err := w.db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	return &Beside{Warehouse: w, reading: &Warehouse{path: w.path, catalog: w.catalog, now: w.now, db: w.db, conn: conn}}, nil
}

// CloseReading closes the second connection; the warehouse stays open.
func (b *Beside) CloseReading() error { return b.reading.conn.Close() }

// Accounts reads beside; see Warehouse.
func (b *Beside) Accounts(ctx context.Context) ([]pipeline.Account, error) {
	return b.reading.Accounts(ctx)
}

// Tokens reads beside; see Warehouse.
func (b *Beside) Tokens(ctx context.Context) ([]pipeline.Token, error) {
	return b.reading.Tokens(ctx)
}

// Board reads beside; see Warehouse.
func (b *Beside) Board(ctx context.Context, selected pipeline.BoardSelection) ([]pipeline.Standing, []pipeline.Rate, error) {
	return b.reading.Board(ctx, selected)
}

// Submissions reads beside; see Warehouse.
func (b *Beside) Submissions(ctx context.Context, units []string, period, form string) ([]pipeline.Sent, error) {
	return b.reading.Submissions(ctx, units, period, form)
}

// Waiting reads beside; see Warehouse.
func (b *Beside) Waiting(ctx context.Context) ([]pipeline.Submission, error) {
	return b.reading.Waiting(ctx)
}

// Findings reads beside; see Warehouse.
func (b *Beside) Findings(ctx context.Context, period string, units []string, severity string) ([]pipeline.Finding, error) {
	return b.reading.Findings(ctx, period, units, severity)
}

// Editions reads beside; see Warehouse.
func (b *Beside) Editions(ctx context.Context, filter pipeline.EditionFilter) ([]pipeline.Edition, error) {
	return b.reading.Editions(ctx, filter)
}

// Waivers reads beside; see Warehouse.
func (b *Beside) Waivers(ctx context.Context, period string, units []string) ([]pipeline.WaivedFinding, error) {
	return b.reading.Waivers(ctx, period, units)
}

// Trace reads beside; see Warehouse.
func (b *Beside) Trace(ctx context.Context, request pipeline.TraceRequest) (*pipeline.Trace, error) {
	return b.reading.Trace(ctx, request)
}

// Journal reads beside; see Warehouse.
func (b *Beside) Journal(ctx context.Context, since time.Time) ([]pipeline.JournalEntry, error) {
	return b.reading.Journal(ctx, since)
}

// Deliveries reads beside; see Warehouse.
func (b *Beside) Deliveries(ctx context.Context, filter pipeline.DeliveryFilter) ([]pipeline.Delivery, error) {
	return b.reading.Deliveries(ctx, filter)
}

// Runs reads beside; see Warehouse.
func (b *Beside) Runs(ctx context.Context, job pipeline.Job, limit int) ([]pipeline.JobRun, error) {
	return b.reading.Runs(ctx, job, limit)
}

// LastRuns reads beside; see Warehouse.
func (b *Beside) LastRuns(ctx context.Context) (map[pipeline.Job]pipeline.JobRun, error) {
	return b.reading.LastRuns(ctx)
}

var _ pipeline.Records = (*Beside)(nil)
