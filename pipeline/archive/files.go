package archive

import (
	"os"
	"path/filepath"

	"tonghop/pipeline"
)

// Files lists receipts, pending and settled, then originals and published files. A receipt is moved when it is settled; one that is settled while this
// is going on is listed as pending. Its original is there before the receipt is.
func (a *Archive) Files() ([]pipeline.BackupFile, error) {
	var files []pipeline.BackupFile
	add := func(path, moved, hash string) {
		within, _ := filepath.Rel(a.dir, path) // it lies in there
		files = append(files, pipeline.BackupFile{Name: "archive/" + filepath.ToSlash(within), Path: path, Moved: moved, SHA256: hash, Frozen: true})
	}
	pending, err := ids(filepath.Join(a.dir, "pending"))
	if err != nil {
		return nil, err
	}
	waits := make(map[int64]bool, len(pending))
	for _, id := range pending {
		waits[id] = true
		add(a.pendingPath(id), a.receiptPath(id), "")
	}
	err = eachFolder(filepath.Join(a.dir, "receipts"), func(folder string) error {
		settled, err := ids(folder)
		for _, id := range settled {
			if !waits[id] {
				add(a.receiptPath(id), "", "")
			}
		}
		return err
	})
	for _, kind := range []string{originals, editions} {
		if err != nil {
			break
		}
		err = eachFolder(filepath.Join(a.dir, kind), func(folder string) error {
			entries, err := os.ReadDir(folder)
			for _, entry := range entries {
				add(filepath.Join(folder, entry.Name()), "", entry.Name())
			}
			return err
		})
	}
	return files, err
}

// eachFolder does something with every folder in a folder.
func eachFolder(dir string, do func(folder string) error) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if !entry.IsDir() { // what is being written
			continue
		}
		if err := do(filepath.Join(dir, entry.Name())); err != nil {
			return err
		}
	}
	return nil
}
