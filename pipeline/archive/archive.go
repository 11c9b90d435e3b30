// Package archive keeps originals and published files by their SHA-256, and receipts of what is not settled yet.
//
//	originals/ab/abcdef…   the bytes, read-only, one file however often they arrive
//	editions/ab/abcdef…    the bytes of a file that was published, in the same way
//	pending/17.json        a receipt whose submission is not in the warehouse yet
//	receipts/000/17.json   a receipt whose submission is
//
// Every file is written under a temporary name, synced and renamed, and its folder is synced: what has a receipt survives a crash of the machine.
package archive

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"tonghop/pipeline"
	"tonghop/pipeline/durable"
)

// The folders of bytes.
const (
	originals = "originals"
	editions  = "editions"
)

// receiptsPerFolder keeps folders short enough to list at every start.
const receiptsPerFolder = 1000

// Archive is an archive in a folder. One process at a time may use it.
type Archive struct {
	dir  string
	same [256]sync.Mutex // of hashes, by their first byte: the same bytes are put one after the other
	mu   sync.Mutex
	last int64 // the highest receipt id given
}

// Open opens the archive in the folder and creates it where there is none. What a killed process left half written goes.
func Open(dir string) (*Archive, error) {
	a := &Archive{dir: dir}
	for _, name := range []string{originals, editions, "pending", "receipts"} {
		if err := os.MkdirAll(filepath.Join(dir, name), 0o700); err != nil {
			return nil, err
		}
	}
	if err := a.sweep(); err != nil {
		return nil, err
	}
	last, err := a.lastID()
	a.last = last
	return a, err
}

// sweep removes temporary files; no other process writes here.
func (a *Archive) sweep() error {
	for _, pattern := range []string{originals + "/" + arriving, editions + "/" + arriving, "pending/" + durable.Writing + "*"} {
		found, err := filepath.Glob(filepath.Join(a.dir, pattern))
		if err != nil {
			return err
		}
		for _, path := range found {
			if err := os.Remove(path); err != nil {
				return err
			}
		}
	}
	return nil
}

// lastID looks in the pending folder and in the newest folder of receipts only.
func (a *Archive) lastID() (int64, error) {
	pending, err := ids(filepath.Join(a.dir, "pending"))
	if err != nil {
		return 0, err
	}
	folders, err := os.ReadDir(filepath.Join(a.dir, "receipts"))
	if err != nil {
		return 0, err
	}
	var settled []int64
	if len(folders) > 0 {
		newest := slices.MaxFunc(folders, func(x, y fs.DirEntry) int { return compareNumeric(x.Name(), y.Name()) })
		if settled, err = ids(filepath.Join(a.dir, "receipts", newest.Name())); err != nil {
			return 0, err
		}
	}
	return max(slices.Max(append(pending, 0)), slices.Max(append(settled, 0))), nil
}

func compareNumeric(x, y string) int {
	if len(x) != len(y) {
		return len(x) - len(y)
	}
	return strings.Compare(x, y)
}

// ids lists the receipts in a folder, ascending.
func ids(dir string) ([]int64, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var found []int64
	for _, entry := range entries {
		name, ok := strings.CutSuffix(entry.Name(), ".json")
		if id, err := strconv.ParseInt(name, 10, 64); ok && err == nil {
			found = append(found, id)
		}
	}
	slices.Sort(found)
	return found, nil
}

// Pending returns the receipts that are not settled, oldest first. What is settled between listing and reading is none of them.
func (a *Archive) Pending() ([]pipeline.Receipt, error) {
	found, err := ids(filepath.Join(a.dir, "pending"))
	if err != nil {
		return nil, err
	}
	receipts := make([]pipeline.Receipt, 0, len(found))
	for _, id := range found {
		receipt, err := readReceipt(a.pendingPath(id))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		receipts = append(receipts, receipt)
	}
	return receipts, nil
}

func readReceipt(path string) (receipt pipeline.Receipt, err error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return receipt, err
	}
	if err := json.Unmarshal(text, &receipt); err != nil {
		return receipt, fmt.Errorf("%s: %w", path, err)
	}
	return receipt, nil
}

// Receipt returns the receipt with a number, pending or, which it may become in between, settled.
func (a *Archive) Receipt(id int64) (pipeline.Receipt, error) {
	receipt, err := readReceipt(a.pendingPath(id))
	if errors.Is(err, fs.ErrNotExist) {
		return readReceipt(a.receiptPath(id))
	}
	return receipt, err
}

// Receipts returns all receipts, settled and pending, in the order in which they were given, each once: one that is settled meanwhile moves from the pending ones, which
// are listed first. Of one that is damaged there is only its id.
func (a *Archive) Receipts() ([]pipeline.Receipt, error) {
	receipts, err := a.Pending()
	if err != nil {
		return nil, err
	}
	folders, err := os.ReadDir(filepath.Join(a.dir, "receipts"))
	if err != nil {
		return nil, err
	}
	for _, folder := range folders {
		settled, err := ids(filepath.Join(a.dir, "receipts", folder.Name()))
		if err != nil {
			return nil, err
		}
		for _, id := range settled {
			receipt, err := readReceipt(a.receiptPath(id))
			if err != nil {
				receipt = pipeline.Receipt{ID: id}
			}
			receipts = append(receipts, receipt)
		}
	}
	slices.SortFunc(receipts, func(x, y pipeline.Receipt) int { return cmp.Compare(x.ID, y.ID) })
	return slices.CompactFunc(receipts, func(x, y pipeline.Receipt) bool { return x.ID == y.ID }), nil
}

// Bytes returns an original and checks it against its hash.
func (a *Archive) Bytes(hash string) ([]byte, error) { return a.bytes(originals, hash) }

func (a *Archive) bytes(folder, hash string) ([]byte, error) {
	if len(hash) != hex.EncodedLen(sha256.Size) {
		return nil, fmt.Errorf("archive: %q is no SHA-256", hash)
	}
	data, err := os.ReadFile(a.path(folder, hash))
	if err != nil {
		return nil, err
	}
	if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != hash {
		return nil, fmt.Errorf("archive: %s no longer has its hash: restore it from a backup", a.path(folder, hash))
	}
	return data, nil
}

// Settled moves the receipts out of the pending ones. It need not be durable: a receipt that a crash leaves
// pending is found in the warehouse and settled again.
func (a *Archive) Settled(receipts []pipeline.Receipt) error {
	for _, receipt := range receipts {
		path := a.receiptPath(receipt.ID)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return err
		}
		if err := os.Rename(a.pendingPath(receipt.ID), path); err != nil {
			return err
		}
	}
	return nil
}

func (a *Archive) path(folder, hash string) string {
	return filepath.Join(a.dir, folder, hash[:2], hash)
}

func (a *Archive) receiptPath(id int64) string {
	return filepath.Join(a.dir, "receipts", fmt.Sprintf("%03d", id/receiptsPerFolder), fmt.Sprintf("%d.json", id))
}

func (a *Archive) pendingPath(id int64) string {
	return filepath.Join(a.dir, "pending", fmt.Sprintf("%d.json", id))
}
