package duck_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"tonghop/pipeline"
)

// the returns the only open finding of a rule.
func (o *office) the(rule string) pipeline.Finding {
	o.t.Helper()
	findings, err := o.Findings(context.Background(), "", nil, "")
	if err != nil {
		o.t.Fatal(err)
	}
	findings = slices.DeleteFunc(findings, func(f pipeline.Finding) bool { return f.Rule != rule })
	if len(findings) != 1 {
		o.t.Fatalf("%d findings of %s, expected one", len(findings), rule)
	}
	return findings[0]
}

// waive waives the only finding of a rule; "" is without a last day.
func (o *office) waive(rule, by, until string) pipeline.Settled {
	o.t.Helper()
	_, settled, err := o.Waive(context.Background(), pipeline.WaiverRequest{Finding: o.the(rule).ID, By: by, Reason: "đã giải trình", Until: day(until)})
	if err != nil {
		o.t.Fatal(err)
	}
	return settled
}

// day reads a day; "" is none.
func day(text string) time.Time {
	made, _ := time.Parse(time.DateOnly, text)
	return made
}

// waivers lists all waivers: "id state got expected by".
func (o *office) waivers() []string {
	o.t.Helper()
	all, err := o.Waivers(context.Background(), "", nil)
	if err != nil {
		o.t.Fatal(err)
	}
	lines := []string{}
	for _, w := range all {
		lines = append(lines, fmt.Sprint(w.ID, " ", w.State, " ", w.Got, " ", w.Expected, " ", w.By))
	}
	return lines
}

// holds tells whether the only finding of the rule stands.
func (o *office) holds(when, rule string, want bool) {
	o.t.Helper()
	if f := o.the(rule); f.Holds() != want {
		o.t.Errorf("%s: finding %s %s, %s stands: %t, expected %t", when, f.ID, f.Got, f.Expected, f.Holds(), want)
	}
}

func TestWaiverFollowsFigures(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.forms(region("16", "1", "2", "3", "4", "5"))
	o.waive("total-imbalance", "Cục V05", "")
	o.holds("waived", "total-imbalance", false)
	o.expect("waived", o.waivers(), "1 holding 16 15 Cục V05")

	o.forms(region("17", "1", "2", "3", "4", "5"))
	o.holds("another total", "total-imbalance", true)
	o.forms(region("16", "1", "2", "3", "4", "7"))
	o.holds("another sum", "total-imbalance", true)
	o.expect("another sum", o.waivers(), "1 changed 16 15 Cục V05")
	o.waive("total-imbalance", "Phòng 2", "")
	o.expect("both", o.waivers(), "2 holding 16 17 Phòng 2", "1 changed 16 15 Cục V05")

	o.forms(region("16", "1", "2", "3", "4", "5 ")) // in other bytes
	o.expect("back", o.waivers(), "2 changed 16 17 Phòng 2", "1 holding 16 15 Cục V05")
	o.holds("the figures of the first time", "total-imbalance", false)
}

func TestWaiverSurvivesRecheck(t *testing.T) {
	t.Parallel()
	o := newOfficeOnDisk(t)
	o.forms(region("16", "1", "2", "3", "4", "5"))
	o.waive("total-imbalance", "Cục V05", "")
	o.reopen(func(c *pipeline.Catalog) { c.ChecksHash += "x" })
	o.holds("made anew under another catalogue", "total-imbalance", false)
}

func TestWaiverEnds(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.clock = time.Date(2026, 3, 1, 2, 0, 0, 0, time.UTC)
	o.forms(region("16", "1", "2", "3", "4", "5"))
	o.waive("total-imbalance", "Cục V05", "2026-03-31")
	o.clock = time.Date(2026, 3, 31, 16, 59, 0, 0, time.UTC) // one minute to midnight in Hanoi
	o.holds("on the last day", "total-imbalance", false)
	o.clock = o.clock.Add(time.Minute)
	o.holds("the day after", "total-imbalance", true)
	o.expect("over", o.waivers(), "1 expired 16 15 Cục V05")

	// A later waiver replaces the one before, also where it ends sooner.
	o.waive("total-imbalance", "A", "2026-12-31")
	o.waive("total-imbalance", "B", "2026-04-02")
	o.expect("replaced", o.waivers(), "3 holding 16 15 B", "2 replaced 16 15 A", "1 replaced 16 15 Cục V05")
	o.clock = time.Date(2026, 4, 3, 0, 0, 0, 0, time.UTC)
	o.holds("after the later one", "total-imbalance", true)
	o.waive("total-imbalance", "C", "2026-04-03")
	o.holds("for today", "total-imbalance", false)

	withdrawn, err := o.WithdrawWaiver(context.Background(), pipeline.WaiverRequest{Finding: o.the("total-imbalance").ID[:4], By: "D", Reason: "giải trình sai"})
	if err != nil {
		t.Fatal(err)
	}
	want := pipeline.Withdrawal{By: "D", Reason: "giải trình sai", At: o.clock}
	if len(withdrawn) != 4 || withdrawn[0].Withdrawal == nil || *withdrawn[0].Withdrawal != want {
		t.Errorf("withdrawn: %+v, expected the newest to be withdrawn: %+v", withdrawn, want)
	}
	o.holds("withdrawn", "total-imbalance", true)
	o.expect("withdrawn", o.waivers(), "4 withdrawn 16 15 C", "3 replaced 16 15 B", "2 replaced 16 15 A", "1 replaced 16 15 Cục V05")
	o.waive("total-imbalance", "E", "")
	o.holds("waived again", "total-imbalance", false)
}

func TestWhatIsNotWaived(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.forms(region("16", "1", "2", "3", "4", "5"), "tong-hop gia-lai 2024 | models.closing 2 | models.opening ")
	returned := o.form("tong-hop kon-tum 2024-02 | models.closing 1,5 | models.built 9 | models.built@area=dtts 10")
	returned.Reading.Refusals = []pipeline.Refusal{{Code: "stray-figure", Sheet: "S", Cell: "B9", Got: "7"}}
	o.take(returned)
	imbalance, part := o.the("total-imbalance").ID, o.the("part-exceeds-whole").ID
	for _, c := range []struct {
		finding, by, until string
		want               string
	}{
		{imbalance, "Tây Nguyên", "", "only the department may waive it"},
		{imbalance, "dia-ban-tay-nguyen", "", "only the department may waive it"},
		{imbalance, "Kon Tum", "", "Kon Tum may waive findings on its own forms only, and vung-dia-ban-tay-nguyen-2024.xlsx is of dia-ban-tay-nguyen"},
		{part, "PV05, Công an tỉnh Gia Lai", "", "Gia Lai may waive findings on its own forms only"},
		{part, "Cục V05", "2025-12-31", "2025-12-31 is over: a waiver holds up to today, 2026-01-01, at the least"},
		{o.the("whole-number").ID, "Cục V05", "", "a finding of rule whole-number cannot be waived by anybody"},
		{o.the("stray-figure").ID, "Cục V05", "", "is about what could not be read"},
		{o.the("empty-figures").ID, "Cục V05", "", "is a note: there is nothing to waive"},
		{"zz", "Cục V05", "", `no finding has an id that begins with "zz": see tonghop findings`},
		{" ", "Cục V05", "", "one of them is empty"},
	} {
		_, _, err := o.Waive(context.Background(), pipeline.WaiverRequest{Finding: c.finding, By: c.by, Reason: "x", Until: day(c.until)})
		var refused *pipeline.DecisionError
		if !errors.As(err, &refused) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s by %s: %v\nwant %s", c.finding, c.by, err, c.want)
		}
	}
	o.take(o.form("tong-hop kon-tum 2024-02 | models.closing 15 | models.built 10 | models.built@area=dtts 10"))
	_, _, err := o.Waive(context.Background(), pipeline.WaiverRequest{Finding: part, By: "Cục V05", Reason: "x"})
	if want := "finding " + part + " is on a form that does not stand: tong-hop-kon-tum-2024-02.xlsx is returned"; err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("%v\nwant %s", err, want)
	}
	_, err = o.WithdrawWaiver(context.Background(), pipeline.WaiverRequest{Finding: imbalance, By: "Cục V05", Reason: "x"})
	if want := "no waiver holds of a finding whose id begins with"; err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("%v\nwant %s", err, want)
	}
	o.expect("nothing was waived", o.waivers())
}

func TestWaivedErrorTakesTheFormIn(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	const form = "tong-hop kon-tum 2024-02 | models.closing 9 | models.closing@area=dtts 10 | models.built 3 | models.built@area=dtts 4"
	o.expect("two errors", []string{states(o.take(o.form(form)))}, "returned 0")
	waive := func(finding pipeline.Finding, by string) pipeline.Settled {
		t.Helper()
		_, settled, err := o.Waive(context.Background(), pipeline.WaiverRequest{Finding: finding.ID, By: by, Reason: "x", Until: day("2026-01-31")})
		if err != nil {
			t.Fatal(err)
		}
		return settled
	}
	findings, err := o.Findings(context.Background(), "", nil, "error")
	if err != nil || len(findings) != 2 {
		t.Fatal(findings, err)
	}
	if settled := waive(findings[0], "Kon Tum"); len(settled.Outcomes) > 0 {
		t.Errorf("taken in with an error that stands: %+v", settled.Outcomes)
	}
	settled := waive(findings[1], "Công an tỉnh Kon Tum")
	o.expect("the last error", []string{states(settled.Outcomes)}, "accepted 1")
	o.expect("it counts", o.ask("kon-tum", "2024-02", "SELECT cell, value FROM accepted_cell WHERE breakdown = '' ORDER BY ALL"), "A1 9", "A3 3")
	o.expect("marked", o.marks("kon-tum", "2024-02", ""), "declared kon-tum models.built area=dtts 4", "declared kon-tum models.closing area=dtts 10")

	o.expect("another figure was changed", []string{states(o.take(o.form(form + " | models.replicated 5")))}, "accepted 2")
	o.expect("a waived one was changed", []string{states(o.take(o.form(strings.Replace(form, "dtts 10", "dtts 11", 1))))}, "returned 0")
	o.clock = time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC)
	o.expect("the waivers are over", []string{states(o.take(o.form(form + " | models.replicated 6")))}, "returned 0")
	o.expect("what was taken in stays", o.ask("kon-tum", "2024-02", "SELECT value FROM accepted_cell WHERE indicator = 'models.replicated'"), "5")
}

// A finding keeps its id in every edition: what is waived on the form that counts stays so when the newer one's figures are waived.
func TestOneIDOnTwoForms(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	waive := func(by string) pipeline.Settled {
		t.Helper()
		found, err := o.Findings(context.Background(), "", nil, "error")
		if err != nil || len(found) == 0 {
			t.Fatal(found, err)
		}
		made, settled, err := o.Waive(context.Background(), pipeline.WaiverRequest{Finding: found[0].ID, By: by, Reason: "x"})
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range o.waivers() {
			if !strings.Contains(line, string(made[i].State)) {
				t.Errorf("told that waiver %d is %s; listed: %s", made[i].ID, made[i].State, line)
			}
		}
		return settled
	}
	form := func(dtts int) pipeline.Submission {
		return o.take(o.form(fmt.Sprint("tong-hop kon-tum 2024-02 | models.closing 9 | models.closing@area=dtts ", dtts)))[0].Submission
	}
	form(10)
	o.expect("the first", []string{states(waive("A").Outcomes)}, "accepted 1")
	if newer := form(11); newer.State != pipeline.Returned {
		t.Fatal(newer)
	}
	o.expect("of the newer", []string{states(waive("B").Outcomes)}, "accepted 2")
	o.expect("each with its figures", o.waivers(), "2 holding 11 9 B", "1 changed 10 9 A")
}

func TestWaivedBytesAreReadAgain(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	const form = "tong-hop kon-tum 2024-02 | models.closing 9 | models.closing@area=dtts 10"
	first := o.form(form)
	o.expect("returned", []string{states(o.take(first))}, "returned 0")
	known := func() int {
		again := o.receipt(form)
		found, err := o.Known(context.Background(), []pipeline.Receipt{again})
		if err != nil {
			t.Fatal(err)
		}
		return len(found)
	}
	if known() != 1 {
		t.Error("bytes that were returned under this catalogue are not known")
	}
	other := form + " | models.built 1"
	o.take(o.form(other))
	o.waive("part-exceeds-whole", "Cục V05", "") // takes in the newer form
	if known() != 0 {
		t.Error("bytes whose only error is waived now are known to be returned")
	}
	o.expect("as an edition of its own", []string{states(o.take(o.form(form)))}, "accepted 2")
}

func TestUnitWithdrawsItsOwn(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.take(o.form("tong-hop kon-tum 2024-02 | models.opening 9 | models.built 3 | models.closing 13 "))
	o.waive("stock-flow", "Cục V05", "")
	request := pipeline.WaiverRequest{Finding: o.the("stock-flow").ID, By: "Công an tỉnh Kon Tum", Reason: "x"}
	if _, err := o.WithdrawWaiver(context.Background(), request); err == nil || !strings.HasPrefix(err.Error(), "Kon Tum may withdraw its own waivers only") {
		t.Errorf("the department's waiver is withdrawn by the unit: %v", err)
	}
	o.waive("stock-flow", "kon-tum", "")
	o.expect("both", o.waivers(), "2 holding 13 12 Kon Tum", "1 replaced 13 12 Cục V05")
	if _, err := o.WithdrawWaiver(context.Background(), request); err != nil {
		t.Error(err)
	}
	o.expect("withdrawn", o.waivers(), "2 withdrawn 13 12 Kon Tum", "1 replaced 13 12 Cục V05")

	// Each is a line of the journal, and what is refused is none.
	o.expect("journal", o.ask("kon-tum", "2024-02", "SELECT who, subject = '"+request.Finding+"', detail->>'waiver', coalesce(detail->>'withdrawn', ''), detail->>'reason' FROM journal WHERE action = 'waiver' ORDER BY seq"),
		"Cục V05 true 1  đã giải trình", "Kon Tum true 2  đã giải trình", "Công an tỉnh Kon Tum true 2 true x")
}

// marks lists the figures of a report that bear the mark of a waived finding: "kind unit indicator value".
func (o *office) marks(unit, period, onMap string) []string {
	o.t.Helper()
	return o.askOn(unit, period, onMap, `SELECT kind, unit, indicator, breakdown, figure FROM report_line($unit, $scope, $period, $day, $map, '') WHERE figure.waived ORDER BY ALL`)
}

func TestWaivedFiguresAreMarked(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	region := "vung dia-ban-tay-nguyen 2024-02 | models.closing 16 | kon-tum models.closing 1 | gia-lai models.closing 2 | dak-lak models.closing 3 | dak-nong models.closing 4 | lam-dong models.closing 5"
	o.forms(region, "tong-hop lam-dong 2024-02 | models.opening 1 | models.built 3 | models.closing 5", "tong-hop lam-dong 2024-03 | models.opening 5 | models.built 1 | models.closing 6",
		"tong-hop gia-lai 2024-02 | models.closing 2 | models.built 4")
	o.expect("nothing is waived", o.marks("dia-ban-tay-nguyen", "2024-02", ""))
	o.waive("total-imbalance", "Cục V05", "")
	o.waive("stock-flow", "Cục V05", "")
	o.expect("the line's own and the declared total, no sum", o.marks("dia-ban-tay-nguyen", "2024-02", ""),
		"declared dia-ban-tay-nguyen models.closing  16", "part lam-dong models.closing  5")
	o.expect("on a later map", o.marks("dia-ban-tay-nguyen", "2024-02", "2025-12-31"),
		"declared dia-ban-tay-nguyen models.closing  16", "part lam-dong-2025 models.closing  9")
	o.expect("the stock of March is another", o.marks("dia-ban-tay-nguyen", "2024-03", ""))
	o.expect("so is that of the quarter", o.marks("dia-ban-tay-nguyen", "2024-Q1", ""))
	o.expect("another unit's report", o.marks("gia-lai", "2024-02", ""))
	o.expect("listed with what it stands on", o.ask("dia-ban-tay-nguyen", "2024-02", `SELECT rule, who, reason, until, keys FROM waived_on($unit, $scope, $period, $day, $map) ORDER BY rule`),
		"stock-flow Cục V05 đã giải trình  lam-dong models.closing", "total-imbalance Cục V05 đã giải trình  dia-ban-tay-nguyen models.closing")
}

// Of more findings than there are first digits, two ids begin alike.
func TestBeginningOfSeveralFindings(t *testing.T) {
	o := newOffice(t)
	text := "tong-hop gia-lai 2024-01"
	for _, item := range o.catalog.Layouts[slices.IndexFunc(o.catalog.Layouts, func(l pipeline.Layout) bool { return l.ID == "tong-hop" })].Rows.Items {
		if !item.Section && item.Breakdown == "" {
			text += " | " + item.Indicator + " 1,5"
		}
	}
	o.take(o.form(text))
	findings, err := o.Findings(context.Background(), "", nil, "error")
	if err != nil || len(findings) <= 16 {
		t.Fatal(len(findings), err)
	}
	seen := map[string]bool{}
	for _, f := range findings {
		digit := f.ID[:1]
		if !seen[digit] {
			seen[digit] = true
			continue
		}
		_, _, err := o.Waive(context.Background(), pipeline.WaiverRequest{Finding: digit, By: "Cục V05", Reason: "x"})
		if err == nil || !strings.HasPrefix(err.Error(), strconv.Quote(digit)+" begins the ids of several findings, such as ") {
			t.Errorf("%s: %v", digit, err)
		}
	}
}
