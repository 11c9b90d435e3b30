package scan_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/scan"
	"tonghop/pipeline/scan/clamdtest"
)

// TestClamd has the real one look at files.
func TestClamd(t *testing.T) {
	t.Parallel()
	socket := clamdtest.Start(t, "StreamMaxLength 1M")
	c := scan.New(socket)
	if version, err := c.Version(context.Background()); err != nil || !strings.HasPrefix(version, "ClamAV ") {
		t.Errorf("%q, %v", version, err)
	}
	infected := append(bytes.Repeat([]byte("x"), 200<<10), clamdtest.EICAR()...) // in the fourth piece
	var scanning sync.WaitGroup
	for range 24 { // more than are looked at at once
		scanning.Go(func() {
			if found, err := c.Scan(context.Background(), bytes.NewReader(infected)); found != clamdtest.Signature || err != nil {
				t.Errorf("infected: %q, %v", found, err)
			}
			for _, clean := range [][]byte{nil, []byte("Kính gửi"), bytes.Repeat([]byte("y"), 1<<20)} {
				if found, err := c.Scan(context.Background(), bytes.NewReader(clean)); found != "" || err != nil {
					t.Errorf("%d clean bytes: %q, %v", len(clean), found, err)
				}
			}
		})
	}
	scanning.Wait()
	for _, size := range []int{1<<20 + 1, 8 << 20} {
		if found, err := c.Scan(context.Background(), bytes.NewReader(make([]byte, size))); found != "" || !errors.Is(err, pipeline.ErrScanSize) {
			t.Errorf("%d bytes: %q, %v", size, found, err)
		}
	}
	broken := io.MultiReader(strings.NewReader("half"), &failing{})
	if found, err := c.Scan(context.Background(), broken); found != "" || !errors.Is(err, os.ErrInvalid) {
		t.Errorf("bytes that end in an error: %q, %v", found, err)
	}
	gone, stop := context.WithCancel(context.Background())
	stop()
	if found, err := c.Scan(gone, strings.NewReader("x")); found != "" || !errors.Is(err, context.Canceled) {
		t.Errorf("nobody waits: %q, %v", found, err)
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, os.ErrInvalid }

// TestLiar asks servers that are no proper clamd: whatever they do, a file that was not looked at is not said to be clean.
func TestLiar(t *testing.T) {
	t.Parallel()
	answer := func(text string) func(net.Conn) {
		return func(conn net.Conn) { takeStream(conn); io.WriteString(conn, text) }
	}
	for name, test := range map[string]struct {
		serve func(net.Conn)
		says  string
	}{
		"closes at once":             {func(net.Conn) {}, ""},
		"closes in the middle":       {func(conn net.Conn) { io.CopyN(io.Discard, conn, 1000) }, ""},
		"closes without an answer":   {takeStream, "it broke off"},
		"says OK in the middle":      {func(conn net.Conn) { io.CopyN(io.Discard, conn, 1000); io.WriteString(conn, "stream: OK\x00") }, ""},
		"breaks off its answer":      {answer("stream: OK"), "it broke off"},
		"breaks off what it found":   {answer("stream: Eicar FOU"), "it broke off"},
		"answers nonsense":           {answer("HTTP/1.1 200 OK\r\n\r\n\x1b[31m\x00"), `HTTP/1.1 200 OK????`},
		"answers of something else":  {answer("other: OK\x00"), "other: OK"},
		"answers nothing":            {answer("\x00"), `answered ""`},
		"finds what has no name":     {answer("stream:  FOUND\x00"), "FOUND"},
		"is short of memory":         {answer("stream: Can't allocate memory ERROR\x00"), "Can't allocate memory ERROR"},
		"answers without end":        {func(conn net.Conn) { takeStream(conn); io.Copy(conn, endless{}) }, "broke off"},
		"never answers":              {func(conn net.Conn) { takeStream(conn); wait(conn) }, "deadline"},
		"never reads":                {wait, "deadline"},
		"answers late":               {func(conn net.Conn) { takeStream(conn); time.Sleep(time.Second); io.WriteString(conn, "stream: OK\x00") }, "deadline"},
		"answers a letter at a time": {func(conn net.Conn) { takeStream(conn); dribble(conn) }, "deadline"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, network := range []string{"unix", "tcp"} {
				c := scan.New(serve(t, network, test.serve))
				c.Timeout = 500 * time.Millisecond
				found, err := c.Scan(context.Background(), bytes.NewReader(make([]byte, 4<<20))) // more than a socket holds back
				if found != "" || err == nil || !strings.Contains(err.Error(), test.says) || strings.ContainsAny(err.Error(), "\x1b\x00") {
					t.Errorf("%s: %q, %v; expected an error with %q", network, found, err, test.says)
				}
			}
		})
	}
}

// TestNoClamd asks where nobody answers, and whoever is no clamd for its version.
func TestNoClamd(t *testing.T) {
	t.Parallel()
	nobody := scan.New(filepath.Join(t.TempDir(), "socket"))
	if _, err := nobody.Scan(context.Background(), strings.NewReader("x")); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
	other := scan.New(serve(t, "tcp", func(conn net.Conn) { io.WriteString(conn, "220 mail.example.vn ESMTP\r\n\x00") }))
	if version, err := other.Version(context.Background()); err == nil || !strings.Contains(err.Error(), "is no clamd") {
		t.Errorf("%q, %v", version, err)
	}
	refused := make(chan struct{}) // all turns are taken
	busy := scan.New(serve(t, "unix", func(net.Conn) { <-refused }))
	busy.Timeout = 200 * time.Millisecond
	var scanning sync.WaitGroup
	for range 20 {
		scanning.Go(func() {
			if _, err := busy.Scan(context.Background(), strings.NewReader("x")); !errors.Is(err, context.DeadlineExceeded) {
				t.Error(err)
			}
		})
	}
	scanning.Wait()
	close(refused)
}

// serve answers connections until the test ends.
func serve(t *testing.T, network string, answer func(net.Conn)) (address string) {
	t.Helper()
	dir, err := os.MkdirTemp("", "liar") // the path of a socket is short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if address = "127.0.0.1:0"; network == "unix" {
		address = filepath.Join(dir, "socket")
	}
	listener, err := net.Listen(network, address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() { defer conn.Close(); answer(conn) }()
		}
	}()
	return listener.Addr().String()
}

// takeStream reads a command and its stream as clamd does.
func takeStream(conn net.Conn) {
	io.CopyN(io.Discard, conn, int64(len("zINSTREAM\x00")))
	for {
		var length uint32
		if binary.Read(conn, binary.BigEndian, &length) != nil || length == 0 {
			return
		}
		io.CopyN(io.Discard, conn, int64(length))
	}
}

func wait(net.Conn) { time.Sleep(2 * time.Second) }

func dribble(conn net.Conn) {
	for _, letter := range "stream: OK\x00" {
		time.Sleep(100 * time.Millisecond)
		io.WriteString(conn, string(letter))
	}
}

type endless struct{}

func (endless) Read(into []byte) (int, error) {
	for i := range into {
		into[i] = 'x'
	}
	return len(into), nil
}
