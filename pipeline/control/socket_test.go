package control

import (
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestListen(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, SocketName)
	for _, absent := range []string{path, filepath.Join(folder, "no", SocketName), filepath.Join(folder, strings.Repeat("x", 200), SocketName)} {
		if _, err := Dial(absent); !errors.Is(err, ErrNotServed) {
			t.Errorf("%s: %v", absent, err)
		}
	}
	first, err := Listen(path)
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	if err := first.UnixListener.Close(); err != nil { // as a killed process leaves it
		t.Fatal(err)
	}
	if _, err := Dial(path); !errors.Is(err, ErrNotServed) {
		t.Errorf("of a killed server: %v", err)
	}
	second, err := Listen(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := second.Close(); err != nil {
		t.Error(err)
	}
	if left, err := os.ReadDir(folder); len(left) > 0 || err != nil {
		t.Errorf("left behind: %v, %v", left, err)
	}
	if err := os.Chmod(folder, 0o770); err != nil {
		t.Fatal(err)
	}
	if _, err := Listen(path); err == nil || !strings.Contains(err.Error(), "(mode 770): run chmod 700 ") {
		t.Error(err)
	}
}

// TestLongPath listens where the path is longer than the name of a socket may be.
func TestLongPath(t *testing.T) {
	folder := filepath.Join(t.TempDir(), strings.Repeat("x", 120))
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, SocketName)
	listener, err := Listen(path)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	server := Server{Do: func(context.Context, Command) int { return 7 }}
	go func() { ended <- server.Serve(ctx, listener) }()
	if code, _, _, err := call(t, t.Context(), path); code != 7 || err != nil {
		t.Errorf("%d, %v", code, err)
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if left, err := os.ReadDir(folder); len(left) > 0 || err != nil {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// connect connects to a server and reads its hello, as nobody's client.
func connect(t *testing.T, path string) *wire {
	t.Helper()
	conn, err := net.DialUnix("unix", nil, &net.UnixAddr{Name: path, Net: "unix"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	w := newWire(conn)
	if m, err := w.receive(); err != nil || m.Hello == nil {
		t.Fatalf("%+v, %v", m, err)
	}
	return w
}

func frame(head, data uint32, text string) []byte {
	return append(binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, head), data), text...)
}

// TestStrangeFrames sends what no client does: each is cut off, in time, nothing is carried out, and others are served meanwhile.
func TestStrangeFrames(t *testing.T) {
	t.Parallel()
	path, _ := serve(t, func(_ context.Context, c Command) int {
		if len(c.Args) == 0 {
			t.Error("something was carried out")
		}
		return len(c.Args)
	})
	for name, bytes := range map[string][]byte{
		"nothing":         {},
		"half a length":   {0, 0, 0},
		"half a head":     frame(100, 0, `{"request":`),
		"no JSON":         frame(3, 0, "abc"),
		"a long head":     frame(longestHead+1, 0, "{}"),
		"the longest":     frame(longestHead, 0, "{}"),
		"long data":       frame(2, chunk+1, "{}"),
		"all bits":        frame(1<<32-1, 1<<32-1, ""),
		"nothing said":    frame(2, 0, "{}"),
		"an answer":       frame(24, 0, `{"answer":{"number": 1}}`),
		"an interruption": frame(14, 0, `{"cancel":"x"}`),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := connect(t, path)
			if _, err := w.Write(bytes); err != nil {
				t.Fatal(err)
			}
			if err := w.SetReadDeadline(time.Now().Add(3 * patience)); err != nil {
				t.Fatal(err)
			}
			if m, err := w.receive(); err == nil || errors.Is(err, os.ErrDeadlineExceeded) {
				t.Errorf("%+v, %v: expected to be cut off", m, err)
			}
			if code, _, _, err := call(t, t.Context(), path, "status"); code != 1 || err != nil {
				t.Errorf("%d, %v", code, err)
			}
		})
	}
}

// TestSilentClient wants something done and answers nothing: it is given up, so that nobody waits for it.
func TestSilentClient(t *testing.T) {
	t.Parallel()
	gone := make(chan error, 1)
	path, _ := serve(t, func(_ context.Context, c Command) int {
		_, err := c.Files.Open("x")
		gone <- err
		return 0
	})
	w := connect(t, path)
	for _, m := range []message{{Request: &request{}}, {Answer: &answer{Number: 7}}, {Answer: &answer{Number: 8}}} {
		if err := w.send(m); err != nil {
			t.Fatal(err)
		}
	}
	if err := <-gone; !errors.Is(err, errGone) {
		t.Error(err)
	}
}

// TestTooMany has more clients than there are places.
func TestTooMany(t *testing.T) {
	t.Parallel()
	path, _ := serve(t, func(context.Context, Command) int { return 0 })
	for range mostConnections {
		connect(t, path)
	}
	if _, err := Dial(path); err == nil || !strings.Contains(err.Error(), "too many commands are being carried out at once") {
		t.Error(err)
	}
	for range 40 { // those that say nothing are cut off
		if client, err := Dial(path); err == nil {
			client.Close()
			return
		}
		time.Sleep(patience / 10)
	}
	t.Error("the places stay taken")
}

// TestSilentServer connects to a process that is stopped, say.
func TestSilentServer(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), SocketName)
	listener, err := Listen(path)
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	if _, err := Dial(path); err == nil || !strings.Contains(err.Error(), "does not answer: see its log, or restart it") {
		t.Error(err)
	}
	conn := make(chan net.Conn, 2)
	go func() {
		for range cap(conn) {
			c, err := listener.Accept()
			if err != nil {
				t.Error(err)
			}
			conn <- c
		}
	}()
	(<-conn).Close() // of above
	go func() { c := <-conn; _, _ = c.Write(frame(2, 0, "{}")); _, _ = io.Copy(io.Discard, c) }()
	if _, err := Dial(path); err == nil || !strings.Contains(err.Error(), "is no tonghop serve of this version") {
		t.Error(err)
	}
}
