// Package catalog reads templates/ and tonghop.yaml into a pipeline.Catalog and checks them whole:
// every mistake is named with its file, line and what was expected.
package catalog

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
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
	problems []error
	digest   []string
}

// Load reads the catalogue from files, which hold templates/ (see Overlay), and the configuration file, "" for none.
// The error joins all problems.
func Load(files fs.FS, config string) (*pipeline.Catalog, error) {
	l := &loader{files: files, catalog: &pipeline.Catalog{}}
	for _, load := range []func(){
		func() { l.config(config) }, l.head, l.messages, l.indicators, l.geography, l.layouts, l.rules, l.reports, l.conferences,
	} {
		load()
	}
	if len(l.problems) > 0 {
		return nil, errors.Join(l.problems...)
	}
	sum := sha256.Sum256([]byte(strings.Join(l.digest, "\n")))
	l.catalog.Hash = hex.EncodeToString(sum[:])
	return l.catalog, nil
}

func (l *loader) problem(file string, line int, format string, args ...any) {
	l.problems = append(l.problems, &Problem{File: file, Line: line, Text: fmt.Sprintf(format, args...)})
}

// read returns a file's text and hash, and adds it to the catalogue's hash.
func (l *loader) read(file string) (text []byte, hash string) {
	text, err := fs.ReadFile(l.files, file)
	if err != nil {
		l.problem(file, 0, "cannot be read: %v", err)
		return nil, ""
	}
	return text, l.hash(file, text)
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
	return overlay{upper: os.DirFS(dir), lower: defaults}
}

type overlay struct{ upper, lower fs.FS }

func (o overlay) Open(name string) (fs.File, error) {
	if file, err := o.upper.Open(name); err == nil {
		return file, nil
	}
	return o.lower.Open(name)
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
