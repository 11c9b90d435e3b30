package main

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// kills is how often ingests are begun to be killed before they end, at random moments: others in each run. Those of all tests are over a
// hundred with "make kill".
const kills = 4

// TestKilledIngest kills ingests with SIGKILL at random moments and runs them again: then nothing is lost, nothing
// is there twice, and the reports are the same to the byte.
func TestKilledIngest(t *testing.T) {
	t.Parallel()
	program, files := installed(t), samples(t)
	whole := filepath.Join(t.TempDir(), "whole")
	mustRun(t, "whole", ingest(program, whole, files))
	want := stateOf(t, program, whole)
	k := killer{full: time.Second}
	for range kills / 2 {
		data := filepath.Join(t.TempDir(), "killed")
		k.kill(t, ingest(program, data, files), 0)
		k.kill(t, ingest(program, data, files), 0)
		mustRun(t, "after a kill", ingest(program, data, files))
		if diff := cmp.Diff(want, stateOf(t, program, data)); diff != "" {
			t.Fatalf("after a kill (-whole +killed):\n%s", diff)
		}
	}
	k.check(t)
}

// installed is the program as scripts run it: TestMain puts it on the path.
func installed(t *testing.T) string {
	t.Helper()
	program, err := exec.LookPath("tonghop")
	if err != nil {
		t.Fatal(err)
	}
	return program
}

// mustRun runs a command that must end well.
func mustRun(t *testing.T, when string, command *exec.Cmd) {
	t.Helper()
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v: %v\n%s", when, command.Args, err, out)
	}
}

func ingest(program, data string, files []string) *exec.Cmd {
	return exec.Command(program, append([]string{"--data", data, "ingest"}, files...)...)
}

// killer kills commands of one kind at random moments. How long they take it learns from those that end before: a machine is not equally
// busy all the time, and who waits too long kills nothing.
type killer struct {
	full          time.Duration
	tried, killed int
}

// kill runs a command and kills it when a part of its time is over, at least spared of it; it returns whether the command was still running.
func (k *killer) kill(t *testing.T, command *exec.Cmd, spared float64) bool {
	t.Helper()
	started := time.Now()
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		_ = command.Wait()
		close(ended)
	}()
	k.tried++
	select {
	case <-ended:
		k.full = time.Since(started)
	case <-time.After(time.Duration((spared + (1-spared)*rand.Float64()) * float64(k.full))):
	}
	// The process may have ended by itself.
	_ = command.Process.Kill()
	<-ended
	if command.ProcessState.Success() {
		return false
	}
	k.killed++
	return true
}

// check holds that something was killed at all.
func (k *killer) check(t *testing.T) {
	t.Helper()
	t.Logf("%d of %d were killed", k.killed, k.tried)
	if k.killed == 0 {
		t.Error("every command ended before it was killed")
	}
}

// state is everything that a killed ingest might spoil.
type state struct {
	Status, Findings any
	Pending          int
	Originals        int
	Report           []byte
}

func stateOf(t *testing.T, program, data string) state {
	t.Helper()
	var s state
	ask := func(into *any, args ...string) {
		out, err := exec.Command(program, append([]string{"--data", data, "--json"}, args...)...).Output()
		if err != nil {
			t.Fatalf("%v: %v", args, err)
		}
		if err := json.NewDecoder(bytes.NewReader(out)).Decode(into); err != nil {
			t.Fatal(err)
		}
	}
	var written any
	var checked any
	ask(&checked, "verify") // which ends in an error where anything does not agree
	ask(&s.Status, "status")
	for _, standing := range s.Status.(map[string]any)["status"].([]any) {
		delete(standing.(map[string]any), "first_received") // every run has its own
		delete(standing.(map[string]any), "submission")     // its number depends on how often the file was sent
	}
	ask(&s.Findings, "findings")
	for _, finding := range s.Findings.(map[string]any)["findings"].([]any) {
		delete(finding.(map[string]any), "submission") // its number depends on how often the file was sent
	}
	ask(&written, "pack", "tay-nam-bo-2024", "-o", data)
	s.Pending = countFiles(t, data, "archive/pending/*")
	s.Originals = countFiles(t, data, "archive/originals/??/*")
	report, err := os.ReadFile(filepath.Join(data, "01-bao-cao.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	s.Report = report
	return s
}

func countFiles(t testing.TB, data, pattern string) int {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(data, pattern))
	if err != nil {
		t.Fatal(err)
	}
	return len(found)
}
