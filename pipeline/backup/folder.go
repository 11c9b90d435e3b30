// Package backup keeps backups in a folder, and puts what one of them holds back in its place.
//
//	2026-01-31T010000/manifest.json   what follows, each file with its size and SHA-256
//	                  warehouse/…     a table each, as Parquet
//	                  archive/…       as it was, receipts that were pending among them
//	                  templates/…     the office's own
//	                  drafts/…        of reports that were drafted in the portal, until they are published
//	                  tonghop.yaml    the configuration
//
// A backup is written under a temporary name, synced, read again and renamed: what has its name was whole.
package backup

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/durable"
)

const manifestName = "manifest.json"

// The folders of backups, by their names; and of what is being made or deleted.
var finished = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d{6}(-\d+)?$`)

const unfinished = ".unfinished-"

// Folder keeps backups in a folder that has nothing else in it. It is a pipeline.Backups.
type Folder struct {
	Dir       string
	Templates string // the folder of the office's own templates, which need not be there
	Drafts    string // the folder of drafts that were made in the portal, which need not be there
	Config    string // the configuration, which need not be there
	Secret    string // a file that is never kept: the password of the mail server; "" for none
}

// Keep makes a backup of files.
func (f Folder) Keep(ctx context.Context, manifest pipeline.BackupManifest, files []pipeline.BackupFile, now func() time.Time) (made pipeline.Backup, err error) {
	if err := f.sweep(); err != nil {
		return made, err
	}
	own, err := f.own()
	if err != nil {
		return made, err
	}
	dir, err := os.MkdirTemp(f.Dir, unfinished)
	if err != nil {
		return made, err
	}
	defer func() { _ = os.RemoveAll(dir) }() // it is not there where it has its name
	b, err := f.newBuilding(dir)
	if err != nil {
		return made, err
	}
	for _, file := range slices.Concat(files, own) {
		if err := errors.Join(ctx.Err(), b.add(file)); err != nil {
			return made, err
		}
	}
	manifest.Program, manifest.Ended, manifest.Files = program(), now().UTC(), b.files
	if err := errors.Join(writeManifest(dir, manifest), syncTree(dir)); err != nil {
		return made, err
	}
	if _, err := Verify(ctx, dir); err != nil {
		return made, err
	}
	if made.Path, err = f.finish(dir, manifest.Begun); err != nil {
		return made, err
	}
	made.Begun, made.Schema, made.Files, made.Bytes, made.Added = manifest.Begun, manifest.Schema, len(manifest.Files), size(manifest), b.added
	return made, nil
}

// sweep makes the folder where there is none, and removes what a killed process left in it.
func (f Folder) sweep() error {
	if err := os.MkdirAll(f.Dir, 0o700); err != nil {
		return err
	}
	left, err := filepath.Glob(filepath.Join(f.Dir, unfinished+"*"))
	for _, path := range left {
		err = errors.Join(err, os.RemoveAll(path))
	}
	return err
}

// own lists templates, drafts and configuration. They are written, or replaced, while this goes on, and so copied.
func (f Folder) own() ([]pipeline.BackupFile, error) {
	var files []pipeline.BackupFile
	if _, err := os.Stat(f.Config); err == nil {
		files = append(files, pipeline.BackupFile{Name: configName, Path: f.Config})
	}
	for _, folder := range []struct{ name, dir string }{{"templates/", f.Templates}, {"drafts/", f.Drafts}} {
		within, err := f.filesIn(folder.name, folder.dir)
		if err != nil {
			return nil, err
		}
		files = append(files, within...)
	}
	return files, nil
}

// filesIn lists the files in a folder, but for the secret and those that are being written.
func (f Folder) filesIn(name, dir string) (files []pipeline.BackupFile, err error) {
	secret, _ := os.Stat(f.Secret)
	err = filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && path == dir {
			return filepath.SkipAll
		}
		if err != nil || entry.IsDir() || strings.HasPrefix(entry.Name(), durable.Writing) {
			return err
		}
		info, err := os.Stat(path)
		if err != nil || !info.Mode().IsRegular() || os.SameFile(info, secret) {
			return err
		}
		within, err := filepath.Rel(dir, path)
		files = append(files, pipeline.BackupFile{Name: name + filepath.ToSlash(within), Path: path})
		return err
	})
	return files, err
}

const configName = "tonghop.yaml"

// finish gives a backup its name.
func (f Folder) finish(dir string, begun time.Time) (string, error) {
	name := begun.In(pipeline.Zone).Format(pipeline.BackupTime)
	for n := 1; ; n++ {
		path := filepath.Join(f.Dir, name)
		if n > 1 {
			path += fmt.Sprint("-", n)
		}
		if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
			return path, errors.Join(os.Rename(dir, path), durable.Sync(f.Dir))
		}
	}
}

// list returns the names of the backups, the oldest first.
func (f Folder) list() ([]string, error) {
	entries, err := os.ReadDir(f.Dir)
	var names []string
	for _, entry := range entries {
		if entry.IsDir() && finished.MatchString(entry.Name()) {
			names = append(names, entry.Name())
		}
	}
	slices.Sort(names)
	return names, err
}

// Newest returns how many backups there are, and the manifest of the one that was begun last, whatever its name says. What is being made is none; one whose manifest
// cannot be read is an error.
func (f Folder) Newest() (n int, newest pipeline.BackupManifest, err error) {
	names, err := f.list()
	if errors.Is(err, fs.ErrNotExist) {
		return 0, newest, nil
	}
	for _, name := range names {
		manifest, failed := ReadManifest(filepath.Join(f.Dir, name))
		err = errors.Join(err, failed)
		if failed == nil && manifest.Begun.After(newest.Begun) {
			newest = manifest
		}
	}
	return len(names), newest, err
}

// Prune deletes the oldest backups; keep stay, the newest among them, whatever a clock that was turned back has called it.
func (f Folder) Prune(keep int, newest pipeline.Backup) ([]string, error) {
	names, err := f.list()
	if err != nil {
		return nil, err
	}
	names = slices.DeleteFunc(names, func(name string) bool { return name == filepath.Base(newest.Path) })
	old := names[:max(0, len(names)-(keep-1))]
	for i, name := range old {
		doomed := filepath.Join(f.Dir, unfinished+name) // one that is half deleted is not to be taken for a backup
		if err := errors.Join(os.Rename(filepath.Join(f.Dir, name), doomed), os.RemoveAll(doomed)); err != nil {
			return old[:i], err
		}
	}
	return old, nil
}

// program is the version that this program was built as.
func program() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	version := info.Main.Version
	for _, setting := range info.Settings {
		if setting.Key == "vcs.revision" && version == "(devel)" {
			version = setting.Value
		}
	}
	return cmp.Or(version, "(devel)")
}
