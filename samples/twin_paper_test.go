package samples_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// pages are the text of a PDF without spaces, and with a form feed behind each page; tables are looked for behind the one before.
type pages struct {
	text string
	next int
}

func textOfPages(t *testing.T, data []byte) *pages {
	t.Helper()
	if data == nil {
		return nil
	}
	path := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := exec.Command("pdftotext", "-raw", path, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext: %v: install poppler-utils", err)
	}
	return &pages{text: together(string(text))}
}

var space = regexp.MustCompile(`[^\S\f]+`)

// together writes texts behind each other without spaces.
func together(texts ...string) string {
	return space.ReplaceAllString(vi.NFC(strings.Join(texts, "")), "")
}

// differs looks for a table's caption, header, rows and notes behind each other.
func (p *pages) differs(table pipeline.Table) []string {
	caption := together(table.Caption)
	at := strings.Index(p.text[p.next:], caption)
	if at < 0 {
		return []string{fmt.Sprintf("the PDF has no table %q", table.Caption)}
	}
	p.next += at + len(caption)
	for caption != "" && strings.HasPrefix(p.text[p.next:], caption) { // the heading above the table says the same
		p.next += len(caption)
	}
	var header, texts []string
	for _, cell := range headerCells(table, 2) {
		header = append(header, together(cell.text))
	}
	for _, row := range table.Rows {
		text := ""
		for _, cell := range row.Cells {
			text += together(cellText(cell))
		}
		texts = append(texts, text)
	}
	for _, note := range table.Notes {
		texts = append(texts, together(note))
	}
	first := header
	if table.Unit != "" {
		first = append(slices.Clone(header), together(vi.UnitOfMeasureLabel, table.Unit))
	}
	for i, text := range texts {
		if i == 0 && !p.follows(text, first, true) || i > 0 && !p.follows(text, header, false) && !p.cut(text, texts[i+1:], header) {
			return []string{fmt.Sprintf("table %q: the PDF does not say row %d, %q, but %q", table.Caption, i+1, text, p.text[p.next:min(len(p.text), p.next+2*len(text)+40)])}
		}
	}
	return nil
}

// follows goes on behind a text, if nothing stands before it but the header, which must, or a new page with what heads it.
func (p *pages) follows(text string, header []string, must bool) bool {
	at := strings.Index(p.text[p.next:], text)
	if at < 0 {
		return false
	}
	before := p.text[p.next : p.next+at]
	rest, whole := headless(before, header)
	if must && !whole || rest != "" || before != "" && !must && !strings.Contains(before, "\f") {
		return false
	}
	p.next += at + len(text)
	return true
}

// cut goes on behind a row that is higher than a page: its lines stand on several, so that its letters must be there, before the next row.
func (p *pages) cut(text string, later, header []string) bool {
	end := len(p.text)
	if len(later) > 0 {
		if at := strings.Index(p.text[p.next:], later[0]); at >= 0 {
			end = p.next + at
		}
	}
	parts := strings.SplitAfter(p.text[p.next:end], "\f")
	for i := range parts[1:] {
		parts[i+1], _ = headless(parts[i+1], header)
	}
	first, _ := headless(parts[0], nil)
	if len(parts) < 2 || letters(first+strings.Join(parts[1:], "")) != letters(text) {
		return false
	}
	p.next = end
	return true
}

var pageHead = regexp.MustCompile(`\f(\d*` + together(vi.DraftMark) + `)?\d*`)

// headless takes a header out of a text, and what heads a page; whole tells whether all of the header was there.
func headless(text string, header []string) (rest string, whole bool) {
	rest, whole = pageHead.ReplaceAllString(text, ""), true
	for _, part := range slices.SortedFunc(slices.Values(header), func(a, b string) int { return len(b) - len(a) }) {
		before, after, ok := strings.Cut(rest, part)
		rest, whole = before+after, whole && ok
	}
	return rest, whole
}

func letters(text string) string {
	runes := []rune(text)
	slices.Sort(runes)
	return string(runes)
}
