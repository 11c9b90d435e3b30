package duck

import (
	"cmp"
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"slices"
	"strings"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// Waive accepts an open finding on an explanation. A form that went back and has no other error that stands is taken in at once:
// Settled says what became of it. What is refused is a *pipeline.DecisionError.
func (w *Warehouse) Waive(ctx context.Context, request pipeline.WaiverRequest) (made []pipeline.WaivedFinding, settled pipeline.Settled, err error) {
	err = w.decideWaiver(ctx, &request, func() error {
		findings, err := w.waivable(ctx, request)
		if err != nil {
			return err
		}
		findings, forms := toWaive(findings)
		first := &findings[0]
		unit, _ := w.catalog.Geography.ActingFor(request.By, first.Reporter)
		if err := w.catalog.CheckWaiver(*first, unit); err != nil {
			return err
		}
		request.By = unit.Called(request.By)
		if err := w.writeWaivers(ctx, request, unit, findings); err != nil {
			return err
		}
		if settled, err = w.acceptWaived(ctx, forms, request.By, request.Reason); err != nil {
			return err
		}
		made, err = w.waivers(ctx, "", nil, first.ID) // as they are with the form taken in
		return err
	})
	return made, settled, err
}

// WithdrawWaiver takes back the waivers of a finding, whatever its figures; none of them holds again. What was taken in while they
// held stays, and the finding stands on it.
func (w *Warehouse) WithdrawWaiver(ctx context.Context, request pipeline.WaiverRequest) (withdrawn []pipeline.WaivedFinding, err error) {
	err = w.decideWaiver(ctx, &request, func() error {
		waivers, err := w.withdrawable(ctx, request)
		if err != nil {
			return err
		}
		unit, _ := w.catalog.Geography.ActingFor(request.By, waivers[0].Reporter)
		request.By = unit.Called(request.By)
		ids := make([]int64, len(waivers))
		for i, x := range waivers {
			ids[i] = x.ID
			if unit.ID != "" && unit.ID != x.Unit {
				return pipeline.Refuse("withdraw-own", "{name} may withdraw its own waivers only: let the department withdraw that of {finding}", "name", unit.Name, "finding", x.Finding)
			}
		}
		args := map[string]any{"waivers": ids, "by": request.By, "reason": request.Reason, "at": w.now().UTC()}
		if err := w.run(ctx, "waive_withdraw", args); err != nil {
			return err
		}
		if err := w.record(ctx, waiverEntry(request, waivers[0].Finding, map[string]string{"waiver": strings.Trim(fmt.Sprint(ids), "[]"), "withdrawn": "true", "reason": request.Reason})); err != nil {
			return err
		}
		withdrawn, err = w.waivers(ctx, "", nil, waivers[0].Finding)
		return err
	})
	return withdrawn, err
}

// Waivers lists all waivers, the newest first; "" is every period or reporter.
func (w *Warehouse) Waivers(ctx context.Context, period string, units []string) ([]pipeline.WaivedFinding, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.waivers(ctx, period, units, "")
}

// decideWaiver does something in a transaction for a request that says all that it must.
func (w *Warehouse) decideWaiver(ctx context.Context, request *pipeline.WaiverRequest, do func() error) error {
	for _, text := range []*string{&request.Finding, &request.By, &request.Reason} {
		if *text = vi.SingleSpaced(*text); *text == "" {
			return pipeline.Refuse("waiver-incomplete", "a waiver needs a finding, who accepts it and the reason; one of them is empty")
		}
	}
	if today := pipeline.DayOf(w.now()); !request.Until.IsZero() && request.Until.Before(today) {
		return pipeline.Refuse("waiver-over", "{day} is over: a waiver holds up to today, {today}, at the least", "day", request.Until, "today", today)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.transaction(ctx, do)
}

// waivable returns the open findings with the id that the request begins; there is more than one where it has several figures.
func (w *Warehouse) waivable(ctx context.Context, request pipeline.WaiverRequest) ([]pipeline.Finding, error) {
	args := map[string]any{"finding": strings.ToLower(request.Finding)}
	found, err := w.findings(ctx, "waivable", args)
	if err != nil {
		return nil, err
	}
	if len(found) > 0 {
		return found, sameFinding(request, found, func(f pipeline.Finding) string { return f.ID })
	}
	refusal := pipeline.Refuse("no-finding", `no finding has an id that begins with "{finding}": see tonghop findings`, "finding", request.Finding)
	err = w.query(ctx, "waivable_not", args, func(rows *sql.Rows) error {
		var id, file, state string
		err := rows.Scan(&id, &file, &state)
		refusal = pipeline.Refuse("finding-stands-not", "finding {finding} is on a form that does not stand: {file} is {state}, or another form has taken its place",
			"finding", id, "file", file, "state", state)
		return err
	})
	return nil, cmp.Or(err, refusal)
}

// sameFinding refuses a beginning of an id that more than one finding has.
func sameFinding[Thing any](request pipeline.WaiverRequest, found []Thing, finding func(Thing) string) error {
	for _, x := range found {
		if first, other := finding(found[0]), finding(x); other != first {
			return pipeline.Refuse("several-findings", `"{finding}" begins the ids of several findings, such as {first} and {other}: give more of it`,
				"finding", request.Finding, "first", first, "other", other)
		}
	}
	return nil
}

// toWaive picks what a waiver is about among the open findings of one id, which may be on the form that counts and, with other
// figures, on a newer one that went back: those that stand; where none does, those on the newest form, which are waived anew. Each
// got and expected is there once; forms has the submissions of all of them.
func toWaive(findings []pipeline.Finding) (waived []pipeline.Finding, forms []int64) {
	newest := slices.MaxFunc(findings, func(a, b pipeline.Finding) int { return cmp.Compare(a.Submission, b.Submission) }).Submission
	stands := slices.ContainsFunc(findings, func(f pipeline.Finding) bool { return f.Holds() })
	type figures struct{ got, expected string }
	seen := map[figures]bool{}
	for _, f := range findings {
		if stands && !f.Holds() || !stands && f.Submission != newest {
			continue
		}
		forms = append(forms, f.Submission)
		if key := (figures{f.Got, f.Expected}); !seen[key] {
			seen[key] = true
			waived = append(waived, f)
		}
	}
	return waived, forms
}

// writeWaivers writes a waiver for each finding, and the line of the journal.
func (w *Warehouse) writeWaivers(ctx context.Context, request pipeline.WaiverRequest, unit pipeline.Unit, findings []pipeline.Finding) error {
	var next int64
	if err := w.query(ctx, "waive_next", nil, func(rows *sql.Rows) error { return rows.Scan(&next) }); err != nil {
		return err
	}
	var entries []pipeline.JournalEntry
	err := w.append("waiver", func(add func(...driver.Value) error) error {
		for _, f := range findings {
			if err := add(next, f.ID, f.Rule, f.Layout, f.Reporter, f.Period, f.Submission, f.Sheet, f.Cell, f.Got, f.Expected, request.By, unit.ID,
				request.Reason, w.now().UTC(), until(request.Until), false, "", "", nil); err != nil {
				return err
			}
			detail := map[string]string{"waiver": fmt.Sprint(next), "rule": f.Rule, "submission": fmt.Sprint(f.Submission), "sheet": f.Sheet, "cell": f.Cell,
				"got": f.Got, "expected": f.Expected, "unit": unit.ID, "reason": request.Reason}
			if !request.Until.IsZero() {
				detail["until"] = request.Until.Format(time.DateOnly)
			}
			entries = append(entries, waiverEntry(request, f.ID, detail))
			next++
		}
		return nil
	})
	if err != nil {
		return err
	}
	return w.record(ctx, entries...)
}

func waiverEntry(request pipeline.WaiverRequest, finding string, detail map[string]string) pipeline.JournalEntry {
	return pipeline.JournalEntry{Who: request.By, Action: pipeline.WaiverAction, Subject: finding, Detail: detail}
}

// withdrawable returns the waivers of the finding that the request begins which hold, or would if the figures returned.
func (w *Warehouse) withdrawable(ctx context.Context, request pipeline.WaiverRequest) ([]pipeline.WaivedFinding, error) {
	all, err := w.waivers(ctx, "", nil, strings.ToLower(request.Finding))
	if err != nil {
		return nil, err
	}
	if err := sameFinding(request, all, func(x pipeline.WaivedFinding) string { return x.Finding }); err != nil {
		return nil, err
	}
	var found []pipeline.WaivedFinding
	for _, x := range all {
		if x.State == pipeline.WaiverHolds || x.State == pipeline.WaiverChanged {
			found = append(found, x)
		}
	}
	if len(found) == 0 {
		return nil, pipeline.Refuse("no-waiver", `no waiver holds of a finding whose id begins with "{finding}": see tonghop waivers`, "finding", request.Finding)
	}
	return found, nil
}

func (w *Warehouse) waivers(ctx context.Context, period string, units []string, finding string) ([]pipeline.WaivedFinding, error) {
	found := []pipeline.WaivedFinding{}
	err := w.query(ctx, "waivers", map[string]any{"period": period, "units": listOf(units), "finding": finding}, func(rows *sql.Rows) error {
		var x pipeline.WaivedFinding
		var taken pipeline.Withdrawal
		var withdrawn bool
		var until time.Time
		var at sql.NullTime
		err := rows.Scan(&x.ID, &x.By, &x.Unit, &x.Reason, &x.At, &until, &withdrawn, &taken.By, &taken.Reason, &at,
			&x.State, &x.Finding, &x.Rule, &x.Submission, &x.File, &x.Layout, &x.Reporter, &x.Period, &x.Sheet, &x.Cell, &x.Got, &x.Expected)
		x.At, x.Until = x.At.UTC(), untilOf(until)
		if withdrawn {
			taken.At = at.Time.UTC()
			x.Withdrawal = &taken
		}
		found = append(found, x)
		return err
	})
	return found, err
}

// judge gives findings that were just made the waivers that hold for them today.
func (w *Warehouse) judge(ctx context.Context, found []pipeline.Finding) error {
	if len(found) == 0 {
		return nil
	}
	ids := make([]string, len(found))
	for i, f := range found {
		ids[i] = f.ID
	}
	type accepted struct{ id, got, expected string }
	holding := map[accepted]*pipeline.Waiver{}
	err := w.query(ctx, "waive_holding", map[string]any{"findings": ids}, func(rows *sql.Rows) error {
		var key accepted
		var waiver any
		err := rows.Scan(&key.id, &key.got, &key.expected, &waiver)
		holding[key] = waiverOf(waiver)
		return err
	})
	for i, f := range found {
		found[i].Waiver = holding[accepted{f.ID, f.Got, f.Expected}]
	}
	return err
}
