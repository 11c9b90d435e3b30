package archive

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tonghop/pipeline"
)

var noon = time.Date(2024, 8, 15, 12, 0, 0, 0, time.UTC)

func open(t *testing.T, dir string) *Archive {
	t.Helper()
	a, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func put(t *testing.T, a *Archive, name, text string) pipeline.Receipt {
	t.Helper()
	receipt, err := a.Put(pipeline.Receipt{Name: name, By: "Lan", Unit: "soc-trang", Claim: "1", Received: noon}, strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return receipt
}

func TestPutAndSettle(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir)
	first := put(t, a, "/elsewhere/../soc-trang.xlsx", "66")
	again := put(t, a, "copy.xlsx", "66")
	if first.ID != 1 || again.ID != 2 || first.SHA256 != again.SHA256 || first.Name != "soc-trang.xlsx" || first.Size != 2 || first.By != "Lan" || first.Unit != "soc-trang" || first.Claim != "1" {
		t.Errorf("receipts %+v and %+v", first, again)
	}
	if err := a.Settled([]pipeline.Receipt{first}); err != nil {
		t.Fatal(err)
	}
	b := open(t, dir)
	pending, err := b.Pending()
	if err != nil || len(pending) != 1 || pending[0] != again {
		t.Errorf("pending %+v, %v; want %+v", pending, err, again)
	}
	for _, want := range []pipeline.Receipt{first, again} { // settled, and pending
		if got, err := b.Receipt(want.ID); err != nil || got != want {
			t.Errorf("receipt %+v, %v; want %+v", got, err, want)
		}
	}
	if got, err := b.Receipt(3); err == nil {
		t.Errorf("a receipt that nobody got: %+v", got)
	}
	if err := b.Settled(pending); err != nil {
		t.Fatal(err)
	}
	if next := put(t, open(t, dir), "next.xlsx", "65"); next.ID != 3 {
		t.Errorf("the third receipt has id %d", next.ID)
	}
	if data, err := b.Bytes(first.SHA256); err != nil || string(data) != "66" {
		t.Errorf("original %q, %v", data, err)
	}
}

func TestReceiptsGoOnOverFolders(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir)
	a.last = 2*receiptsPerFolder - 2
	for range 3 {
		if err := a.Settled([]pipeline.Receipt{put(t, a, "x", "y")}); err != nil {
			t.Fatal(err)
		}
	}
	if next := put(t, open(t, dir), "x", "y"); next.ID != 2*receiptsPerFolder+2 {
		t.Errorf("next id %d", next.ID)
	}
}

func TestChangedOriginalIsNoticed(t *testing.T) {
	a := open(t, t.TempDir())
	receipt := put(t, a, "x.xlsx", "66")
	path := a.path(originals, receipt.SHA256)
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("65"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Bytes(receipt.SHA256); err == nil || !strings.Contains(err.Error(), "no longer has its hash") {
		t.Errorf("a changed original: %v", err)
	}
}

func TestHalfWrittenFilesGo(t *testing.T) {
	dir := t.TempDir()
	open(t, dir)
	for _, name := range []string{"originals/.arriving-1", "editions/.arriving-1", "pending/.writing-1"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	open(t, dir)
	for _, folder := range []string{"originals", "editions", "pending"} {
		entries, err := os.ReadDir(filepath.Join(dir, folder))
		if err != nil || len(entries) > 0 {
			t.Errorf("%s holds %v, %v", folder, entries, err)
		}
	}
}

func TestKeep(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir)
	hash := put(t, a, "bao-cao.pdf", "66").SHA256
	if err := a.Keep(hash, []byte("65")); err == nil {
		t.Error("bytes are kept under a hash that is not theirs")
	}
	if _, err := a.Kept(hash); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("an original is taken for a published file: %v", err)
	}
	for range 2 {
		if err := a.Keep(hash, []byte("66")); err != nil {
			t.Fatal(err)
		}
	}
	if pending, err := open(t, dir).Pending(); err != nil || len(pending) != 1 {
		t.Errorf("a published file is taken for an upload: %+v, %v", pending, err)
	}
	path := a.path(editions, hash)
	if err := errors.Join(os.Remove(path), os.WriteFile(path, []byte("65"), 0o400)); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Kept(hash); err == nil || !strings.Contains(err.Error(), "no longer has its hash") {
		t.Errorf("a changed file: %v", err)
	}
	if err := a.Keep(hash, []byte("66")); err != nil {
		t.Fatal(err)
	}
	if data, err := a.Kept(hash); err != nil || string(data) != "66" {
		t.Errorf("what was kept again is %q, %v", data, err)
	}
}

// TestReceiptsWhileSettling lists receipts while others are being put and settled: each that there was is listed once, and none that moves is an error.
func TestReceiptsWhileSettling(t *testing.T) {
	a := open(t, t.TempDir())
	const files = 300
	receipts := make([]pipeline.Receipt, files)
	for i := range receipts {
		receipts[i] = put(t, a, "x.xlsx", "66")
	}
	settled := make(chan error, 1)
	go func() {
		var err error
		for _, receipt := range receipts {
			err = errors.Join(err, a.Settled([]pipeline.Receipt{receipt}))
		}
		settled <- err
	}()
	looks := 0
	for ended := false; !ended; looks++ {
		select {
		case err := <-settled:
			if ended = true; err != nil {
				t.Error(err)
			}
		default:
		}
		all, err := a.Receipts()
		if err != nil || len(all) != files {
			t.Fatalf("look %d: %d receipts of %d, %v", looks, len(all), files, err)
		}
		for i, receipt := range all {
			if receipt != receipts[i] {
				t.Fatalf("look %d: %+v; expected %+v", looks, receipt, receipts[i])
			}
		}
		if _, err := a.Pending(); err != nil {
			t.Fatal(err)
		}
	}
}
