package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"tonghop/pipeline"
	"tonghop/pipeline/excel"
)

// TestCaged holds that what a child says of a workbook is what reading it here says, of every sample.
func TestCaged(t *testing.T) {
	c := defaultCatalog(t)
	files, err := filepath.Glob("../../samples/*/*.xlsx")
	if err != nil || len(files) == 0 {
		t.Fatalf("no samples: %v", err)
	}
	here := excel.NewReader(c, nil)
	a := &app{streams: streams{err: os.Stderr}}
	caged, err := a.newCage(c)
	if err != nil {
		t.Fatal(err)
	}
	defer caged.Close()
	caged.Expect(len(files))
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		want, err := here.Read(data)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := caged.Read(data); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v\n%+v\n%+v", path, err, got, want)
		}
	}
}

// TestCostlyFile takes in a workbook that wants more memory than a cage of half the size has, beside a form: that one file is
// refused, with a sentence, and the other is read.
func TestCostlyFile(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	writer, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	for row := 1; row <= 120_000; row++ {
		if err := writer.SetRow(pipeline.CellName(row, 1), []any{row, row, row, row, row, row, row, row, row, row, row, row}); err != nil {
			t.Fatal(err)
		}
	}
	var large bytes.Buffer
	if err := errors.Join(writer.Flush(), f.Write(&large)); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	code, out, problems := runHere(t, "--data", filepath.Join(dir, "data"), "--config", writeFile(t, dir, "narrow.yaml", []byte("cage: {memory: 200000000}\n")),
		"--json", "ingest", writeFile(t, dir, "large.xlsx", large.Bytes()), "../../samples/tay-nam-bo-2024/ca-mau.xlsx")
	var got struct{ Submissions []pipeline.Outcome }
	if err := json.Unmarshal([]byte(out), &got); err != nil || code != exitUnreadable || len(got.Submissions) != 2 {
		t.Fatalf("exit %d, %v\n%s%s", code, err, out, problems)
	}
	refused, read := got.Submissions[0], got.Submissions[1]
	if len(refused.Findings) != 1 || refused.Findings[0].Rule != "cage-too-costly" || refused.State != pipeline.Rejected || read.State != pipeline.Accepted {
		t.Errorf("%+v\n%+v", refused, read)
	}
	for _, leak := range leaks {
		if strings.Contains(refused.Findings[0].Sentence+refused.Findings[0].Advice, leak) {
			t.Errorf("%q in: %s", leak, refused.Findings[0].Sentence)
		}
	}
}

// largeForm is a form of about 100 KB: beside its own sheet it has one of 6,000 rows of notes.
func largeForm(b *testing.B, c *pipeline.Catalog) []byte {
	b.Helper()
	return change(b, form(b, c, "tong-hop", "ca-mau", "2024-08", map[string]any{"C20": 32}), func(f *excelize.File) {
		if _, err := f.NewSheet("Theo dõi"); err != nil {
			b.Fatal(err)
		}
		for row := 1; row <= 6000; row++ {
			if err := f.SetSheetRow("Theo dõi", pipeline.CellName(row, 1), &[]any{row, row * 7 % 1000, row * 13 % 997}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkCage reads a form of about 100 KB in its cage, and beside it without one. Children are started ahead; the time
// that takes is not counted, as it is not waited for where files come one by one.
func BenchmarkCage(b *testing.B) {
	c := defaultCatalog(b)
	data := largeForm(b, c)
	b.Logf("%d bytes", len(data))
	b.Run("caged", func(b *testing.B) {
		a := &app{streams: streams{err: os.Stderr}}
		caged, err := a.newCage(c)
		if err != nil {
			b.Fatal(err)
		}
		defer caged.Close()
		b.SetBytes(int64(len(data)))
		for b.Loop() {
			b.StopTimer()
			caged.Expect(1)
			time.Sleep(100 * time.Millisecond) // it is ready in a fifth of that
			b.StartTimer()
			if _, err := caged.Read(data); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("here", func(b *testing.B) {
		reader := excel.NewReader(c, nil)
		b.SetBytes(int64(len(data)))
		for b.Loop() {
			if _, err := reader.Read(data); err != nil {
				b.Fatal(err)
			}
		}
	})
}
