package duck_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"tonghop/pipeline"
)

// at moves the clock to a moment in Vietnam, "2024-08-17 23:59"; a day alone is its noon.
func (o *office) at(moment string) {
	o.t.Helper()
	if !strings.Contains(moment, " ") {
		moment += " 12:00"
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", moment, pipeline.Zone)
	if err != nil {
		o.t.Fatal(err)
	}
	o.clock = at
}

// send settles a form that arrives now.
func (o *office) send(text string) pipeline.Outcome {
	o.t.Helper()
	arrival := o.form(text)
	arrival.Receipt.Received = o.clock
	return o.take(arrival)[0]
}

// nothing takes a unit's word about "layout unit period".
func (o *office) nothing(text string) error {
	o.t.Helper()
	parts := strings.SplitN(text, " ", 3)
	unit, _ := o.catalog.Geography.Unit(parts[1])
	period, err := pipeline.ParsePeriod(parts[2])
	if err != nil {
		o.t.Fatal(err)
	}
	return o.ConfirmNothing(context.Background(), pipeline.Layout{ID: parts[0]}, unit, period, "Phòng PV05")
}

// board lists standings: "layout unit period state", then what there is of: expected, sent, days late, edition, errors and waived.
func (o *office) board(selected pipeline.BoardSelection) (lines []string) {
	o.t.Helper()
	standings, _, err := o.Board(context.Background(), selected)
	if err != nil {
		o.t.Fatal(err)
	}
	for _, s := range standings {
		line := []string{s.Layout, s.Unit, s.Period, s.State}
		for _, tell := range []struct {
			is   bool
			text string
		}{{s.Expected, "expected"}, {s.Sent, "sent"}, {s.DaysLate > 0, fmt.Sprint("late ", s.DaysLate)}, {s.Edition > 0, fmt.Sprint("edition ", s.Edition)},
			{s.Errors > 0, fmt.Sprint("errors ", s.Errors)}, {s.Waived > 0, fmt.Sprint("waived ", s.Waived)}} {
			if tell.is {
				line = append(line, tell.text)
			}
		}
		lines = append(lines, strings.Join(line, " "))
	}
	return lines
}

// What a province does with its form of a month that is due on 2024-08-17, and what the board says of it. Each case has a
// province of its own.
func TestBoardStates(t *testing.T) {
	t.Parallel()
	const (
		month = "tong-hop UNIT 2024-08"
		right = month + " | models.closing 6"
		other = month + " | models.closing 7"
		wrong = month + " | models.closing 6 | models.closing@area=dtts 7"
		zeros = month + " | models.closing 0 | models.built không | models.built@area=dtts x"
		part  = month + " | models.closing 0 | models.built"
		none  = "nothing " + month
	)
	o := newOffice(t, "part-exceeds-whole")
	provinces := o.catalog.Geography.On(pipeline.ProvinceUnit, time.Date(2024, 8, 14, 0, 0, 0, 0, time.UTC))
	for name, c := range map[string]struct {
		events string // "day what; day what"
		clock  string
		want   string // of month, without its key
	}{
		"in time still":                            {"", "2024-08-17 23:59", "not-due expected"},
		"over":                                     {"", "2024-08-18 00:00", "missing expected late 1"},
		"long over":                                {"", "2024-09-17", "missing expected late 31"},
		"on its last day":                          {"2024-08-17 23:59 " + right, "2024-09-17", "accepted expected sent edition 1"},
		"just late":                                {"2024-08-18 00:00 " + right, "2024-09-17", "accepted expected sent late 1 edition 1"},
		"before the period is over":                {"2024-08-10 " + right, "2024-08-10", "accepted expected sent edition 1"},
		"corrected late":                           {"2024-08-16 " + right + "; 2024-08-25 " + other, "2024-09-17", "accepted expected sent edition 2"},
		"late, and corrected later":                {"2024-08-19 " + right + "; 2024-08-25 " + other, "2024-09-17", "accepted expected sent late 2 edition 2"},
		"returned in time":                         {"2024-08-16 " + wrong, "2024-08-17", "returned expected errors 1"},
		"returned and left":                        {"2024-08-16 " + wrong, "2024-08-20", "returned expected late 3 errors 1"},
		"returned, corrected in time":              {"2024-08-16 " + wrong + "; 2024-08-17 " + right, "2024-08-20", "accepted expected sent edition 1"},
		"returned, corrected late":                 {"2024-08-16 " + wrong + "; 2024-08-20 " + right, "2024-09-17", "accepted expected sent late 3 edition 1"},
		"correction returned":                      {"2024-08-16 " + right + "; 2024-08-20 " + wrong, "2024-09-17", "returned expected sent edition 1 errors 1"},
		"zeros":                                    {"2024-08-16 " + zeros, "2024-08-20", "nothing expected sent edition 1"},
		"zeros, then a figure":                     {"2024-08-16 " + zeros + "; 2024-08-19 " + right, "2024-08-20", "accepted expected sent edition 2"},
		"a zero and a blank":                       {"2024-08-16 " + part, "2024-08-20", "accepted expected sent edition 1"},
		"blank":                                    {"2024-08-16 " + month + " | models.closing | models.built", "2024-08-20", "accepted expected sent edition 1"},
		"not applicable":                           {"2024-08-16 " + month + " | models.closing x", "2024-08-20", "accepted expected sent edition 1"},
		"its word":                                 {"2024-08-16 " + none, "2024-08-20", "nothing expected sent"},
		"its word, late":                           {"2024-08-19 " + none, "2024-08-30", "nothing expected sent late 2"},
		"its word, then a form":                    {"2024-08-16 " + none + "; 2024-08-20 " + right, "2024-08-30", "accepted expected sent late 3 edition 1"},
		"its word, then a wrong form":              {"2024-08-16 " + none + "; 2024-08-20 " + wrong, "2024-08-30", "returned expected sent errors 1"},
		"sent after closing":                       {"2024-08-20 close 2024-08; 2024-08-22 " + right, "2024-09-17", "quarantined expected late 5"},
		"taken in after closing":                   {"2024-08-20 close 2024-08; 2024-08-22 " + right + "; 2024-09-01 accept", "2024-09-17", "accepted expected sent late 5 edition 1"},
		"corrected after closing":                  {"2024-08-16 " + right + "; 2024-08-20 close 2024-08; 2024-08-22 " + other, "2024-09-17", "quarantined expected sent edition 1"},
		"two after closing, the later taken in":    {"2024-08-20 close 2024-08; 2024-08-22 " + right + "; 2024-08-25 " + other + "; 2024-09-01 accept", "2024-09-17", "accepted expected sent late 8 edition 1"},
		"correction taken in":                      {"2024-08-16 " + right + "; 2024-08-20 close 2024-08; 2024-08-22 " + other + "; 2024-09-01 accept", "2024-09-17", "accepted expected sent edition 2"},
		"its word, then after closing":             {"2024-08-16 " + none + "; 2024-08-20 close 2024-08; 2024-08-22 " + right, "2024-09-17", "quarantined expected sent"},
		"correction returned, then the same again": {"2024-08-16 " + right + "; 2024-08-20 " + wrong + "; 2024-08-21 again " + right, "2024-09-17", "accepted expected sent edition 1"},
		"a wrong form, then its word":              {"2024-08-16 " + wrong + "; 2024-08-20 " + none, "2024-08-30", "returned expected sent late 3 errors 1"},
	} {
		unit := provinces[0].ID
		provinces = provinces[1:]
		o.carry(strings.ReplaceAll(c.events, "UNIT", unit))
		if strings.Contains(c.events, "close") {
			o.carry("2024-09-02 reopen 2024-08")
		}
		o.at(c.clock)
		o.expect(name, o.board(pipeline.BoardSelection{Period: "2024-08", Units: []string{unit}}), strings.ReplaceAll(month, "UNIT", unit)+" "+c.want)
	}
	o.carry("2024-08-16 danh-muc ca-mau 2024-08")
	o.expect("a list without a line", o.board(pipeline.BoardSelection{Period: "2024-08", Units: []string{"ca-mau"}}), "danh-muc ca-mau 2024-08 nothing sent edition 1",
		"tong-hop ca-mau 2024-08 not-due expected")
}

// What is waived counts as no error, as long as it is.
func TestBoardWaived(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.at("2024-12-20")
	id := o.send(region("16", "1", "2", "3", "4", "5")).Findings[0].ID
	one := pipeline.BoardSelection{Period: "2024", Units: []string{"dia-ban-tay-nguyen"}}
	o.expect("an error", o.board(one), "vung dia-ban-tay-nguyen 2024 accepted sent edition 1 errors 1")
	if _, _, err := o.Waive(context.Background(), pipeline.WaiverRequest{Finding: id, By: "Phòng 2", Reason: "Vùng tính cả số của trường.", Until: time.Date(2024, 12, 31, 0, 0, 0, 0, time.UTC)}); err != nil {
		t.Fatal(err)
	}
	o.expect("waived", o.board(one), "vung dia-ban-tay-nguyen 2024 accepted sent edition 1 waived 1")
	o.at("2025-01-01")
	o.expect("over", o.board(one), "vung dia-ban-tay-nguyen 2024 accepted sent edition 1 errors 1")
}

// carry lets things happen: "day what; day what", with or without the time of day. What is a form, or one of nothing, close and
// reopen; again sends a form as another file, accept takes in the newest submission.
func (o *office) carry(events string) {
	o.t.Helper()
	for _, event := range strings.Split(events, "; ") {
		moment, what, _ := strings.Cut(event, " ")
		if before, after, ok := strings.Cut(what, " "); ok && strings.Contains(before, ":") {
			moment, what = moment+" "+before, after
		}
		if moment != "" {
			o.at(moment)
			o.do(what)
		}
	}
}

func (o *office) do(what string) {
	o.t.Helper()
	ctx := context.Background()
	verb, rest, _ := strings.Cut(what, " ")
	period, _ := pipeline.ParsePeriod(rest)
	var err error
	switch verb {
	case "nothing":
		err = o.nothing(rest)
	case "close":
		err = o.ClosePeriod(ctx, period, "Phòng 2")
	case "reopen":
		_, err = o.ReopenPeriod(ctx, period, "Phòng 2", "Sửa số liệu.")
	case "accept":
		_, err = o.Accept(ctx, o.last, "Phòng 2", "Có công văn.")
	case "again":
		arrival := o.form(rest)
		arrival.Receipt.SHA256, arrival.Receipt.Received = "of another file", o.clock
		o.take(arrival)
	default:
		o.send(what)
	}
	if err != nil {
		o.t.Fatal(what, err)
	}
}

// The provinces that owe a month are those of the map of its last day.
func TestBoardMaps(t *testing.T) {
	t.Parallel()
	o := newOffice(t, noRule)
	o.at("2025-08-01")
	for period, want := range map[string]int{"2025-06": 63, "2025-07": 34, "2008-08": 63, "2008-07": 64} {
		if got := len(o.board(pipeline.BoardSelection{Period: period})); got != want {
			t.Errorf("%s: %d provinces, expected %d", period, got, want)
		}
	}
	// An old province's form is taken and marked; the new one's is missing. Renamed: the same.
	o.send("tong-hop soc-trang 2025-07 | models.closing 6")
	o.send("tong-hop hue 2024-12 | models.closing 6")
	one := func(period, unit string) []string {
		return o.board(pipeline.BoardSelection{Period: period, Units: []string{unit}})
	}
	o.expect("merged", one("2025-07", "soc-trang"), "tong-hop soc-trang 2025-07 accepted sent late 15 edition 1")
	o.expect("new", one("2025-07", "can-tho-2025"), "tong-hop can-tho-2025 2025-07 missing expected late 15")
	o.expect("before it was renamed", one("2024-12", "thua-thien-hue"), "tong-hop thua-thien-hue 2024-12 missing expected late 227")
	o.expect("renamed already", one("2024-12", "hue"), "tong-hop hue 2024-12 accepted sent late 227 edition 1")
	o.expect("after", one("2025-01", "hue"), "tong-hop hue 2025-01 missing expected late 196")
	o.expect("after, the old name", one("2025-01", "thua-thien-hue"))
	for period, want := range map[string]int{"2025-06": 13, "2025-07": 5} {
		if got := len(o.board(pipeline.BoardSelection{Period: period, Region: "tay-nam-bo"})); got != want {
			t.Errorf("%s: %d provinces of Tây Nam Bộ, expected %d", period, got, want)
		}
	}
}

// Without a period: what came, and what is asked for now.
func TestBoardOfNow(t *testing.T) {
	t.Parallel()
	o := newOffice(t, noRule)
	o.at("2024-08-14")
	o.send("tong-hop ca-mau 2024 | models.closing 6")
	o.send("danh-muc ca-mau 2023-12")
	now := func() (periods []string) {
		for _, line := range o.board(pipeline.BoardSelection{}) {
			parts := strings.Fields(line)
			if line := strings.Join([]string{parts[0], parts[2]}, " "); len(periods) == 0 || periods[len(periods)-1] != line {
				periods = append(periods, line)
			}
		}
		return periods
	}
	o.expect("the last day of August", now(), "danh-muc 2023-12", "tong-hop 2024-07", "tong-hop 2024")
	o.at("2024-08-15")
	o.expect("the day after", now(), "danh-muc 2023-12", "tong-hop 2024-08", "tong-hop 2024")
	o.send("tong-hop ca-mau 2024-10 | models.closing 6") // early, or a slip: it shows
	o.expect("a later one came", now(), "danh-muc 2023-12", "tong-hop 2024-08", "tong-hop 2024-10", "tong-hop 2024")
	o.expect("not owed", o.board(pipeline.BoardSelection{Period: "2024"}), "tong-hop ca-mau 2024 accepted sent edition 1")
}

// Deadlines of the configuration: which periods, which units.
func TestBoardDeadlines(t *testing.T) {
	t.Parallel()
	o := newOffice(t, noRule)
	o.catalog.Config.Deadlines = []pipeline.Deadline{
		{Form: "vung", Every: []pipeline.PeriodKind{pipeline.QuarterKind}, Kinds: []pipeline.UnitKind{pipeline.RegionUnit, pipeline.NationUnit}, Schemes: []string{"dia-ban"}, DueDays: 10},
	}
	o.at("2024-09-20")
	o.send("tong-hop ca-mau 2024-Q3 | models.closing 6")
	o.expect("a quarter", o.board(pipeline.BoardSelection{Period: "2024-Q3"}), "tong-hop ca-mau 2024-Q3 accepted sent edition 1",
		"vung viet-nam 2024-Q3 not-due expected", "vung dia-ban-tay-nguyen 2024-Q3 not-due expected", "vung dia-ban-tay-nam-bo 2024-Q3 not-due expected")
	o.expect("a month", o.board(pipeline.BoardSelection{Period: "2024-09"}))
}

func (o *office) rates(selected pipeline.BoardSelection) (lines []string) {
	o.t.Helper()
	_, rates, err := o.Board(context.Background(), selected)
	if err != nil {
		o.t.Fatal(err)
	}
	for _, r := range rates {
		lines = append(lines, fmt.Sprintf("%s %s %s: %d of %d, %d on time: %g %% and %g %%", r.Layout, r.Period, r.Unit, r.Sent, r.Expected, r.OnTime, r.ReportingRate, r.OnTimeRate))
	}
	return lines
}

// One late, one on time that was corrected late, one that said that it has nothing, one returned, and one that is not expected.
func TestBoardRates(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "part-exceeds-whole")
	o.carry("2025-08-16 tong-hop ca-mau-2025 2025-08 | models.closing 6; 2025-08-17 nothing tong-hop an-giang-2025 2025-08; " +
		"2025-08-17 tong-hop dong-thap-2025 2025-08 | models.closing 6 | models.closing@area=dtts 7; 2025-08-17 tong-hop soc-trang 2025-08 | models.closing 6; " +
		"2025-08-19 tong-hop can-tho-2025 2025-08 | models.closing 6; 2025-08-19 tong-hop ca-mau-2025 2025-08 | models.closing 7")
	o.expect("of regions", o.rates(pipeline.BoardSelection{Period: "2025-08"}),
		"tong-hop 2025-08 trung-du-mien-nui-phia-bac: 0 of 9, 0 on time: 0 % and 0 %",
		"tong-hop 2025-08 dong-bang-song-hong: 0 of 6, 0 on time: 0 % and 0 %",
		"tong-hop 2025-08 dong-nam-bo: 0 of 3, 0 on time: 0 % and 0 %",
		"tong-hop 2025-08 tay-nam-bo: 3 of 5, 2 on time: 60 % and 40 %",
		"tong-hop 2025-08 bac-trung-bo: 0 of 5, 0 on time: 0 % and 0 %",
		"tong-hop 2025-08 nam-trung-bo-tay-nguyen: 0 of 6, 0 on time: 0 % and 0 %",
		"tong-hop 2025-08 viet-nam: 3 of 34, 2 on time: 8.8 % and 5.9 %")
	o.expect("of one region", o.rates(pipeline.BoardSelection{Period: "2025-08", Region: "tay-nam-bo"}), "tong-hop 2025-08 tay-nam-bo: 3 of 5, 2 on time: 60 % and 40 %")
	o.expect("of a region of another scheme", o.rates(pipeline.BoardSelection{Period: "2025-06", Region: "dia-ban-tay-nguyen"}),
		"tong-hop 2025-06 dia-ban-tay-nguyen: 0 of 5, 0 on time: 0 % and 0 %")
	o.expect("of one unit", o.rates(pipeline.BoardSelection{Period: "2025-08", Units: []string{"ca-mau-2025"}}))
}

// A unit's word is no word where a form speaks or waits to, before the period is over, or after it was closed.
func TestNothingRefused(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.carry("2024-08-16 tong-hop ca-mau 2024-08 | models.closing 6; 2024-08-16 nothing ngay-hoi ca-mau 2024-08")
	for text, want := range map[string]string{
		"tong-hop ca-mau 2024-08": "a form is there already",
		"ngay-hoi ca-mau 2024-08": "Phòng PV05 has confirmed already",
		"ngay-hoi ca-mau 2024-09": "2024-09 is not over before 2024-09-14 has ended",
	} {
		if err := o.nothing(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
	o.carry("2024-08-20 close 2024-08; 2024-08-21 tong-hop kon-tum 2024-08 | models.closing 6")
	waits, closed := "tong-hop kon-tum 2024-08", "tong-hop gia-lai 2024-08"
	for text, want := range map[string]string{waits: "a form waits to be accepted", closed: "2024-08 is closed; let the department open 2024-08 again first"} {
		if err := o.nothing(text); err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "counts") {
			t.Errorf("%s: %v", text, err)
		}
	}
	o.carry("2024-08-22 reopen 2024-08; 2024-08-22 nothing " + closed)
	if err := o.nothing(waits); err == nil {
		t.Error("taken while a form waits")
	}
	o.at("2024-09-14 23:59")
	if err := o.nothing("ngay-hoi ca-mau 2024-09"); err == nil {
		t.Error("taken on the last day")
	}
	o.at("2024-09-15 00:00")
	if err := o.nothing("ngay-hoi ca-mau 2024-09"); err != nil {
		t.Error(err)
	}
	journal, err := o.Journal(context.Background(), time.Time{})
	if err != nil || journal[len(journal)-1].Subject != "ngay-hoi ca-mau 2024-09" || journal[len(journal)-1].Action != pipeline.NothingAction {
		t.Errorf("%v %v", journal, err)
	}
}
