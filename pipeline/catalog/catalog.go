// Package catalog reads templates/ and tonghop.yaml into a pipeline.Catalog and checks them whole:
// every mistake is named with its file, line and what was expected.
package catalog

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"tonghop/pipeline"
)

// Problem is a mistake in a file of the catalogue.
type Problem struct {
	File string
	Line int // 0 where it is about the whole file
	Text string
}

func (p *Problem) Error() string {
	if p.Line == 0 {
		return p.File + ": " + p.Text
	}
	return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Text)
}

// loader collects the catalogue and every problem in it.
type loader struct {
	files    fs.FS
	catalog  *pipeline.Catalog
	problems []*Problem
	digest   []string

	forms     []at[deadline] // of the configuration, until the layouts are there
	formsFile string
	service   serviceKeys // of the configuration, until what they speak of is there
}

// Load reads the catalogue from files, which hold templates/ (see Overlay), and the configuration file, "" for none.
// The error joins all problems.
func Load(files fs.FS, config string) (*pipeline.Catalog, error) {
	l := &loader{files: files, catalog: &pipeline.Catalog{Conferences: &pipeline.Conferences{}}}
	// What others refer to comes first: a mistake in it would be told again for everything that does.
	for _, stage := range [][]func(){
		{func() { l.config(config) }, l.head, l.messages, l.indicators, l.geography},
		{l.layouts, l.rules, l.parts, l.reports, l.letters}, {l.deadlines, l.conferences}, {l.hashConfig, l.services},
	} {
		for _, load := range stage {
			load()
		}
		if len(l.problems) > 0 {
			return nil, l.failure()
		}
	}
	l.catalog.Hash = hashOf(l.digest)
	l.catalog.ChecksHash = hashOf(slices.DeleteFunc(l.digest, func(file string) bool {
		return strings.HasPrefix(file, "reports/") || strings.HasPrefix(file, "mail/")
	}))
	return l.catalog, nil
}

func hashOf(digest []string) string {
	sum := sha256.Sum256([]byte(strings.Join(digest, "\n")))
	return hex.EncodeToString(sum[:])
}

func (l *loader) problem(file string, line int, format string, args ...any) {
	l.problems = append(l.problems, &Problem{File: l.place(file), Line: line, Text: fmt.Sprintf(format, args...)})
}

// failure joins all problems, in the order of their files and lines.
func (l *loader) failure() error {
	slices.SortStableFunc(l.problems, func(a, b *Problem) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	problems := make([]error, len(l.problems))
	for i, problem := range l.problems {
		problems[i] = problem
	}
	return errors.Join(problems...)
}

// place is where a person finds the file.
func (l *loader) place(file string) string {
	if o, ok := l.files.(overlay); ok && o.has(file) {
		return filepath.Join(o.dir, filepath.FromSlash(file))
	}
	return file
}

// read returns a file's text and hash, and adds it to the catalogue's hash.
func (l *loader) read(file string) (text []byte, hash string) {
	text, err := fs.ReadFile(l.files, file)
	if err != nil {
		l.problem(file, 0, "cannot be read: %v", reason(err))
		return nil, ""
	}
	return plain(text), l.hash(file, text)
}

// reason is an error of the file system without the name of the file, which the problem has.
func reason(err error) error {
	var about *fs.PathError
	if errors.As(err, &about) {
		return about.Err
	}
	return err
}

// plain takes away what editors on Windows add: the byte order mark and the carriage returns. An empty file is not nil:
// nil is one that cannot be read.
func plain(text []byte) []byte {
	return append([]byte{}, bytes.ReplaceAll(bytes.TrimPrefix(text, []byte("\ufeff")), []byte("\r\n"), []byte("\n"))...)
}

func (l *loader) hash(file string, text []byte) string {
	sum := sha256.Sum256(text)
	hash := hex.EncodeToString(sum[:])
	l.digest = append(l.digest, file+" "+hash)
	return hash
}

// glob lists the files of a pattern in the order of their names.
func (l *loader) glob(pattern string) []string {
	found, err := fs.Glob(l.files, pattern)
	if err != nil {
		l.problem(pattern, 0, "%v", err)
	}
	return found
}

// Overlay lays the files of a folder over defaults: a file that is in both is taken from the folder. A folder that
// is not there changes nothing.
func Overlay(dir string, defaults fs.FS) fs.FS {
	return overlay{dir: dir, upper: os.DirFS(dir), lower: defaults}
}

type overlay struct {
	dir          string
	upper, lower fs.FS
}

// has tells whether the file is taken from the folder.
func (o overlay) has(name string) bool {
	_, err := fs.Stat(o.upper, name)
	return err == nil
}

func (o overlay) Open(name string) (fs.File, error) {
	file, err := o.upper.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return o.lower.Open(name)
	}
	return file, err // a file that is there and cannot be opened is never passed over
}

// ReadDir makes fs.Glob see the files of both.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	lower, err := fs.ReadDir(o.lower, name)
	upper, upperErr := fs.ReadDir(o.upper, name)
	if err != nil && upperErr != nil {
		return nil, err
	}
	seen := map[string]bool{}
	var entries []fs.DirEntry
	for _, entry := range append(upper, lower...) {
		if !seen[entry.Name()] && !strings.HasPrefix(path.Base(entry.Name()), ".") {
			seen[entry.Name()] = true
			entries = append(entries, entry)
		}
	}
	sortEntries(entries)
	return entries, nil
}
