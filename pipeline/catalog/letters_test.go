package catalog_test

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tonghop/pipeline/catalog"
	"tonghop/templates"
)

func TestBrokenLetter(t *testing.T) {
	for name, c := range map[string]struct {
		file, text string
		want       []string
	}{
		"no head":       {"mail/notice.md", "Kính gửi\n", []string{"mail/notice.md:1: expected YAML between two lines of --- with title"}},
		"unknown key":   {"mail/notice.md", "---\ntitel: a\n---\nx\n", []string{`mail/notice.md:2: unknown key "titel"; expected the keys title`}},
		"no title":      {"mail/notice.md", "---\ntitle: \"\"\n---\nx\n", []string{"mail/notice.md:2: title is empty; expected what stands in a mailbox's list"}},
		"nothing":       {"mail/notice.md", "---\ntitle: a\n---\n\n", []string{"mail/notice.md:4: the letter is empty"}},
		"of a title":    {"mail/notice.md", "---\ntitle: \"{subject}\"\n---\nx\n", []string{"mail/notice.md:2: {subject} is not filled in here; expected one of {office}, {kind}, {number}, {date}"}},
		"unknown blank": {"mail/notice.md", "---\ntitle: a\n---\nx\n\n{kind} {nubmer}\n", []string{"mail/notice.md:6: {nubmer} is not filled in here; expected one of {office}, {kind}, {number}, {date}"}},
		"open brace":    {"mail/notice.md", "---\ntitle: a\n---\n{kind\n", []string{"mail/notice.md:4: {kind: a brace is not closed, or not opened"}},
		"list in line":  {"mail/receipt.md", "---\ntitle: a\n---\nLỗi: {findings}\n", []string{"mail/receipt.md:4: {findings} is a list; expected a line with - {findings} and nothing else"}},
		"list in title": {"mail/receipt.md", "---\ntitle: \"{findings}\"\n---\nx\n", []string{"mail/receipt.md:2: {findings} is not filled in here; expected one of {office}, {addressee}, {news}, {number}, {file}, {time}, {day}, {form}, {form_title}, {period}, {decided}, {edition}, {closed}, {warnings}, {more}"}},
		"of nothing":    {"mail/hello.md", "---\ntitle: a\n---\nx\n", []string{"mail/hello.md: no message is about it; expected one of draft, edition, notice, remind, chase, receipt, return"}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, problemsOf(t, map[string]string{c.file: c.text})); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// without is a file system that has not a file.
type without struct {
	fs.FS
	file string
}

func (w without) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(w.FS, name)
	var left []fs.DirEntry
	for _, e := range entries {
		if name+"/"+e.Name() != w.file {
			left = append(left, e)
		}
	}
	return left, err
}

func TestMissingLetter(t *testing.T) {
	_, err := catalog.Load(without{templates.FS, "mail/chase.md"}, "")
	if err == nil || !strings.Contains(err.Error(), "mail/chase.md: is missing; expected the text of what is sent about it") {
		t.Errorf("%v", err)
	}
}
