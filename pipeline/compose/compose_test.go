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
	return &pipeline.Catalog{Config: pipeline.Config{Calendar: pipeline.Calendar{ClosingDay: 14}, Offices: []pipeline.Office{office}},
		Indicators: []pipeline.Indicator{{ID: "models.closing"}, {ID: "models.built"}, {ID: "tips"}},
		Breakdowns: []pipeline.BreakdownKey{{Key: "area", Values: []pipeline.BreakdownValue{{ID: "dtts"}, {ID: "bien-gioi"}}}, {Key: "level", Values: []pipeline.BreakdownValue{{ID: "bo"}}}}}
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

func TestQueries(t *testing.T) {
	c := catalogue()
	c.Reports = order("Lời.\n\n```sql lines\nSELECT 1\nFROM x\n```\n").Reports
	queries, err := New(c).Queries(c.Reports[0])
	want := []pipeline.Query{{Name: "lines", SQL: "SELECT 1\nFROM x\n", File: "reports/x.md", Line: 11, Unprinted: true}}
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, queries); diff != "" {
		t.Error(diff)
	}
}
