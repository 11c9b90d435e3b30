package samples_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// intakeKills is how often intakes are begun to be killed before they end, at random moments.
const intakeKills = 12

// intakeFolder names the variable that tells a child of TestKilledIntake what to work on.
const intakeFolder = "TONGHOP_TEST_INTAKE"

// TestIntakeChild takes in what lies in a folder, for TestKilledIntake to kill it.
func TestIntakeChild(t *testing.T) {
	folder := os.Getenv(intakeFolder)
	if folder == "" {
		t.Skip("a part of TestKilledIntake")
	}
	m := newMailroom(t, folder)
	if _, err := m.Intake(context.Background(), m.inbox); err != nil {
		t.Fatal(err)
	}
}

// TestKilledIntake kills intakes with SIGKILL at random moments, while units go on leaving files: then every file has one receipt, is settled
// once, in its order, and answered, and nothing of it is left in the inbox.
func TestKilledIntake(t *testing.T) {
	morning, noon := map[string][]byte{}, map[string][]byte{}
	for _, unit := range []string{"ca-mau", "an-giang"} {
		for month := 1; month <= 4; month++ {
			morning[fmt.Sprintf("%s/1-%s-%d.xlsx", unit, unit, month)] = form(t, unit, fmt.Sprintf("2024-%02d", month), 60+month)
		}
		morning[unit+"/2-"+unit+"-correction.xlsx"] = form(t, unit, "2024-01", 70) // of what lies before it
		noon[unit+"/3-"+unit+"-back.xlsx"] = form(t, unit, "2024-01", 61)          // as it was at first
		noon[unit+"/4-"+unit+"-other.xlsx"] = form(t, "bac-lieu", "2024-01", 61)
	}
	morning["ca-mau-2025/spoiled.xlsx"] = spoiled(t)
	noon["ca-mau-2025/anh.jpg"] = []byte("\x89PNG\r\n\x1a\n")

	whole := t.TempDir()
	dropAll(t, whole, morning)
	runIntake(t, whole, 0)
	dropAll(t, whole, noon)
	started := time.Now()
	runIntake(t, whole, 0)
	full := time.Since(started)
	want := mailOf(t, whole)
	if len(want.Settled) != len(morning)+len(noon) {
		t.Fatalf("%d of %d files are settled: %v", len(want.Settled), len(morning)+len(noon), want.Settled)
	}
	killed := 0
	for range intakeKills / 3 {
		folder := t.TempDir()
		dropAll(t, folder, morning)
		killed += runIntake(t, folder, 1+rand.N(full))
		dropAll(t, folder, noon)
		killed += runIntake(t, folder, 1+rand.N(full)) + runIntake(t, folder, 1+rand.N(full))
		runIntake(t, folder, 0)
		if diff := cmp.Diff(want, mailOf(t, folder)); diff != "" {
			t.Fatalf("after a kill (-whole +killed):\n%s", diff)
		}
	}
	if t.Logf("%d of %d intakes were killed", killed, intakeKills); killed == 0 {
		t.Error("every intake ended before it was killed")
	}
}

// dropAll leaves files in the inbox in the order of their numbers, whatever is still there.
func dropAll(t *testing.T, folder string, files map[string][]byte) {
	t.Helper()
	for _, part := range []string{"/1-", "/2-", "/"} {
		for name, data := range files {
			path := filepath.Join(folder, "inbox", name)
			if _, err := os.Stat(path); err == nil || !strings.Contains(name, part) || part == "/" && (strings.Contains(name, "/1-") || strings.Contains(name, "/2-")) {
				continue
			}
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		time.Sleep(20 * time.Millisecond) // stamps of files are this coarse
	}
}

// runIntake runs an intake in a process of its own and kills it after some time, 0 for never; it returns 1 where it was still running.
func runIntake(t *testing.T, folder string, after time.Duration) int {
	t.Helper()
	command := exec.Command(os.Args[0], "-test.run", "^TestIntakeChild$")
	command.Env = append(os.Environ(), intakeFolder+"="+folder)
	var out strings.Builder
	command.Stdout, command.Stderr = &out, &out
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	if after > 0 {
		time.Sleep(after)
		// It may have ended by itself.
		_ = command.Process.Kill()
	}
	err := command.Wait()
	switch {
	case err == nil:
		return 0
	case after == 0 || command.ProcessState.Exited():
		t.Fatalf("%v\n%s", err, &out)
	}
	return 1
}

// mail is everything that a killed intake might spoil.
type mail struct {
	Settled  []string // file, state and edition of each submission
	Receipts map[string]int
	Pending  int
	Left     []string
	Answers  map[string]string
	Problems []string
}

// numbered is what an answer says that is another at every run: its number and time, and whether what was accepted has been superseded since,
// for after a kill it may be answered later.
var numbered = regexp.MustCompile(`Nhận lúc .*|ĐÃ TIẾP NHẬN, (?:số liệu|sau đó) .*|\b\d+-(?:[1-4]-|spoiled|anh)`)

func mailOf(t *testing.T, folder string) mail {
	t.Helper()
	m := newMailroom(t, folder)
	defer m.warehouse.Close()
	found := mail{Receipts: map[string]int{}, Answers: map[string]string{}}
	audit, err := m.Warehouse.Audit(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range audit.Submissions {
		found.Settled = append(found.Settled, fmt.Sprint(s.Name, " ", s.State, " ", s.Edition))
	}
	slices.Sort(found.Settled)
	receipts, err := m.Archive.Receipts()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range receipts {
		found.Receipts[r.Name]++
	}
	pending, err := m.Archive.Pending()
	if err != nil {
		t.Fatal(err)
	}
	found.Pending = len(pending)
	for _, unit := range []string{"an-giang", "ca-mau", "ca-mau-2025"} {
		left, _ := filepath.Glob(filepath.Join(m.dir, unit, "*.*"))
		for _, path := range left {
			if name := filepath.Base(path); name != ".taking" {
				found.Left = append(found.Left, name)
			}
		}
		for name, text := range m.answers(unit) {
			if strings.HasSuffix(name, ".xlsx") {
				text = "a workbook"
			}
			_, name, _ = strings.Cut(name, "-")
			found.Answers[name] += numbered.ReplaceAllString(text, "")
		}
	}
	if m.claims() > 0 {
		found.Left = append(found.Left, fmt.Sprintf("%d claims", m.claims()))
	}
	verified, err := m.Verify(context.Background(), "")
	if err != nil {
		t.Fatal(err)
	}
	found.Problems = verified.Problems
	return found
}
