package compose

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"tonghop/pipeline"
)

// BenchmarkParse reads the biggest report file there is, with its parts.
func BenchmarkParse(b *testing.B) {
	text, err := os.ReadFile("../../templates/reports/period.md")
	if err != nil {
		b.Fatal(err)
	}
	_, body, _ := strings.Cut(string(text)[4:], "\n---\n")
	o := order(body)
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		if parsed, _ := parse(o.Reports[0], nil, ids{}); len(parsed.blocks) == 0 {
			b.Fatal("no blocks")
		}
	}
}

// benchOrder is an order of a report of 60 paragraphs and a table of so many rows, with what its queries return: rows by 63 units.
func benchOrder(rows int, each string) (*Composer, pipeline.Order, []pipeline.Results) {
	paragraphs := strings.Repeat("Ở {unit_title} có **{~q.n}** mô hình, {q.m} điểm trong {period}.\n\n", 60)
	o := order(paragraphs + ": Bảng\n\n| Tên | A / N | A / M |\n|:--|--:|--:|\n| {lines.name} | {lines.n} | {lines.m} |\n\n```sql q\nSELECT 1\n```\n\n```sql lines\nSELECT 1\n```")
	o.Reports[0].Each = each
	columns := []string{"unit", "name", "n", "m"}
	results := pipeline.Results{"q": {Columns: columns}, "lines": {Columns: columns}}
	for i := range rows {
		unit := fmt.Sprintf("u%d", i%63)
		row := append(texts(unit, "Xã "+unit), figure("1.893", pipeline.Own), figure("gần 40", pipeline.Superior))
		lines := results["lines"]
		lines.Rows = append(lines.Rows, row)
		results["lines"] = lines
		if i < 63 && (each != "" || i == 0) {
			q := results["q"]
			q.Rows = append(q.Rows, row)
			results["q"] = q
		}
	}
	c := catalogue()
	c.Reports = o.Reports
	return New(c), o, []pipeline.Results{results}
}

// BenchmarkCompose fills a report: what a block costs, what a row of a table costs, and what a document for each unit costs.
func BenchmarkCompose(b *testing.B) {
	for _, c := range []struct {
		name, each string
		rows       int
	}{{"a line", "", 1}, {"63 lines", "", 63}, {"10,000 lines", "", 10_000}, {"63 units", "q", 10_000}} {
		b.Run(c.name, func(b *testing.B) {
			composer, o, results := benchOrder(c.rows, c.each)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := composer.Compose(o, results); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
