package control

import (
	"context"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

// TestStranger connects as another user, through a socket that was laid open.
func TestStranger(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("only root can be somebody else")
	}
	path, _ := serve(t, func(context.Context, Command) int { t.Error("something was carried out"); return 0 })
	for open, mode := range map[string]os.FileMode{path: 0o666, filepath.Dir(filepath.Dir(path)): 0o755} {
		if err := os.Chmod(open, mode); err != nil {
			t.Fatal(err)
		}
	}
	connected := make(chan *net.UnixConn)
	const nobody, same = 65534, ^uintptr(0)
	go func() {
		defer close(connected)
		runtime.LockOSThread() // never unlocked: the thread ends with this goroutine
		if _, _, errno := syscall.RawSyscall(syscall.SYS_SETRESUID, same, nobody, same); errno != 0 {
			t.Error(errno)
			return
		}
		conn, err := net.DialUnix("unix", nil, &net.UnixAddr{Name: path, Net: "unix"})
		if err != nil {
			t.Error(err)
			return
		}
		connected <- conn
	}()
	conn := <-connected
	if conn == nil {
		return
	}
	defer conn.Close()
	w := newWire(conn)
	if m, err := w.receive(); err != nil || m.Hello == nil || m.Hello.Build != "" || !strings.Contains(m.Hello.Refusal, "only the owner of tonghop serve (uid 0) and root") {
		t.Errorf("%+v, %v", m.Hello, err)
	}
	_ = w.send(message{Request: &request{}})
	if m, err := w.receive(); err == nil {
		t.Errorf("%+v: expected to be cut off", m)
	}
}
