package main

import (
	"bytes"
	"context"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// do runs a command line in this process.
func do(b *testing.B, args ...string) {
	b.Helper()
	var out, problems bytes.Buffer
	if code := run(context.Background(), args, streams{out: &out, err: &problems}, time.Now); code != exitFine {
		b.Fatalf("%v: exit %d\n%s", args, code, problems.String())
	}
}

// peak reports the most memory that this process has had, DuckDB's included.
func peak(b *testing.B) {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(usage.Maxrss)/1024, "peak-MB")
}

// processor is the time that the processors have worked for this process.
func processor(b *testing.B) time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		b.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// samples are the forms of a case.
func samples(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("../../samples/tay-nam-bo-2024/*.xlsx")
	if err != nil || len(files) != 15 {
		t.Fatalf("%d samples, %v", len(files), err)
	}
	return files
}

// BenchmarkIngest takes fifteen workbooks into a new warehouse.
func BenchmarkIngest(b *testing.B) {
	files := samples(b)
	for b.Loop() {
		do(b, append([]string{"--data", b.TempDir(), "ingest"}, files...)...)
	}
	b.ReportMetric(float64(len(files)*b.N)/b.Elapsed().Seconds(), "workbooks/s")
	peak(b)
}

// BenchmarkIngestUnchanged takes in fifteen workbooks that are there already.
func BenchmarkIngestUnchanged(b *testing.B) {
	args := append([]string{"--data", b.TempDir(), "ingest"}, samples(b)...)
	do(b, args...)
	for b.Loop() {
		do(b, args...)
	}
	peak(b)
}

func benchmarkReport(b *testing.B, args ...string) {
	data := b.TempDir()
	do(b, append([]string{"--data", data, "ingest"}, samples(b)...)...)
	before := processor(b)
	for b.Loop() {
		do(b, append([]string{"--data", data}, append(args, "-o", data)...)...)
	}
	b.ReportMetric(float64((processor(b)-before).Milliseconds())/float64(b.N), "cpu-ms/op")
	peak(b)
}

// BenchmarkReportPeriod writes the nation's report as PDF and XLSX.
func BenchmarkReportPeriod(b *testing.B) {
	benchmarkReport(b, "report", "period", "--period", "2018..2024")
}

// BenchmarkPack writes a conference's pack: the report, thirteen fact sheets, and all that goes with them.
func BenchmarkPack(b *testing.B) { benchmarkReport(b, "pack", "tay-nam-bo-2024") }

// BenchmarkStatus asks for the board of fifteen workbooks: by itself, and of tonghop serve.
func BenchmarkStatus(b *testing.B) {
	data := b.TempDir()
	do(b, append([]string{"--data", data, "ingest"}, samples(b)...)...)
	ask := func(b *testing.B) {
		for b.Loop() {
			do(b, "--data", data, "status", "--period", "2018..2024")
		}
	}
	b.Run("alone", ask)
	serving(b, data, time.Now)
	b.Run("served", ask)
}

// BenchmarkCheck reads and checks one workbook without a warehouse.
func BenchmarkCheck(b *testing.B) {
	for b.Loop() {
		do(b, "check", samples(b)[0])
	}
	peak(b)
}
