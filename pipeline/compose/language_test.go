package compose

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tonghop/pipeline"
)

func TestInclude(t *testing.T) {
	c := catalogue()
	c.Parts = []pipeline.Part{
		{Name: "parts/chung", File: "reports/parts/chung.md", Body: "```sql q\nSELECT 1\n```\n\n## Chung\n\nCó {q.name} ở {unit}.\n\n# RIÊNG {#rieng}\n"},
		{Name: "parts/bang", File: "data/reports/parts/bang.md", Own: true, Body: "{q.names}\n\n{r.a}\n\n```include parts/chung\n```\n"},
		{Name: "parts/khac", File: "data/reports/parts/khac.md", Own: true},
		{Name: "parts/san", File: "reports/parts/san.md"},
	}
	o := order("# MỘT\n\n```include parts/chung\n```\n\nHết.")
	c.Reports = o.Reports
	results := pipeline.Results{"q": {Columns: []string{"name"}, Rows: [][]pipeline.Cell{texts("A")}}}
	queries, err := New(c).Queries(c.Reports[0])
	if diff := cmp.Diff([]pipeline.Query{{Name: "q", SQL: "SELECT 1\n", File: "reports/parts/chung.md", Line: 2}}, queries); diff != "" || err != nil {
		t.Errorf("%v (-want +got)\n%s", err, diff)
	}
	documents, err := New(c).Compose(o, []pipeline.Results{results})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := visible(documents[0].Blocks), "# I. MỘT\n# 1. Chung\nCó A ở Sóc Trăng.\n# II. RIÊNG\nHết.\n"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	problems := errorsOf(New(c).CheckParts())
	want := "data/reports/parts/bang.md:1: no report includes parts/bang; expected a block ```include parts/bang in one\n" +
		"data/reports/parts/khac.md:1: no report includes parts/khac; expected a block ```include parts/khac in one"
	if problems != want {
		t.Errorf("got\n%s\nwant\n%s", problems, want)
	}

	c.Reports = order("```include parts/bang\n```\n\n```include parts/khac\n```\n\n```include parts/khac\n```\n\n```include parts/nirgendwo\n```\n\n```include parts/chung\n{q.name}\n```\n\n```sql q\nSELECT 1\n```").Reports
	_, err = New(c).Queries(c.Reports[0])
	want = "data/reports/parts/bang.md:3: no query is called \"r\"; there are commended_list, pack_files, q\n" +
		"data/reports/parts/bang.md:5: a part includes no part; include parts/chung in the report\n" +
		"reports/x.md:14: parts/khac is included twice\n" +
		"reports/x.md:17: no part is called \"parts/nirgendwo\"; there are parts/chung, parts/bang, parts/khac, parts/san\n" +
		"reports/x.md:21: ```include parts/chung has no lines; expected ``` right below it"
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}

func errorsOf(problems []error) string {
	var lines []string
	for _, problem := range problems {
		if problem != nil {
			lines = append(lines, problem.Error())
		}
	}
	return strings.Join(lines, "\n")
}

// What a query does not return is told before any report is made of it.
func TestCheck(t *testing.T) {
	c := catalogue()
	c.Reports = order("{q.b}\n\n| A |\n|--|\n| {q.c} |\n\n{pack_files.files} {q.a}\n\n```sql q\nSELECT 1\n```").Reports
	c.Reports[0].Each, c.Reports[0].HeadLines = "q", map[string]int{"each": 4}
	problems := errorsOf(New(c).Check(c.Reports[0], pipeline.Results{"q": {Columns: []string{"a", "name"}}}))
	want := "reports/x.md:8: query \"q\" has no column \"b\"; it has a, name\n" +
		"reports/x.md:12: query \"q\" has no column \"c\"; it has a, name\n" +
		"reports/x.md:14: query \"pack_files\" has no column \"files\"; it has no, file, title\n" +
		"reports/x.md:4: each: query q does not return unit and name; it returns a, name"
	if problems != want {
		t.Errorf("got\n%s\nwant\n%s", problems, want)
	}
}

func TestEach(t *testing.T) {
	body := "# {UNIT}\n\nỞ {unit_title}: {q.n} ({all.name}).\n\n| Kỳ {period} / {previous} | B {before} |\n|:--|--:|\n| {q.what} | {q.n} |"
	o := order(body)
	o.Reports[0].Each, o.Reports[0].Files = "list", map[string]string{"pdf": "03-to-tin/{unit}", "xlsx": "x-{period}"}
	c := catalogue()
	c.Words = map[string]string{"province-title": "{style} {unit}"}
	c.Geography = pipeline.NewGeography([]pipeline.Unit{{ID: "ca-mau", Name: "Cà Mau", Kind: pipeline.ProvinceUnit, Style: "tỉnh"}}, nil)
	results := pipeline.Results{
		"list": {Columns: []string{"name", "unit"}, Rows: [][]pipeline.Cell{texts("Cà Mau cũ", "ca-mau"), texts("Xã B", "ca-mau/b")}},
		"q":    {Columns: []string{"unit", "what", "n"}, Rows: [][]pipeline.Cell{append(texts("ca-mau/b", "tin"), figure("1", pipeline.Own)), append(texts("ca-mau", "tin"), figure("2", pipeline.Own))}},
		"all":  {Columns: []string{"name"}, Rows: [][]pipeline.Cell{texts("chung")}},
	}
	documents, err := composedAll(c, o, results)
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for _, d := range documents {
		table, _ := d.Blocks[2].(pipeline.Table)
		got.WriteString(d.Files["pdf"] + " " + d.Files["xlsx"] + " " + d.Title + "\n" + visible(d.Blocks) + table.Columns[0].Group + " / " + table.Columns[0].Header + " | " + table.Columns[1].Header + " " + table.Rows[0].Cells[1].Figure.Quantity.String() + "\n")
	}
	want := "03-to-tin/ca-mau x-2024-08 Kết quả tháng 8 năm 2024 (Cà Mau cũ)\n# I. CÀ MAU CŨ\nỞ tỉnh Cà Mau cũ: 2 (chung).\nKỳ tháng 8 năm 2024 / Tháng 7 năm 2024 | B tháng 8 năm 2023 2\n" +
		"03-to-tin/ca-mau-b x-2024-08 Kết quả tháng 8 năm 2024 (Xã B)\n# I. XÃ B\nỞ Xã B: 1 (chung).\nKỳ tháng 8 năm 2024 / Tháng 7 năm 2024 | B tháng 8 năm 2023 1\n"
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}

	results["list"] = pipeline.Result{Columns: []string{"name", "unit"}, Rows: [][]pipeline.Cell{texts("A", "a"), texts("A", "a")}}
	o.Reports[0].HeadLines = map[string]int{"each": 5}
	if _, err := composedAll(c, o, results); err == nil || err.Error() != `reports/x.md:5: each: query list has two rows of unit "a"; expected one a unit` {
		t.Error(err)
	}
}

func TestSheets(t *testing.T) {
	body := "```contents\nMỤC LỤC {PERIOD}\n```\n\n# BODY {#a}\n\nA.\n\n# Phụ lục: BẢNG {unit}\n\nB.\n\n# Lỗi {unit} {.sheet}\n\n## Còn mở\n\nC.\n\n## Trống\n\n# Không có gì {.sheet}\n\n{none.x}\n\n# Bỏ {.sheet #bo}\n\nD.\n"
	none := pipeline.Results{"none": {Columns: []string{"x"}}}
	for name, c := range map[string]struct {
		sections     []string
		body, sheets string
	}{
		"all":            {nil, "# I. BODY\nA.\nB.\n", "Lỗi Sóc Trăng\n# 1. Còn mở\nC.\nBỏ\nD.\n"},
		"of one section": {[]string{"a"}, "# I. BODY\nA.\n", "Lỗi Sóc Trăng\n# 1. Còn mở\nC.\n"},
	} {
		t.Run(name, func(t *testing.T) {
			o := order(body)
			o.Conference = &pipeline.Conference{Sections: c.sections, Report: "x"}
			got, err := composed(catalogue(), o, none)
			if err != nil {
				t.Fatal(err)
			}
			if got.Blocks[0] != (pipeline.Contents{Title: "MỤC LỤC THÁNG 8 NĂM 2024"}) || visible(got.Blocks) != c.body {
				t.Errorf("got %v\n%s", got.Blocks[0], visible(got.Blocks))
			}
			var sheets strings.Builder
			for _, s := range got.Supplements {
				sheets.WriteString(s.Name + "\n" + visible(s.Blocks))
			}
			if sheets.String() != c.sheets {
				t.Errorf("sheets %s, want %s", &sheets, c.sheets)
			}
		})
	}
}

// The list of a pack names the files of the reports before it; a report for itself has none.
func TestPackFiles(t *testing.T) {
	table := "| Số | Tệp | Tên |\n|--|--|--|\n| {pack_files.no} | {pack_files.file} | {pack_files.title} |"
	c := catalogue()
	c.Reports = []pipeline.Report{
		{ID: "a", Subject: "Một", Files: map[string]string{"xlsx": "01", "pdf": "01"}, Body: "A"},
		{ID: "b", Subject: "Hai", Files: map[string]string{"pdf": "muc-luc"}, Body: table},
		{ID: "c", Subject: "Ba", Files: map[string]string{"pdf": "c"}, Body: "C"},
	}
	o := order("")
	o.Reports, o.Conference = c.Reports, &pipeline.Conference{}
	documents, err := New(c).Compose(o, make([]pipeline.Results, 3))
	if err != nil {
		t.Fatal(err)
	}
	listed, _ := documents[1].Blocks[0].(pipeline.Table)
	want := []pipeline.Row{{Kind: pipeline.PartRow, Cells: texts("1", "01.pdf", "Một")}, {Kind: pipeline.PartRow, Cells: texts("2", "01.xlsx", "Một")}}
	if diff := cmp.Diff(want, listed.Rows); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	o.Conference = nil
	if documents, err = New(c).Compose(o, make([]pipeline.Results, 3)); err != nil || len(documents[1].Blocks) != 0 {
		t.Errorf("%v, %v", documents[1].Blocks, err)
	}
}

func TestLineChart(t *testing.T) {
	results := pipeline.Results{"q": {Columns: []string{"name", "n"}, Rows: [][]pipeline.Cell{{{Text: "T8"}, figure("1", pipeline.Own)}}}}
	got, err := composed(catalogue(), order("```chart\nkind: line\ntitle: Xu thế {period}\ncategory: {q.name}\nseries: {q.n} Kỳ {period}\nseries: {q.n} {previous}\n```"), results)
	if err != nil {
		t.Fatal(err)
	}
	n := []pipeline.Figure{*results["q"].Rows[0][1].Figure}
	want := []pipeline.Block{pipeline.Chart{Kind: pipeline.LineChart, Title: "Xu thế tháng 8 năm 2024", Categories: []string{"T8"},
		Series: []pipeline.Series{{Name: "Kỳ tháng 8 năm 2024", Figures: n}, {Name: "Tháng 7 năm 2024", Figures: n}}}}
	if diff := cmp.Diff(want, got.Blocks); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
