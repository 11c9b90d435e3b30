package duck_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"tonghop/pipeline"
)

// close closes periods.
func (o *office) close(periods ...string) {
	o.t.Helper()
	for _, text := range periods {
		period, err := pipeline.ParsePeriod(text)
		if err != nil {
			o.t.Fatal(err)
		}
		if err := o.ClosePeriod(context.Background(), period, "Lan"); err != nil {
			o.t.Fatal(err)
		}
	}
}

// refusal is why a decision is not taken; "" where it is.
func refusal(err error) string {
	var refused *pipeline.DecisionError
	if errors.As(err, &refused) {
		return refused.Reason
	}
	if err != nil {
		return "error: " + err.Error()
	}
	return ""
}

func TestWhatAClosedPeriodCloses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ closed, form, want string }{
		{"2024", "tong-hop kon-tum 2024 | models.closing 6", "quarantined 0"},
		{"2024", "tong-hop kon-tum 2024-08 | models.closing 6", "quarantined 0"},
		{"2024", "tong-hop kon-tum 2024-Q4 | models.closing 6", "quarantined 0"},
		{"2024", "tong-hop kon-tum 2023..2024 | models.closing 6", "accepted 1"},
		{"2024-08", "tong-hop kon-tum 2024-Q3 | models.closing 6", "accepted 1"},
		{"2024-08", "tong-hop kon-tum 2024-09 | models.closing 6", "accepted 1"},
		{"2024-08", "ngay-hoi kon-tum 2024-08-11 | festival.participants 6", "quarantined 0"},
		{"2024-08-11", "ngay-hoi kon-tum 2024-08-11 | festival.participants 6", "quarantined 0"},
		{"2024-08-11", "tong-hop kon-tum 2024-08 | models.closing 6", "accepted 1"},
		{"2024", wrong, "returned 0"},
	} {
		o := newOffice(t)
		o.close(c.closed)
		if got := states(o.take(o.form(c.form))); got != c.want {
			t.Errorf("%s closed, %s: %s", c.closed, c.form, got)
		}
	}
}

const ownClosing = "SELECT figure FROM believed_cell([$period]) WHERE indicator = 'models.closing' AND unit = $unit AND $map IS NOT NULL"

func TestQuarantineAndAccept(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx := context.Background()
	o.forms(region("17", "3", "2", "3", "4", "5"), "tong-hop kon-tum 2024 | models.closing 3")
	o.close("2024")
	waiting := o.take(o.form("tong-hop kon-tum 2024 | models.closing 2"), o.form("tong-hop gia-lai 2024 | models.closing 2"))
	if got := states(waiting); got != "quarantined 0, quarantined 0" || changes(waiting[0].Differences) != "A1 models.closing 2: 3 > 2" || waiting[1].Differences != nil {
		t.Error(waiting)
	}
	if f := waiting[0].Findings; len(f) != 1 || f[0].Rule != "period-closed" || f[0].Severity != pipeline.Note || !strings.Contains(f[0].Sentence, "năm 2024") {
		t.Error(f)
	}
	o.expect("what counts", o.ask("kon-tum", "2024", ownClosing), "3")
	o.expect("what is open", o.found(""))
	if got := states(o.know("tong-hop kon-tum 2024 | models.closing 2")); got != "quarantined 0" {
		t.Error(got)
	}
	later := o.take(o.form("tong-hop kon-tum 2024 | models.closing 1"))[0]

	for submission, want := range map[int64]string{99: "there is no submission 99", 1: "submission 1 is accepted", waiting[0].ID: "is newer than"} {
		if _, err := o.Accept(ctx, submission, "Lan", "giải trình"); !strings.Contains(refusal(err), want) {
			t.Errorf("%d: %v", submission, err)
		}
	}
	settled, err := o.Accept(ctx, later.ID, "Lan", "giải trình")
	if err != nil || states(settled.Outcomes) != "accepted 2" || changes(settled.Outcomes[0].Differences) != "A1 models.closing 1: 3 > 1" {
		t.Fatal(settled, err)
	}
	if len(settled.Raised) != 2 || len(settled.Outcomes[0].Findings) != 0 {
		t.Errorf("raised %v, on it %v", settled.Raised, settled.Outcomes[0].Findings)
	}
	o.expect("what counts", o.ask("kon-tum", "2024", ownClosing), "1")
	o.expect("imbalance", o.found("total-imbalance"), "dia-ban-tay-nguyen 2024 A1 17 15")
	o.expect("states", o.ask("kon-tum", "2024", "SELECT state, edition FROM submission WHERE reporter = $unit AND period = $period AND $map IS NOT NULL ORDER BY id"),
		"superseded 1", "superseded 0", "accepted 2")
	if _, err := o.Accept(ctx, waiting[0].ID, "Lan", "giải trình"); !strings.Contains(refusal(err), "is superseded") {
		t.Error(err)
	}
}

// After a period was opened again, what waited may be sent once more, or something else in its place.
func TestReopened(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.close("2024", "2023..2024")
	o.take(o.form(kept), o.form("tong-hop gia-lai 2024 | models.closing 1"))
	period, _ := pipeline.ParsePeriod("2024")
	if within, err := o.ReopenPeriod(context.Background(), period, "Lan", "bổ sung"); within != "2023..2024" || err != nil {
		t.Errorf("held closed by %q, %v", within, err)
	}
	if _, err := o.ReopenPeriod(context.Background(), period, "Lan", "x"); !strings.Contains(refusal(err), "it lies within 2023..2024") {
		t.Error(err)
	}
	if err := o.ClosePeriod(context.Background(), period.YearBefore(), "Lan"); err != nil {
		t.Error(err)
	}
	if err := o.ClosePeriod(context.Background(), period.YearBefore(), "Lan"); !strings.Contains(refusal(err), "2023 is closed already, by Lan on 2026-01-01") {
		t.Error(err)
	}
	if got := states(o.know(kept)); got != "quarantined 0" {
		t.Error(got)
	}
	years, _ := pipeline.ParsePeriod("2023..2024")
	if within, err := o.ReopenPeriod(context.Background(), years, "Lan", "bổ sung"); within != "" || err != nil {
		t.Errorf("held closed by %q, %v", within, err)
	}
	if _, err := o.ReopenPeriod(context.Background(), period, "Lan", "x"); refusal(err) != "2024 is not closed" {
		t.Error(err)
	}
	if got := states(o.know(kept)); got != "unknown 0" {
		t.Error(got)
	}
	if got := states(o.take(o.form(kept), o.form("tong-hop gia-lai 2024 | models.closing 2"))); got != "accepted 1, accepted 1" {
		t.Error(got)
	}
	o.expect("states", o.ask("viet-nam", "2024", "SELECT state, edition FROM submission WHERE period = $period AND $unit <> '' AND $map IS NOT NULL ORDER BY id"),
		"superseded 0", "superseded 0", "accepted 1", "accepted 1")
}

// A period is closed once it is over, by the warehouse's clock, and no sooner.
func TestCloseWhatIsOver(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.clock = time.Date(2024, 8, 14, 16, 59, 0, 0, time.UTC) // one minute to midnight in Hanoi
	for text, last := range map[string]string{"2024-08": "2024-08-14", "2024-Q3": "2024-09-14", "2024-08-14": "2024-08-14"} {
		period, _ := pipeline.ParsePeriod(text)
		want := text + " is not over before " + last + " has ended; close it from the day after"
		if err := o.ClosePeriod(context.Background(), period, "Lan"); refusal(err) != want {
			t.Errorf("%v\nwant %s", err, want)
		}
	}
	o.clock = o.clock.Add(time.Minute)
	o.close("2024-08", "2024-08-14")
}

// A form that went back is taken in once its errors are waived; of a closed period it waits.
func TestAcceptWaived(t *testing.T) {
	t.Parallel()
	for want, closed := range map[string][]string{"accepted 2": nil, "quarantined 0": {"2024"}} {
		o := newOffice(t)
		o.forms(kept)
		returned := o.take(o.form(wrong))[0]
		o.close(closed...)
		_, settled, err := o.Waive(context.Background(), pipeline.WaiverRequest{Finding: returned.Findings[0].ID, By: "Lan", Reason: "giải trình"})
		if err != nil || states(settled.Outcomes) != want || len(settled.Outcomes[0].Differences) != 2 {
			t.Errorf("%s: %+v %v", want, settled, err)
		}
	}
}
