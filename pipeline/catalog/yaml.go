package catalog

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
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
	day, err := time.Parse(time.DateOnly, strings.Trim(strings.TrimSpace(string(text)), `"'`))
	if err != nil {
		return fmt.Errorf("%q is no date; expected YYYY-MM-DD", text)
	}
	d.Time = day
	return nil
}

// validity is the time in which a file is in force, both days included.
type validity struct {
	From  date
	Until date
}

// decode reads a YAML text strictly: an unknown key is a problem. Lines are counted from first, for a
// text inside another file.
func (l *loader) decode(file string, first int, text []byte, into any) bool {
	err := yaml.NewDecoder(bytes.NewReader(text), yaml.Strict()).Decode(into)
	if err == nil || errors.Is(err, io.EOF) {
		return true
	}
	line, message := 0, err.Error()
	var positioned yaml.Error
	if errors.As(err, &positioned) {
		message = positioned.GetMessage()
		if token := positioned.GetToken(); token != nil {
			line = token.Position.Line + first - 1
		}
	}
	var unknown *yaml.UnknownFieldError
	if errors.As(err, &unknown) {
		message += "; expected one of " + strings.Join(keysOf(reflect.TypeOf(into)), ", ")
	}
	l.problem(file, line, "%s", message)
	return false
}

// keysOf lists the keys that a type of this package can be read from, those of its parts included.
func keysOf(t reflect.Type) []string {
	found := map[string]bool{}
	collectKeys(t, found)
	keys := make([]string, 0, len(found))
	for key := range found {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

func collectKeys(t reflect.Type, found map[string]bool) {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map:
		collectKeys(t.Elem(), found)
	case reflect.Struct:
		if value, ok := t.FieldByName("Value"); ok && strings.HasPrefix(t.Name(), "at[") {
			collectKeys(value.Type, found)
			return
		}
		if t == reflect.TypeFor[date]() {
			return
		}
		for field := range t.Fields() {
			name, _, _ := strings.Cut(field.Tag.Get("yaml"), ",")
			if name == "" {
				name = strings.ToLower(field.Name)
			}
			found[name] = true
			collectKeys(field.Type, found)
		}
	}
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
	return "expected one of " + strings.Join(texts, ", ")
}
