package pipeline

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"tonghop/pipeline/vi"
)

// batchSize bounds how many forms are held in memory and loaded in one transaction.
const batchSize = 128

// File is a file to take in.
type File struct {
	Name string // as the sender calls it
	By   string // who hands it in
	// Unit is the id of the unit that hands it in, whose form it must be; "" for anybody.
	Unit  string
	Claim string // of the inbox; "" for what comes by another way
	Open  func() (io.ReadCloser, error)
}

// Progress is told of every file when it is archived, read and settled; it may be called from several goroutines.
type Progress func(step Step, receipt Receipt, outcome *Outcome)

// Step is a step of Ingest.
type Step string

// The steps that Progress is told of.
const (
	ArchivedStep Step = "archived"
	ReadStep     Step = "read"
	SettledStep  Step = "settled"
)

// Ingest takes in files: those that an earlier run archived and did not settle, then the given ones, in order.
// The outcomes come in that order too. On an error what is settled stays settled, and the rest is taken up by the next run.
func (p *Pipeline) Ingest(ctx context.Context, files []File, progress Progress) (Settled, error) {
	p.ingesting.Lock()
	defer p.ingesting.Unlock()
	var all Settled
	queue, err := p.archive(ctx, files, progress)
	if err != nil {
		return all, err
	}
	for len(queue) > 0 {
		settled, taken, err := p.take(ctx, distinctBytes(queue), progress)
		queue = queue[taken:]
		all.add(settled)
		if err != nil {
			return all, err
		}
	}
	return all, nil
}

// archive stores all files before any is read, so that a crash while reading loses none.
func (p *Pipeline) archive(ctx context.Context, files []File, progress Progress) ([]Receipt, error) {
	receipts, err := p.Archive.Pending()
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		receipt, err := p.put(file)
		if err != nil {
			return nil, err
		}
		receipts = append(receipts, receipt)
		progress(ArchivedStep, receipt, nil)
	}
	return receipts, nil
}

// put archives a file.
func (p *Pipeline) put(file File) (Receipt, error) {
	spooled, err := p.spool(file)
	if err != nil {
		return Receipt{}, err
	}
	defer spooled.Drop()
	receipt, _, err := spooled.Put(p.told(file), nil)
	return receipt, err
}

func (p *Pipeline) spool(file File) (Spooled, error) {
	r, err := file.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	spooled, err := p.Archive.Spool(r)
	if err != nil {
		return nil, fmt.Errorf("archive %s: %w", filepath.Base(knownName(file.Name)), err)
	}
	return spooled, nil
}

// told is what is told of a file that has come now.
func (p *Pipeline) told(file File) Receipt {
	return Receipt{Name: knownName(file.Name), By: knownName(file.By), Unit: file.Unit, Claim: file.Claim, Received: p.Now()}
}

// knownName is a file's name as it can be kept: some systems allow bytes in names that are no text.
func knownName(name string) string { return strings.ToValidUTF8(name, "\ufffd") }

// distinctBytes returns the longest beginning of the queue in which no two files have the same bytes: whether the second
// of two equal files is a no-op or a new edition depends on what becomes of those before it.
func distinctBytes(queue []Receipt) []Receipt {
	seen := map[string]bool{}
	for i, receipt := range queue {
		if seen[receipt.SHA256] || i == batchSize {
			return queue[:i]
		}
		seen[receipt.SHA256] = true
	}
	return queue
}

// take reads a batch and settles it in one transaction, or as much of its beginning as can be judged now: taken receipts.
func (p *Pipeline) take(ctx context.Context, batch []Receipt, progress Progress) (all Settled, taken int, err error) {
	p.ahead.reach(batch)
	defer p.ahead.drop()
	known, err := p.known(ctx, batch)
	if err != nil {
		return all, 0, err
	}
	arrivals, err := p.readAll(ctx, slices.DeleteFunc(slices.Clone(batch), func(r Receipt) bool { _, ok := known[r.ID]; return ok }), progress)
	if err != nil {
		return all, 0, err
	}
	batch, arrivals = beforeOvertaken(batch, arrivals, known)
	outcomes := make(map[int64]Outcome, len(batch))
	err = p.skipKnown(batch, known, outcomes)
	if err == nil && len(arrivals) > 0 {
		if all, err = p.settle(ctx, arrivals); err == nil {
			for i, arrival := range arrivals {
				outcomes[arrival.Receipt.ID] = all.Outcomes[i]
			}
		}
		all.Outcomes = nil // they are put in the order of arrival below
	}
	for _, receipt := range batch {
		if outcome, ok := outcomes[receipt.ID]; ok {
			all.Outcomes = append(all.Outcomes, outcome)
			progress(SettledStep, receipt, &outcome)
		}
	}
	return all, len(batch), err
}

// known is what the warehouse knows of receipts, without what of another unit nobody could read: a unit's file is its own, and no other's number is told.
func (p *Pipeline) known(ctx context.Context, receipts []Receipt) (map[int64]Outcome, error) {
	known, err := p.Warehouse.Known(ctx, receipts)
	if err != nil {
		return nil, err
	}
	for _, receipt := range receipts {
		outcome, ok := known[receipt.ID]
		if !ok || outcome.ID == receipt.ID || outcome.Reporter != "" || receipt.Unit == "" {
			continue
		}
		before, err := p.Archive.Receipt(outcome.ID)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		if before.Unit != receipt.Unit {
			delete(known, receipt.ID)
		}
	}
	return known, nil
}

// beforeOvertaken returns the longest beginning of a batch, with its arrivals, in which nothing is known of a form that a file before it may
// change: whether that is still so, the warehouse says when it is settled.
func beforeOvertaken(batch []Receipt, arrivals []Arrival, known map[int64]Outcome) ([]Receipt, []Arrival) {
	arrived := map[string]bool{}
	read := 0
	for i, receipt := range batch {
		if outcome, ok := known[receipt.ID]; ok {
			if arrived[formOf(outcome.Submission)] {
				return batch[:i], arrivals[:read]
			}
			continue
		}
		if reading := arrivals[read].Reading; reading != nil {
			arrived[reading.form()] = true
		}
		read++
	}
	return batch, arrivals
}

// skipKnown settles the files whose bytes the warehouse knows.
func (p *Pipeline) skipKnown(batch []Receipt, known, settled map[int64]Outcome) error {
	var skipped []Receipt
	for _, receipt := range batch {
		outcome, ok := known[receipt.ID]
		if !ok {
			continue
		}
		if err := p.giveBack(&outcome); err != nil {
			return err
		}
		settled[receipt.ID] = outcome
		skipped = append(skipped, receipt)
	}
	return p.Archive.Settled(skipped)
}

// readAll reads on all cores; the arrivals come in the order of the receipts.
func (p *Pipeline) readAll(ctx context.Context, receipts []Receipt, progress Progress) ([]Arrival, error) {
	arrivals := make([]Arrival, len(receipts))
	failures := make([]error, len(receipts))
	onAllCores(len(receipts), func(i int) {
		if failures[i] = ctx.Err(); failures[i] != nil {
			return
		}
		arrivals[i], failures[i] = p.read(receipts[i])
		progress(ReadStep, receipts[i], nil)
	})
	return arrivals, errors.Join(failures...)
}

// onAllCores does something for each of n numbers.
func onAllCores(n int, do func(i int)) {
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	workers.Wait()
}

func (p *Pipeline) readNow(receipt Receipt) (Arrival, error) {
	return p.readBytes(receipt, func() ([]byte, error) { return p.Archive.Bytes(receipt.SHA256) })
}

// readBytes reads a workbook unless it is too large; bytes fetches it.
func (p *Pipeline) readBytes(receipt Receipt, bytes func() ([]byte, error)) (Arrival, error) {
	arrival := Arrival{Receipt: receipt}
	if limit := p.Catalog.Config.Limits.FileBytes; receipt.Size > limit {
		arrival.Refusal = &Refusal{Code: "too-large", Got: vi.Int(receipt.Size).String(), Values: map[string]string{"limit": vi.Int(limit).String()}}
		return arrival, nil
	}
	data, err := bytes()
	if err != nil {
		return Arrival{}, err
	}
	arrival.Reading, err = p.Reader.Read(data)
	if errors.As(err, &arrival.Refusal) {
		return arrival, nil
	}
	if err == nil && !receipt.Fits(arrival.Reading.Reporter.ID, p.Catalog.Geography) {
		arrival.Refusal = p.refuseOther(receipt.Unit, arrival.Reading.Reporter)
		arrival.Reading = nil
	}
	return arrival, err
}

// form is what editions are counted of, as formOf has it.
func (r *Reading) form() string {
	return formOf(Submission{Layout: r.Layout, Reporter: r.Reporter.ID, Period: r.Period.String()})
}

// settle loads, checks and settles arrivals in one transaction.
func (p *Pipeline) settle(ctx context.Context, arrivals []Arrival) (Settled, error) {
	batch, err := p.Warehouse.Begin(ctx)
	if err != nil {
		return Settled{}, err
	}
	defer batch.Rollback()
	if err := batch.Load(ctx, arrivals); err != nil {
		return Settled{}, err
	}
	if err := batch.Check(ctx); err != nil {
		return Settled{}, err
	}
	settled, err := batch.Settle(ctx)
	if err != nil {
		return Settled{}, err
	}
	if err := batch.Commit(); err != nil {
		return Settled{}, err
	}
	receipts := make([]Receipt, len(arrivals))
	for i, arrival := range arrivals {
		receipts[i] = arrival.Receipt
		if err := p.giveBack(&settled.Outcomes[i]); err != nil {
			return settled, err
		}
	}
	return settled, p.Archive.Settled(receipts)
}
