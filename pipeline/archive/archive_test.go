package archive

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/iotest"
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
	spooled, err := a.Spool(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	defer spooled.Drop()
	receipt, _, err := spooled.Put(pipeline.Receipt{Name: name, By: "Lan", Unit: "soc-trang", Claim: "1", Received: noon}, nil)
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

// TestPutAgain puts bytes that are there: they are no other file, what a disk has damaged is mended by them, and who put them before may keep its receipt.
func TestPutAgain(t *testing.T) {
	a := open(t, t.TempDir())
	first := put(t, a, "x.xlsx", "66")
	path := a.path(originals, first.SHA256)
	inode := func() uint64 {
		t.Helper()
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		return info.Sys().(*syscall.Stat_t).Ino
	}
	was := inode()
	if again := put(t, a, "y.xlsx", "66"); again.ID != 2 || inode() != was {
		t.Errorf("receipt %+v, or the bytes were written again", again)
	}
	asked := 0
	before := func(told pipeline.Receipt) (pipeline.Receipt, bool, error) {
		asked++
		return first, told.SHA256 == first.SHA256, nil
	}
	putBefore := func(text string) (pipeline.Receipt, bool) {
		t.Helper()
		spooled, err := a.Spool(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		defer spooled.Drop()
		receipt, again, err := spooled.Put(pipeline.Receipt{Name: "z.xlsx", Received: noon}, before)
		if err != nil {
			t.Fatal(err)
		}
		return receipt, again
	}
	if receipt, again := putBefore("66"); !again || receipt != first || asked != 1 {
		t.Errorf("%+v, %v, asked %d times", receipt, again, asked)
	}
	if receipt, again := putBefore("67"); again || receipt.ID != 3 || asked != 1 {
		t.Errorf("other bytes: %+v, %v, asked %d times", receipt, again, asked)
	}
	for _, damaged := range []string{"65", "6"} {
		if err := errors.Join(os.Remove(path), os.WriteFile(path, []byte(damaged), 0o400)); err != nil {
			t.Fatal(err)
		}
		if _, again := putBefore("66"); again {
			t.Errorf("%q is taken for the same bytes", damaged)
		}
		if data, err := a.Bytes(first.SHA256); err != nil || string(data) != "66" {
			t.Errorf("after they came again: %q, %v", data, err)
		}
	}
}

// TestSpoolThatFails leaves nothing of bytes that end in an error, and nothing of those that are dropped.
func TestSpoolThatFails(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir)
	if _, err := a.Spool(io.MultiReader(strings.NewReader("half"), iotest.ErrReader(io.ErrUnexpectedEOF))); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Error(err)
	}
	spooled, err := a.Spool(strings.NewReader("66"))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // from the beginning each time
		if data, err := io.ReadAll(spooled.Open()); string(data) != "66" || err != nil || spooled.Size() != 2 {
			t.Errorf("%q, %v, %d bytes", data, err, spooled.Size())
		}
	}
	found, err := os.ReadDir(filepath.Join(dir, originals))
	if err != nil || len(found) != 1 {
		t.Fatal(found, err)
	}
	if info, err := found[0].Info(); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others may open it: %v, %v", info, err)
	}
	spooled.Drop()
	if found, err := os.ReadDir(filepath.Join(dir, originals)); err != nil || len(found) != 0 {
		t.Errorf("left behind: %v, %v", found, err)
	}
}

// BenchmarkPutAgain puts a file of 20 MB that is there.
func BenchmarkPutAgain(b *testing.B) {
	a, err := Open(b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	data := make([]byte, 20<<20)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		spooled, err := a.Spool(bytes.NewReader(data))
		if err != nil {
			b.Fatal(err)
		}
		if _, _, err := spooled.Put(pipeline.Receipt{Name: "x.xlsx", Received: noon}, nil); err != nil {
			b.Fatal(err)
		}
		spooled.Drop()
	}
}
