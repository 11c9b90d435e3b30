package duck_test

import (
	"fmt"
	"strings"
	"testing"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// register is a register of models: "reporter period | name @commune state points | …"; the commune may be left out.
func (o *office) register(text string) pipeline.Arrival {
	o.t.Helper()
	parts := strings.Split(text, " | ")
	arrival := o.form("danh-muc " + parts[0])
	arrival.Receipt = o.receipt("danh-muc " + text)
	for i, model := range parts[1:] {
		name, rest, _ := strings.Cut(model, " @")
		words := strings.Fields(rest)
		record := pipeline.Record{Register: "models", Sheet: "S", Cell: pipeline.CellName(i+10, 2), Unit: arrival.Reading.Reporter.ID, Name: name}
		if words[0] != "-" {
			record.Unit += "/" + words[0]
		}
		record.Fields = []pipeline.Field{{ID: "state", Cell: pipeline.CellName(i+10, 8), Text: words[1], Value: words[1]},
			{ID: "models.points", Cell: pipeline.CellName(i+10, 10), Quantity: vi.ReadText(words[2])}}
		arrival.Reading.Records = append(arrival.Reading.Records, record)
	}
	return arrival
}

// A register yields the models at the start, built, dissolved and at the end by itself; a model is known again by its folded name
// and its commune.
func TestRegisterOverTime(t *testing.T) {
	t.Parallel()
	const count = "SELECT period, indicator, value::INTEGER FROM register_count WHERE reporter = $unit AND period = $period ORDER BY indicator"
	for _, c := range []struct {
		name      string
		registers []string
		want      string // of the last one: built, closing, dissolved, opening, points
	}{
		{"the first one", []string{"ca-mau 2024-07 | Camera an ninh @hung-my operating 3 | Tổ tự quản @- replicated 4"}, "closing 2, points 7"},
		{"built and dissolved", []string{"ca-mau 2024-07 | Camera an ninh @hung-my operating 3 | Tổ tự quản @- operating 4",
			"ca-mau 2024-08 | CAMERA AN NINH @hung-my consolidated 3 | Tổ tự quản @- dissolved … | Camera an ninh @tan-hung operating 1"}, "built 1, closing 2, dissolved 1, opening 2, points 4"},
		{"not the one before", []string{"ca-mau 2024-06 | Camera an ninh @hung-my operating 3", "ca-mau 2024-08 | Camera an ninh @hung-my operating 3"}, "closing 1, points 3"},
		{"built and dissolved at once", []string{"ca-mau 2024-07 | Camera an ninh @hung-my operating 3", "ca-mau 2024-08 | Camera an ninh @hung-my operating 3 | Tổ tự quản @- dissolved …"},
			"built 1, closing 1, dissolved 1, opening 1, points 3"},
		{"dissolved before and there again", []string{"ca-mau 2024-07 | Camera an ninh @hung-my dissolved …", "ca-mau 2024-08 | Camera an ninh @hung-my operating 3"},
			"built 1, closing 1, dissolved 0, opening 0, points 3"},
		{"told as dissolved once more", []string{"ca-mau 2024-07 | Camera an ninh @hung-my operating 3 | Tổ tự quản @- dissolved …", "ca-mau 2024-08 | Camera an ninh @hung-my operating 3 | Tổ tự quản @- dissolved …"},
			"built 0, closing 1, dissolved 0, opening 1, points 3"},
		{"points that are not known", []string{"ca-mau 2024-07 | Camera an ninh @hung-my operating 3 | Tổ tự quản @- operating …"}, "closing 2"},
		{"of a quarter behind a month", []string{"ca-mau 2024-03 | Camera an ninh @hung-my operating 3", "ca-mau 2024-Q2 | Camera an ninh @hung-my operating 3 | Tổ tự quản @- operating 1"},
			"built 1, closing 2, dissolved 0, opening 1, points 4"},
		{"a correction of the one before", []string{"ca-mau 2024-07 | Camera an ninh @hung-my operating 3", "ca-mau 2024-07 | Camera an ninh @hung-my operating 3 | Tổ tự quản @- operating 1",
			"ca-mau 2024-08 | Camera an ninh @hung-my operating 3 | Tổ tự quản @- operating 1"}, "built 0, closing 2, dissolved 0, opening 2, points 4"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t, noRule)
			var last pipeline.Arrival
			for _, text := range c.registers {
				last = o.register(text)
				if got := states(o.take(last)); !strings.HasPrefix(got, "accepted") {
					t.Fatal(got)
				}
			}
			var got []string
			for _, line := range o.ask("ca-mau", last.Reading.Period.String(), count) {
				words := strings.Fields(line)
				got = append(got, fmt.Sprint(strings.TrimPrefix(words[1], "models."), " ", words[2]))
			}
			if text := strings.Join(got, ", "); text != c.want {
				t.Errorf("got  %s\nwant %s", text, c.want)
			}
		})
	}
}
