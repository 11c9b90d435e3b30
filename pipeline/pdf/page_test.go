package pdf_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"tonghop/pipeline"
)

const mm = 72 / 25.4

func TestMarginsAndPageNumbers(t *testing.T) {
	numbers := ""
	for i, page := range sheets(t, written(t, report())) {
		number := ""
		for _, w := range page.Words {
			if w.YMax < 20*mm {
				number += w.Text
				if middle := (30*mm + page.Width - 15*mm) / 2; math.Abs((w.XMin+w.XMax)/2-middle) > 1 {
					t.Errorf("page %d: its number is not centred", i+1)
				}
				continue
			}
			if w.XMin < 30*mm-0.5 || w.XMax > page.Width-15*mm+0.5 || w.YMin < 20*mm-0.5 || w.YMax > page.Height-20*mm+0.5 {
				t.Errorf("page %d: %q lies outside the margins: %v", i+1, w.Text, w)
			}
		}
		numbers += number + "|"
		if wantLandscape := i == 15; (page.Width > page.Height) != wantLandscape {
			t.Errorf("page %d: %v × %v", i+1, page.Width, page.Height)
		}
	}
	if want := "|2|3|4||2|3|4|5|6|7|8|9|10|11||"; numbers != want {
		t.Errorf("page numbers %s, not %s", numbers, want)
	}
}

// A line before a long name is ragged rather than full of holes.
func TestNoHolesInLines(t *testing.T) {
	var blocks []pipeline.Block
	for length := 20; length < 60; length++ {
		name := strings.Repeat("so-lieu-", 8)[:length] + ".xlsx"
		blocks = append(blocks, text("Số của tỉnh lấy từ tệp "+name+", và từ "+name+" của tháng sau đó; còn lại là "+strings.Repeat("số do các đơn vị gửi về, ", 4)+"hết."))
	}
	justified := 0
	for _, page := range sheets(t, written(t, filled(0, blocks...))) {
		for i := 1; i < len(page.Words); i++ {
			before, w := page.Words[i-1], page.Words[i]
			gap := (w.XMin - before.XMax) / mm
			switch {
			case before.YMin != w.YMin || w.YMin < 60*mm: // a letterhead has two columns
			case gap > 3.5:
				t.Errorf("%.1f mm between %s and %s", gap, before.Text, w.Text)
			case gap > 1.3:
				justified++
			}
		}
	}
	if justified == 0 {
		t.Error("no line is justified")
	}
}

// filled is a document whose blocks begin n lines below the top of its text.
func filled(n int, blocks ...pipeline.Block) *pipeline.Document {
	d := &pipeline.Document{Letterhead: pipeline.Letterhead{Issuer: "CỤC"}}
	for range n {
		d.Blocks = append(d.Blocks, text("Dòng."))
	}
	d.Blocks = append(d.Blocks, blocks...)
	return d
}

// pageWith is the page on which a text stands.
func pageWith(t *testing.T, all []string, what string) int {
	t.Helper()
	for i, page := range all {
		if strings.Contains(flat(page), what) {
			return i
		}
	}
	t.Fatalf("not found: %s", what)
	return 0
}

func TestHeadingIsNeverLastOnAPage(t *testing.T) {
	for n := 20; n < 40; n++ {
		all := pages(t, written(t, filled(n,
			pipeline.Heading{Level: 1, Text: "I. PHẦN"}, pipeline.Heading{Level: 2, Text: "1. Mục"}, text("Nội dung."),
			pipeline.Heading{Level: 2, Text: "2. Bảng"}, register(2),
			pipeline.Heading{Level: 2, Text: "3. Biểu đồ"}, months())))
		for heading, next := range map[string]string{
			"I. PHẦN": "Nội dung.", "1. Mục": "Nội dung.", "2. Bảng": "trật tự số 1 kết hợp", "3. Biểu đồ": "Tháng 6",
			"Danh sách mô hình": "trật tự số 1 kết hợp",
		} {
			if pageWith(t, all, heading) != pageWith(t, all, next) {
				t.Errorf("%d lines above: %q stands away from %q", n, heading, next)
			}
		}
	}
}

func TestSignatureTakesTextAlong(t *testing.T) {
	last := strings.Repeat("Cục báo cáo lãnh đạo Bộ theo quy định ", 6)
	for n := 15; n < 34; n++ {
		d := filled(n, text(last+"hết./."), pipeline.Annex{Title: "DANH SÁCH"}, register(2))
		d.Signature, d.Recipients = report().Signature, report().Recipients
		all := pages(t, written(t, d))
		end := pageWith(t, all, "hết./.")
		if pageWith(t, all, "KT. CỤC TRƯỞNG") != end || pageWith(t, all, "Ví Dụ") != end || pageWith(t, all, "- Lưu: VT, P2.") != end {
			t.Errorf("%d lines above: the signature stands away from the text", n)
		}
		above, _, _ := strings.Cut(all[end], "Nơi nhận")
		if lines := strings.Count(above, "Cục") + strings.Count(above, "Dòng") + strings.Count(above, "hết"); lines < 2 {
			t.Errorf("%d lines above: no two lines stand above the signature", n)
		}
		if pageWith(t, all, "DANH SÁCH") != end+1 {
			t.Errorf("%d lines above: the annex does not follow the signature", n)
		}
	}
}

func TestFigureIsNeverTorn(t *testing.T) {
	d := &pipeline.Document{}
	for n := range 40 {
		d.Blocks = append(d.Blocks, pipeline.Paragraph{Inlines: []pipeline.Inline{
			{Text: strings.Repeat("xã ", 15) + strings.Repeat("i", n) + " ("},
			{Figure: hedged("about", "khoảng trên dưới", int64(1_234_500+n)), Bold: true}, {Text: "), hết."},
		}})
	}
	all := strings.Join(pages(t, written(t, d)), "")
	for n := range 40 {
		if want := fmt.Sprintf("(khoảng trên dưới 1.234.%d),", 500+n); !strings.Contains(all, want) {
			t.Errorf("torn: %s", want)
		}
	}
}

func TestTotalTakesARowAlong(t *testing.T) {
	for n := 30; n < 52; n++ {
		table := register(n)
		for i := range table.Rows[:n] {
			table.Rows[i].Cells[1].Text = fmt.Sprintf("Tổ số %d.", i+1)
		}
		all := pages(t, written(t, filled(0, table)))
		if pageWith(t, all, fmt.Sprintf("Tổ số %d.", n)) != pageWith(t, all, "Tổng cộng") {
			t.Errorf("%d rows: the total stands alone", n)
		}
	}
}

// An enclosure bears its kind and what it is about; number, date and Quốc hiệu are the report's that it goes with.
func TestEnclosureHasNoLetterhead(t *testing.T) {
	d := filled(1)
	d.Letterhead = pipeline.Letterhead{Kind: "TỜ TIN", Subject: "Ở tỉnh Cà Mau", Draft: true, Mark: "MẬT"}
	page := flat(pages(t, written(t, d))[0])
	for text, want := range map[string]bool{"TỜ TIN": true, "Ở tỉnh Cà Mau": true, "DỰ THẢO": true, "MẬT": true, "Số:": false, "ngày": false, "Độc lập": false} {
		if strings.Contains(page, text) != want {
			t.Errorf("%q is there: %v, of %q", text, !want, page)
		}
	}
}
