package main

import (
	"io/fs"
	"os"
	"syscall"
	"testing"
)

// ownedBy is a file of somebody, as the system tells it.
type ownedBy struct {
	fs.FileInfo
	stat syscall.Stat_t
}

func (o ownedBy) Sys() any { return &o.stat }

// A credential of systemd is not called one that others may read.
func TestForOthers(t *testing.T) {
	info, err := os.Stat(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		mode     fs.FileMode
		uid, gid uint32
		want     bool
	}{
		{0o440, 0, 0, false},
		{0o400, 997, 997, false},
		{0o600, 0, 0, false},
		{0o440, 0, 997, true},
		{0o640, 997, 0, true},
		{0o640, 997, 997, true},
		{0o444, 0, 0, true},
		{0o602, 0, 0, true},
	} {
		if got := forOthers(test.mode, ownedBy{info, syscall.Stat_t{Uid: test.uid, Gid: test.gid}}); got != test.want {
			t.Errorf("mode %04o of %d:%d: %v", test.mode, test.uid, test.gid, got)
		}
	}
}
