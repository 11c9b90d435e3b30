package control

import (
	"errors"
	"net"
	"syscall"
)

// peer is the process at the other end when it connected, or began to listen.
type peer struct{ process, uid int }

func peerOf(conn *net.UnixConn) (peer, error) {
	raw, err := conn.SyscallConn()
	if err != nil {
		return peer{}, err
	}
	var credentials *syscall.Ucred
	var asked error
	err = raw.Control(func(fd uintptr) {
		credentials, asked = syscall.GetsockoptUcred(int(fd), syscall.SOL_SOCKET, syscall.SO_PEERCRED)
	})
	if err := errors.Join(err, asked); err != nil {
		return peer{}, err
	}
	return peer{process: int(credentials.Pid), uid: int(credentials.Uid)}, nil
}
