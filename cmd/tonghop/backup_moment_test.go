package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/backup"
	"tonghop/pipeline/duck"
)

// TestBackupIsOfOneMoment makes backups while files come in. In each, the receipts that are settled are those of the submissions in its tables: one that is
// settled in the archive only would be lost, and the rest are taken up again.
func TestBackupIsOfOneMoment(t *testing.T) {
	ctx := context.Background()
	data, backups := filepath.Join(t.TempDir(), "data"), filepath.Join(t.TempDir(), "backups")
	a := &app{streams: streams{out: io.Discard, err: io.Discard}, data: data, config: "tonghop.yaml", now: time.Now}
	o, err := a.open(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer o.close()
	samples, err := filepath.Glob("../../samples/tay-nam-bo-2024/*.xlsx")
	if err != nil || len(samples) < 10 {
		t.Fatal(samples, err)
	}
	came := make(chan error, 1)
	go func() {
		for _, path := range samples {
			file := pipeline.File{Name: filepath.Base(path), By: "Lan", Open: func() (io.ReadCloser, error) { return os.Open(path) }}
			if _, err := o.Ingest(ctx, []pipeline.File{file}, func(pipeline.Step, pipeline.Receipt, *pipeline.Outcome) {}); err != nil {
				came <- err
				return
			}
		}
		came <- nil
	}()
	var made []pipeline.Backup
	for ended := false; !ended; {
		one, err := o.Backup(ctx, o.backups(backups), 0)
		if err != nil {
			t.Fatal(err)
		}
		made = append(made, one)
		select {
		case err := <-came:
			if ended = true; err != nil {
				t.Fatal(err)
			}
		default:
		}
	}
	if len(made) < 3 {
		t.Fatalf("only %d backups were made meanwhile", len(made))
	}
	for _, one := range []pipeline.Backup{made[1], made[len(made)/2], made[len(made)-1]} {
		compareMoment(t, one)
	}
}

// compareMoment restores a backup, and holds its receipts against its submissions.
func compareMoment(t *testing.T, one pipeline.Backup) {
	t.Helper()
	ctx := context.Background()
	a := &app{streams: streams{out: io.Discard, err: io.Discard}, data: filepath.Join(t.TempDir(), "data"), config: "tonghop.yaml", now: time.Now}
	if _, err := backup.Restore(ctx, one.Path, a.data, duck.CheckSchema, duck.Import); err != nil {
		t.Fatal(err)
	}
	o, err := a.open(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer o.close()
	audit, err := o.warehouse.Audit(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var settled, submissions []string
	for _, s := range audit.Submissions {
		submissions = append(submissions, fmt.Sprint(s.ID))
	}
	receipts, err := filepath.Glob(filepath.Join(a.data, "archive/receipts/*/*.json"))
	for _, path := range receipts {
		settled = append(settled, strings.TrimSuffix(filepath.Base(path), ".json"))
	}
	slices.Sort(settled)
	slices.Sort(submissions)
	if err != nil || !slices.Equal(settled, submissions) {
		t.Errorf("%s: receipts %v are settled, and there are submissions %v; %v", filepath.Base(one.Path), settled, submissions, err)
	}
}
