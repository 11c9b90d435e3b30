package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"tonghop/pipeline"
)

// historyMonths is how many months there are before the one that is due.
const historyMonths = 13

// BenchmarkLastEvening has all 34 provinces upload their form of the month at the same moment, while the department looks at the board: how long each
// waits for the page that says what became of it, and what that costs.
func BenchmarkLastEvening(b *testing.B) {
	c := newLoad(b)
	visitors := c.visitors()
	watch := c.watch()
	var took []time.Duration
	seed := 0
	for b.Loop() {
		b.StopTimer()
		seed++
		files := make([]sent, len(visitors))
		for i := range files {
			files[i] = sent{"tong-hop.xlsx", c.figures(i, c.month, seed)}
		}
		b.StartTimer()
		took = append(took, c.atOnce(visitors, func(i int) error {
			location, err := visitors[i].upload(context.Background(), files[i])
			if err != nil {
				return err
			}
			page, err := visitors[i].outcome(location)
			if err == nil && !strings.Contains(page, "Đã tiếp nhận") {
				err = fmt.Errorf("%s: not accepted:\n%s", c.provinces[i].ID, page)
			}
			return err
		})...)
	}
	watch.end()
	report(b, "receipt", took)
	watch.report(b)
	c.stop()
}

// uploadedTogether is how many files the portal takes at once.
const uploadedTogether = 20

// BenchmarkCommunes has the provinces pass on the workbooks of all their communes, twenty at a time, all provinces at once: each is an edition of its
// province's form by commune.
func BenchmarkCommunes(b *testing.B) {
	c := newLoad(b)
	visitors := c.visitors()
	files := make([][]sent, len(c.provinces))
	for i := range c.provinces {
		for commune := range c.communesOf(i) {
			files[i] = append(files[i], sent{fmt.Sprintf("xa-%d.xlsx", commune+1), c.commune(i, commune)})
		}
	}
	watch := c.watch()
	var took []time.Duration
	for range b.N { // not Loop: once is all that can be told apart
		c.atOnce(visitors, func(i int) error {
			for some := range slices.Chunk(files[i], uploadedTogether) {
				begun := time.Now()
				location, err := visitors[i].upload(context.Background(), some...)
				if err != nil {
					return err
				}
				page, err := visitors[i].outcome(location)
				if err != nil {
					return err
				}
				if answered := strings.Count(page, `href="/submissions/`); len(some) > 1 && answered != len(some) {
					return fmt.Errorf("%s: %d of %d are answered:\n%s", c.provinces[i].ID, answered, len(some), page)
				}
				watch.mutex.Lock()
				took = append(took, time.Since(begun))
				watch.mutex.Unlock()
			}
			return nil
		})
	}
	watch.end()
	b.ReportMetric(float64(communes*b.N)/b.Elapsed().Seconds(), "workbooks/s")
	report(b, "twenty", took)
	watch.report(b)
	c.stop()
}

// newLoad is a crowd with the real program, a history and a running service.
func newLoad(b *testing.B) *crowd {
	b.Helper()
	program := filepath.Join(b.TempDir(), "tonghop")
	mustBuild := exec.Command("go", "build", "-o", program, ".")
	if out, err := mustBuild.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	c := newCrowd(b, program)
	folder := b.TempDir()
	_, last := c.month.Range()
	for back := range historyMonths {
		month := pipeline.Run(last-historyMonths+back, last-historyMonths+back)
		for i, province := range c.provinces {
			writeFile(b, folder, fmt.Sprintf("%s-%s.xlsx", month, province.ID), c.figures(i, month, 0))
		}
	}
	ingest := c.tonghop("ingest", folder)
	if out, err := ingest.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	c.start()
	return c
}

// atOnce has everybody do something at the same moment, and returns how long each was at it.
func (c *crowd) atOnce(visitors []*visitor, do func(i int) error) []time.Duration {
	took, failed := make([]time.Duration, len(visitors)), make([]error, len(visitors))
	var all sync.WaitGroup
	start := make(chan struct{})
	for i := range visitors {
		all.Go(func() {
			<-start
			begun := time.Now()
			failed[i] = do(i)
			took[i] = time.Since(begun)
		})
	}
	close(start)
	all.Wait()
	if err := errors.Join(failed...); err != nil {
		c.Fatalf("%v\n%s", err, &c.log)
	}
	return took
}

// report reports how long half of all took at most, 95 of a hundred, and the longest.
func report(b *testing.B, what string, took []time.Duration) {
	slices.Sort(took)
	for _, q := range []struct {
		name string
		part float64
	}{{"p50", .5}, {"p95", .95}, {"max", 1}} {
		at := max(0, int(math.Ceil(q.part*float64(len(took))))-1)
		b.ReportMetric(float64(took[at].Microseconds())/1000, what+"-"+q.name+"-ms")
	}
}

// watch is what goes on while many upload: the board, which the department looks at, and what the service and its children take.
type watch struct {
	crowd       *crowd
	mutex       sync.Mutex
	board       []time.Duration
	failed      error
	resident    int64         // bytes, of the service and all its children together, at most
	own, cages  time.Duration // that processors had worked before
	stop, ended chan struct{}
}

// The times between two looks.
const (
	boardEvery  = 100 * time.Millisecond
	memoryEvery = 50 * time.Millisecond
)

func (c *crowd) watch() *watch {
	w := &watch{crowd: c, stop: make(chan struct{}), ended: make(chan struct{})}
	w.own, w.cages = c.processor()
	minh := c.mustVisit(department)
	var both sync.WaitGroup
	every := func(step time.Duration, look func()) func() {
		return func() {
			ticker := time.NewTicker(step)
			defer ticker.Stop()
			for {
				select {
				case <-w.stop:
					return
				case <-ticker.C:
					look()
				}
			}
		}
	}
	both.Go(every(boardEvery, func() {
		begun := time.Now()
		_, err := minh.page("/board")
		w.board, w.failed = append(w.board, time.Since(begun)), errors.Join(w.failed, err)
	}))
	both.Go(every(memoryEvery, func() { w.resident = max(w.resident, c.resident()) }))
	go func() { both.Wait(); close(w.ended) }()
	return w
}

func (w *watch) end() {
	close(w.stop)
	<-w.ended
}

func (w *watch) report(b *testing.B) {
	if w.failed != nil {
		b.Error(w.failed)
	}
	report(b, "board", w.board)
	b.ReportMetric(w.crowd.status("VmHWM")/(1<<20), "serve-peak-MB")
	b.ReportMetric(float64(w.resident)/(1<<20), "all-peak-MB")
	own, cages := w.crowd.processor()
	b.ReportMetric(float64((own-w.own).Milliseconds())/float64(b.N), "serve-cpu-ms/op")
	b.ReportMetric(float64((cages-w.cages).Milliseconds())/float64(b.N), "cages-cpu-ms/op")
}

// status is a size in bytes from the service's /proc/…/status.
func (c *crowd) status(name string) float64 {
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", c.serve.Process.Pid))
	for line := range strings.Lines(string(text)) {
		if fields := strings.Fields(line); fields[0] == name+":" {
			size, _ := strconv.ParseFloat(fields[1], 64)
			return size * 1024
		}
	}
	c.Fatalf("no %s", name)
	return 0
}

// resident is the memory in bytes that the service and its children have now. What children have of files is the program's own code, which counts once.
func (c *crowd) resident() int64 {
	own := strconv.Itoa(c.serve.Process.Pid)
	processes := []string{own}
	tasks, _ := filepath.Glob("/proc/" + own + "/task/*/children")
	for _, task := range tasks {
		children, _ := os.ReadFile(task)
		processes = append(processes, strings.Fields(string(children))...)
	}
	var sum int64
	for i, process := range processes {
		text, _ := os.ReadFile("/proc/" + process + "/statm") // a child may have ended
		if fields := strings.Fields(string(text)); len(fields) > 2 {
			pages, _ := strconv.ParseInt(fields[1], 10, 64)
			if ofFiles, _ := strconv.ParseInt(fields[2], 10, 64); i > 0 {
				pages -= ofFiles
			}
			sum += pages * int64(os.Getpagesize())
		}
	}
	return sum
}

// processor is how long processors have worked for the service, and for those of its children that have ended.
func (c *crowd) processor() (own, cages time.Duration) {
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/stat", c.serve.Process.Pid))
	fields := strings.Fields(string(text[strings.LastIndexByte(string(text), ')')+1:]))
	for i, sum := range []*time.Duration{&own, &own, &cages, &cages} { // utime, stime, cutime, cstime
		ticks, _ := strconv.ParseInt(fields[11+i], 10, 64)
		*sum += time.Duration(ticks) * 10 * time.Millisecond // USER_HZ is 100
	}
	return own, cages
}
