package inbox

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tonghop/pipeline"
)

// BenchmarkSweep sweeps the folders of 100 units: empty ones, then with ten files each, which are claimed and removed.
func BenchmarkSweep(b *testing.B) {
	for _, files := range []int{0, 1000} {
		b.Run(fmt.Sprint(files, " files"), func(b *testing.B) {
			dir := b.TempDir()
			var units []string
			for n := range 100 {
				units = append(units, fmt.Sprint("unit-", n))
			}
			i := New(dir, units, 0, time.Now, slog.New(slog.DiscardHandler))
			if err := i.Make(units); err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				b.StopTimer()
				for n := range files {
					if err := os.WriteFile(filepath.Join(dir, units[n%len(units)], fmt.Sprint(n, ".xlsx")), nil, 0o644); err != nil {
						b.Fatal(err)
					}
				}
				b.StartTimer()
				claimed, _, err := i.Ready(context.Background())
				if err != nil || len(claimed) != files {
					b.Fatal(len(claimed), err)
				}
				for _, c := range claimed {
					if err := i.Done(pipeline.Receipt{Claim: c.Claim}); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}
