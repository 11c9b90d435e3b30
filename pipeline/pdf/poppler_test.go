package pdf_test

import (
	"bytes"
	"encoding/xml"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"tonghop/pipeline"
	"tonghop/pipeline/pdf"
)

// What is written is read back by another's program: poppler, the PDF library of most Linux desktops.

// written is a document's file.
func written(t *testing.T, d *pipeline.Document) string {
	t.Helper()
	var b bytes.Buffer
	if err := pdf.New().Write(&b, d); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "document.pdf")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// poppler runs one of its programs. What it says on stderr is a fault in the file.
func poppler(t *testing.T, program string, args ...string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		t.Fatalf("%v: install poppler-utils", err)
	}
	var out, complaints bytes.Buffer
	cmd := exec.Command(path, args...)
	cmd.Stdout, cmd.Stderr = &out, &complaints
	if err := cmd.Run(); err != nil || complaints.Len() > 0 {
		t.Fatalf("%s: %v\n%s", program, err, complaints.String())
	}
	return out.String()
}

// pages are the texts of a file's pages, line by line.
func pages(t *testing.T, path string) []string {
	t.Helper()
	all := strings.Split(poppler(t, "pdftotext", "-layout", path, "-"), "\f")
	return all[:len(all)-1]
}

// flat is a text with its runs of white space as one space each: what a search finds.
func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

// sheet is a page with the places of its words, in points from the top left.
type sheet struct {
	Width  float64 `xml:"width,attr"`
	Height float64 `xml:"height,attr"`
	Words  []struct {
		XMin float64 `xml:"xMin,attr"`
		YMin float64 `xml:"yMin,attr"`
		XMax float64 `xml:"xMax,attr"`
		YMax float64 `xml:"yMax,attr"`
		Text string  `xml:",chardata"`
	} `xml:"word"`
}

func sheets(t *testing.T, path string) []sheet {
	t.Helper()
	var doc struct {
		Pages []sheet `xml:"body>doc>page"`
	}
	d := xml.NewDecoder(strings.NewReader(poppler(t, "pdftotext", "-bbox", path, "-")))
	d.Strict, d.Entity = false, xml.HTMLEntity
	if err := d.Decode(&doc); err != nil {
		t.Fatal(err)
	}
	return doc.Pages
}
