package pipeline

import (
	"strings"
	"testing"

	"tonghop/pipeline/vi"
)

func counted(n int64) vi.Quantity {
	return vi.Quantity{State: vi.Declared, Qualifier: vi.Exact, Value: vi.Int(n)}
}

// sourceCatalog has the words that the table is made of.
func sourceCatalog() *Catalog {
	return &Catalog{
		Geography:  NewGeography([]Unit{{ID: "a", Kind: ProvinceUnit, Name: "A"}, {ID: "b", Kind: ProvinceUnit, Name: "B"}, {ID: "r", Kind: RegionUnit, Name: "R"}}, nil),
		Indicators: []Indicator{{ID: "closing", Name: "Closing"}, {ID: "built", Name: "Built"}},
		Breakdowns: []BreakdownKey{{Key: "area", Values: []BreakdownValue{{ID: "x", Name: "area X"}}}},
		Words: map[string]string{"sources-own": "own", "sources-superior": "superior", "sources-from": "from {rows}", "sources-adds": "{count}: {rows}", "sources-unlisted": "{count} unlisted",
			"sources-computed": "computed", "sources-lacking": ", {count} lacking", "severity-warning": "WARNING", "waived-finding": "waived by {by}: {reason}"},
	}
}

func sourceCell(id int64, unit, indicator, breakdown string, n int64) TracedCell {
	return TracedCell{ID: id, File: unit + ".xlsx", ReporterName: strings.ToUpper(unit), Unit: unit, UnitName: strings.ToUpper(unit), Indicator: indicator, Breakdown: Breakdown(breakdown), Period: "2024",
		Sheet: "S", Cell: "C1", Edition: 2, Raw: "raw", ReadAs: Interpretation{Quantity: counted(n)}}
}

func TestSources(t *testing.T) {
	t.Parallel()
	of := func(unit, indicator, breakdown string, n int64, source Source, missing int, cells ...int64) *Figure {
		return &Figure{Unit: unit, Indicator: indicator, Period: "2024", Breakdown: breakdown, Quantity: counted(n), Source: source, MissingParts: missing, Cells: cells}
	}
	later := of("a", "closing", "", 4, Sum, 0, 11)
	later.Period = "2025"
	document := &Document{Blocks: []Block{
		Heading{Text: "1"},
		Paragraph{Inlines: []Inline{{Text: "x"}, {Figure: of("r", "closing", "", 9, Sum, 1, 12, 11)}, {Figure: &Figure{Quantity: vi.Quantity{State: vi.Missing}}}}},
		Table{Rows: []Row{{Cells: []Cell{{Text: "A"}, {Figure: of("a", "closing", "", 4, Own, 0, 11)}, {Figure: of("r", "closing", "", 9, Sum, 1, 11, 12)}}}}},
		Chart{Series: []Series{{Figures: []Figure{*of("a", "built", "area=x", 2, Superior, 0, 13), *later}}}},
	}, Supplements: []Supplement{{Blocks: []Block{List{Items: []Paragraph{{Inlines: []Inline{{Figure: of("r", "made.up", "", 1, Sum, 0)}}}}}}}}}
	cells := []TracedCell{sourceCell(11, "a", "closing", "", 4), sourceCell(12, "b", "closing", "", 5), sourceCell(13, "a", "built", "area=x", 2)}
	cells[1].Findings = []Finding{{Severity: Note, Sentence: "nothing"}, {Severity: Warning, Sentence: strings.Repeat("ă", 700), Waiver: &Waiver{By: "V28", Reason: "so"}}}
	cells[2].Raw = strings.Repeat("=", 300)
	figures := document.Figures()
	if ids := CellsOf(figures); len(ids) != 3 {
		t.Errorf("cells %v", ids)
	}
	table := sourceCatalog().SourcesOf(figures, cells, Order{Unit: Unit{ID: "r", Name: "the list"}})
	want := []string{
		"1|Closing||the list|năm 2024|9|2: 3–4, 1 lacking||||||||",
		"2|Closing||A|năm 2025|4|from 3||||||||",
		"3|Closing||A|năm 2024|4|own|A|a.xlsx|2|S|C1|raw|4|",
		"4|Closing||B|năm 2024|||B|b.xlsx|2|S|C1|raw|5|WARNING: " + strings.Repeat("ă", 400) + "… waived by V28: so",
		"5|Built|area X|A|năm 2024|2|superior|A|a.xlsx|2|S|C1|" + strings.Repeat("=", 200) + "…|2|",
		"6|made.up||the list|năm 2024|1|computed||||||||",
	}
	for i, row := range table.Rows {
		var texts []string
		for _, cell := range row.Cells {
			if cell.Figure != nil {
				cell.Text = cell.Figure.Quantity.String()
			}
			texts = append(texts, cell.Text)
		}
		if got := strings.Join(texts, "|"); i >= len(want) || got != want[i] {
			t.Errorf("row %d: %s", i+1, got)
		}
	}
	if len(table.Rows) != len(want) || len(table.Columns) != 15 {
		t.Errorf("%d rows of %d columns", len(table.Rows), len(table.Columns))
	}
	if table := sourceCatalog().SourcesOf(nil, nil, Order{}); table != nil {
		t.Errorf("sources of nothing: %+v", table)
	}
}

// What is made of more cells than there is room for is not listed in part.
func TestSourcesBeyondRoom(t *testing.T) {
	t.Parallel()
	few, many := &Figure{Unit: "a", Indicator: "closing", Cells: []int64{1}}, &Figure{Unit: "r", Indicator: "closing", Source: Sum}
	for id := range int64(mostSources) {
		many.Cells = append(many.Cells, id+1)
	}
	figures := []*Figure{many, few}
	if ids := CellsOf(figures); len(ids) != 1 || ids[0] != 1 {
		t.Fatalf("%d cells", len(ids))
	}
	table := sourceCatalog().SourcesOf(figures, []TracedCell{sourceCell(1, "a", "closing", "", 4)}, Order{})
	if got := table.Rows[0].Cells[6].Text; got != "20.000 unlisted" {
		t.Error(got)
	}
}

func TestRanges(t *testing.T) {
	t.Parallel()
	for want, numbers := range map[string][]int{"": nil, "7": {7}, "1–2": {2, 1}, "1–3, 5, 7–8": {5, 1, 2, 3, 8, 7}} {
		if got := ranges(numbers); got != want {
			t.Errorf("%v: %q, want %q", numbers, got, want)
		}
	}
}
