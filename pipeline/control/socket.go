package control

import (
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
)

// Listener is the socket of a server.
type Listener struct {
	*net.UnixListener
	path string
}

// Listen makes the socket, in the place of one that a killed server left: only whoever has the warehouse open may. It is for the owner only.
func Listen(path string) (*Listener, error) {
	folder := filepath.Dir(path)
	info, err := os.Stat(folder)
	if err != nil {
		return nil, err
	}
	if info.Mode().Perm()&0o022 != 0 {
		return nil, fmt.Errorf("others may write to %s (mode %o): run chmod 700 %s", folder, info.Mode().Perm(), folder)
	}
	unfinished := filepath.Join(folder, "."+filepath.Base(path))
	if err := os.Remove(unfinished); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	address, done, err := addressOf(unfinished)
	if err != nil {
		return nil, err
	}
	defer done()
	listener, err := net.ListenUnix("unix", &net.UnixAddr{Name: address, Net: "unix"})
	if err != nil {
		return nil, err
	}
	listener.SetUnlinkOnClose(false)
	if err := errors.Join(os.Chmod(unfinished, 0o600), os.Rename(unfinished, path)); err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	return &Listener{listener, path}, nil
}

// Close ends listening and removes the socket.
func (l *Listener) Close() error {
	return errors.Join(os.Remove(l.path), l.UnixListener.Close())
}

// longestAddress is how long the path of a socket may be everywhere.
const longestAddress = 100

// addressOf is a path that a socket can be bound or connected to by: a long one leads through its opened folder.
func addressOf(path string) (address string, done func(), err error) {
	if len(path) <= longestAddress {
		return path, func() {}, nil
	}
	const opened = "/proc/self/fd"
	if _, err := os.Stat(opened); err != nil {
		return "", nil, fmt.Errorf("the path %s is too long for a socket: give --data a path of less than %d bytes", path, longestAddress-len(SocketName))
	}
	folder, err := os.Open(filepath.Dir(path))
	if err != nil {
		return "", nil, err
	}
	return strings.Join([]string{opened, fmt.Sprint(folder.Fd()), filepath.Base(path)}, "/"), func() { _ = folder.Close() }, nil
}
