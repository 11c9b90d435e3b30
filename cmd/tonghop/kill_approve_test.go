package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// killedApprovals is how often approvals are begun to be killed before they end, at random moments: others in each run.
const killedApprovals = 5

// TestKilledApproval kills approvals with SIGKILL at random moments: the edition is there whole or not at all, and another approval goes
// through.
func TestKilledApproval(t *testing.T) {
	t.Parallel()
	program := installed(t)
	before := filepath.Join(t.TempDir(), "before")
	mustRun(t, "before", ingest(program, before, samples(t)))
	mustRun(t, "before", exec.Command(program, "--data", before, "pack", "tay-nam-bo-2024", "-o", t.TempDir()))
	approve := func(data string) *exec.Cmd {
		return exec.Command(program, "--data", data, "approve", "tay-nam-bo-2024", "--number", "5", "--date", "2024-08-15", "--signer", "Nguyễn Văn A", "-o", filepath.Join(data, "out"))
	}
	want := filepath.Join(t.TempDir(), "whole")
	copied(t, before, want)
	started := time.Now()
	mustRun(t, "whole", approve(want))
	k := killer{full: time.Since(started)}
	there := 0
	for range killedApprovals {
		data := filepath.Join(t.TempDir(), "killed")
		copied(t, before, data)
		killed := k.kill(t, approve(data), 0.5) // before that, nothing is written
		count := editionsIn(t, program, data)
		if killed {
			there += count
		}
		if count == 0 { // nobody would know: the same again
			mustRun(t, "after a kill", approve(data))
			if n := editionsIn(t, program, data); n != 1 {
				t.Fatalf("after a kill: %d editions", n)
			}
		}
		for _, args := range [][]string{{"verify"}, {"reprint", "tay-nam-bo-2024", "-o", filepath.Join(data, "again")}} {
			mustRun(t, "after a kill", exec.Command(program, append([]string{"--data", data}, args...)...))
		}
		mustRun(t, "after a kill", exec.Command("diff", "-r", filepath.Join(want, "out"), filepath.Join(data, "again")))
	}
	k.check(t)
	t.Logf("%d of them had published", there)
}

// copied copies a folder.
func copied(t *testing.T, from, to string) {
	t.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
}

// editionsIn counts the editions in a data folder.
func editionsIn(t *testing.T, program, data string) int {
	t.Helper()
	out, err := exec.Command(program, "--data", data, "--json", "editions").Output()
	if err != nil {
		t.Fatal(err)
	}
	var listed struct{ Editions []any }
	if err := json.Unmarshal(out, &listed); err != nil {
		t.Fatal(err)
	}
	return len(listed.Editions)
}
