package duck

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"tonghop/pipeline"
)

// Record adds lines to the journal about what the warehouse itself does not do: of each entry it takes who, action, subject and detail.
func (w *Warehouse) Record(ctx context.Context, entries ...pipeline.JournalEntry) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.transaction(ctx, func() error { return w.record(ctx, entries...) })
}

// Journal lists the lines of the journal since a day in Vietnam, the first one first; the zero day is all.
func (w *Warehouse) Journal(ctx context.Context, since time.Time) ([]pipeline.JournalEntry, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.journal(ctx, since)
}

// record adds lines to the journal in the transaction that is open: what is done and that it was done are one. The time is now.
func (w *Warehouse) record(ctx context.Context, entries ...pipeline.JournalEntry) error {
	if len(entries) == 0 {
		return nil
	}
	var last pipeline.JournalEntry
	if err := w.query(ctx, "journal_head", nil, func(rows *sql.Rows) error { return rows.Scan(&last.Seq, &last.Hash) }); err != nil {
		return err
	}
	now := w.now()
	if err := w.append("journal", func(add func(...driver.Value) error) error {
		for _, e := range entries {
			e = textOnly(e)
			e.At = now
			e.Follow(last)
			last = e
			detail, err := json.Marshal(e.Detail) // keys in order
			if err != nil {
				return err
			}
			if err := add(e.Seq, e.At, e.Who, string(e.Action), e.Subject, string(detail), e.Previous, e.Hash); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return err
	}
	// The end is kept beside the journal too: lines that are cut off it leave no gap.
	return w.run(ctx, "keep_head", map[string]any{"head": fmt.Sprint(last.Seq, " ", last.Hash)})
}

// textOnly makes text of what an entry holds: some systems allow bytes in names and arguments that are none.
func textOnly(e pipeline.JournalEntry) pipeline.JournalEntry {
	valid := func(text string) string { return strings.ToValidUTF8(text, "\ufffd") }
	detail := make(map[string]string, len(e.Detail))
	for key, value := range e.Detail {
		detail[key] = valid(value)
	}
	e.Who, e.Subject, e.Detail = valid(e.Who), valid(e.Subject), detail
	return e
}

func (w *Warehouse) journal(ctx context.Context, since time.Time) ([]pipeline.JournalEntry, error) {
	if !since.IsZero() {
		year, month, day := since.Date()
		since = time.Date(year, month, day, 0, 0, 0, 0, pipeline.Zone).UTC()
	}
	entries := []pipeline.JournalEntry{}
	err := w.journalLines(ctx, since, func(e pipeline.JournalEntry, detail string) error {
		entries = append(entries, e)
		return json.Unmarshal([]byte(detail), &entries[len(entries)-1].Detail)
	})
	return entries, err
}

// journalAsItStands is the whole journal, also where it was written into: a detail that record did not write stands for itself, under no name,
// and so has no hash that fits.
func (w *Warehouse) journalAsItStands(ctx context.Context) (entries []pipeline.JournalEntry, err error) {
	err = w.journalLines(ctx, time.Time{}, func(e pipeline.JournalEntry, detail string) error {
		err := json.Unmarshal([]byte(detail), &e.Detail)
		again, _ := json.Marshal(e.Detail) // strings can be written
		if err != nil || string(again) != detail {
			e.Detail = map[string]string{"": detail}
		}
		entries = append(entries, e)
		return nil
	})
	return entries, err
}

// journalLines reads lines, each with its detail as it is written.
func (w *Warehouse) journalLines(ctx context.Context, since time.Time, line func(e pipeline.JournalEntry, detail string) error) error {
	return w.query(ctx, "journal", map[string]any{"since": since}, func(rows *sql.Rows) error {
		var e pipeline.JournalEntry
		var detail string
		if err := rows.Scan(&e.Seq, &e.At, &e.Who, &e.Action, &e.Subject, &detail, &e.Previous, &e.Hash); err != nil {
			return err
		}
		e.At = e.At.UTC()
		return line(e, detail)
	})
}
