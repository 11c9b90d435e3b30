package duck_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"tonghop/pipeline"
)

// BenchmarkBoard asks for the board of one month, of one province and of everything, over ten years of months of the whole nation.
func BenchmarkBoard(b *testing.B) {
	o := newOfficeOnDisk(b)
	for year := 2026; year <= 2035; year++ {
		var arrivals []pipeline.Arrival
		for month := range 12 {
			text := fmt.Sprintf("%d-%02d", year, month+1)
			arrivals = append(arrivals, append(o.nationsMonth(text, 0), o.superiors(text, 0)...)...)
		}
		o.take(arrivals...)
	}
	o.clock = time.Date(2035, 12, 20, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name     string
		selected pipeline.BoardSelection
		rows     int
	}{
		{"month", pipeline.BoardSelection{Period: "2035-12"}, 37}, {"unit", pipeline.BoardSelection{Units: []string{"ca-mau-2025"}}, 120}, {"all", pipeline.BoardSelection{}, 120 * 37},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				standings, _, err := o.Board(context.Background(), c.selected)
				if err != nil || len(standings) != c.rows {
					b.Fatal(len(standings), err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/1000/float64(b.N), "ms/board")
		})
	}
}
