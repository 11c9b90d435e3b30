package deliver

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Find returns where a file is that was delivered under the name before; "" for nowhere. A file without a byte, as a crash of
// the machine may leave, is none.
func (f Folder) Find(name string) (string, error) {
	path := filepath.Join(f.Dir, filepath.Base(name))
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() == 0 {
		return "", nil
	}
	return path, err
}
