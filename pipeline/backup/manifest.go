package backup

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tonghop/pipeline"
)

// DamagedError says what is wrong with a backup: nothing is restored from it.
type DamagedError struct {
	Path string // of the file
	What string
}

func (e *DamagedError) Error() string { return e.Path + ": " + e.What }

// NoBackupError says that a folder is no backup.
type NoBackupError struct {
	Path  string
	cause error
}

func (e *NoBackupError) Error() string {
	return fmt.Sprintf("%s is no backup: expected a folder such as backups/2026-01-31T010000 with a %s: %v", e.Path, manifestName, e.cause)
}

// Unwrap returns what reading the manifest said.
func (e *NoBackupError) Unwrap() error { return e.cause }

// writeManifest writes the manifest of a backup, its files in the order of their names.
func writeManifest(dir string, manifest pipeline.BackupManifest) error {
	slices.SortFunc(manifest.Files, func(a, b pipeline.BackupEntry) int { return strings.Compare(a.Name, b.Name) })
	text, err := json.MarshalIndent(manifest, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, manifestName), append(text, '\n'), 0o600)
}

// ReadManifest reads what a backup says that it holds. What is wrong with it is a *DamagedError.
func ReadManifest(dir string) (pipeline.BackupManifest, error) {
	var manifest pipeline.BackupManifest
	path := filepath.Join(dir, manifestName)
	text, err := os.ReadFile(path)
	if err != nil {
		return manifest, &NoBackupError{dir, err}
	}
	if err := json.Unmarshal(text, &manifest); err != nil {
		return manifest, &DamagedError{path, "it is cut or was changed: " + err.Error()}
	}
	if len(manifest.Files) == 0 || manifest.Schema < 1 {
		return manifest, &DamagedError{path, "it lists no files, or no schema"}
	}
	for _, file := range manifest.Files {
		if local := filepath.FromSlash(file.Name); !filepath.IsLocal(local) || filepath.Clean(local) != local {
			return manifest, &DamagedError{path, fmt.Sprintf("%q is no name of a file in a backup", file.Name)}
		}
	}
	return manifest, nil
}

// Verify reads a backup whole and compares each file with its manifest, which it returns. What is wrong is told by one *DamagedError for each file.
func Verify(ctx context.Context, dir string) (pipeline.BackupManifest, error) {
	manifest, err := ReadManifest(dir)
	if err != nil {
		return manifest, err
	}
	var damaged []error
	for _, file := range manifest.Files {
		if err := ctx.Err(); err != nil {
			return manifest, err
		}
		path := filepath.Join(dir, filepath.FromSlash(file.Name))
		info, err := os.Lstat(path)
		switch {
		case errors.Is(err, os.ErrNotExist):
			damaged = append(damaged, &DamagedError{path, "it is missing"})
		case err != nil:
			return manifest, err
		case !info.Mode().IsRegular():
			damaged = append(damaged, &DamagedError{path, "it is no file"})
		case info.Size() != file.Size:
			damaged = append(damaged, &DamagedError{path, fmt.Sprintf("it has %d bytes, and by %s %d", info.Size(), manifestName, file.Size)})
		default:
			hash, err := hashFile(path)
			if err != nil {
				return manifest, err
			}
			if hash != file.SHA256 {
				damaged = append(damaged, &DamagedError{path, "it does not have the hash that " + manifestName + " says"})
			}
		}
	}
	return manifest, errors.Join(damaged...)
}

func size(manifest pipeline.BackupManifest) (bytes int64) {
	for _, file := range manifest.Files {
		bytes += file.Size
	}
	return bytes
}
