package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/mail"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/deliver/mailserver"
)

// serviceKills is how often services and jobs are begun to be killed before they end, at random moments: others in each run.
const serviceKills = 25

// killed is an office whose processes are killed again and again, with a mail server that never is.
type killed struct {
	*testing.T
	program, dir string
	server       *mailserver.Server
	left         []string // workbooks that no unit has left in its folder yet
	dropped      int
}

// TestKilledService kills tonghop serve and the jobs close and monthly with SIGKILL at random moments, while units leave workbooks in the inbox. Then every file is in the archive
// and settled once, what was written is whole, and nobody got a message twice.
func TestKilledService(t *testing.T) {
	t.Parallel()
	k := newKilled(t)
	var killer killer
	for i := range serviceKills {
		if i%2 == 0 {
			k.drop()
		}
		command := k.tonghop("serve")
		switch i % 5 {
		case 3:
			command = k.tonghop("run", "monthly", "--for", fmt.Sprintf("2026-%02d", 1+i%10))
		case 4:
			command = k.tonghop("run", "close", "--for", fmt.Sprintf("2026-%02d-%02d", 1+i%10, 1+i%27))
		}
		killer.full = time.Second
		killer.kill(t, command, 0)
	}
	killer.check(t)
	for len(k.left) > 0 {
		k.drop()
	}
	k.settle()
	k.check()
}

func newKilled(t *testing.T) *killed {
	k := &killed{T: t, program: installed(t), dir: t.TempDir(), server: mailserver.New(t, pipeline.NoSecurity), left: provinces(t)}
	var addresses bytes.Buffer
	for _, file := range k.left {
		fmt.Fprintf(&addresses, "    %s: [%[1]s@example.vn]\n", unitOf(file))
	}
	config := fmt.Sprintf("service:\n  listen: \"\"\n  folders: {settle_seconds: 1}\n  mail: {server: 127.0.0.1, port: %d, security: none, from: v05@example.vn}\n"+
		"  recipients: [{drafts: [lan@example.vn, minh@example.vn]}]\n  addresses:\n%s", k.server.Config("", "").Port, &addresses)
	if err := os.WriteFile(filepath.Join(k.dir, "tonghop.yaml"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	mustRun(t, "init", k.tonghop("init"))
	return k
}

// provinces are the samples whose names are those of their units.
func provinces(t *testing.T) []string {
	return slices.DeleteFunc(samples(t), func(file string) bool { return unitOf(file) == "toan-quoc" || unitOf(file) == "vung-tay-nam-bo" })
}

// unitOf is the unit of a sample.
func unitOf(file string) string {
	name := filepath.Base(file)
	return name[:len(name)-len(filepath.Ext(name))]
}

func (k *killed) tonghop(args ...string) *exec.Cmd {
	command := exec.Command(k.program, args...)
	command.Dir = k.dir
	return command
}

// drop leaves a workbook in its unit's folder.
func (k *killed) drop() {
	if len(k.left) == 0 {
		return
	}
	file := k.left[0]
	k.left = k.left[1:]
	data, err := os.ReadFile(file)
	if err != nil {
		k.Fatal(err)
	}
	folder := filepath.Join(k.dir, "data", "inbox", unitOf(file))
	if err := os.MkdirAll(folder, 0o700); err != nil {
		k.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, filepath.Base(file)), data, 0o600); err != nil {
		k.Fatal(err)
	}
	k.dropped++
}

// settle lets the service run until there is nothing left to do, and ends it.
func (k *killed) settle() {
	serve := k.tonghop("serve")
	var log bytes.Buffer
	serve.Stderr = &log
	if err := serve.Start(); err != nil {
		k.Fatal(err)
	}
	waited := time.Now()
	for done := false; !done; time.Sleep(200 * time.Millisecond) {
		if time.Since(waited) > 2*time.Minute {
			k.Fatalf("there is still something to do:\n%s", &log)
		}
		waiting, err := filepath.Glob(filepath.Join(k.dir, "data", "inbox", "*", "*.xlsx"))
		if err != nil {
			k.Fatal(err)
		}
		taken, err := filepath.Glob(filepath.Join(k.dir, "data", "inbox", "*", ".taking", "*"))
		if err != nil {
			k.Fatal(err)
		}
		done = len(waiting)+len(taken) == 0 && len(k.receipts()) == k.dropped
		for _, d := range k.deliveries() {
			done = done && (d.State == pipeline.DeliverySent || d.State == pipeline.DeliveryUncertain)
		}
	}
	if err := serve.Process.Signal(syscall.SIGTERM); err != nil {
		k.Fatal(err)
	}
	if err := serve.Wait(); err != nil {
		k.Fatalf("%v\n%s", err, &log)
	}
}

// receipts are the submissions.
func (k *killed) receipts() []pipeline.Submission {
	var answer struct{ Submissions []pipeline.Submission }
	k.ask(&answer, "submissions")
	return answer.Submissions
}

func (k *killed) deliveries() []pipeline.Delivery {
	var answer struct{ Deliveries []pipeline.Delivery }
	k.ask(&answer, "deliveries")
	return answer.Deliveries
}

// ask asks for JSON. The service may be on its way up: then it is asked again.
func (k *killed) ask(into any, args ...string) {
	k.Helper()
	for range 100 {
		out, err := k.tonghop(append([]string{"--json"}, args...)...).Output()
		if err == nil {
			if err := json.Unmarshal(out, into); err != nil {
				k.Fatal(err)
			}
			return
		}
		time.Sleep(200 * time.Millisecond)
	}
	k.Fatalf("%v: no answer", args)
}

func (k *killed) check() {
	mustRun(k.T, "at the end", k.tonghop("verify"))
	accepted := map[string]int{}
	for _, s := range k.receipts() {
		if s.State == pipeline.Accepted {
			accepted[s.Reporter]++
		}
	}
	for _, file := range provinces(k.T) {
		if accepted[unitOf(file)] != 1 {
			k.Errorf("%s is accepted %d times", unitOf(file), accepted[unitOf(file)])
		}
	}
	got := map[string]int{}
	for _, m := range k.server.Taken() {
		message, err := mail.ReadMessage(bytes.NewReader(m.Data))
		if err != nil {
			k.Fatal(err)
		}
		got[strings.Trim(message.Header.Get("Message-ID"), "<>")]++
	}
	uncertain := 0
	for _, d := range k.deliveries() {
		n := got[strings.Trim(d.MessageID, "<>")]
		switch d.State {
		case pipeline.DeliverySent:
			if n != 1 {
				k.Errorf("delivery %d (%s) is sent, and was taken %d times", d.ID, d.Key, n)
			}
		case pipeline.DeliveryUncertain:
			if uncertain++; n > 1 {
				k.Errorf("delivery %d (%s) is uncertain, and was taken %d times", d.ID, d.Key, n)
			}
		default:
			k.Errorf("delivery %d (%s) is %s", d.ID, d.Key, d.State)
		}
	}
	k.Logf("%d workbooks, %d messages, %d of them uncertain", k.dropped, len(got), uncertain)
	k.checkWhole()
}

// checkWhole looks at every file that somebody may read.
func (k *killed) checkWhole() {
	for _, pattern := range []string{"outbox/*/*", "outbox/*/*/*", "outbox/*/*/*/*", "inbox/*/tra-loi/*"} {
		found, err := filepath.Glob(filepath.Join(k.dir, "data", pattern))
		if err != nil {
			k.Fatal(err)
		}
		for _, path := range found {
			data, err := os.ReadFile(path)
			whole := true
			switch filepath.Ext(path) {
			case ".pdf":
				whole = bytes.HasPrefix(data, []byte("%PDF")) && bytes.HasSuffix(bytes.TrimSpace(data), []byte("%%EOF"))
			case ".xlsx":
				whole = bytes.Contains(data[max(0, len(data)-64):], []byte("PK\x05\x06"))
			case ".txt":
				whole = len(data) > 0
			}
			if err == nil && !whole {
				k.Errorf("%s is not whole", path)
			}
		}
	}
}
