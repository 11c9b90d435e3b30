package preview

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

var _ pipeline.Binder = Writer{}
var _ pipeline.Writer = Writer{}

func figure(text string) *pipeline.Figure { return &pipeline.Figure{Quantity: vi.ReadText(text)} }

func written(t *testing.T, d *pipeline.Document) string {
	t.Helper()
	var b bytes.Buffer
	if err := (Writer{}).Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestBars(t *testing.T) {
	c := pipeline.Chart{Title: "Biểu đồ", Categories: []string{"Cà Mau", "Xã có tên rất dài nên phải xuống dòng mới đọc hết được", "Bến Tre", "Hà Nội"},
		Series: []pipeline.Series{
			{Name: "Tăng, giảm", Figures: []pipeline.Figure{*figure("40"), *figure("1"), *figure("…"), *figure("-")}},
			{Name: "Giảm", Figures: []pipeline.Figure{{Quantity: vi.Quantity{State: vi.Declared, Value: -vi.Int(20)}}}},
		}}
	p := &page{}
	p.chart(&c)
	want := strings.Join([]string{
		strings.Repeat(" ", 46) + "Biểu đồ",
		"  Tăng, giảm:",
		"  Cà Mau                               " + strings.Repeat("█", 40) + " 40",
		"  Xã có tên rất dài nên phải xuống", "  dòng mới đọc hết được                █ 1",
		"  Bến Tre                              …",
		"  Hà Nội                               -",
		"  Giảm:",
		"  Cà Mau                               " + strings.Repeat("░", 20) + " -20", "", "",
	}, "\n")
	if diff := cmp.Diff(want, p.text.String()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestTable(t *testing.T) {
	table := pipeline.Table{Caption: "Bảng", Unit: "mô hình", Notes: []string{"(1) Chú thích."},
		Columns: []pipeline.Column{{Header: "Tên"}, {Group: "Số", Header: "Nay", Align: pipeline.Right}, {Group: "Số", Header: "Trước", Align: pipeline.Right}, {Header: "Mức", Align: pipeline.Center}},
		Rows: []pipeline.Row{
			{Kind: pipeline.SectionRow, Cells: []pipeline.Cell{{Text: "Vùng có tên dài hơn cột"}, {}, {}, {}}},
			{Kind: pipeline.PartRow, Cells: []pipeline.Cell{{Text: "A\n- B"}, {Figure: figure("gần 40"), Mark: "(1)"}, {Figure: figure("…")}, {Text: "x"}}},
			{Kind: pipeline.TotalRow, Cells: []pipeline.Cell{{Text: "Cộng"}, {Figure: figure("40")}, {Figure: figure("-")}, {Text: "y"}}},
		}}
	p := &page{}
	p.table(&table)
	want := `               Bảng
               Đơn vị tính: mô hình
┌──────┬────────────────────┬─────┐
│      │         Số         │     │
│      ├────────────┬───────┤     │
│ Tên  │    Nay     │ Trước │ Mức │
├──────┴────────────┴───────┴─────┤
│ Vùng có tên dài hơn cột         │
├──────┬────────────┬───────┬─────┤
│ A    │ gần 40 (1) │     … │  x  │
│ - B  │            │       │     │
├──────┼────────────┼───────┼─────┤
│ Cộng │         40 │     - │  y  │
└──────┴────────────┴───────┴─────┘
(1) Chú thích.

`
	if diff := cmp.Diff(want, p.text.String()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// Whatever the texts, no line is wider than the terminal and nothing in it is obeyed by one.
func FuzzWidth(f *testing.F) {
	for _, text := range []string{"", "một hai ba", strings.Repeat("dài", 60), "\x1b[31mđỏ\x07\u202e", "a\nb\r\nc\td", strings.Repeat("từ ", 90), "漢字" + strings.Repeat("漢", 120), "e\u0301\u0301 \xff"} {
		f.Add(text, 3)
	}
	f.Fuzz(func(t *testing.T, text string, columns int) {
		columns = min(max(columns, 0), 12) // each of which has room for a letter of any width
		table := pipeline.Table{Caption: text, Unit: text, Notes: []string{text}, Rows: []pipeline.Row{{Kind: pipeline.PartRow}, {Kind: pipeline.SectionRow, Cells: []pipeline.Cell{{Text: text}}}}}
		for range columns {
			table.Columns = append(table.Columns, pipeline.Column{Group: text, Header: text})
			table.Rows[0].Cells = append(table.Rows[0].Cells, pipeline.Cell{Text: text, Mark: "(1)"})
		}
		inlines := pipeline.Paragraph{Inlines: []pipeline.Inline{{Text: text}}}
		got := written(t, &pipeline.Document{
			Letterhead: pipeline.Letterhead{Parent: text, Issuer: text, Number: text, Symbol: text, Place: text, Kind: text, Subject: text, Mark: text},
			Recipients: []string{text}, Signature: pipeline.Signature{Authority: text, Title: text, Name: text},
			Blocks: []pipeline.Block{pipeline.Contents{Title: text}, pipeline.Heading{Level: 1, Text: text}, inlines, pipeline.List{Items: []pipeline.Paragraph{inlines}}, table,
				pipeline.Chart{Title: text, Unit: text, Categories: []string{text}, Series: []pipeline.Series{{Name: text, Figures: []pipeline.Figure{*figure("5")}}, {Name: text}}},
				pipeline.Chart{Kind: pipeline.LineChart, Title: text, Categories: []string{text}, Series: []pipeline.Series{{Name: text}}},
				pipeline.Annex{Title: text, Reference: text, Number: "I"}},
		})
		for line := range strings.Lines(got) {
			line = strings.TrimSuffix(line, "\n")
			if long(line) > width {
				t.Errorf("%d wide: %q", long(line), line)
			}
			if clean(line) != line {
				t.Errorf("obeyed: %q", line)
			}
		}
	})
}

// Several documents stand under each other, under the names of their files.
func TestBind(t *testing.T) {
	var b bytes.Buffer
	d := &pipeline.Document{Files: map[string]string{"xlsx": "03-to-tin/ca-mau", "pdf": "03"}, Blocks: []pipeline.Block{pipeline.Heading{Text: "A"}}}
	if err := (Writer{}).Bind(&b, []*pipeline.Document{d, d}); err != nil {
		t.Fatal(err)
	}
	if got := strings.Count(b.String(), "\n══ 03.pdf, 03-to-tin/ca-mau.xlsx ══"); got != 1 || !strings.HasPrefix(b.String(), "══ 03.pdf, ") {
		t.Errorf("%d: %s", got, &b)
	}
}
