//go:build !unix

package cage

import (
	"io/fs"
	"os"
)

// hold does nothing: an open file cannot be removed there.
func hold(*os.File) error { return nil }

// isLeft tells whether nobody has the lock open.
func isLeft(path string) bool {
	err := os.Remove(path)
	return err == nil || os.IsNotExist(err)
}

func isOurs(fs.FileInfo) bool { return true }
