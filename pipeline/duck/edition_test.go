package duck_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// changes prints differences: "cell line: from > to".
func changes(differences []pipeline.Difference) string {
	lines := make([]string, len(differences))
	for i, d := range differences {
		lines[i] = fmt.Sprintf("%s %s: %s > %s", d.Cell, d.Line, d.From, d.To)
	}
	return strings.Join(lines, "\n")
}

// edit makes the same form with other bytes, changed.
func (o *office) edit(text string, change func(*pipeline.Reading)) pipeline.Arrival {
	arrival := o.form(text)
	arrival.Receipt = o.receipt(fmt.Sprint(text, o.last))
	change(arrival.Reading)
	return arrival
}

func TestDifferencesOfEditions(t *testing.T) {
	t.Parallel()
	const text = "tong-hop kon-tum 2024-08 | models.closing 30 | models.built 4 | models.built+ 12 | models.closing@area=dtts 10"
	o := newOffice(t, noRule)
	base := func(r *pipeline.Reading) {
		for i := range r.Observations {
			r.Observations[i].Row = fmt.Sprint("dòng ", i+1)
		}
		r.Narratives = []pipeline.Narrative{{Sheet: "S", Cell: "A20", Box: "assessment", Text: "Tốt."}, {Sheet: "S", Cell: "G6", Box: "03", Text: "Khác"}}
		r.Communes = []pipeline.Commune{{ID: "kon-tum/dak-rve", Name: "Đăk Rve", Sheet: "S", Cell: "B1"}}
	}
	for _, c := range []struct {
		name   string
		change func(r *pipeline.Reading)
		want   string // "unchanged" where it is no edition
	}{
		{"nothing", func(*pipeline.Reading) {}, "unchanged"},
		{"a figure", func(r *pipeline.Reading) { r.Observations[0].Quantity = vi.ReadText("gần 34") }, "A1 dòng 1: 30 > gần 34"},
		{"of the period and of the year so far", func(r *pipeline.Reading) {
			r.Observations[1].Quantity, r.Observations[2].Quantity = vi.ReadText("5"), vi.ReadText("0")
		}, "A2 dòng 2: 4 > 5\nA3 dòng 3: 12 > 0"},
		{"a figure that is no longer there", func(r *pipeline.Reading) { r.Observations[1].Quantity = vi.ReadText("…") }, "A2 dòng 2: 4 > "},
		{"a line that is gone", func(r *pipeline.Reading) { r.Observations = r.Observations[1:] }, "A1 dòng 1: 30 > "},
		{"a line that is new, and missing", func(r *pipeline.Reading) {
			extra := r.Observations[0]
			extra.Cell, extra.Indicator, extra.Quantity = "A9", "models.dissolved", vi.ReadText("")
			r.Observations = append(r.Observations, extra)
		}, ""},
		{"rows that have moved", func(r *pipeline.Reading) {
			for i := range r.Observations {
				r.Observations[i].Cell = pipeline.CellName(i+5, 1)
			}
		}, ""},
		{"rows that have moved, and a figure", func(r *pipeline.Reading) {
			slices.Reverse(r.Observations)
			for i := range r.Observations {
				r.Observations[i].Cell = pipeline.CellName(i+1, 1)
			}
			r.Observations[0].Quantity = vi.ReadText("9") // of the area
		}, "A1 dòng 4: 10 > 9"},
		{"written in another way", func(r *pipeline.Reading) { r.Observations[0].Raw = " 30" }, ""},
		{"words", func(r *pipeline.Reading) { r.Narratives[0].Text, r.Narratives[1].Text = "Khá.", "" }, "G6 Giải thể: Khác > \nA20 Đánh giá chung: Tốt. > Khá."},
		{"words that are gone", func(r *pipeline.Reading) { r.Narratives = r.Narratives[1:] }, "A20 Đánh giá chung: Tốt. > "},
		{"a commune spelt otherwise", func(r *pipeline.Reading) { r.Communes[0].Name = "Đắk Rve" }, "B1 Đắk Rve: Đăk Rve > Đắk Rve"},
	} {
		o := o.in(t)
		o.take(o.edit(text, base))
		outcome := o.take(o.edit(text, func(r *pipeline.Reading) { base(r); c.change(r) }))[0]
		got := changes(outcome.Differences)
		if outcome.State == pipeline.Unchanged {
			got = "unchanged"
		}
		if got != c.want {
			t.Errorf("%s: %s %d\ngot\n%s\nwant\n%s", c.name, outcome.State, outcome.Edition, got, c.want)
		}
	}
	sent, err := o.Submissions(context.Background(), []string{"kon-tum"}, "2024-08", "tong-hop")
	if err != nil || len(sent) != 24 || sent[0].ID < sent[23].ID || changes(sent[20].Differences) != "A1 dòng 1: 30 > gần 34" {
		t.Error(len(sent), err)
	}
}

func TestDifferencesOfRegisters(t *testing.T) {
	t.Parallel()
	const first = "ca-mau 2024-08 | Camera an ninh @hung-my operating 3 | Tổ tự quản @- operating 4 | Tổ tự quản @tan-hung operating 1"
	for text, want := range map[string]string{
		"ca-mau 2024-08 | Camera an ninh @hung-my operating 3 | Tổ tự quản @tan-hung operating 1":                                                            "B11 Tổ tự quản: Tổ tự quản > ",
		"ca-mau 2024-08 | Đội dân phòng @- operating … | Camera an ninh @hung-my operating 3 | Tổ tự quản @- dissolved 4 | Tổ tự quản @tan-hung operating 2": "B10 Đội dân phòng:  > Đội dân phòng\nH12 Tổ tự quản: operating > dissolved\nJ13 Tổ tự quản: 1 > 2",
		"ca-mau 2024-08 | CAMERA AN NINH @hung-my operating 3 | Tổ tự quản @- operating 4 | Tổ tự quản @tan-hung operating …":                                "B10 CAMERA AN NINH: Camera an ninh > CAMERA AN NINH\nJ12 Tổ tự quản: 1 > ",
	} {
		o := newOffice(t, noRule)
		o.take(o.register(first))
		if outcome := o.take(o.register(text))[0]; outcome.Edition != 2 || changes(outcome.Differences) != want {
			t.Errorf("%s: %s %d\ngot\n%s\nwant\n%s", text, outcome.State, outcome.Edition, changes(outcome.Differences), want)
		}
	}
}

// What says the same as the edition that counts is no edition, keeps nothing, and is not read again as long as that edition counts.
func TestUnchangedContent(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx := context.Background()
	again := func() pipeline.Arrival { return o.edit(kept, func(r *pipeline.Reading) { r.LayoutHash = "another" }) }
	o.forms(kept)
	second := again()
	outcome := o.take(second)[0]
	if states([]pipeline.Outcome{outcome}) != "unchanged 1" || outcome.Findings[0].Rule != "same-content" || !strings.Contains(outcome.Findings[0].Sentence, "bản 1") {
		t.Error(outcome)
	}
	o.expect("what is kept of it", o.ask("kon-tum", "2024", "SELECT count(*) FROM observation WHERE $unit || $period <> '' AND $map IS NOT NULL"), "1")
	o.expect("what is open", o.found(""))
	known := func(want string) {
		t.Helper()
		receipt := o.receipt("")
		receipt.SHA256 = second.Receipt.SHA256
		found, err := o.Known(ctx, []pipeline.Receipt{receipt})
		if err != nil {
			t.Fatal(err)
		}
		got := "unknown"
		if outcome, ok := found[receipt.ID]; ok {
			got = states([]pipeline.Outcome{outcome})
		}
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	known("unchanged 1")
	o.forms(changed)
	known("unknown")
	second.Receipt = o.receipt("the same bytes, later")
	if got := states(o.take(second)); got != "accepted 3" {
		t.Error(got)
	}
	// What went back is answered by what says that the edition is right as it is.
	o.take(o.form(wrong))
	if got := states(o.take(again())); got != "unchanged 3" {
		t.Error(got)
	}
	o.expect("what is open", o.found(""))
}
