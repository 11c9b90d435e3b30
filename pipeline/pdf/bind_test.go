package pdf_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tonghop/pipeline"
	"tonghop/pipeline/pdf"
)

// bound is the file of several documents.
func bound(t *testing.T, documents ...*pipeline.Document) string {
	t.Helper()
	var b bytes.Buffer
	if err := pdf.New().Bind(&b, documents); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "bound.pdf")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestBind(t *testing.T) {
	sheet := filled(3, pipeline.Heading{Level: 1, Text: "I. TỜ TIN"}, text("Nội dung."))
	sheet.Title = "Tờ tin tỉnh Cà Mau"
	path := bound(t, listed(), sheet, report())
	numbers := ""
	for _, page := range sheets(t, path) {
		for _, w := range page.Words {
			if w.YMax < 20*mm {
				numbers += w.Text
			}
		}
		numbers += "|"
	}
	long := "|2|3|4||2|3|4|5|6|7|8|9|10|11||"
	if want := long + "|" + long; numbers != want {
		t.Errorf("page numbers %s, not %s", numbers, want)
	}
	outline := poppler(t, "pdftohtml", "-xml", "-stdout", "-i", path)
	outline = outline[strings.Index(outline, "<outline>"):]
	for _, want := range []string{
		"<outline>\n<item page=\"1\">Báo cáo 6 tháng đầu năm 2024</item>\n<outline>\n<item page=\"1\">I. TÌNH HÌNH",
		"<item page=\"17\">Tờ tin tỉnh Cà Mau</item>\n<outline>\n<item page=\"17\">I. TỜ TIN</item>\n</outline>\n<item page=\"18\">Báo cáo",
		"<item page=\"22\">Phụ lục I. DANH SÁCH",
	} {
		if !strings.Contains(outline, want) {
			t.Errorf("not found: %s\n%s", want, outline)
		}
	}
}

func TestBoundAreTheSameBytes(t *testing.T) {
	var files [2]bytes.Buffer
	for i := range files {
		if err := pdf.New().Bind(&files[i], []*pipeline.Document{report(), listed()}); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(files[0].Bytes(), files[1].Bytes()) {
		t.Error("the same documents gave other bytes")
	}
}

// What is bound is what stands in the documents' own files.
func TestBoundReadAsTheirOwn(t *testing.T) {
	one, two := report(), listed()
	both := pages(t, bound(t, one, two))
	for i, page := range append(pages(t, written(t, one)), pages(t, written(t, two))...) {
		if both[i] != page {
			t.Fatalf("page %d reads:\n%s\nnot:\n%s", i+1, both[i], page)
		}
	}
}

func TestNothingToBind(t *testing.T) {
	if err := pdf.New().Bind(io.Discard, nil); err == nil {
		t.Error("nothing was bound without an error")
	}
}

// BenchmarkBind binds the fact sheets of 13 and of 130 units, two pages each.
func BenchmarkBind(b *testing.B) {
	for _, n := range []int{13, 130} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			documents := make([]*pipeline.Document, n)
			for i := range documents {
				documents[i] = filled(5, summary(), bars(), trend(13, 2))
			}
			for b.Loop() {
				if err := pdf.New().Bind(io.Discard, documents); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
