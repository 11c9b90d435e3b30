package inbox

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/durable"
	"tonghop/pipeline/vi"
)

const settle = 10 * time.Second

// desk is an inbox with a clock that goes on by hand, and what was logged.
type desk struct {
	*Inbox
	t    *testing.T
	dir  string
	time time.Time
	said bytes.Buffer
}

// newDesk makes an inbox of two units. Its clock starts a day ahead: a file's stamp, which nobody can set, is never ahead of it.
func newDesk(t *testing.T) *desk {
	d := &desk{t: t, dir: filepath.Join(t.TempDir(), "inbox"), time: time.Now().Add(24 * time.Hour)}
	d.restart()
	if err := d.Make([]string{"ca-mau", "an-giang"}); err != nil {
		t.Fatal(err)
	}
	return d
}

// restart is what a killed process is followed by.
func (d *desk) restart() {
	d.Inbox = New(d.dir, []string{"ca-mau", "an-giang"}, settle, func() time.Time { return d.time }, slog.New(slog.NewTextHandler(&d.said, nil)))
}

// write writes a file as of the desk's time.
func (d *desk) write(name, text string) {
	d.t.Helper()
	path := filepath.Join(d.dir, name)
	if err := errors.Join(os.WriteFile(path, []byte(text), 0o644), os.Chtimes(path, d.time, d.time)); err != nil {
		d.t.Fatal(err)
	}
}

// ready sweeps and returns what was claimed, as unit/name=text.
func (d *desk) ready() ([]pipeline.Claimed, []string) {
	d.t.Helper()
	claimed, _, err := d.Ready(context.Background())
	if err != nil {
		d.t.Fatal(err)
	}
	texts := make([]string, len(claimed))
	for i, c := range claimed {
		texts[i] = c.Unit + "/" + c.Name + "=" + d.read(c)
	}
	return claimed, texts
}

func (d *desk) read(c pipeline.Claimed) string {
	d.t.Helper()
	r, err := c.Open()
	if err != nil {
		return err.Error()
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	if err != nil {
		d.t.Fatal(err)
	}
	return string(data)
}

// expect sweeps and holds what was claimed against what is expected.
func (d *desk) expect(want ...string) []pipeline.Claimed {
	d.t.Helper()
	claimed, texts := d.ready()
	if !slices.Equal(texts, want) {
		d.t.Fatalf("claimed %q, expected %q", texts, want)
	}
	return claimed
}

// done says that receipts of what was claimed are settled.
func (d *desk) done(claimed []pipeline.Claimed) {
	d.t.Helper()
	for _, c := range claimed {
		if err := d.Done(pipeline.Receipt{Claim: c.Claim, Unit: c.Unit, Size: int64(len(d.read(c)))}); err != nil {
			d.t.Fatal(err)
		}
	}
}

// left lists what is in a folder of the inbox and below, without folders.
func (d *desk) left(folder string) []string {
	d.t.Helper()
	var found []string
	err := filepath.WalkDir(filepath.Join(d.dir, folder), func(path string, entry os.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			found = append(found, filepath.Base(path))
		}
		return err
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return found
}

func TestSlowWriter(t *testing.T) {
	d := newDesk(t)
	text := ""
	for range 5 {
		text += "more "
		d.write("ca-mau/bao-cao.xlsx", text)
		d.time = d.time.Add(settle - time.Second)
		claimed, next, err := d.Ready(context.Background())
		if err != nil || len(claimed) > 0 || !next.Equal(d.time.Add(time.Second)) {
			t.Fatalf("%v, next %v, %v: expected nothing before %v", claimed, next, err, d.time.Add(time.Second))
		}
	}
	d.time = d.time.Add(time.Second)
	d.done(d.expect("ca-mau/bao-cao.xlsx=" + text))
	if left := d.left("ca-mau"); len(left) > 0 {
		t.Errorf("left: %q", left)
	}
	if claims, err := os.ReadDir(filepath.Join(d.dir, "ca-mau", taking)); err != nil || len(claims) > 0 {
		t.Errorf("claims are left: %v, %v", claims, err)
	}
}

// A stamp of another machine's clock says nothing about now; what is seen does.
func TestStampInTheFuture(t *testing.T) {
	d := newDesk(t)
	d.time = d.time.Add(1000 * time.Hour)
	d.write("ca-mau/bao-cao.xlsx", "66")
	d.time = d.time.Add(-1000 * time.Hour)
	d.expect()
	d.time = d.time.Add(settle - time.Second)
	d.expect()
	d.time = d.time.Add(time.Second)
	d.done(d.expect("ca-mau/bao-cao.xlsx=66"))
	d.time = d.time.Add(-500 * time.Hour) // the clock is turned back
	d.write("ca-mau/bao-cao.xlsx", "65")
	d.expect()
	d.time = d.time.Add(settle)
	d.expect("ca-mau/bao-cao.xlsx=65")
}

func TestTemporaryNames(t *testing.T) {
	d := newDesk(t)
	names := []string{".bao-cao.xlsx.Xy12", "~$bao-cao.xlsx", "bao-cao.xlsx.part", "bao-cao.xlsx.filepart", "bao-cao.TMP", "bao-cao.crdownload", "Thumbs.db", "desktop.ini"}
	for _, name := range names {
		d.write("ca-mau/"+name, "66")
	}
	d.time = d.time.Add(time.Hour)
	d.expect()
	if err := os.Rename(filepath.Join(d.dir, "ca-mau/bao-cao.xlsx.part"), filepath.Join(d.dir, "ca-mau/bao-cao.xlsx")); err != nil {
		t.Fatal(err)
	}
	d.done(d.expect("ca-mau/bao-cao.xlsx=66"))
	if left := d.left("ca-mau"); len(left) != len(names)-1 || d.said.Len() > 0 {
		t.Errorf("left %q, said %s", left, &d.said)
	}
}

// A file of the same name that comes while the first one is taken is another file.
func TestReplacedWhileClaimed(t *testing.T) {
	d := newDesk(t)
	d.write("ca-mau/bao-cao.xlsx", "66")
	d.time = d.time.Add(settle)
	first := d.expect("ca-mau/bao-cao.xlsx=66")
	d.write("ca-mau/new", "65")
	if err := os.Rename(filepath.Join(d.dir, "ca-mau/new"), filepath.Join(d.dir, "ca-mau/bao-cao.xlsx")); err != nil {
		t.Fatal(err)
	}
	d.done(first)
	d.time = d.time.Add(settle)
	d.done(d.expect("ca-mau/bao-cao.xlsx=65"))
}

// Who had the file open may go on writing into what is claimed: then it is taken in again when it is complete.
func TestWrittenWhileClaimed(t *testing.T) {
	d := newDesk(t)
	d.write("ca-mau/bao-cao.xlsx", "half")
	writer, err := os.OpenFile(filepath.Join(d.dir, "ca-mau/bao-cao.xlsx"), os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		t.Fatal(err)
	}
	d.time = d.time.Add(settle)
	half := d.expect("ca-mau/bao-cao.xlsx=half")
	if _, err := writer.WriteString(" and half"); err != nil {
		t.Fatal(err)
	}
	if err := d.Done(pipeline.Receipt{Claim: half[0].Claim, Unit: "ca-mau", Size: 4}); err != nil {
		t.Fatal(err)
	}
	again, texts := d.ready()
	if len(again) != 1 || !again[0].Again || again[0].Claim == half[0].Claim || texts[0] != "ca-mau/bao-cao.xlsx=half and half" {
		t.Fatalf("%+v %q", again, texts)
	}
	d.done(again)
	d.expect()
}

func TestKilledWhileClaimed(t *testing.T) {
	d := newDesk(t)
	for i, name := range []string{"b", "a", "c"} { // in the order in which they came
		d.write("ca-mau/"+name, fmt.Sprint(i))
		d.time = d.time.Add(time.Second)
	}
	d.time = d.time.Add(settle)
	before := d.expect("ca-mau/b=0", "ca-mau/a=1", "ca-mau/c=2")
	if err := os.Mkdir(filepath.Join(d.dir, "ca-mau", taking, newClaim(d.time, 7)), 0o700); err != nil { // before the rename
		t.Fatal(err)
	}
	d.write("ca-mau/d", "3")
	d.restart()
	d.time = d.time.Add(settle)
	after := d.expect("ca-mau/b=0", "ca-mau/a=1", "ca-mau/c=2", "ca-mau/d=3")
	for i, c := range after {
		if c.Again != (i < len(before)) || c.Again && c.Claim != before[i].Claim {
			t.Errorf("%+v after %+v", c, before)
		}
	}
	d.done(after)
	d.expect()
	if claims, err := os.ReadDir(filepath.Join(d.dir, "ca-mau", taking)); err != nil || len(claims) > 0 {
		t.Errorf("claims are left: %v, %v", claims, err)
	}
}

func TestNames(t *testing.T) {
	d := newDesk(t)
	long := strings.Repeat("đ", 120) + ".xlsx"
	for _, name := range []string{"báo\ncáo.xlsx", "ba\u0301o ca\u0301o.xlsx", "\xff\xfe.xlsx", long, "khong-duoi", "anh.jpg"} {
		d.write("ca-mau/"+name, name)
	}
	d.time = d.time.Add(settle)
	claimed, _ := d.ready()
	if len(claimed) != 6 {
		t.Fatalf("%+v", claimed)
	}
	for _, c := range claimed {
		if text := d.read(c); text != c.Name {
			t.Errorf("%q is %q", c.Name, text)
		}
	}
	d.done(claimed)
	d.expect()
	for name, want := range map[string]string{strings.Repeat("đ", 200) + ".xlsx": strings.Repeat("đ", 125) + ".xlsx", strings.Repeat("x", 300): strings.Repeat("x", 255)} {
		if got := shortName(name); got != want {
			t.Errorf("%d bytes: %q", len(got), got)
		}
	}
}

// What one unit leaves by the thousand keeps no other waiting, and comes in its order.
func TestManyFiles(t *testing.T) {
	d := newDesk(t)
	const many = 1000
	for n := range many {
		d.write(fmt.Sprintf("an-giang/%03d.xlsx", n), "x")
	}
	d.write("ca-mau/one.xlsx", "y")
	d.time = d.time.Add(settle)
	var names []string
	for sweeps := 1; ; sweeps++ {
		claimed, next, err := d.Ready(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if sweeps == 1 && (len(claimed) != mostOfUnit+1 || claimed[mostOfUnit].Name != "one.xlsx" || !next.Equal(d.time)) {
			t.Fatalf("%d claimed, next %v", len(claimed), next)
		}
		for _, c := range claimed {
			names = append(names, c.Name)
		}
		d.done(claimed)
		if next.IsZero() {
			break
		}
	}
	names = slices.DeleteFunc(names, func(name string) bool { return name == "one.xlsx" })
	if len(names) != many || !slices.IsSorted(names) || len(d.left(".")) > 0 {
		t.Errorf("%d names, %d left", len(names), len(d.left(".")))
	}
}

func TestAnswers(t *testing.T) {
	d := newDesk(t)
	for _, text := range []string{"first", "second"} {
		if err := d.Answer("ca-mau", []pipeline.AnswerFile{{Name: "17-bao-cao.txt", Data: []byte(text)}, {Name: "17-bao-cao.xlsx", Data: []byte("x")}}); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(d.dir, "ca-mau", vi.AnswersFolder, "17-bao-cao.txt")
	if text, err := os.ReadFile(path); err != nil || string(text) != "second" {
		t.Errorf("%q, %v", text, err)
	}
	d.time = d.time.Add(settle)
	d.expect() // they are no input
	d.write("ca-mau/"+vi.AnswersFolder+"/2-old.txt", "old")
	d.time = d.time.Add(answersKept)
	d.write("ca-mau/"+vi.AnswersFolder+"/99-new.txt", "new")
	d.time = d.time.Add(time.Hour)
	d.expect()
	if left := d.left("ca-mau"); !slices.Equal(left, []string{"99-new.txt"}) {
		t.Errorf("left %q", left)
	}
	d.write("ca-mau/"+vi.AnswersFolder+"/"+durable.Writing+"X", "half") // by a process that was killed
	d.restart()
	d.expect()
	if left := d.left("ca-mau"); !slices.Equal(left, []string{"99-new.txt"}) {
		t.Errorf("left %q", left)
	}
}
