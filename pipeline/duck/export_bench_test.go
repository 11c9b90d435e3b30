package duck_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"tonghop/pipeline/duck"
)

// BenchmarkBackup exports ten years of the nation's months, and imports them.
func BenchmarkBackup(b *testing.B) {
	ctx := context.Background()
	o := newOfficeOnDisk(b)
	o.history(10)
	if info, err := os.Stat(o.path); err == nil {
		b.Logf("database: %.1f MB", float64(info.Size())/1e6)
	}
	tables := filepath.Join(b.TempDir(), "tables")
	b.Run("export", func(b *testing.B) {
		var bytes int64
		for b.Loop() {
			export, err := o.Export(ctx)
			if err != nil {
				b.Fatal(err)
			}
			files, err := export.Write(ctx)
			if err != nil {
				b.Fatal(err)
			}
			bytes = 0
			for _, file := range files {
				info, err := os.Stat(file.Path)
				if err != nil {
					b.Fatal(err)
				}
				bytes += info.Size()
			}
			if err := os.RemoveAll(tables); err != nil {
				b.Fatal(err)
			}
			if err := errors.Join(os.Rename(filepath.Dir(files[0].Path), tables), export.Close()); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(bytes)/1e6, "MB")
	})
	b.Run("import", func(b *testing.B) {
		for b.Loop() {
			dir := b.TempDir()
			if err := os.Rename(tables, filepath.Join(dir, "tables")); err != nil {
				b.Fatal(err)
			}
			err := duck.Import(ctx, filepath.Join(dir, "warehouse.duckdb"), filepath.Join(dir, "tables"), o.schema())
			if back := os.Rename(filepath.Join(dir, "tables"), tables); err != nil || back != nil {
				b.Fatal(err, back)
			}
		}
	})
}

// schema is the number of the schema's files.
func (o *office) schema() int {
	o.t.Helper()
	files, err := filepath.Glob("schema/*.sql")
	if err != nil {
		o.t.Fatal(err)
	}
	return len(files)
}
