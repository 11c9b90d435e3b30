package compose

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

const sectioned = `*(Phục vụ {title})*

# KẾT QUẢ {#ket-qua}

Một.

## Cụ thể

# KHÔNG TÊN

Hai.

# KHEN THƯỞNG {#khen-thuong}

## Danh sách

Ba.

---

Trên đây là kết quả./.

# Phụ lục I: SỐ LIỆU {#so-lieu .landscape}

Bốn.

# Trong phụ lục

Năm.

# Phụ lục II: DANH SÁCH {#danh-sach}

| TT | Họ và tên | Nơi công tác | Hình thức | Cấp |
|:-:|:--|:--|:--|:--|
| {commended_list.no} | {commended_list.name} | {commended_list.locality} | {commended_list.award} | {commended_list.level} |

# Phụ lục III: KHÁC {#khac}

Sáu.
`

// outline composes the report for a conference with these sections and lists its headings, annexes and paragraphs.
func outline(t *testing.T, conference *pipeline.Conference) []string {
	t.Helper()
	o := order(sectioned)
	if conference != nil {
		conference.Report = "x"
	}
	o.Conference = conference
	document, err := composed(catalogue(), o, nil)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, block := range document.Blocks {
		switch b := block.(type) {
		case pipeline.Heading:
			lines = append(lines, b.Text)
		case pipeline.Annex:
			lines = append(lines, strings.TrimSpace("Phụ lục "+b.Number)+": "+b.Title)
		case pipeline.Paragraph:
			var text strings.Builder
			for _, inline := range b.Inlines {
				text.WriteString(inline.Text)
			}
			lines = append(lines, text.String())
		case pipeline.Table:
			for _, row := range b.Rows {
				for _, cell := range row.Cells {
					lines = append(lines, cell.Text)
				}
			}
		}
	}
	return lines
}

func TestSections(t *testing.T) {
	people := []pipeline.Commended{{Name: "Bà A", Locality: "Xã B", Award: "Bằng khen", Level: "Bộ"}}
	for name, c := range map[string]struct {
		conference *pipeline.Conference
		want       []string
	}{
		"no conference": {nil, []string{"(Phục vụ )", "I. KẾT QUẢ", "Một.", "II. KHÔNG TÊN", "Hai.", "III. KHEN THƯỞNG", "1. Danh sách", "Ba.",
			"Trên đây là kết quả./.", "Phụ lục I: SỐ LIỆU", "Bốn.", "I. Trong phụ lục", "Năm.", "Phụ lục II: KHÁC", "Sáu."}},
		"all": {&pipeline.Conference{Title: "HN", Commended: people}, []string{"(Phục vụ HN)", "I. KẾT QUẢ", "Một.", "II. KHÔNG TÊN", "Hai.", "III. KHEN THƯỞNG", "1. Danh sách", "Ba.",
			"Trên đây là kết quả./.", "Phụ lục I: SỐ LIỆU", "Bốn.", "I. Trong phụ lục", "Năm.", "Phụ lục II: DANH SÁCH", "1", "Bà A", "Xã B", "Bằng khen", "Bộ", "Phụ lục III: KHÁC", "Sáu."}},
		"some, in the report's order": {&pipeline.Conference{Sections: []string{"khac", "khen-thuong", "so-lieu"}}, []string{"(Phục vụ )", "I. KHEN THƯỞNG", "1. Danh sách", "Ba.",
			"Trên đây là kết quả./.", "Phụ lục I: SỐ LIỆU", "Bốn.", "I. Trong phụ lục", "Năm.", "Phụ lục II: KHÁC", "Sáu."}},
		"one annex":           {&pipeline.Conference{Sections: []string{"khac"}}, []string{"(Phục vụ )", "Trên đây là kết quả./.", "Phụ lục: KHÁC", "Sáu."}},
		"an annex of no rows": {&pipeline.Conference{Sections: []string{"danh-sach"}}, []string{"(Phục vụ )", "Trên đây là kết quả./."}},
		"none":                {&pipeline.Conference{Sections: []string{}}, []string{"(Phục vụ )", "Trên đây là kết quả./."}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, outline(t, c.conference)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// What stands behind --- is not below the heading before it.
func TestSectionOfNothing(t *testing.T) {
	o := order("# MỘT\n\nMột.\n\n# KIẾN NGHỊ\n\n## Với Bộ\n\n```narrative kien-nghi\n{q.text}\n```\n\n---\n\nHết.")
	document, err := composed(catalogue(), o, pipeline.Results{"q": {Columns: []string{"text"}}})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff("# I. MỘT\nMột.\nHết.\n", visible(document.Blocks)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestUnknownSection(t *testing.T) {
	o := order(sectioned)
	conference := pipeline.Conference{Sections: []string{"ket-qua", "ket-luan"}, File: "conferences/a.yaml", Report: "x"}
	o.Conference = &conference
	c := catalogue()
	c.Reports = o.Reports
	want := `conferences/a.yaml: sections: "ket-luan" is no section of reports/x.md; it has ket-qua, khen-thuong, so-lieu, danh-sach, khac`
	if _, err := composed(c, o, nil); err == nil || err.Error() != want {
		t.Errorf("Compose: %v\nwant %s", err, want)
	}
	if err := New(c).CheckSections(conference); err == nil || err.Error() != want {
		t.Errorf("CheckSections: %v\nwant %s", err, want)
	}
	conference.Sections = []string{"ket-qua"}
	if err := New(c).CheckSections(conference); err != nil {
		t.Error(err)
	}
}

// The list is for print only: what the queries returned is left as it is.
func TestCommendedIsNoQuery(t *testing.T) {
	results := pipeline.Results{}
	o := order("Có {~q.n} dòng {commended_list.name}.")
	results["q"] = pipeline.Result{Columns: []string{"n"}, Rows: [][]pipeline.Cell{{figure("7", pipeline.Own)}}}
	if _, err := composed(catalogue(), o, results); err != nil || len(results) != 1 {
		t.Errorf("%v, %v", results, err)
	}
	c := catalogue()
	c.Reports = order(sectioned).Reports
	queries, err := New(c).Queries(c.Reports[0])
	if err != nil || len(queries) != 0 {
		t.Errorf("%v, %v", queries, err)
	}
}

// A figure that is told keeps its key, and the table beside it its number.
func TestTold(t *testing.T) {
	body := "Có **{~q.n}** tin, {~q.hedged} cuộc{q.none}{~q.none}.\n\n- {~q.n}\n\n| A |\n|--:|\n| {q.n} |\n\n> Tổng {~q.n}."
	exact, hedged := figure("1.893", pipeline.Own), figure("trên 4.712", pipeline.Own)
	results := pipeline.Results{"q": {Columns: []string{"n", "hedged", "none"}, Rows: [][]pipeline.Cell{{exact, hedged, {}}}}}
	got, err := composed(catalogue(), order(body), results)
	if err != nil {
		t.Fatal(err)
	}
	told := *exact.Figure
	told.Quantity = vi.ReadText("gần 1.900")
	want := []pipeline.Block{
		pipeline.Paragraph{Inlines: []pipeline.Inline{{Text: "Có "}, {Figure: &told, Bold: true}, {Text: " tin, "}, {Figure: hedged.Figure}, {Text: " cuộc"}, {}, {}, {Text: "."}}},
		pipeline.List{Items: []pipeline.Paragraph{{Inlines: []pipeline.Inline{{Figure: &told}}}}},
		pipeline.Table{Columns: []pipeline.Column{{Header: "A", Align: pipeline.Right, Weight: 1.2}}, Notes: []string{"Tổng gần 1.900."},
			Rows: []pipeline.Row{{Kind: pipeline.PartRow, Cells: []pipeline.Cell{exact}}}},
	}
	if diff := cmp.Diff(want, got.Blocks); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if exact.Figure.Quantity.String() != "1.893" {
		t.Errorf("the figure itself became %s", exact.Figure.Quantity)
	}
}

// What lacks parts may be more with them: it is not told as less than a number.
func TestToldInPart(t *testing.T) {
	part := figure("1.650", pipeline.Sum)
	part.Figure.MissingParts = 1
	results := pipeline.Results{"q": {Columns: []string{"n"}, Rows: [][]pipeline.Cell{{part}}}}
	got, err := composed(catalogue(), order("Có {~q.n} tin."), results)
	if err != nil {
		t.Fatal(err)
	}
	if got := got.Blocks[0].(pipeline.Paragraph).Inlines[1].Figure.Quantity.String(); got != "hơn 1.600" {
		t.Errorf("told as %s", got)
	}
}
