package pipeline

import (
	"io"
	"io/fs"
)

// Files are files by the paths of whoever typed a command: this process's own, or those of one that has a server carry it out.
type Files interface {
	// Mode says what is at a path, at the end of links.
	Mode(path string) (fs.FileMode, error)
	// List returns what is in a folder, in the order of the names.
	List(folder string) ([]FolderEntry, error)
	Open(path string) (io.ReadCloser, error)
	// Outlet is one into a folder, which is made where it is not there; private files are for their owner only.
	Outlet(folder string, private bool) Outlet
}

// FolderEntry is a file in a folder, or a link, or whatever else there is.
type FolderEntry struct {
	Name string
	Type fs.FileMode // as of fs.DirEntry
}
