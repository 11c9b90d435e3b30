package duck

import (
	"context"
	"database/sql"
	"errors"
	"strconv"

	"tonghop/pipeline"
)

// decision is what becomes of a submission, and who is told by the journal to have done it.
type decision struct {
	pipeline.Submission        // with its new state and edition
	layoutHash          string // of one that has just been read
	meets               meeting
	differences         []pipeline.Difference
	notes               []pipeline.Finding // what the sender is told of the decision
	who                 string
	action              pipeline.Action
	reason              string
}

// entry is the decision's line of the journal; catalog is the hash of what a file was just read with.
func (d *decision) entry(catalog string) pipeline.JournalEntry {
	detail := map[string]string{"state": string(d.State), "sha256": d.SHA256, "file": d.Name}
	for name, value := range map[string]string{"unit": d.Reporter, "form": d.Layout, "period": d.Period, "reason": d.reason} {
		if value != "" {
			detail[name] = value
		}
	}
	if d.layoutHash != "" {
		detail["layout"] = d.layoutHash
	}
	if d.action == pipeline.SubmissionAction {
		detail["catalog"] = catalog
	}
	if d.Edition > 0 {
		detail["edition"] = strconv.Itoa(d.Edition)
	}
	return pipeline.JournalEntry{Who: d.who, Action: d.action, Subject: strconv.FormatInt(d.ID, 10), Detail: detail}
}

// decide makes up the decisions about the forms that are right (their state is accepted so far), and carries out all: what says the
// same as the current edition is unchanged, what comes for a closed period is quarantined, the others are the next editions. Several of one
// form are so in their order; what the others are checked against is the last of them alone.
func (w *Warehouse) decide(ctx context.Context, decisions []decision, closed []pipeline.Closing) (before, after []pipeline.Finding, err error) {
	for _, distinct := range distinctForms(decisions) {
		if err := w.decideDistinct(ctx, distinct, closed); err != nil {
			return nil, nil, err
		}
	}
	return w.carryOut(ctx, decisions)
}

// distinctForms are the first decisions about each form, then the second, and so on: of each form one, which meets those before it.
func distinctForms(decisions []decision) [][]*decision {
	type form struct{ layout, reporter, period string }
	seen := map[form]int{}
	var rounds [][]*decision
	for i := range decisions {
		d, round := &decisions[i], 0
		if d.Layout != "" { // otherwise nobody knows what it is
			key := form{d.Layout, d.Reporter, d.Period}
			round = seen[key]
			seen[key]++
		}
		if round == len(rounds) {
			rounds = append(rounds, nil)
		}
		rounds[round] = append(rounds[round], d)
	}
	return rounds
}

// decideDistinct makes up the decisions about forms of which no two are the same, and writes their states.
func (w *Warehouse) decideDistinct(ctx context.Context, decisions []*decision, closed []pipeline.Closing) error {
	revisions, err := w.meet(ctx, decisions)
	if err != nil {
		return err
	}
	for _, d := range decisions {
		if d.State != pipeline.Accepted {
			continue
		}
		period, err := pipeline.ParsePeriod(d.Period)
		if err != nil {
			return err
		}
		revised := revisions[d.ID]
		d.differences = revised.differences
		switch by := w.closedBy(closed, period); {
		case d.meets.current > 0 && !revised.differs:
			d.State, d.Edition = pipeline.Unchanged, d.meets.edition
			d.notes = append(d.notes, w.noteOn(d.Submission, "same-content", map[string]string{"edition": strconv.Itoa(d.Edition)}))
		case by != "":
			d.State = pipeline.Quarantined
			whole, _ := pipeline.ParsePeriod(by) // as closedBy did
			d.notes = append(d.notes, w.noteOn(d.Submission, "period-closed", map[string]string{"period": whole.Name()}))
		default:
			d.Edition = d.meets.highest + 1
		}
	}
	return w.recordStates(ctx, decisions)
}

// noteOn tells the sender something about a whole submission.
func (w *Warehouse) noteOn(s pipeline.Submission, code string, values map[string]string) pipeline.Finding {
	f := pipeline.Finding{Scope: pipeline.FormScope, Submission: s.ID, File: s.Name, Layout: s.Layout, Reporter: s.Reporter, Period: s.Period}
	w.tell(&f, pipeline.Refusal{Code: code, Values: values})
	return f
}

// meet finds what the forms meet, and compares those that are right with the current edition.
func (w *Warehouse) meet(ctx context.Context, decisions []*decision) (map[int64]revision, error) {
	meetings, err := w.meetings(ctx, idsOf(decisions, func(d *decision) int64 { return d.ID }))
	if err != nil {
		return nil, err
	}
	var later, earlier []int64
	for _, d := range decisions {
		if d.meets = meetings[d.ID]; d.State == pipeline.Accepted && d.meets.current > 0 {
			later, earlier = append(later, d.ID), append(earlier, d.meets.current)
		}
	}
	return w.revisions(ctx, later, earlier)
}

// carryOut writes what goes with the states of decisions: differences, notes, the journal. It returns the findings of scope total as they were and as they
// are on every form that those touch that were taken in and still stand.
func (w *Warehouse) carryOut(ctx context.Context, decisions []decision) (before, after []pipeline.Finding, err error) {
	var notes []pipeline.Finding
	entries := make([]pipeline.JournalEntry, len(decisions))
	unchanged := false
	for i, d := range decisions {
		entries[i] = d.entry(w.catalog.Hash)
		notes = append(notes, d.notes...)
		unchanged = unchanged || d.State == pipeline.Unchanged
	}
	if unchanged {
		if err := w.run(ctx, "forget_unchanged", nil); err != nil {
			return nil, nil, err
		}
	}
	accepted := stillStanding(decisions)
	if err := errors.Join(w.nameCommunes(ctx, accepted), w.appendDifferences(decisions), w.appendFindings(notes), w.record(ctx, entries...)); err != nil {
		return nil, nil, err
	}
	return w.recheckTotals(ctx, accepted)
}

// stillStanding are the submissions that were taken in and that none after them has superseded.
func stillStanding(decisions []decision) []int64 {
	superseded := map[int64]bool{}
	for _, d := range decisions {
		superseded[d.meets.current] = superseded[d.meets.current] || d.State == pipeline.Accepted
	}
	var ids []int64
	for _, d := range decisions {
		if d.State == pipeline.Accepted && !superseded[d.ID] {
			ids = append(ids, d.ID)
		}
	}
	return ids
}

// recordStates writes what was decided; editions before the accepted ones are superseded.
func (w *Warehouse) recordStates(ctx context.Context, decisions []*decision) error {
	ids, states, editions := make([]int64, len(decisions)), make([]string, len(decisions)), make([]int32, len(decisions))
	var replacing []int64
	for i, d := range decisions {
		ids[i], states[i], editions[i] = d.ID, string(d.State), int32(d.Edition)
		if d.State == pipeline.Accepted && (d.meets.current > 0 || d.meets.waiting) {
			replacing = append(replacing, d.ID)
		}
	}
	if err := w.run(ctx, "record_states", map[string]any{"submissions": ids, "states": states, "editions": editions}); err != nil || len(replacing) == 0 {
		return err
	}
	return w.run(ctx, "supersede", map[string]any{"submissions": replacing})
}

// nameCommunes names the communes that forms speak of, which have just been accepted, as accepted forms spell them now. Most forms
// speak of none.
func (w *Warehouse) nameCommunes(ctx context.Context, accepted []int64) error {
	if len(accepted) == 0 {
		return nil
	}
	var communes []string
	err := w.query(ctx, "touched_communes", map[string]any{"submissions": accepted}, func(rows *sql.Rows) error {
		var commune string
		err := rows.Scan(&commune)
		communes = append(communes, commune)
		return err
	})
	if err != nil || len(communes) == 0 {
		return err
	}
	args := map[string]any{"communes": communes}
	if err := w.run(ctx, "forget_communes", args); err != nil {
		return err
	}
	return w.run(ctx, "name_communes", args)
}
