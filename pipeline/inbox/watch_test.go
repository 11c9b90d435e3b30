package inbox

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"log/slog"
)

// TestWatch drops files as units do, and expects to be woken when they may be complete.
func TestWatch(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "inbox")
	i := New(dir, []string{"ca-mau", "an-giang"}, 50*time.Millisecond, time.Now, slog.New(slog.DiscardHandler))
	if err := i.Make([]string{"ca-mau"}); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	woken, ended := make(chan time.Time), make(chan struct{})
	go func() {
		defer close(ended)
		i.Watch(ctx, func() { woken <- time.Now() })
	}()
	expectTaken := func(name string, events func()) {
		t.Helper()
		events()
		for {
			select {
			case <-woken:
			case <-time.After(20 * time.Second):
				t.Fatalf("%s: not woken", name)
			}
			claimed, _, err := i.Ready(ctx)
			if err != nil {
				t.Fatal(err)
			}
			if len(claimed) == 1 && claimed[0].Name == name {
				return
			}
		}
	}
	write := func(path string) {
		if err := os.WriteFile(filepath.Join(dir, path), []byte("x"), 0o644); err != nil {
			t.Error(err)
		}
	}
	write("ca-mau/before.xlsx") // before anybody watched, or just after: either way it is seen
	expectTaken("before.xlsx", func() {})
	forget := func() {
		if err := os.RemoveAll(filepath.Join(dir, "ca-mau", taking)); err != nil {
			t.Fatal(err)
		}
	}
	forget()
	expectTaken("written.xlsx", func() { write("ca-mau/written.xlsx") })
	forget()
	expectTaken("renamed.xlsx", func() {
		write("ca-mau/renamed.xlsx.part")
		if err := os.Rename(filepath.Join(dir, "ca-mau/renamed.xlsx.part"), filepath.Join(dir, "ca-mau/renamed.xlsx")); err != nil {
			t.Error(err)
		}
	})
	forget()
	expectTaken("first.xlsx", func() { // in a folder that was not there
		if err := os.Mkdir(filepath.Join(dir, "an-giang"), 0o755); err != nil {
			t.Error(err)
		}
		write("an-giang/first.xlsx")
	})
	stop()
	go func() {
		for range woken { // what is told meanwhile
		}
	}()
	select {
	case <-ended:
	case <-time.After(20 * time.Second):
		t.Fatal("Watch goes on")
	}
}

// Without a folder there is nothing to watch: it says so, and goes on being told by Ready.
func TestWatchNothing(t *testing.T) {
	d := newDesk(t)
	if err := os.RemoveAll(d.dir); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	d.settle = time.Millisecond
	woken := make(chan struct{})
	go d.Watch(ctx, func() { woken <- struct{}{} })
	<-woken
	d.wait()
	select {
	case <-woken:
	case <-time.After(20 * time.Second):
		t.Fatal("not woken")
	}
	if d.said.Len() == 0 {
		t.Error("nothing was said")
	}
}
