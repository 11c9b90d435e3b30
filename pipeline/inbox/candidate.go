package inbox

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// candidate is a file that may be claimed.
type candidate struct {
	name  string
	stamp time.Time // of its last change
}

// compare puts the one that was there first before the other.
func (c candidate) compare(other candidate) int {
	return cmp.Or(c.stamp.Compare(other.stamp), cmp.Compare(c.name, other.name))
}

// unfinished are the endings that programs give to what they have not copied whole.
var unfinished = []string{".part", ".partial", ".filepart", ".tmp", ".temp", ".crdownload", ".download", ".swp"}

// isLeftAlone tells names of temporary files, and of what Windows keeps in folders for itself.
func isLeftAlone(name string) bool {
	lower := strings.ToLower(name)
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~") || lower == "thumbs.db" || lower == "desktop.ini" ||
		slices.Contains(unfinished, filepath.Ext(lower))
}

// judge tells whether something in a unit's folder is a plain file that is complete and can be read.
func (s *sweep) judge(root *os.Root, unit, name string) (candidate, bool) {
	where := path.Join(unit, name)
	info, err := root.Lstat(name)
	if err != nil {
		return candidate{}, false // it has just gone
	}
	c := candidate{name, changed(info)}
	if why := oddity(info); why != "" {
		s.report(where, why)
		return c, false
	}
	if !s.isQuiet(where, info.Size(), c.stamp) {
		return c, false
	}
	file, err := openPlain(root, name)
	if err != nil {
		s.report(where, err.Error())
		return c, false
	}
	return c, file.Close() == nil
}

// oddity says why something is no file to take; "" for one that is.
func oddity(info fs.FileInfo) string {
	switch mode := info.Mode(); {
	case mode.IsDir():
		return "a folder within the folder of a unit: only files are taken"
	case mode&fs.ModeSymlink != 0:
		return "a symbolic link"
	case !mode.IsRegular():
		return "no plain file"
	case links(info) > 1:
		return "the file has another name elsewhere (a hard link)"
	}
	return ""
}

// openPlain opens a plain file for reading, and nothing else, whatever it was made meanwhile.
func openPlain(root *os.Root, name string) (*os.File, error) {
	before, err := root.Lstat(name)
	if err != nil {
		return nil, err
	}
	if why := oddity(before); why != "" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: oddError(why)}
	}
	file, err := root.OpenFile(name, os.O_RDONLY|noWait, 0)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err == nil && !os.SameFile(before, info) {
		err = &fs.PathError{Op: "open", Path: name, Err: oddError("it was exchanged for something else")}
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}

type oddError string

func (e oddError) Error() string { return string(e) }

// look is what a file looked like, and since when it has.
type look struct {
	size  int64
	stamp time.Time
	since time.Time
}

// isQuiet tells whether a file has not changed for long enough: by its stamp, or, where that lies in the future by our clock, by what earlier
// sweeps saw.
func (s *sweep) isQuiet(where string, size int64, stamp time.Time) bool {
	now := look{size, stamp, s.at}
	if before, ok := s.Inbox.looks[where]; ok && before.size == size && before.stamp.Equal(stamp) && before.since.Before(s.at) {
		now.since = before.since
	}
	since := now.since
	if stamp.Before(since) {
		since = stamp
	}
	s.looks[where] = now
	if at := since.Add(s.settle); at.After(s.at) {
		s.mayBeNext(at)
		return false
	}
	return true
}
