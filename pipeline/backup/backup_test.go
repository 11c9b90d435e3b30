package backup

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tonghop/pipeline"
)

var noon = time.Date(2026, 1, 31, 5, 0, 0, 0, time.UTC)

// place is a data folder with files, and a folder of backups.
type place struct {
	t    *testing.T
	data string
	Folder
	files []pipeline.BackupFile
}

func newPlace(t *testing.T) *place {
	data := t.TempDir()
	p := &place{t: t, data: data, Folder: Folder{Dir: filepath.Join(t.TempDir(), "backups"), Templates: filepath.Join(data, "templates"), Drafts: filepath.Join(data, "drafts"),
		Config: filepath.Join(data, "own.yaml"), Secret: filepath.Join(data, "templates/password")}}
	p.write("own.yaml", "calendar:")
	p.write("templates/messages.yaml", "words:")
	p.write("templates/password", "secret")
	p.write("templates/conferences/.writing-1", "half")
	p.write("drafts/0123/draft.json", "[]")
	p.write("drafts/0123/.writing-1", "half")
	p.frozen("archive/originals/aa/1", "workbook")
	p.frozen("archive/receipts/000/1.json", "{}")
	p.frozen("archive/pending/2.json", "{ }")
	p.frozen("warehouse/meta.parquet", "rows")
	return p
}

func (p *place) write(name, text string) string {
	p.t.Helper()
	path := filepath.Join(p.data, name)
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(text), 0o600)); err != nil {
		p.t.Fatal(err)
	}
	return path
}

func (p *place) frozen(name, text string) {
	file := pipeline.BackupFile{Name: name, Path: p.write(name, text), Frozen: true, Passing: strings.HasPrefix(name, "warehouse/")}
	if strings.Contains(name, "originals") {
		sum := sha256.Sum256([]byte(text))
		file.SHA256 = hex.EncodeToString(sum[:])
	}
	p.files = append(p.files, file)
}

func (p *place) try(ctx context.Context) (pipeline.Backup, error) {
	return p.Keep(ctx, pipeline.BackupManifest{Schema: 6, Catalog: "c", Begun: noon}, p.files, func() time.Time { return noon.Add(time.Second) })
}

func (p *place) keep() pipeline.Backup {
	p.t.Helper()
	made, err := p.try(context.Background())
	if err != nil {
		p.t.Fatal(err)
	}
	return made
}

// left lists what is in the folder of backups.
func (p *place) left() []string {
	entries, _ := os.ReadDir(p.Dir)
	names := []string{}
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names
}

// restore restores into a folder, with the table's file as database.
func restore(from, data string) error {
	_, err := Restore(context.Background(), from, data, func(int) error { return nil }, func(_ context.Context, path, tables string, _ int) error {
		return os.Rename(filepath.Join(tables, "meta.parquet"), path)
	})
	return err
}

func TestKeep(t *testing.T) {
	p := newPlace(t)
	made := p.keep()
	manifest, err := Verify(context.Background(), made.Path)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, file := range manifest.Files {
		names = append(names, file.Name)
	}
	want := []string{"archive/originals/aa/1", "archive/pending/2.json", "archive/receipts/000/1.json", "drafts/0123/draft.json", "templates/messages.yaml", "tonghop.yaml", "warehouse/meta.parquet"}
	if !slices.Equal(names, want) {
		t.Errorf("%q, want %q", names, want)
	}
	if manifest.Schema != 6 || manifest.Catalog != "c" || !manifest.Begun.Equal(noon) || !manifest.Ended.After(noon) || manifest.Program == "" {
		t.Errorf("%+v", manifest)
	}
	if made.Path != filepath.Join(p.Dir, "2026-01-31T120000") || made.Files != 7 || made.Bytes != 8+3+2+6+9+4+2 || made.Added != 6+9+4+2 {
		t.Errorf("%+v", made)
	}
	one, _ := os.Stat(p.files[0].Path)
	other, err := os.Stat(filepath.Join(made.Path, "archive/originals/aa/1"))
	if err != nil || !os.SameFile(one, other) {
		t.Errorf("an original was copied on its own file system: %v", err)
	}
	one, _ = os.Stat(p.Config)
	if other, err = os.Stat(filepath.Join(made.Path, configName)); err != nil || os.SameFile(one, other) {
		t.Errorf("an editor that writes the configuration would change the backup: %v", err)
	}
	if again := p.keep(); again.Path != made.Path+"-2" || !slices.Equal(p.left(), []string{"2026-01-31T120000", "2026-01-31T120000-2"}) {
		t.Errorf("a second backup at the same moment: %+v, %q", again, p.left())
	}
}

func TestKeepFollowsAReceiptThatIsSettled(t *testing.T) {
	p := newPlace(t)
	moved := filepath.Join(p.data, "moved.json")
	if err := os.Rename(p.files[2].Path, moved); err != nil {
		t.Fatal(err)
	}
	if _, err := p.try(context.Background()); !errors.Is(err, os.ErrNotExist) || len(p.left()) > 0 {
		t.Errorf("a file that is gone: %v, %q", err, p.left())
	}
	p.files[2].Moved = moved
	if text, err := os.ReadFile(filepath.Join(p.keep().Path, "archive/pending/2.json")); err != nil || string(text) != "{ }" {
		t.Errorf("%q, %v", text, err)
	}
}

// onAnotherFileSystem copies, as links to it would.
func onAnotherFileSystem(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "backup-test-")
	if err != nil {
		t.Skip("there is no second file system here: ", err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	probe := filepath.Join(t.TempDir(), "probe")
	if err := os.WriteFile(probe, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if os.Link(probe, filepath.Join(dir, "probe")) == nil {
		t.Skip("/dev/shm is the file system of temporary files")
	}
	return filepath.Join(dir, "backups")
}

func TestKeepOnAnotherFileSystem(t *testing.T) {
	p := newPlace(t)
	p.Dir = onAnotherFileSystem(t)
	first := p.keep()
	if first.Added != first.Bytes {
		t.Errorf("%+v: not all was copied", first)
	}
	second := p.keep()
	if second.Added != 0 {
		t.Errorf("%+v: what the backup before has takes no room again", second)
	}
	// What was changed, or has rotten in the backup before, is copied.
	p.write("own.yaml", "calendar: {}")
	rotten := filepath.Join(second.Path, "archive/originals/aa/1")
	if err := os.WriteFile(rotten, []byte("workbooK"), 0o600); err != nil {
		t.Fatal(err)
	}
	third := p.keep()
	if third.Added != 12+8 {
		t.Errorf("%+v: want the configuration and the original copied", third)
	}
	if text, err := os.ReadFile(filepath.Join(third.Path, "archive/originals/aa/1")); err != nil || string(text) != "workbook" {
		t.Errorf("%q, %v", text, err)
	}
	// An original that is damaged is still whole in the backup before; without that, it is refused.
	p.write("archive/originals/aa/1", "workbooK")
	if text, err := os.ReadFile(filepath.Join(p.keep().Path, "archive/originals/aa/1")); err != nil || string(text) != "workbook" {
		t.Errorf("%q, %v", text, err)
	}
	p.Dir += "2"
	if _, err := p.try(context.Background()); err == nil || !strings.Contains(err.Error(), "no longer has its hash: put it back from an older backup") || len(p.left()) > 0 {
		t.Errorf("%v, %q", err, p.left())
	}
}

func TestDamagedOriginalIsNoBackup(t *testing.T) {
	p := newPlace(t)
	p.write("archive/originals/aa/1", "workbooK")
	_, err := p.try(context.Background())
	var damaged *DamagedError
	if !errors.As(err, &damaged) || !strings.HasSuffix(damaged.Path, "archive/originals/aa/1") || len(p.left()) > 0 {
		t.Errorf("%v, %q", err, p.left())
	}
}

func TestBrokenOffBackupLeavesNothing(t *testing.T) {
	p := newPlace(t)
	p.keep()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := p.try(ctx); !errors.Is(err, context.Canceled) || len(p.left()) != 1 {
		t.Errorf("%v, %q", err, p.left())
	}
	if err := os.Mkdir(filepath.Join(p.Dir, unfinished+"17"), 0o700); err != nil {
		t.Fatal(err)
	}
	if p.keep(); slices.ContainsFunc(p.left(), func(name string) bool { return strings.HasPrefix(name, unfinished) }) {
		t.Errorf("%q: what a killed process has left stays", p.left())
	}
}

func TestPrune(t *testing.T) {
	p := newPlace(t)
	for _, name := range []string{"2026-01-30T120000", "2026-01-30T120000-2", "2026-01-30T120001", "2027-01-01T000000", "before-schema-7", "x"} {
		if err := os.MkdirAll(filepath.Join(p.Dir, name, "archive"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	deleted, err := p.Prune(3, p.keep())
	if want := []string{"2026-01-30T120000", "2026-01-30T120000-2"}; err != nil || !slices.Equal(deleted, want) {
		t.Errorf("deleted %q, want %q; %v", deleted, want, err)
	}
	if want := []string{"2026-01-30T120001", "2026-01-31T120000", "2027-01-01T000000", "before-schema-7", "x"}; !slices.Equal(p.left(), want) {
		t.Errorf("left %q, want %q", p.left(), want)
	}
	// The clock was turned back: the new one stays all the same.
	if deleted, err := p.Prune(1, pipeline.Backup{Path: filepath.Join(p.Dir, "2026-01-30T120001")}); err != nil || len(deleted) != 2 {
		t.Errorf("deleted %q, %v", deleted, err)
	}
	if want := []string{"2026-01-30T120001", "before-schema-7", "x"}; !slices.Equal(p.left(), want) {
		t.Errorf("left %q, want %q", p.left(), want)
	}
}

func TestRestore(t *testing.T) {
	p := newPlace(t)
	made := p.keep()
	data := filepath.Join(t.TempDir(), "data")
	if err := os.MkdirAll(filepath.Join(data, "inbox/ca-mau"), 0o700); err != nil { // as tonghop init leaves it
		t.Fatal(err)
	}
	if err := restore(made.Path, data); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"archive/originals/aa/1": "workbook", "archive/receipts/000/1.json": "{}", "archive/pending/2.json": "{ }", "templates/messages.yaml": "words:",
		"drafts/0123/draft.json": "[]",
		"tonghop.yaml":           "calendar:", "warehouse.duckdb": "rows"} {
		if text, err := os.ReadFile(filepath.Join(data, name)); err != nil || string(text) != want {
			t.Errorf("%s: %q, %v", name, text, err)
		}
	}
	one, _ := os.Stat(filepath.Join(made.Path, "archive/originals/aa/1"))
	other, _ := os.Stat(filepath.Join(data, "archive/originals/aa/1"))
	if os.SameFile(one, other) {
		t.Error("what damages the restored place would damage the backup")
	}
	for _, name := range []string{"warehouse", restoring} {
		if _, err := os.Lstat(filepath.Join(data, name)); err == nil {
			t.Errorf("%s is left", name)
		}
	}
	var notEmpty *NotEmptyError
	if err := restore(made.Path, data); !errors.As(err, &notEmpty) {
		t.Errorf("restored over what is there: %v", err)
	}
}

func TestTamperedBackupIsRefused(t *testing.T) {
	for _, c := range []struct {
		name, file, want string
		change           func(path string) error
	}{
		{"a byte", "archive/originals/aa/1", "does not have the hash", func(path string) error { return os.WriteFile(path, []byte("workbooK"), 0o600) }},
		{"a cut file", "warehouse/meta.parquet", "it has 2 bytes, and by manifest.json 4", func(path string) error { return os.Truncate(path, 2) }},
		{"a file that is gone", "archive/pending/2.json", "it is missing", os.Remove},
		{"a link in its place", "tonghop.yaml", "it is no file", func(path string) error {
			return errors.Join(os.Rename(path, path+"2"), os.Symlink(path+"2", path))
		}},
		{"a cut manifest", manifestName, "it is cut or was changed", func(path string) error { return os.Truncate(path, 300) }},
		{"an empty manifest", manifestName, "it lists no files", func(path string) error { return os.WriteFile(path, []byte("{}"), 0o600) }},
		{"a name that leads out", manifestName, `"../tonghop.yaml" is no name`, func(path string) error {
			text, err := os.ReadFile(path)
			return errors.Join(err, os.WriteFile(path, []byte(strings.Replace(string(text), `"tonghop.yaml"`, `"../tonghop.yaml"`, 1)), 0o600))
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newPlace(t)
			p.Dir = filepath.Join(t.TempDir(), "b")
			for i := range p.files {
				p.files[i].Frozen = false // what is changed in the backup is not to change the other name of it
			}
			path := filepath.Join(p.keep().Path, c.file)
			if err := c.change(path); err != nil {
				t.Fatal(err)
			}
			data := filepath.Join(t.TempDir(), "data")
			err := restore(filepath.Join(p.Dir, "2026-01-31T120000"), data)
			var damaged *DamagedError
			if !errors.As(err, &damaged) || damaged.Path != path || !strings.Contains(err.Error(), c.want) {
				t.Error(err)
			}
			if _, err := os.Lstat(data); err == nil {
				t.Error("something was restored")
			}
		})
	}
}

func TestBrokenOffRestore(t *testing.T) {
	p := newPlace(t)
	made := p.keep()
	data := t.TempDir()
	_, err := Restore(context.Background(), made.Path, data, func(int) error { return nil }, func(context.Context, string, string, int) error { return context.Canceled })
	if entries, _ := os.ReadDir(data); !errors.Is(err, context.Canceled) || len(entries) > 0 {
		t.Errorf("%v: %v is left", err, entries)
	}
	// Killed before anything was moved: what it left is of no use, and goes.
	p.data = data
	p.write(restoring+"/archive/x", "half")
	if CheckWhole(data) == nil {
		t.Error("half a restore is taken for a data folder")
	}
	if err := restore(made.Path, data); err != nil {
		t.Fatal(err)
	}
	if err := CheckWhole(data); err != nil {
		t.Error(err)
	}
	// Killed while it was moved: the database is still to come.
	if err := errors.Join(os.Mkdir(filepath.Join(data, restoring), 0o700), os.Rename(filepath.Join(data, database), filepath.Join(data, restoring, database))); err != nil {
		t.Fatal(err)
	}
	if err := restore(made.Path, data); err == nil || !strings.Contains(err.Error(), "a restore was broken off") {
		t.Error(err)
	}
	if _, err := os.Lstat(filepath.Join(data, restoring, database)); err != nil {
		t.Errorf("what says that it was broken off is gone: %v", err)
	}
}
