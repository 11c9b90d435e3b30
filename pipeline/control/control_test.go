package control

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/deliver"
)

func TestMain(m *testing.M) {
	patience, grace = 3*time.Second, 2*time.Second
	os.Exit(m.Run())
}

// diskFiles are files of this process.
type diskFiles struct{}

func (diskFiles) Mode(path string) (fs.FileMode, error) {
	info, err := os.Stat(path)
	if err != nil {
		return 0, err
	}
	return info.Mode(), nil
}

func (diskFiles) List(folder string) ([]pipeline.FolderEntry, error) {
	found, err := os.ReadDir(folder)
	var entries []pipeline.FolderEntry
	for _, entry := range found {
		entries = append(entries, pipeline.FolderEntry{Name: entry.Name(), Type: entry.Type()})
	}
	return entries, err
}

func (diskFiles) Open(path string) (io.ReadCloser, error) { return os.Open(path) }

func (diskFiles) Outlet(folder string, private bool) pipeline.Outlet {
	return deliver.Folder{Dir: folder, Private: private}
}

// serve serves commands until stop is called, which returns what Serve does; at the latest when the test ends.
func serve(t *testing.T, do func(context.Context, Command) int) (path string, stop func() error) {
	t.Helper()
	path = filepath.Join(t.TempDir(), SocketName)
	listener, err := Listen(path)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	server := Server{Hello: Hello{Build: "b", Templates: "t", Config: "c"}, Do: do, Log: slog.New(slog.NewTextHandler(io.Discard, nil))}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(ctx, listener) }()
	stopped := false
	stop = func() error { stopped = true; cancel(); return <-ended }
	t.Cleanup(func() {
		if !stopped {
			if err := stop(); err != nil {
				t.Error(err)
			}
		}
	})
	return path, stop
}

func dial(t *testing.T, path string) *Client {
	t.Helper()
	client, err := Dial(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { client.Close() })
	return client
}

// call has a command carried out by whoever serves a socket.
func call(t *testing.T, ctx context.Context, path string, args ...string) (code int, out, problems string, err error) {
	t.Helper()
	var outText, errText bytes.Buffer
	code, err = dial(t, path).Call(ctx, args, Here{Out: &outText, Err: &errText, Files: diskFiles{}})
	return code, outText.String(), errText.String(), err
}

func TestCommand(t *testing.T) {
	path, _ := serve(t, func(_ context.Context, c Command) int {
		fmt.Fprintf(c.Out, "%q %t %t", c.Args, c.UID == os.Getuid(), c.Terminal)
		fmt.Fprint(c.Err, "problems")
		fmt.Fprint(c.Bar, "\r\x1b[2K50 %")
		return len(c.Args)
	})
	client := dial(t, path)
	if client.Hello != (Hello{Build: "b", Templates: "t", Config: "c"}) || client.Process != os.Getpid() {
		t.Errorf("%+v", client)
	}
	for _, terminal := range []bool{true, false} {
		var out, problems, bar bytes.Buffer
		here := Here{Out: &out, Err: &problems, Files: diskFiles{}}
		if terminal {
			here.Bar = &bar
		}
		code, err := dial(t, path).Call(t.Context(), []string{"ingest", "", "t\xc0n.xlsx"}, here)
		if want := fmt.Sprintf(`["ingest" "" "t\xc0n.xlsx"] true %t`, terminal); code != 3 || err != nil || out.String() != want || problems.String() != "problems" {
			t.Errorf("%d, %v, %q, %q", code, err, &out, &problems)
		}
		if terminal != (bar.String() == "\r\x1b[2K50 %") || !terminal && bar.Len() > 0 {
			t.Errorf("the bar is %q", &bar)
		}
	}
}

// pager reads nothing until it may.
type pager struct {
	may  chan struct{}
	text strings.Builder
	odd  int // pieces that are no text
}

func (p *pager) Write(data []byte) (int, error) {
	<-p.may
	if !strings.HasSuffix(string(data), "ệ") || strings.ContainsRune(string(data), '\ufffd') {
		p.odd++
	}
	return p.text.Write(data)
}

// TestSlowReader has a command print much more than sockets hold, at a client that reads nothing before it has ended.
func TestSlowReader(t *testing.T) {
	reader := &pager{may: make(chan struct{})}
	text := strings.Repeat("ệ", 3<<20)
	path, _ := serve(t, func(_ context.Context, c Command) int {
		defer close(reader.may)
		if n, err := io.WriteString(c.Out, text); n != len(text) || err != nil {
			t.Errorf("%d, %v", n, err)
		}
		return 0
	})
	if code, err := dial(t, path).Call(t.Context(), nil, Here{Out: reader, Err: io.Discard, Files: diskFiles{}}); code != 0 || err != nil || reader.text.String() != text || reader.odd > 0 {
		t.Errorf("%d, %v, %d bytes of %d, %d odd pieces", code, err, reader.text.Len(), len(text), reader.odd)
	}
}

func TestInterrupt(t *testing.T) {
	running := make(chan struct{})
	path, _ := serve(t, func(ctx context.Context, c Command) int {
		close(running)
		<-ctx.Done()
		fmt.Fprint(c.Err, context.Cause(ctx))
		return 4
	})
	ctx, cancel := context.WithCancelCause(t.Context())
	go func() { <-running; cancel(errors.New("interrupt signal received")) }()
	if code, _, said, err := call(t, ctx, path); code != 4 || said != "interrupt signal received" || err != nil {
		t.Errorf("%d, %q, %v", code, said, err)
	}
}

// TestInterruptNotHeeded interrupts a command that goes on.
func TestInterruptNotHeeded(t *testing.T) {
	t.Parallel()
	running, goOn := make(chan struct{}), make(chan struct{})
	path, _ := serve(t, func(context.Context, Command) int { close(running); <-goOn; return 0 })
	defer close(goOn)
	ctx, cancel := context.WithCancelCause(t.Context())
	go func() { <-running; cancel(errors.New("interrupt signal received")) }()
	if _, _, _, err := call(t, ctx, path); err == nil || !strings.Contains(err.Error(), "interrupt signal received; tonghop serve, process ") {
		t.Errorf("%v", err)
	}
}

func TestClientGone(t *testing.T) {
	running, broken := make(chan struct{}), make(chan error, 1)
	path, _ := serve(t, func(ctx context.Context, c Command) int {
		close(running)
		<-ctx.Done()
		_, err := c.Files.Mode("x")
		broken <- errors.Join(context.Cause(ctx), err)
		return 0
	})
	client := dial(t, path)
	go func() { _, _ = client.Call(context.Background(), nil, Here{Out: io.Discard, Err: io.Discard}) }()
	<-running
	client.Close()
	if err := <-broken; !errors.Is(err, errGone) {
		t.Error(err)
	}
}

func TestServerStops(t *testing.T) {
	running := make(chan struct{})
	path, stop := serve(t, func(ctx context.Context, c Command) int {
		close(running)
		<-ctx.Done()
		fmt.Fprint(c.Err, context.Cause(ctx))
		return 4
	})
	stopped := make(chan error, 1)
	go func() { <-running; stopped <- stop() }()
	if code, _, said, err := call(t, t.Context(), path); code != 4 || said != ErrStopping.Error() || err != nil {
		t.Errorf("%d, %q, %v", code, said, err)
	}
	if err := <-stopped; err != nil {
		t.Error(err)
	}
	if _, err := Dial(path); !errors.Is(err, ErrNotServed) {
		t.Error(err)
	}
	if left, err := os.ReadDir(filepath.Dir(path)); len(left) > 0 || err != nil {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// TestServerAbandons stops a server whose command does not end: it says so in time, and so does the client when the server is gone.
func TestServerAbandons(t *testing.T) {
	t.Parallel()
	running, goOn := make(chan struct{}), make(chan struct{})
	path, stop := serve(t, func(context.Context, Command) int { close(running); <-goOn; return 0 })
	defer close(goOn)
	client := dial(t, path)
	ended := make(chan error, 1)
	go func() {
		_, err := client.Call(t.Context(), nil, Here{Out: io.Discard, Err: io.Discard})
		ended <- err
	}()
	<-running
	if err := stop(); err == nil || err.Error() != "commands did not end in time and were abandoned: 1" {
		t.Error(err)
	}
	client.wire.CloseRead() // as the end of the process does
	if err := <-ended; err == nil || !strings.Contains(err.Error(), "ended before the command did: look what became of it") {
		t.Error(err)
	}
}

func TestPanic(t *testing.T) {
	path, _ := serve(t, func(context.Context, Command) int { panic("broken") })
	for range 2 {
		if code, _, said, err := call(t, t.Context(), path); code != 4 || strings.Contains(said, "goroutine") || !strings.Contains(said, "whose log says where") || err != nil {
			t.Errorf("%d, %q, %v", code, said, err)
		}
	}
}

// TestSideBySide has more commands than there are places, as others end.
func TestSideBySide(t *testing.T) {
	path, _ := serve(t, func(_ context.Context, c Command) int {
		fmt.Fprint(c.Out, c.Args[0])
		return 0
	})
	ended := make(chan error, 40)
	for i := range cap(ended) {
		go func() {
			for j := range 5 {
				want := fmt.Sprint(i, " ", j)
				if code, out, _, err := call(t, t.Context(), path, want); code != 0 || out != want || err != nil {
					ended <- fmt.Errorf("%d, %q instead of %q, %w", code, out, want, err)
					return
				}
			}
			ended <- nil
		}()
	}
	for range cap(ended) {
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}
}
