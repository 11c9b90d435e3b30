package backup

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"tonghop/pipeline"
	"tonghop/pipeline/durable"
)

// building is a backup that is being made.
type building struct {
	dir      string
	previous string                          // the newest backup before it
	had      map[string]pipeline.BackupEntry // what that one has, by name
	files    []pipeline.BackupEntry
	added    int64
}

// newBuilding begins a backup in an empty folder. The backup before it may lend files; of one that cannot be read nothing is taken.
func (f Folder) newBuilding(dir string) (*building, error) {
	b := &building{dir: dir, had: map[string]pipeline.BackupEntry{}}
	names, err := f.list()
	if err != nil || len(names) == 0 {
		return b, err
	}
	b.previous = filepath.Join(f.Dir, names[len(names)-1])
	if manifest, err := ReadManifest(b.previous); err == nil {
		for _, file := range manifest.Files {
			b.had[file.Name] = file
		}
	}
	return b, nil
}

// add puts a file into the backup: as another name of the same bytes where the file system allows that, else of those of the backup before, else as
// a copy.
func (b *building) add(file pipeline.BackupFile) error {
	err := b.place(file)
	if errors.Is(err, fs.ErrNotExist) && file.Moved != "" {
		file.Path = file.Moved
		err = b.place(file)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", file.Name, err)
	}
	return nil
}

func (b *building) place(file pipeline.BackupFile) error {
	target := filepath.Join(b.dir, filepath.FromSlash(file.Name))
	if err := os.MkdirAll(filepath.Dir(target), 0o700); err != nil {
		return err
	}
	if file.Frozen {
		if err := os.Link(file.Path, target); err == nil {
			return b.note(file.Name, target, file.SHA256, file.Passing)
		} else if errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	hash := file.SHA256
	if had, ok := b.had[file.Name]; ok {
		var err error
		if hash == "" {
			if hash, err = hashFile(file.Path); err != nil {
				return err
			}
		}
		if hash == had.SHA256 && b.borrow(had, target) {
			return b.note(file.Name, target, hash, false)
		}
	}
	copied, err := copyFile(target, file.Path)
	if err != nil {
		return err
	}
	if file.SHA256 != "" && copied != file.SHA256 { // of what has none, another may have taken its place
		return fmt.Errorf("%s no longer has its hash: put it back from an older backup", file.Path)
	}
	return b.note(file.Name, target, copied, true)
}

// borrow links a file of the backup before, where that still has its hash.
func (b *building) borrow(had pipeline.BackupEntry, target string) bool {
	if os.Link(filepath.Join(b.previous, filepath.FromSlash(had.Name)), target) != nil {
		return false
	}
	if hash, err := hashFile(target); err == nil && hash == had.SHA256 {
		return true
	}
	_ = os.Remove(target) // a copy takes its place, which fails where this did
	return false
}

// note writes down a file that was put into the backup.
func (b *building) note(name, path, hash string, added bool) error {
	info, err := os.Stat(path)
	if err == nil && hash == "" {
		hash, err = hashFile(path)
	}
	if err != nil {
		return err
	}
	b.files = append(b.files, pipeline.BackupEntry{Name: name, Size: info.Size(), SHA256: hash})
	if added {
		b.added += info.Size()
	}
	return nil
}

// copyFile copies a file and returns the hash of what was copied. The copy is not synced.
func copyFile(target, source string) (hash string, err error) {
	from, err := os.Open(source)
	if err != nil {
		return "", err
	}
	defer from.Close()
	to, err := os.OpenFile(target, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return "", err
	}
	digest := sha256.New()
	_, err = io.Copy(io.MultiWriter(to, digest), from)
	return hex.EncodeToString(digest.Sum(nil)), errors.Join(err, to.Close())
}

func hashFile(path string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer file.Close()
	digest := sha256.New()
	_, err = io.Copy(digest, file)
	return hex.EncodeToString(digest.Sum(nil)), err
}

// syncTree makes everything in a folder durable: written first and synced then, files cost one wait of the disk together.
func syncTree(dir string) error {
	return filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		return errors.Join(err, durable.Sync(path))
	})
}
