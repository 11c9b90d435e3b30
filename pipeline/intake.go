package pipeline

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// Inbox is where units leave files, each in its folder.
type Inbox interface {
	// Ready claims the files that are complete, each in the order in which its unit left it, behind those of an earlier run that are not done.
	// next is when more may be complete; zero where nothing waits. What is claimed is returned with an error too.
	Ready(ctx context.Context) (claimed []Claimed, next time.Time, err error)
	// Done removes the file that a receipt is of, unless it has changed since it was read: then it is claimed anew.
	Done(receipt Receipt) error
	// Answer leaves files in a unit's folder, for its office to read.
	Answer(unit string, files []AnswerFile) error
}

// Claimed is a file that nobody else will take.
type Claimed struct {
	File
	Again bool // claimed by an earlier run: it may be archived already
}

// AnswerFile is a file that tells a unit what became of one of its own.
type AnswerFile struct {
	Name string // without a folder
	Data []byte
}

// Intake takes in what lies complete in the inbox, and says in one line what it did. It may be killed at any moment: a file is in the inbox
// until what became of it is settled and answered, and its receipt knows its claim, so that the next intake goes on where this one ended.
// What cannot be read or answered is left for the next one too, and keeps nothing else back.
func (p *Pipeline) Intake(ctx context.Context, inbox Inbox) (did string, err error) {
	p.intaking.Lock()
	defer p.intaking.Unlock()
	i := &intake{p: p, inbox: inbox, states: map[State]int{}}
	var next time.Time
	for more := true; more && err == nil; {
		before := i.finished
		next, err = i.sweep(ctx)
		more = i.finished > before && !next.IsZero() && !next.After(p.Now())
	}
	return i.did(!next.IsZero()), errors.Join(err, i.failed())
}

// intake is one run of Intake.
type intake struct {
	p        *Pipeline
	inbox    Inbox
	archived map[string]bool // claims of which there is a receipt
	states   map[State]int   // files that were settled and answered
	finished int
	failures []error // of single files
}

// sweep takes in what is ready now.
func (i *intake) sweep(ctx context.Context) (next time.Time, err error) {
	claimed, next, err := i.inbox.Ready(ctx)
	i.archived = map[string]bool{}
	if known := i.goOn(ctx, claimed); known != nil {
		return next, errors.Join(err, known)
	}
	var files []File
	for _, c := range claimed {
		if !i.archived[c.Claim] {
			files = append(files, c.File)
		}
	}
	return next, errors.Join(err, i.ingest(ctx, files))
}

// goOn finds the receipts of what an earlier run claimed. What it had settled is answered; what is pending is left to Ingest.
func (i *intake) goOn(ctx context.Context, claimed []Claimed) error {
	again := map[string]string{} // units, by their files' claims
	for _, c := range claimed {
		if c.Again {
			again[c.Claim] = c.Unit
		}
	}
	if len(again) == 0 {
		return nil
	}
	all, err := i.p.Archive.Receipts()
	if err != nil {
		return err
	}
	pending, err := i.p.Archive.Pending()
	if err != nil {
		return err
	}
	var settled []Receipt
	for _, r := range all {
		if unit, ok := again[r.Claim]; !ok || unit != r.Unit {
			continue
		}
		i.archived[r.Claim] = true
		if !slices.ContainsFunc(pending, func(p Receipt) bool { return p.ID == r.ID }) {
			settled = append(settled, r)
		}
	}
	outcomes, err := i.p.Warehouse.Known(ctx, settled)
	if err != nil {
		return err
	}
	for _, r := range settled {
		if outcome, ok := outcomes[r.ID]; ok {
			if err := i.p.giveBack(&outcome); err != nil {
				return err
			}
			i.finish(r, &outcome)
		} else if err := i.inbox.Done(r); err != nil { // it was no news then, and what it equalled is not current any longer
			i.failures = append(i.failures, err)
		}
	}
	return nil
}

// ingest takes files in, without those that cannot be read.
func (i *intake) ingest(ctx context.Context, files []File) error {
	for {
		unread := map[string]bool{}
		watched := make([]File, len(files))
		for at, file := range files {
			watched[at] = file
			watched[at].Open = func() (io.ReadCloser, error) {
				opened, err := file.Open()
				reader := &watchedReader{ReadCloser: opened, failed: func(err error) {
					unread[file.Claim] = true
					i.failures = append(i.failures, fmt.Errorf("%s of %s: %w", file.Name, file.Unit, err))
				}}
				if err != nil {
					reader.failed(err)
				}
				return reader, err
			}
		}
		_, err := i.p.Ingest(ctx, watched, i.told)
		if err == nil || len(unread) == 0 || ctx.Err() != nil {
			return err
		}
		files = slices.DeleteFunc(files, func(f File) bool { return unread[f.Claim] || i.archived[f.Claim] })
	}
}

// watchedReader tells when reading fails.
type watchedReader struct {
	io.ReadCloser
	failed func(error)
}

func (r *watchedReader) Read(p []byte) (int, error) {
	n, err := r.ReadCloser.Read(p)
	if err != nil && err != io.EOF {
		r.failed(err)
	}
	return n, err
}

// told follows what Ingest does.
func (i *intake) told(step Step, receipt Receipt, outcome *Outcome) {
	switch step {
	case ArchivedStep:
		i.archived[receipt.Claim] = true
	case SettledStep:
		i.finish(receipt, outcome)
	}
}

// finish answers a file that is settled, and lets go of it.
func (i *intake) finish(receipt Receipt, outcome *Outcome) {
	if receipt.Claim != "" { // otherwise another command left it pending
		err := i.answer(receipt, outcome)
		if err == nil {
			err = i.inbox.Done(receipt)
		}
		if err != nil {
			i.failures = append(i.failures, fmt.Errorf("%s of %s: %w", receipt.Name, receipt.Unit, err))
			return
		}
	}
	i.states[outcome.State]++
	i.finished++
}

// mostFailures is how many failures an intake tells, of what may be thousands.
const mostFailures = 5

func (i *intake) failed() error {
	if more := len(i.failures) - mostFailures; more > 0 {
		return errors.Join(append(i.failures[:mostFailures:mostFailures], fmt.Errorf("and %d more", more))...)
	}
	return errors.Join(i.failures...)
}

// did says what an intake came to: "3 workbooks: 2 accepted, 1 returned".
func (i *intake) did(waiting bool) string {
	total := 0
	var counts []string
	for _, state := range []State{Accepted, Unchanged, Quarantined, Returned, Rejected, Superseded} {
		if n := i.states[state]; n > 0 {
			total += n
			counts = append(counts, fmt.Sprintf("%d %s", n, state))
		}
	}
	text := NoWorkbooks
	if total > 0 {
		text = fmt.Sprintf("%d workbooks: ", total) + strings.Join(counts, ", ")
	}
	if total == 1 {
		text = "1 workbook: " + counts[0]
	}
	if waiting {
		text += "; more is arriving"
	}
	return text
}
