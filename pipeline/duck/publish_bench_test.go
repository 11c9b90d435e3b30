package duck_test

import (
	"context"
	"io"
	"testing"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/compose"
	"tonghop/pipeline/deliver"
	"tonghop/pipeline/excel"
	"tonghop/pipeline/pdf"
)

// nowhere takes what is published and keeps nothing.
type nowhere struct{ deliver.Folder }

func (nowhere) Deliver(name string, write func(io.Writer) error) (string, error) {
	return name, write(io.Discard)
}

// BenchmarkPublish writes the nation's report of a month, and of the year of its months.
func BenchmarkPublish(b *testing.B) {
	o := newOfficeOnDisk(b)
	o.history(10)
	report, _ := o.catalog.Report("period")
	nation, _ := o.catalog.Geography.Unit(pipeline.Nation)
	for _, text := range []string{"2035-12", "2035"} {
		period, _ := pipeline.ParsePeriod(text)
		order, err := o.catalog.NewOrder(report, nation, period, time.Time{})
		if err != nil {
			b.Fatal(err)
		}
		p := pipeline.Pipeline{Catalog: o.catalog, Warehouse: o.Warehouse, Composer: compose.New(o.catalog), Writers: []pipeline.Writer{pdf.New(), excel.NewDocumentWriter()}, Now: o.now}
		b.Run(text, func(b *testing.B) {
			for b.Loop() {
				if _, err := p.Publish(context.Background(), order, nowhere{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
