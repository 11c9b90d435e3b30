package compose

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

func catalogue() *pipeline.Catalog {
	office := pipeline.Office{Parent: "BỘ", Name: "CỤC", Symbol: "BC-V05", Place: "Hà Nội", Title: "CỤC TRƯỞNG", Recipients: []string{"Lưu: VT"}}
	return &pipeline.Catalog{Config: pipeline.Config{Calendar: pipeline.Calendar{ClosingDay: 14}, Offices: []pipeline.Office{office}}}
}

func order(body string) pipeline.Order {
	return pipeline.Order{
		Reports: []pipeline.Report{{ID: "x", Kind: "BÁO CÁO", Subject: "Kết quả {period} ({unit})", File: "reports/x.md", Line: 8, Body: body}},
		Unit:    pipeline.Unit{ID: "soc-trang", Name: "Sóc Trăng"}, Period: pipeline.Months(2024, time.August, 2024, time.August),
	}
}

// composed is the one document of an order with one report. The results come from queries that are added at the end of its file.
func composed(c *pipeline.Catalog, order pipeline.Order, results pipeline.Results) (*pipeline.Document, error) {
	documents, err := composedAll(c, order, results)
	if err != nil {
		return nil, err
	}
	return documents[0], nil
}

func composedAll(c *pipeline.Catalog, order pipeline.Order, results pipeline.Results) ([]*pipeline.Document, error) {
	reports := slices.Clone(order.Reports)
	for name := range results {
		reports[0].Body += "\n\n```sql " + name + "\nSELECT 1\n```\n"
	}
	c.Reports, order.Reports = reports, reports
	return New(c).Compose(order, []pipeline.Results{results})
}

func figure(text string, source pipeline.Source) pipeline.Cell {
	return pipeline.Cell{Figure: &pipeline.Figure{Indicator: "models.closing", Quantity: vi.ReadText(text), Source: source}}
}

func TestCompose(t *testing.T) {
	body := strings.Join([]string{
		"# KẾT QUẢ", "", "Ở {unit} có **{total.models}** mô hình ({lines.name_of}).", "", "Không có dòng {none.x}.", "",
		"# TRỐNG", "", "## Cũng trống", "", "# BẢNG", "",
		": Bảng {period}", ": mô hình", "",
		"| Địa phương | Số / Tổng |", "|:--|--:|", "| {lines.name_of} | {lines.models}{lines.mark} |", "",
		"> (1) Chú thích.", "", "- {lines.name_of}", "",
		"```chart", "title: Biểu đồ", "category: {bars.name}", "series: {bars.models} Mô hình", "```", "",
		"# Phụ lục I: SỐ LIỆU {.landscape}", "", "Hết./.",
	}, "\n")
	results := pipeline.Results{
		"total": {Columns: []string{"models"}, Rows: [][]pipeline.Cell{{figure("0", pipeline.Sum)}}},
		"none":  {Columns: []string{"x"}},
		"lines": {Columns: []string{"kind", "name_of", "models", "mark"}, Rows: [][]pipeline.Cell{
			{{Text: "part"}, {Text: "A"}, figure("66", pipeline.Superior), {}},
			{{Text: "part"}, {Text: "B"}, figure("gần 40", pipeline.Own), {}},
			{{Text: "total"}, {Text: "Cộng"}, figure("106", pipeline.Sum), {}},
		}},
		"bars": {Columns: []string{"name", "models"}, Rows: [][]pipeline.Cell{{{Text: "A"}, figure("66", pipeline.Own)}}},
	}
	results["lines"].Rows[2][2].Figure.MissingParts = 2
	// The first paragraph names two queries: it is made for each row of the first that it names.
	got, err := composed(catalogue(), order(body), results)
	if err != nil {
		t.Fatal(err)
	}
	if got.Letterhead.Subject != "Kết quả tháng 8 năm 2024 (Sóc Trăng)" || got.Letterhead.Date != nil || got.Letterhead.Symbol != "BC-V05" || !got.Created.Equal(time.Date(2024, 8, 14, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("letterhead %+v, created %s", got.Letterhead, got.Created)
	}
	rows := results["lines"].Rows
	want := []pipeline.Block{
		pipeline.Heading{Level: 1, Text: "I. KẾT QUẢ"},
		pipeline.Paragraph{Inlines: []pipeline.Inline{{Text: "Ở "}, {Text: "Sóc Trăng"}, {Text: " có "}, {Figure: results["total"].Rows[0][0].Figure, Bold: true}, {Text: " mô hình ("}, {Text: "A"}, {Text: ")."}}},
		pipeline.Heading{Level: 1, Text: "II. BẢNG"},
		pipeline.Table{Caption: "Bảng tháng 8 năm 2024", Unit: "mô hình", Notes: []string{"(1) Chú thích."},
			Columns: []pipeline.Column{{Header: "Địa phương", Weight: 2.5}, {Group: "Số", Header: "Tổng", Align: pipeline.Right, Weight: 1.2}},
			Rows: []pipeline.Row{
				{Kind: pipeline.PartRow, Cells: []pipeline.Cell{{Text: "A"}, {Figure: rows[0][2].Figure, Mark: "(1)"}}},
				{Kind: pipeline.PartRow, Cells: []pipeline.Cell{{Text: "B"}, {Figure: rows[1][2].Figure}}},
				{Kind: pipeline.TotalRow, Cells: []pipeline.Cell{{Text: "Cộng"}, {Figure: rows[2][2].Figure, Mark: "(*)"}}, SumOf: []int{0, 1}},
			}},
		pipeline.List{Items: []pipeline.Paragraph{{Inlines: []pipeline.Inline{{Text: "A"}}}, {Inlines: []pipeline.Inline{{Text: "B"}}}, {Inlines: []pipeline.Inline{{Text: "Cộng"}}}}},
		pipeline.Chart{Kind: pipeline.BarChart, Title: "Biểu đồ", Categories: []string{"A"}, Series: []pipeline.Series{{Name: "Mô hình", Figures: []pipeline.Figure{*results["bars"].Rows[0][1].Figure}}}},
		pipeline.Annex{Title: "SỐ LIỆU", Landscape: true},
		pipeline.Paragraph{Inlines: []pipeline.Inline{{Text: "Hết./."}}},
	}
	if diff := cmp.Diff(want, got.Blocks); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
}

func TestMistakesNameFileAndLine(t *testing.T) {
	results := pipeline.Results{"q": {Columns: []string{"a"}, Rows: [][]pipeline.Cell{{{Text: "1"}}}}}
	for body, want := range map[string]string{
		"\n{q.b}":                              `reports/x.md:9: query "q" has no column "b"; it has a`,
		"\n\n{r.a}":                            `reports/x.md:10: no query is called "r"`,
		"{town}":                               `reports/x.md:8: {town} is no word of an order; a query's value is {query.column}, and the words are ` + strings.Join(orderWords, ", "),
		"```sql\nSELECT 1\n```":                "reports/x.md:8: " + expectedFence + "; found ```sql",
		"> Chú thích":                          "reports/x.md:8: a note (>) stands behind its table only",
		": Bảng\n":                             "reports/x.md:8: a caption (: …) with no table behind it",
		"| A |\n|--|\n| 1 |\n":                 "reports/x.md:8: expected {query.column} in the table's row",
		"| A |\n|--|\n| {q.a} |\n| 2 |\n":      "reports/x.md:8: expected a table with a header and one row that is made for each row of a query",
		"{~unit}":                              "reports/x.md:8: {~unit}: only a figure is told as a hedge; expected {~query.column}",
		"\n- {~q.a}":                           `reports/x.md:9: {~q.a}: "1" is no figure; expected {q.a}`,
		"| A |\n|--|\n| {~q.a} |\n":            "reports/x.md:8: {~q.a}: a table says its figures as they are; expected {query.column}",
		"```sql commended_list\nSELECT 1\n```": "reports/x.md:8: commended_list is a result that comes from no query; expected another name",
		"```chart\ntitle: T\ncategory: {q.a}\nseries: {~q.a} A\n```": "reports/x.md:9: {~q.a}: a chart draws its figures as they are; expected {query.column}",
		"# A {#a}\n\n# B {#a}":                                      "reports/x.md:10: section \"a\" is there twice",
		"# A {#a}\n\n## B {#b}":                                     "reports/x.md:10: only a heading of level 1 and an annex have an id; a heading in an annex has none",
		"# Phụ lục: A {#a}\n\n# B {#b}":                             "reports/x.md:10: only a heading of level 1 and an annex have an id; a heading in an annex has none",
		"# A {#kết-quả}":                                            "reports/x.md:8: the id of a section is {#id} at the end of its heading, of small letters a to z, digits and -",
		"# A {#Ket-qua}":                                            "reports/x.md:8: the id of a section is {#id} at the end of its heading, of small letters a to z, digits and -",
		"Lời.\n---\n\nTrên đây.":                                    "reports/x.md:8: a line of --- or === right below a text makes a heading of it; expected an empty line before ---, or # before a heading",
		"```chart\ncolour: red\n```":                                `reports/x.md:9: chart: unknown key "colour"; expected kind, title, unit, category or series`,
		"```chart\ntitle: T\ncategory: {q.a}\nseries: {q.a} A\n```": "reports/x.md:11: series: expected {query.column} with figures, then a name",
	} {
		_, err := composed(catalogue(), order(body), results)
		if err == nil || err.Error() != want {
			t.Errorf("%q: %v\nwant %s", body, err, want)
		}
	}
}

func TestQueries(t *testing.T) {
	c := catalogue()
	c.Reports = order("Lời.\n\n```sql lines\nSELECT 1\nFROM x\n```\n").Reports
	queries, err := New(c).Queries(c.Reports[0])
	want := []pipeline.Query{{Name: "lines", SQL: "SELECT 1\nFROM x\n", File: "reports/x.md", Line: 11}}
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, queries); diff != "" {
		t.Error(diff)
	}
}
