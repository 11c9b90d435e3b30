package pipeline

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tonghop/pipeline/vi"
)

// LongestWording is how many bytes such a file has at most: the texts of a report are some pages.
const LongestWording = 1 << 20

var (
	passageHead = regexp.MustCompile(`^# .*\{#([^{}]*)\}$`)
	codeLine    = regexp.MustCompile(`: ([0-9a-f]{8})((?: [a-z0-9-]+=[0-9a-f]{8})*)$`)
	indented    = regexp.MustCompile(`(?m)^( *#)`) // a text must not look like a heading: it is written with a blank more
	unindented  = regexp.MustCompile(`(?m)^ ( *#)`)
	markup      = regexp.MustCompile(`<[a-zA-Z/!]`)
)

// WriteWording writes passages for editing: what the file is for, a line of codes by which it is known what was edited, then each passage
// below its heading, "# Title {#id}".
func (c *Catalog) WriteWording(passages []DraftedPassage) []byte {
	var text strings.Builder
	text.WriteString(strings.TrimSpace(c.Words["wording-guide"]) + "\n" + c.Words["wording-code"] + ": " + codeOf(textsOf(passages)))
	for _, p := range passages {
		text.WriteString(" " + p.ID + "=" + code(p.Drafted))
	}
	text.WriteString("\n")
	for _, p := range passages {
		fmt.Fprintf(&text, "\n# %s {#%s}\n", vi.SingleSpaced(p.Title), p.ID)
		if p.Text != "" {
			text.WriteString("\n" + indented.ReplaceAllString(p.Text, " $1") + "\n")
		}
	}
	return []byte(text.String())
}

// code stands for a text, in the line of codes.
func code(text string) string { return hashOf([]byte(text))[:8] }

// codeOf stands for all texts of a file.
func codeOf(texts map[string]string) string {
	all := NewNetstrings()
	for _, id := range slices.Sorted(maps.Keys(texts)) {
		all.Add(id, texts[id])
	}
	return all.Sum()[:8]
}

// WordingFile is what a file of texts says.
type WordingFile struct {
	Edited    Wording
	Untouched []string       // the passages that stand as they were drafted when the file was written
	Lines     map[string]int // on which a passage begins
	texts     map[string]string
	asWritten bool // nothing in it was edited since
}

// ReadWording reads what WriteWording wrote, edited. The error joins all mistakes, each with its line.
func (c *Catalog) ReadWording(data []byte) (WordingFile, error) {
	if len(data) > LongestWording || !utf8.Valid(data) {
		return WordingFile{}, errors.New("1: " + Fill(c.Words["wording-unread"], map[string]string{"bytes": fmt.Sprint(LongestWording)}))
	}
	r := wordingReader{words: c.Words, file: WordingFile{Edited: Wording{}, Lines: map[string]int{}, texts: map[string]string{}}}
	for line := range strings.Lines(strings.TrimPrefix(vi.NFC(string(data)), "\ufeff")) {
		r.number++
		r.read(strings.TrimRight(line, " \t\r\n"))
	}
	f := r.file
	for _, id := range slices.Sorted(maps.Keys(f.texts)) {
		if f.texts[id] = tidy(unindented.ReplaceAllString(f.texts[id], "$1")); code(f.texts[id]) == r.drafted[id] {
			f.Untouched = append(f.Untouched, id)
			continue
		}
		f.Edited[id] = f.texts[id]
	}
	f.asWritten = codeOf(f.texts) == r.code
	var problems []error
	for _, problem := range r.problems {
		if !problem.ofText || !slices.Contains(f.Untouched, problem.id) { // what nobody touched stands as a form has it
			problems = append(problems, problem.error)
		}
	}
	return f, errors.Join(problems...)
}

// wordingReader reads a file line by line.
type wordingReader struct {
	words    map[string]string
	file     WordingFile
	number   int    // of the line
	id       string // of the passage that is open; "" before the first
	code     string // of all texts, as they were written
	drafted  map[string]string
	problems []wordingProblem
}

type wordingProblem struct {
	error
	id     string
	ofText bool // not of the headings
}

func (r *wordingReader) read(line string) {
	head, codes := passageHead.FindStringSubmatch(line), codeLine.FindStringSubmatch(line)
	switch {
	case head != nil && r.file.Lines[head[1]] > 0:
		r.id = head[1]
		r.problem("wording-twice", line)
	case head != nil:
		r.id = head[1]
		r.file.Lines[r.id], r.file.texts[r.id] = r.number, ""
	case strings.HasPrefix(line, "#"):
		r.problem("wording-heading", line)
	case r.id == "" && codes != nil:
		r.code, r.drafted = codes[1], map[string]string{}
		for _, pair := range strings.Fields(codes[2]) {
			id, code, _ := strings.Cut(pair, "=")
			r.drafted[id] = code
		}
	case r.id != "":
		switch {
		case strings.ContainsFunc(line, func(c rune) bool { return c != '\t' && unicode.IsControl(c) }):
			r.problem("wording-control", line)
		case markup.MatchString(line):
			r.problem("wording-markup", line)
		}
		r.file.texts[r.id] += line + "\n"
	}
}

func (r *wordingReader) problem(word, line string) {
	err := fmt.Errorf("%d: %s", r.number, Fill(r.words[word], map[string]string{"got": line, "id": r.id}))
	r.problems = append(r.problems, wordingProblem{err, r.id, word == "wording-control" || word == "wording-markup"})
}

// Say tells what is wrong with a wording, in the catalogue's words.
func (e *WordingError) Say(words map[string]string) string {
	word := "wording-unknown"
	switch {
	case e.Missing:
		word = "wording-missing"
	case len(e.Known) == 0:
		word = "wording-none"
	}
	return Fill(words[word], map[string]string{"id": e.ID, "ids": strings.Join(e.Known, ", ")})
}
