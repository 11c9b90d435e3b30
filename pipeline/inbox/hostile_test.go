package inbox

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

func TestOddThings(t *testing.T) {
	d := newDesk(t)
	at := func(name string) string { return filepath.Join(d.dir, name) }
	d.write("an-giang/secret.xlsx", "not of ca-mau")
	d.write("ca-mau/plain.xlsx", "66")
	d.write("stray.xlsx", "in no folder")
	err := errors.Join(os.Symlink("/etc/passwd", at("ca-mau/passwd.xlsx")), os.Symlink("../an-giang/secret.xlsx", at("ca-mau/neighbour.xlsx")),
		os.Symlink("plain.xlsx", at("ca-mau/itself.xlsx")), syscall.Mkfifo(at("ca-mau/fifo.xlsx"), 0o644), os.Link(at("stray.xlsx"), at("ca-mau/hard.xlsx")),
		os.MkdirAll(at("ca-mau/2026/10"), 0o755), os.Mkdir(at("ca-mao"), 0o755), os.Symlink("/etc", at("can-tho")))
	if err != nil {
		t.Fatal(err)
	}
	d.write("ca-mau/2026/10/deep.xlsx", "deep")
	d.write("ca-mao/bao-cao.xlsx", "unknown")
	d.time = d.time.Add(settle)
	d.done(d.expect("an-giang/secret.xlsx=not of ca-mau", "ca-mau/plain.xlsx=66"))
	said := d.said.String()
	for _, name := range []string{"ca-mau/passwd.xlsx", "ca-mau/neighbour.xlsx", "ca-mau/itself.xlsx", "ca-mau/fifo.xlsx", "ca-mau/hard.xlsx", "ca-mau/2026", "ca-mao", "can-tho", "stray.xlsx"} {
		if strings.Count(said, "path="+name+" ") != 1 {
			t.Errorf("%s is not told of once:\n%s", name, said)
		}
	}
	d.expect()
	if d.said.String() != said {
		t.Errorf("told again:\n%s", &d.said)
	}
	if left := d.left("."); len(left) != 9 {
		t.Errorf("left: %q", left)
	}
}

// What a unit puts where claims and answers are leads nowhere, and keeps no other unit waiting.
func TestHostileUnit(t *testing.T) {
	d := newDesk(t)
	outside := filepath.Join(t.TempDir(), "outside")
	at := func(name string) string { return filepath.Join(d.dir, name) }
	err := errors.Join(os.Mkdir(outside, 0o755), os.Symlink(outside, at("ca-mau/.taking")), os.Symlink(outside, at("ca-mau/"+vi.AnswersFolder)))
	if err != nil {
		t.Fatal(err)
	}
	d.write("ca-mau/a.xlsx", "1")
	d.write("an-giang/b.xlsx", "2")
	d.time = d.time.Add(settle)
	claimed, _, err := d.Ready(context.Background())
	if err == nil || len(claimed) != 1 || claimed[0].Unit != "an-giang" {
		t.Errorf("%+v, %v", claimed, err)
	}
	if err := d.Answer("ca-mau", []pipeline.AnswerFile{{Name: "1-a.txt", Data: []byte("x")}}); err == nil {
		t.Error("an answer goes through a link")
	}
	if err := d.Answer("an-giang", []pipeline.AnswerFile{{Name: "../../1-a.txt", Data: []byte("x")}}); err == nil {
		t.Error("an answer leaves the folder of the unit")
	}
	if entries, err := os.ReadDir(outside); err != nil || len(entries) > 0 {
		t.Errorf("outside: %v, %v", entries, err)
	}
	// Of what it makes itself of claims, links are left alone.
	os.Remove(at("ca-mau/.taking"))
	forged := filepath.Join("ca-mau", taking, newClaim(d.time, 1))
	err = errors.Join(os.MkdirAll(at(forged), 0o755), os.Symlink("/etc/passwd", at(forged+"/x.xlsx")), os.Mkdir(at("ca-mau/.taking/zzz"), 0o755))
	if err != nil {
		t.Fatal(err)
	}
	d.done(claimed)
	claimed, _, _ = d.Ready(context.Background())
	if len(claimed) != 1 || claimed[0].Name != "a.xlsx" {
		t.Errorf("%+v", claimed)
	}
}

// A claimed file that is exchanged for a link before it is read is not followed.
func TestExchangedAfterClaim(t *testing.T) {
	d := newDesk(t)
	d.write("ca-mau/a.xlsx", "1")
	d.time = d.time.Add(settle)
	claimed, _, err := d.Ready(context.Background())
	if err != nil || len(claimed) != 1 {
		t.Fatal(claimed, err)
	}
	path := filepath.Join(d.dir, "ca-mau", taking, claimed[0].Claim, "a.xlsx")
	if err := errors.Join(os.Remove(path), os.Symlink("/etc/passwd", path)); err != nil {
		t.Fatal(err)
	}
	if text := d.read(claimed[0]); !strings.Contains(text, "symbolic link") {
		t.Errorf("read %q", text)
	}
	d.expect()
}

func TestUnreadable(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root reads every file")
	}
	d := newDesk(t)
	d.write("ca-mau/closed.xlsx", "1")
	d.write("ca-mau/open.xlsx", "2")
	path := filepath.Join(d.dir, "ca-mau/closed.xlsx")
	if err := os.Chmod(path, 0); err != nil {
		t.Fatal(err)
	}
	d.time = d.time.Add(settle)
	d.done(d.expect("ca-mau/open.xlsx=2"))
	if !strings.Contains(d.said.String(), "closed.xlsx") {
		t.Errorf("said %s", &d.said)
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	d.expect("ca-mau/closed.xlsx=1")
}
