// Package inbox takes files out of folders that units drop them into, by SFTP or over a share.
//
//	ca-mau/bao-cao.xlsx              what the unit ca-mau left; taken when it is complete
//	ca-mau/.taking/<claim>/bao-cao.xlsx  claimed, until what became of it is settled and answered
//	ca-mau/tra-loi/17-bao-cao.txt    what became of it
//
// Whoever fills a unit's folder is trusted with nothing else: no link is followed out of it, nothing but plain files is taken, and what one
// unit does keeps no other waiting.
package inbox

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"slices"
	"sync"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// What one sweep takes and looks at.
const (
	mostOfUnit  = 100    // files of a unit that are claimed, the oldest first; the others wait for the next sweep
	mostEntries = 10_000 // entries of a folder that are looked at
)

// taking is the folder of claimed files within a unit's folder.
const taking = ".taking"

// Inbox is a folder with a folder for each unit, named by its id. One process at a time may use it.
type Inbox struct {
	dir    string
	units  map[string]bool
	settle time.Duration
	now    func() time.Time
	log    *slog.Logger

	waiting chan struct{} // told when something is not complete yet

	mu       sync.Mutex
	looks    map[string]look        // at files, by path
	reported map[string]bool        // what the operator was told of and is still there
	claims   map[string]string      // paths of claimed files, by claim
	opened   map[string]os.FileInfo // claimed files as they were when they were opened, by claim
	swept    map[string]time.Time   // when a unit's answers were last looked through
}

// New returns the inbox in a folder. units are the ids of those that may have a folder; a file is complete when it has not changed for
// settle. What is odd about the inbox is logged, once.
func New(dir string, units []string, settle time.Duration, now func() time.Time, log *slog.Logger) *Inbox {
	i := &Inbox{dir: dir, units: map[string]bool{}, settle: settle, now: now, log: log, waiting: make(chan struct{}, 1), reported: map[string]bool{},
		claims: map[string]string{}, opened: map[string]os.FileInfo{}, swept: map[string]time.Time{}}
	for _, unit := range units {
		i.units[unit] = true
	}
	return i
}

// Make makes the inbox and the folders of units that are not there.
func (i *Inbox) Make(units []string) error {
	if err := os.MkdirAll(i.dir, 0o755); err != nil {
		return err
	}
	root, err := os.OpenRoot(i.dir)
	if err != nil {
		return err
	}
	defer root.Close()
	for _, unit := range units {
		if err := root.Mkdir(unit, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
	}
	return nil
}

// sweep is one look through the inbox.
type sweep struct {
	*Inbox
	at       time.Time
	looks    map[string]look
	reported map[string]bool
	next     time.Time
	claimed  []pipeline.Claimed
}

// Ready claims the files that are complete; see pipeline.Inbox.
func (i *Inbox) Ready(ctx context.Context) ([]pipeline.Claimed, time.Time, error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	root, err := os.OpenRoot(i.dir)
	if err != nil {
		return nil, time.Time{}, err
	}
	defer root.Close()
	entries, err := entriesOf(root, ".")
	if err != nil {
		return nil, time.Time{}, err
	}
	clear(i.claims)
	clear(i.opened)
	s := &sweep{Inbox: i, at: i.now(), looks: map[string]look{}, reported: map[string]bool{}}
	for _, entry := range entries {
		if ctx.Err() != nil {
			err = errors.Join(err, ctx.Err())
			break
		}
		switch name := entry.Name(); {
		case isLeftAlone(name):
		case !i.units[name]:
			s.report(name, "no unit has this id")
		case !entry.IsDir():
			s.report(name, "it is no folder")
		default:
			err = errors.Join(err, s.unit(root, name))
		}
	}
	i.looks, i.reported = s.looks, s.reported
	if !s.next.IsZero() {
		i.wait()
	}
	return s.claimed, s.next, err
}

// wait tells Watch that something is to be looked at again.
func (i *Inbox) wait() {
	select {
	case i.waiting <- struct{}{}:
	default: // it was told already
	}
}

// report tells the operator of something that is left alone, unless the last sweep did.
func (s *sweep) report(where, why string) {
	if !s.Inbox.reported[where] && !s.reported[where] {
		s.log.Warn("left alone in the inbox", "path", where, "why", why)
	}
	s.reported[where] = true
}

// unit claims what is ready in a unit's folder: what is claimed already, then the oldest.
func (s *sweep) unit(inbox *os.Root, unit string) error {
	root, err := inbox.OpenRoot(unit)
	if err != nil {
		return err
	}
	defer root.Close()
	err = errors.Join(s.goOn(root, unit), s.sweepAnswers(root, unit))
	entries, failed := entriesOf(root, ".")
	if failed != nil {
		return errors.Join(err, fmt.Errorf("%s: %w", unit, failed))
	}
	var found []candidate
	for _, entry := range entries {
		if name := entry.Name(); !isLeftAlone(name) && name != vi.AnswersFolder {
			if c, ok := s.judge(root, unit, name); ok {
				found = append(found, c)
			}
		}
	}
	slices.SortFunc(found, candidate.compare)
	for n, c := range found {
		if n == mostOfUnit {
			s.mayBeNext(s.at)
			break
		}
		if failed := s.claim(root, unit, c); failed != nil {
			return errors.Join(err, failed)
		}
	}
	return err
}

// mayBeNext keeps the first moment at which something more may be complete.
func (s *sweep) mayBeNext(at time.Time) {
	if s.next.IsZero() || at.Before(s.next) {
		s.next = at
	}
}

// entriesOf lists a folder within the root by name, up to a bound.
func entriesOf(root *os.Root, name string) ([]fs.DirEntry, error) {
	folder, err := root.Open(name)
	if err != nil {
		return nil, err
	}
	defer folder.Close()
	entries, err := folder.ReadDir(mostEntries)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
	return entries, nil
}
