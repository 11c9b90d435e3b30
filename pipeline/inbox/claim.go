package inbox

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"tonghop/pipeline"
)

// claimName is what newClaim makes.
var claimName = regexp.MustCompile(`^\d{8}T\d{6}\.\d{6}-\d{6}-[A-Z2-7]{26}$`)

// newClaim names a claim that never was: by its time and number, so that claims are in order, and at random.
func newClaim(at time.Time, number int) string {
	return fmt.Sprintf("%s-%06d-%s", at.UTC().Format("20060102T150405.000000"), number%1e6, rand.Text())
}

// claim moves a file where its unit no longer changes it, by one rename.
func (s *sweep) claim(root *os.Root, unit string, c candidate) error {
	claim := newClaim(s.at, len(s.claimed))
	if err := makeClaim(root, claim); err != nil {
		return fmt.Errorf("%s: %w", unit, err)
	}
	if err := root.Rename(c.name, path.Join(taking, claim, c.name)); err != nil {
		s.report(path.Join(unit, c.name), err.Error()) // it has just gone, or somebody holds it
		return root.Remove(path.Join(taking, claim))
	}
	s.take(unit, claim, c.name, false)
	return nil
}

func makeClaim(root *os.Root, claim string) error {
	if err := root.Mkdir(taking, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return root.Mkdir(path.Join(taking, claim), 0o700)
}

// goOn takes up what an earlier sweep claimed. What cannot be a claim is left alone.
func (s *sweep) goOn(root *os.Root, unit string) error {
	claims, err := entriesOf(root, taking)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("%s: %w", unit, err)
	}
	for _, claim := range claims {
		where := path.Join(taking, claim.Name())
		if !claimName.MatchString(claim.Name()) || !claim.IsDir() {
			s.report(path.Join(unit, where), "no claim")
			continue
		}
		files, err := entriesOf(root, where)
		if err == nil && len(files) == 0 { // killed before the rename, or after the file was removed
			err = root.Remove(where)
		}
		switch {
		case err != nil:
			s.report(path.Join(unit, where), err.Error())
		case len(files) > 1:
			s.report(path.Join(unit, where), "more than one file of one claim")
		case len(files) == 1:
			s.goOnWith(root, unit, claim.Name(), files[0].Name())
		}
	}
	return nil
}

// goOnWith takes up a claimed file, unless somebody who had it open goes on writing.
func (s *sweep) goOnWith(root *os.Root, unit, claim, name string) {
	where := path.Join(taking, claim, name)
	info, err := root.Lstat(where)
	if err != nil {
		return
	}
	if why := oddity(info); why != "" {
		s.report(path.Join(unit, where), why)
		return
	}
	if s.isQuiet(path.Join(unit, where), info.Size(), info.ModTime()) { // to be claimed was a change too
		s.take(unit, claim, name, true)
	}
}

// take hands out a claimed file.
func (s *sweep) take(unit, claim, name string, again bool) {
	i, where := s.Inbox, path.Join(unit, taking, claim, name)
	i.claims[claim] = where
	s.claimed = append(s.claimed, pipeline.Claimed{Again: again, File: pipeline.File{Name: shortName(name), By: unit, Unit: unit, Claim: claim,
		Open: func() (io.ReadCloser, error) { return i.open(claim, where) }}})
}

// longestName bounds a name in bytes; some systems allow three times as much.
const longestName = 255

// shortName is a name without what is too long of it before its ending.
func shortName(name string) string {
	ending := path.Ext(name)
	if len(name) <= longestName || len(ending) > longestName/2 {
		return name[:min(len(name), longestName)]
	}
	stem := strings.TrimSuffix(name, ending)
	for len(stem)+len(ending) > longestName {
		_, size := utf8.DecodeLastRuneInString(stem)
		stem = stem[:len(stem)-size]
	}
	return stem + ending
}

// open opens a claimed file, and keeps what it is like.
func (i *Inbox) open(claim, where string) (io.ReadCloser, error) {
	root, name, err := i.unitOf(where)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	file, err := openPlain(root, name)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	i.opened[claim] = info
	return file, nil
}

// unitOf opens the folder of the unit that a path begins with, and returns the rest.
func (i *Inbox) unitOf(where string) (root *os.Root, rest string, err error) {
	inbox, err := os.OpenRoot(i.dir)
	if err != nil {
		return nil, "", err
	}
	defer inbox.Close()
	unit, rest, _ := strings.Cut(where, "/")
	root, err = inbox.OpenRoot(unit)
	return root, rest, err
}

// Done removes the file that a receipt is of. One that has changed since it was read is claimed anew: what it says now has no receipt.
func (i *Inbox) Done(receipt pipeline.Receipt) error {
	i.mu.Lock()
	defer i.mu.Unlock()
	where, ok := i.claims[receipt.Claim]
	if !ok {
		return nil // it was removed by hand
	}
	root, name, err := i.unitOf(where)
	if err != nil {
		return err
	}
	defer root.Close()
	info, err := root.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	opened := i.opened[receipt.Claim] // nil of what an earlier process read
	if info.Size() != receipt.Size || opened != nil && (!os.SameFile(opened, info) || !opened.ModTime().Equal(info.ModTime())) {
		return i.claimAnew(root, receipt.Claim, name)
	}
	return errors.Join(root.Remove(name), root.Remove(path.Dir(name)))
}

// claimAnew gives a claimed file another claim, for the next sweep.
func (i *Inbox) claimAnew(root *os.Root, claim, name string) error {
	i.log.Warn("a file changed while it was taken in: it is taken in again", "path", name)
	i.wait()
	fresh := newClaim(i.now(), 0)
	if err := makeClaim(root, fresh); err != nil {
		return err
	}
	return errors.Join(root.Rename(name, path.Join(taking, fresh, path.Base(name))), root.Remove(path.Join(taking, claim)))
}
