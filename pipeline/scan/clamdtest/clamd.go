// Package clamdtest runs the real clamd, for tests, with one signature: that of the EICAR test file.
package clamdtest

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"tonghop/pipeline/scan"
)

// Signature is what clamd calls the EICAR test file by.
const Signature = "Eicar-Test.UNOFFICIAL"

// EICAR is the test file of all scanners. It is put together here, so that none finds it in this one.
func EICAR() []byte {
	return []byte(strings.Join([]string{`X5O!P%@AP[4\PZX54(P^)7CC)7}$`, "EICAR-STANDARD-", "ANTIVIRUS-", "TEST-FILE!$H+H*"}, ""))
}

// Start runs clamd until the test ends, and returns the path of its socket. Options are further lines of clamd.conf.
func Start(t testing.TB, options ...string) (socket string) {
	t.Helper()
	program, err := exec.LookPath("clamd")
	if err != nil {
		if program, err = exec.LookPath("/usr/sbin/clamd"); err != nil {
			t.Fatal("clamd is needed: make build/tools installs it, or apt-get install clamav-daemon")
		}
	}
	dir, err := os.MkdirTemp("", "clamd") // the path of a socket is short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	socket = filepath.Join(dir, "socket")
	config := append([]string{"Foreground yes", "DatabaseDirectory " + dir, "LocalSocket " + socket, "TemporaryDirectory " + dir}, options...)
	signature := fmt.Sprintf("%s:0:*:%s\n", strings.TrimSuffix(Signature, ".UNOFFICIAL"), hex.EncodeToString(EICAR()))
	if err := errors.Join(os.WriteFile(filepath.Join(dir, "test.ndb"), []byte(signature), 0o600),
		os.WriteFile(filepath.Join(dir, "clamd.conf"), []byte(strings.Join(config, "\n")+"\n"), 0o600)); err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	command := exec.Command(program, "--config-file", filepath.Join(dir, "clamd.conf"))
	command.Stdout, command.Stderr = &said, &said
	command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- command.Wait() }()
	t.Cleanup(func() { _, _ = command.Process.Kill(), <-ended })
	for range 600 {
		if _, err := scan.New(socket).Version(context.Background()); err == nil {
			return socket
		}
		select {
		case err := <-ended:
			ended <- err
			t.Fatalf("clamd ended: %v\n%s", err, &said)
		case <-time.After(50 * time.Millisecond):
		}
	}
	t.Fatal("clamd does not answer after 30 seconds")
	return ""
}
