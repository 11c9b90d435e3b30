package cage

import (
	"errors"
	"os"
	"path/filepath"
	"time"
)

// folderName is how the folders of all cages are called; each has those of its children, and a lock that its parent
// holds while it is alive.
const (
	folderName = "tonghop-cage-"
	lockName   = "lock"
)

// folder is where the children's private folders are.
type folder struct {
	path string
	lock *os.File
}

// newHome makes the private folder of a child.
func (c *Cage) newHome() (string, error) {
	c.making.Lock()
	defer c.making.Unlock()
	if c.folder == nil {
		removeLeft(os.TempDir())
		made, err := newFolder()
		if err != nil {
			return "", err
		}
		c.folder = made
	}
	return os.MkdirTemp(c.folder.path, "")
}

func newFolder() (*folder, error) {
	path, err := os.MkdirTemp("", folderName)
	if err != nil {
		return nil, err
	}
	lock, err := os.OpenFile(filepath.Join(path, lockName), os.O_CREATE|os.O_RDWR, 0o600)
	if err == nil {
		err = hold(lock)
	}
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(path))
	}
	return &folder{path, lock}, nil
}

func (f *folder) remove() error {
	if f == nil {
		return nil
	}
	return errors.Join(f.lock.Close(), os.RemoveAll(f.path))
}

// young is the age below which a folder may be one whose parent has not yet taken its lock.
const young = time.Minute

// removeLeft removes the folders of parents that were killed. What cannot be removed is somebody else's.
func removeLeft(where string) {
	found, err := filepath.Glob(filepath.Join(where, folderName+"*"))
	if err != nil {
		return // the pattern is right: there is nothing else to say
	}
	for _, path := range found {
		info, err := os.Lstat(path)
		if err == nil && info.IsDir() && time.Since(info.ModTime()) > young && isOurs(info) && isLeft(filepath.Join(path, lockName)) {
			removeAll(path)
		}
	}
}

// removeAll removes a private folder. What a killed process left unreadable in it is made readable first.
func removeAll(path string) {
	if os.RemoveAll(path) == nil {
		return
	}
	_ = filepath.WalkDir(path, func(path string, entry os.DirEntry, err error) error {
		if entry != nil && entry.IsDir() {
			_ = os.Chmod(path, 0o700)
		}
		return nil
	})
	_ = os.RemoveAll(path) // what is still there is tried again by the next parent
}
