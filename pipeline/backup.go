package pipeline

import (
	"context"
	"fmt"
	"time"
)

// BackupTime writes the moments that backups are called by, in Zone.
const BackupTime = "2006-01-02T150405"

// BackupTables is the folder of a backup that has the warehouse's tables.
const BackupTables = "warehouse/"

// BackupFile is a file that belongs in a backup.
type BackupFile struct {
	Name    string // in the backup, with / between its folders
	Path    string // where it is
	Moved   string // where it may have been moved to meanwhile; "" for nowhere
	SHA256  string // "" where it is not known yet
	Frozen  bool   // its bytes are never written again: another name for them is as good as a copy
	Passing bool   // it is removed when it is in the backup
}

// Export is the warehouse as it was at a moment.
type Export struct {
	Schema int
	Write  func(ctx context.Context) ([]BackupFile, error) // writes it down, while the warehouse goes on
	Close  func() error                                    // removes what was written
}

// BackupManifest says what a backup holds. It is written last.
type BackupManifest struct {
	Program string        `json:"program"` // version of the program that made it
	Schema  int           `json:"schema"`  // of the warehouse
	Catalog string        `json:"catalog_hash"`
	Begun   time.Time     `json:"begun"`
	Ended   time.Time     `json:"ended"` // when all was written, before it was read again
	Files   []BackupEntry `json:"files"` // by their names
}

// BackupEntry is a file of a backup.
type BackupEntry struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// Backup is one that was made.
type Backup struct {
	Path    string    `json:"path"`
	Begun   time.Time `json:"begun"`
	Schema  int       `json:"schema"`
	Files   int       `json:"files"`
	Bytes   int64     `json:"bytes"`
	Added   int64     `json:"added_bytes"` // what it takes: the rest are other names of files that are there anyway
	Deleted []string  `json:"deleted"`     // older backups
}

// String tells what was done, on one line.
func (b Backup) String() string {
	text := fmt.Sprintf("%s: %d files, %.1f MB, %.1f MB of them new", b.Path, b.Files, float64(b.Bytes)/1e6, float64(b.Added)/1e6)
	if len(b.Deleted) > 0 {
		text += fmt.Sprintf("; older ones deleted: %d", len(b.Deleted))
	}
	return text
}

// Backups is where backups are kept.
type Backups interface {
	// Keep makes a backup of files, those of the office's own templates and configuration among them, and returns it when it was read again and
	// every file has its hash. manifest comes without its files.
	Keep(ctx context.Context, manifest BackupManifest, files []BackupFile, now func() time.Time) (Backup, error)
	// Prune deletes all backups but the newest, of which the given one is always one, and returns their names.
	Prune(keep int, newest Backup) ([]string, error)
}

// Backup makes a backup. Where keep is above 0, older ones than so many are deleted when the new one is whole.
func (p *Pipeline) Backup(ctx context.Context, backups Backups, keep int) (Backup, error) {
	p.backingUp.Lock()
	defer p.backingUp.Unlock()
	manifest := BackupManifest{Catalog: p.Catalog.Hash, Begun: p.Now().UTC()}
	export, files, err := p.moment(ctx)
	if err != nil {
		return Backup{}, err
	}
	made, err := p.writeDown(ctx, export, files, backups, manifest)
	if closed := export.Close(); err == nil {
		err = closed
	}
	if err == nil && keep > 0 {
		made.Deleted, err = backups.Prune(keep, made)
	}
	return made, err
}

// writeDown writes a backup of a moment.
func (p *Pipeline) writeDown(ctx context.Context, export Export, files []BackupFile, backups Backups, manifest BackupManifest) (Backup, error) {
	tables, err := export.Write(ctx)
	if err != nil {
		return Backup{}, err
	}
	manifest.Schema = export.Schema
	return backups.Keep(ctx, manifest, append(files, tables...), p.Now)
}

// moment holds on to the warehouse and lists the archive's files, both of a moment when nothing is being taken in: what is settled in the one is
// settled in the other, and what is pending in the archive the restored place takes up. The warehouse comes first, for the archive has
// what it speaks of, and never loses any of it.
func (p *Pipeline) moment(ctx context.Context) (Export, []BackupFile, error) {
	p.ingesting.Lock()
	defer p.ingesting.Unlock()
	export, err := p.Warehouse.Export(ctx)
	if err != nil {
		return export, nil, err
	}
	files, err := p.Archive.Files()
	if err != nil {
		_ = export.Close() // the error that matters is there already
	}
	return export, files, err
}
