package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tonghop/pipeline"
	"tonghop/pipeline/control"
)

// printed is what a command line came to.
type printed struct {
	Code     int
	Out, Err string
}

// typed runs a command line in this process.
func typed(ctx context.Context, now func() time.Time, args ...string) printed {
	var out, problems bytes.Buffer
	code := run(ctx, args, streams{out: &out, err: &problems}, now)
	return printed{code, out.String(), problems.String()}
}

// serving starts tonghop serve in this process, and ends it with the test.
func serving(t testing.TB, data string, now func() time.Time, flags ...string) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan printed, 1)
	go func() { ended <- typed(ctx, now, append(flags, "--data", data, "serve")...) }()
	t.Cleanup(func() {
		stop()
		if p := <-ended; p.Code != exitFine {
			t.Errorf("serve: exit %d\n%s", p.Code, p.Err)
		}
	})
	for {
		client, err := control.Dial(filepath.Join(data, control.SocketName))
		if err == nil {
			client.Close()
			return
		}
		select {
		case p := <-ended:
			t.Fatalf("serve: exit %d\n%s", p.Code, p.Err)
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// session is what an officer types in a folder that has samples/ and data/.
var session = [][]string{
	{"ingest", "samples", "readme.txt"},
	{"ingest", "not-there"},
	{"ingest", "samples/ca-mau.xlsx"},
	{"--json", "ingest", "samples/ca-mau.xlsx", "readme.txt"},
	{"status", "--period", "2018..2024"},
	{"--json", "status"},
	{"status", "--unit", "nonsense"},
	{"findings"},
	{"submissions"},
	{"trace", "models.closing", "--unit", "ca-mau", "--period", "2018..2024"},
	{"pack", "tay-nam-bo-2024", "-o", "out"},
	{"report", "period", "--period", "2018..2024"},
	{"report", "period", "--period", "2018..2024", "--preview"},
	{"report", "period", "--period", "2018..2024", "-o", "readme.txt"},
	{"report", "period", "--period", "2018..2024", "-o", "out", "--wording", "bao-cao-2018-2024-viet-nam.loi-van.md"},
	{"report", "period", "--period", "2018..2024", "-o", "out", "--wording", "readme.txt"},
	{"approve", "period", "--period", "2018..2024", "--number", "5", "--date", "2025-01-06", "--signer", "Nguyễn Văn A", "--mark", "MẬT", "-o", "approved"},
	{"report", "period", "--period", "2018..2024", "-o", "approved"},
	{"reprint", "period", "--period", "2018..2024", "-o", "approved/again"},
	{"editions"},
	{"editions", "nonsense"},
	{"close", "2018..2024", "--by", "V28"},
	{"ingest", "samples/ca-mau.xlsx"},
	{"accept", "99", "--by", "V28", "--reason", "muộn"},
	{"journal"},
	{"verify"},
	{"verify", "--head", "0000"},
	{"journal", "--nonsense"},
	{"report"},
	{"help", "report"},
}

// TestServed holds everything that a session prints and writes beside a server against the same without one.
func TestServed(t *testing.T) {
	now := func() time.Time { return time.Date(2025, 2, 3, 4, 5, 6, 0, time.UTC) }
	var came [2][]printed
	var left [2]map[string]string
	for i := range came {
		folder := t.TempDir()
		for _, name := range []string{"ca-mau.xlsx", "soc-trang.xlsx", "vung-tay-nam-bo.xlsx", "expected.csv"} {
			data, err := os.ReadFile(filepath.Join("../../samples/tay-nam-bo-2024", name))
			if err := errors.Join(err, os.MkdirAll(filepath.Join(folder, "samples"), 0o755), os.WriteFile(filepath.Join(folder, "samples", name), data, 0o600)); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.WriteFile(filepath.Join(folder, "readme.txt"), []byte("Không phải là biểu.\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		t.Run(fmt.Sprint("served-", i == 1), func(t *testing.T) {
			if i == 1 {
				serving(t, filepath.Join(folder, "data"), now)
			}
			t.Chdir(folder)
			for _, args := range session {
				came[i] = append(came[i], typed(t.Context(), now, args...))
			}
			left[i] = filesIn(t, folder)
		})
	}
	codes := map[int]int{}
	for i, args := range session {
		codes[came[0][i].Code]++
		if diff := cmp.Diff(came[0][i], came[1][i]); diff != "" {
			t.Errorf("%v (-by itself +served):\n%s", args, diff)
		}
	}
	if codes[exitFine] < 15 || codes[exitFindings] == 0 || codes[exitUsage] == 0 || codes[exitUnreadable] == 0 {
		t.Errorf("exit codes %v: expected some of each", codes)
	}
	if diff := cmp.Diff(left[0], left[1]); diff != "" {
		t.Errorf("files (-by itself +served):\n%s", diff)
	}
}

// filesIn reads the files outside of the data folder, with their modes.
func filesIn(t *testing.T, folder string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(path, filepath.Join(folder, "data")) {
			return err
		}
		data, err := os.ReadFile(path)
		info, infoErr := entry.Info()
		found[path[len(folder):]] = fmt.Sprint(info.Mode(), " ", hashOf(data))
		return errors.Join(err, infoErr)
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// interrupts is how many commands are interrupted, several at once, at random moments.
const interrupts = 60

// TestInterruptedBesideServer interrupts commands while others run: each ends, the server goes on as if nothing had been, and nothing
// is there by halves.
func TestInterruptedBesideServer(t *testing.T) {
	data, samples := filepath.Join(t.TempDir(), "data"), "../../samples/tay-nam-bo-2024"
	serving(t, data, time.Now)
	lines := [][]string{{"ingest", samples}, {"status"}, {"verify"}, {"pack", "tay-nam-bo-2024", "-o", filepath.Join(t.TempDir(), "out")},
		{"close", "2017", "--by", "V28"}, {"reopen", "2017", "--by", "V28", "--reason", "x"}, {"--json", "findings"}}
	var running sync.WaitGroup
	broken := make(chan string, interrupts)
	for n := range 4 {
		running.Go(func() {
			for i := range interrupts / 4 {
				ctx, cancel := context.WithCancelCause(t.Context())
				timer := time.AfterFunc(rand.N(400*time.Millisecond), func() { cancel(errors.New("interrupt signal received")) })
				p := typed(ctx, time.Now, append([]string{"--data", data}, lines[(i+n)%len(lines)]...)...)
				timer.Stop()
				if p.Code == exitInternal {
					broken <- p.Err
				}
			}
		})
	}
	running.Wait()
	close(broken)
	if len(broken) < interrupts/6 {
		t.Errorf("only %d of %d commands were broken off", len(broken), interrupts)
	}
	for said := range broken {
		if !strings.Contains(said, "tonghop: broken off: interrupt signal received\n") {
			t.Errorf("an interrupted command says: %s", said)
		}
	}
	for _, line := range [][]string{{"ingest", samples}, {"verify"}, {"pack", "tay-nam-bo-2024", "-o", t.TempDir()}} {
		if p := typed(t.Context(), time.Now, append([]string{"--data", data}, line...)...); p.Code != exitFine {
			t.Errorf("%v after %d interrupts: exit %d\n%s%s", line, interrupts, p.Code, p.Out, p.Err)
		}
	}
}

// TestNamedFiles holds that a server gets no file that the command line does not name.
func TestNamedFiles(t *testing.T) {
	folder := t.TempDir()
	t.Chdir(folder)
	for _, path := range []string{"in/a.xlsx", "other/b.xlsx", "c.xlsx"} {
		if _, err := (localFiles{}).Outlet(filepath.Dir(path), false).Deliver(filepath.Base(path), func(w io.Writer) error { return nil }); err != nil {
			t.Fatal(err)
		}
	}
	files := namedFiles{named: []string{"in", "c.xlsx", "out"}}
	for path, allowed := range map[string]bool{"in": true, "in/a.xlsx": true, "./in/a.xlsx": true, "c.xlsx": true, "other/b.xlsx": false, "in/../other/b.xlsx": false,
		".": false, folder: false, filepath.Join(folder, "c.xlsx"): false} {
		_, err := files.Mode(path)
		if (err == nil) != allowed {
			t.Errorf("Mode(%s): %v", path, err)
		}
		if _, listed := files.List(path); (listed == nil) != (allowed && path == "in") {
			t.Errorf("List(%s): %v", path, listed)
		}
		file, err := files.Open(path)
		if (err == nil) != allowed {
			t.Errorf("Open(%s): %v", path, err)
		}
		if err == nil {
			file.Close()
		}
	}
	for outlet, allowed := range map[string]bool{"out": true, "out/deep": true, "other": false, ".": false, "/tmp": false} {
		_, err := files.Outlet(outlet, false).Deliver("d.pdf", func(io.Writer) error { return nil })
		if (err == nil) != allowed {
			t.Errorf("Deliver into %s: %v", outlet, err)
		}
		if err := files.Outlet(outlet, false).Ready(); (err == nil) != allowed {
			t.Errorf("Ready, %s: %v", outlet, err)
		}
		if _, err := files.Outlet(outlet, false).Read("d.pdf"); (err == nil) != allowed {
			t.Errorf("Read from %s: %v", outlet, err)
		}
	}
}

// TestInterruptedIngest ends the context of an ingest when its first file is archived, then when its first is read: no other file is begun, and
// the next ingest takes up what is left.
func TestInterruptedIngest(t *testing.T) {
	for _, last := range []pipeline.Step{pipeline.ArchivedStep, pipeline.ReadStep} {
		a := &app{streams: streams{err: io.Discard}, files: localFiles{}, data: filepath.Join(t.TempDir(), "data"), config: "tonghop.yaml", now: time.Now}
		o, err := a.open(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		files, _, err := a.findFiles([]string{"../../samples/tay-nam-bo-2024"})
		if err != nil || len(files) != 15 {
			t.Fatalf("%d files, %v", len(files), err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		var steps atomic.Int64
		_, err = o.Ingest(ctx, files, func(step pipeline.Step, _ pipeline.Receipt, _ *pipeline.Outcome) {
			if step == last {
				steps.Add(1)
				cancel()
			}
		})
		if !errors.Is(err, context.Canceled) || steps.Load() > int64(runtime.GOMAXPROCS(0)) {
			t.Errorf("%s: %v after %d files", last, err, steps.Load())
		}
		settled, err := o.Ingest(t.Context(), files, func(pipeline.Step, pipeline.Receipt, *pipeline.Outcome) {})
		if err != nil || len(settled.Outcomes) < 15 {
			t.Errorf("%s: then %d files, %v", last, len(settled.Outcomes), err)
		}
		for _, outcome := range settled.Outcomes {
			if outcome.State != pipeline.Accepted && outcome.State != pipeline.Unchanged {
				t.Errorf("%s: then %s is %s", last, outcome.Name, outcome.State)
			}
		}
		if err := o.close(); err != nil {
			t.Error(err)
		}
	}
}

// TestOnlyWithWarehouse has a client ask the server for what it would do itself: the server reads, writes and starts nothing for it.
func TestOnlyWithWarehouse(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	serving(t, data, time.Now)
	for _, args := range [][]string{{"check", "../../samples/tay-nam-bo-2024/ca-mau.xlsx"}, {"cage"}, {"serve"}, {"template"}, {"catalog", "check"}, {"rules"}, {"init"}, {"restore"}} {
		client, err := control.Dial(filepath.Join(data, control.SocketName))
		if err != nil {
			t.Fatal(err)
		}
		var out, problems bytes.Buffer
		code, err := client.Call(t.Context(), args, control.Here{Out: &out, Err: &problems, Files: namedFiles{}})
		if code != exitUsage || err != nil || out.Len() > 0 || !strings.Contains(problems.String(), `unknown command "`+args[0]+`"`) {
			t.Errorf("%v: exit %d, %v\n%s%s", args, code, err, &out, &problems)
		}
		client.Close()
	}
}
