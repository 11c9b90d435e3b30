package catalog

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// at is a value of a YAML file with the line that it stands on.
type at[T any] struct {
	Value T
	Line  int
}

// UnmarshalYAML takes value and line from the node.
func (a *at[T]) UnmarshalYAML(node ast.Node) error {
	a.Line = node.GetToken().Position.Line
	return yaml.NodeToValue(node, &a.Value, yaml.Strict())
}

// date is a day written YYYY-MM-DD; zero where it is not given.
type date struct{ time.Time }

// UnmarshalYAML reads the day.
func (d *date) UnmarshalYAML(text []byte) error {
	day, err := parseDate(string(text))
	d.Time = day
	return err
}

func parseDate(text string) (time.Time, error) {
	return time.Parse(time.DateOnly, strings.Trim(strings.TrimSpace(text), `"'`))
}

// validity is the time in which a file is in force, both days included.
type validity struct {
	From  date
	Until date
}

func (l *loader) checkValidity(file string, where lines, v validity) {
	if !v.Until.IsZero() && v.Until.Before(v.From.Time) {
		l.problem(file, where.of("valid.until"), "valid: until is before from")
	}
}

// lines are the lines of a YAML text's keys, by their path: "sender.kinds".
type lines map[string]int

// of returns the line of a key; where it is not there, that of the nearest key above it.
func (l lines) of(path string) int {
	for path != "" {
		if line, ok := l[path]; ok {
			return line
		}
		path = path[:max(0, strings.LastIndexByte(path, '.'))]
	}
	return l[""]
}

// decode reads a YAML text strictly: a key or a kind of value that is not expected is a problem. Lines are counted from
// first, for a text inside another file.
func (l *loader) decode(file string, first int, text []byte, into any) (lines, bool) {
	parsed, err := parser.ParseBytes(text, 0)
	if err != nil {
		l.misread(file, first, err)
		return nil, false
	}
	before := len(l.problems)
	found := lines{"": first}
	if saysNothing(parsed) {
		return found, true // which the library would take for null, and empty what is there
	}
	for _, document := range parsed.Docs {
		s := shape{loader: l, file: file, offset: first - 1, lines: found}
		s.check(document.Body, into)
	}
	if len(l.problems) > before {
		return nil, false
	}
	if err := yaml.NewDecoder(bytes.NewReader(text), yaml.Strict()).Decode(into); err != nil && !errors.Is(err, io.EOF) {
		l.misread(file, first, err)
		return nil, false
	}
	return found, true
}

// saysNothing tells whether a text is empty, or comments only.
func saysNothing(parsed *ast.File) bool {
	return !slices.ContainsFunc(parsed.Docs, func(d *ast.DocumentNode) bool {
		_, comment := d.Body.(*ast.CommentGroupNode)
		return d.Body != nil && !comment
	})
}

// misread reports an error of the YAML library with its line.
func (l *loader) misread(file string, first int, err error) {
	line, message := 0, err.Error()
	var positioned yaml.Error
	if errors.As(err, &positioned) {
		message = positioned.GetMessage()
		if token := positioned.GetToken(); token != nil {
			line = token.Position.Line + first - 1
		}
	}
	l.problem(file, line, "%s", message)
}

func sortEntries(entries []fs.DirEntry) {
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
}

// oneOf lists what is allowed, for a message.
func oneOf[T ~string](allowed []T) string {
	texts := make([]string, len(allowed))
	for i, a := range allowed {
		texts[i] = string(a)
	}
	return fmt.Sprint("expected one of ", strings.Join(texts, ", "))
}
