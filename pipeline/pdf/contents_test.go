package pdf_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"tonghop/pipeline"
)

// listed is the report of the tests with a table of contents before its text.
func listed() *pipeline.Document {
	d := report()
	d.Blocks = append([]pipeline.Block{pipeline.Contents{Title: "MỤC LỤC"}}, d.Blocks...)
	return d
}

func TestContents(t *testing.T) {
	path := written(t, listed())
	first := flat(pages(t, path)[0])
	for _, want := range []string{
		`MỤC LỤC I\. TÌNH HÌNH VÀ KẾT QUẢ \.{20,} 1 `, `II\. NHẬN XÉT, ĐÁNH GIÁ \.{20,} 3 `,
		`DANH SÁCH MÔ HÌNH ĐANG HOẠT ĐỘNG KHU VỰC TÂY NAM BỘ \.{5,} Phụ lục I, trang 1 `,
		`BIỂU TỔNG HỢP THEO ĐỊA BÀN \.{5,} Phụ lục II, trang 1 `,
	} {
		if !regexp.MustCompile(want).MatchString(first) {
			t.Errorf("not found: %s\n%s", want, first)
		}
	}
	if all := pages(t, path); !strings.Contains(all[2], "II. NHẬN XÉT") {
		t.Error("the second part does not stand on page 3")
	}
	for _, w := range sheets(t, path)[0].Words {
		if strings.HasPrefix(w.Text, "...") && (w.XMin < 30*mm || w.XMax > 195*mm) {
			t.Errorf("the dots run from %v to %v", w.XMin, w.XMax)
		}
	}
}

// A link leads exactly where the outline does, on upright pages and on those that lie.
func TestContentsLeadWhereTheOutlineDoes(t *testing.T) {
	file, err := os.ReadFile(written(t, listed()))
	if err != nil {
		t.Fatal(err)
	}
	place := `/Dest \[(\d+ 0 R /XYZ 0 [\d.]+) (?:null|0)\]`
	links := regexp.MustCompile(`/Subtype /Link [^>]*`+place).FindAllSubmatch(file, -1)
	outline := map[string]bool{}
	for _, mark := range regexp.MustCompile(`/Parent \d+ 0 R[^>]*`+place).FindAllSubmatch(file, -1) {
		outline[string(mark[1])] = true
	}
	if len(links) != 4 || len(outline) < 6 {
		t.Fatalf("%d links, %d bookmarks", len(links), len(outline))
	}
	seen := map[string]bool{}
	for _, link := range links {
		if to := string(link[1]); !outline[to] || seen[to] {
			t.Errorf("a link leads to %s", to)
		} else {
			seen[to] = true
		}
	}
}

// The page numbers of a table of contents that fills pages of its own are those behind it.
func TestLongContents(t *testing.T) {
	d := filled(0, pipeline.Contents{Title: "MỤC LỤC"})
	for range 90 {
		d.Blocks = append(d.Blocks, pipeline.Heading{Level: 1, Text: "CÔNG TÁC XÂY DỰNG PHONG TRÀO TOÀN DÂN BẢO VỆ AN NINH TỔ QUỐC Ở CƠ SỞ"}, text("Nội dung."))
	}
	d.Blocks = append(d.Blocks, pipeline.Heading{Level: 1, Text: "PHẦN CUỐI"}, text("Hết."))
	all := pages(t, written(t, d))
	last := len(all)
	whole := flat(strings.Join(all, " "))
	number := regexp.MustCompile(`PHẦN CUỐI \.+ (\d+)`).FindStringSubmatch(whole)
	if len(number) != 2 || !strings.Contains(flat(all[last-1]), "PHẦN CUỐI") || !strings.HasPrefix(strings.TrimSpace(all[last-1]), number[1]) {
		t.Errorf("the last part is said to stand on %v; it stands on %d", number, last)
	}
}
