package catalog

import (
	"reflect"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// shape holds a YAML text against the Go type that it is to be read into, and says of everything that does not fit what was
// expected there.
type shape struct {
	loader *loader
	file   string
	offset int // lines before the text
	lines  lines
}

func (s *shape) check(node ast.Node, into any) {
	s.value(node, reflect.TypeOf(into).Elem(), "")
}

// problem reports what is wrong at a node; key is the path of the key whose value it is.
func (s *shape) problem(node ast.Node, key, format string, args ...any) {
	if key != "" {
		format, args = "%s: "+format, append([]any{key}, args...)
	}
	s.loader.problem(s.file, node.GetToken().Position.Line+s.offset, format, args...)
}

func (s *shape) value(node ast.Node, t reflect.Type, key string) {
	switch node.(type) {
	case nil, *ast.NullNode, *ast.AliasNode, *ast.AnchorNode, *ast.TagNode, *ast.CommentGroupNode:
		return // nothing to hold against the type, or left to the decoder
	}
	if value, ok := located(t); ok {
		t = value
	}
	switch {
	case t == reflect.TypeFor[date]():
		if _, err := parseDate(text(node)); err != nil {
			s.problem(node, key, "%q; expected a date YYYY-MM-DD", text(node))
		}
	case t.Kind() == reflect.Struct:
		s.mapping(node, key, func(name string) (reflect.Type, bool) {
			field, ok := fieldOf(t, name)
			return field, ok
		}, "expected the keys "+strings.Join(keysOf(t), ", "))
	case t.Kind() == reflect.Map:
		s.mapping(node, key, func(string) (reflect.Type, bool) { return t.Elem(), true }, "expected keys with their values")
	case t.Kind() == reflect.Slice:
		sequence, ok := node.(*ast.SequenceNode)
		if !ok {
			s.problem(node, key, "%q; expected a list", text(node))
			return
		}
		for _, value := range sequence.Values {
			s.value(value, t.Elem(), key)
		}
	default:
		s.scalar(node, t, key)
	}
}

// mapping checks every key; field tells the type of a key's value.
func (s *shape) mapping(node ast.Node, key string, field func(string) (reflect.Type, bool), expected string) {
	var pairs []*ast.MappingValueNode
	switch node := node.(type) {
	case *ast.MappingNode:
		pairs = node.Values
	case *ast.MappingValueNode:
		pairs = []*ast.MappingValueNode{node}
	default:
		s.problem(node, key, "%q; %s", text(node), expected)
		return
	}
	for _, pair := range pairs {
		name := text(pair.Key)
		t, ok := field(name)
		if !ok {
			s.problem(pair.Key, key, "unknown key %q; %s", name, expected)
			continue
		}
		path := strings.TrimPrefix(key+"."+name, ".")
		if _, twice := s.lines[path]; !twice {
			s.lines[path] = pair.Key.GetToken().Position.Line + s.offset
		}
		s.value(pair.Value, t, path)
	}
}

func (s *shape) scalar(node ast.Node, t reflect.Type, key string) {
	expected := "a text"
	fits := false
	switch node.(type) {
	case *ast.IntegerNode:
		fits = t.Kind() != reflect.Bool
	case *ast.FloatNode:
		fits = t.Kind() == reflect.Float64 || t.Kind() == reflect.String
	case *ast.BoolNode:
		fits = t.Kind() == reflect.Bool || t.Kind() == reflect.String
	case ast.ScalarNode:
		fits = t.Kind() == reflect.String
	}
	switch t.Kind() {
	case reflect.Bool:
		expected = "true or false"
	case reflect.Int, reflect.Int64:
		expected = "a whole number"
	case reflect.Float64:
		expected = "a number"
	}
	if !fits {
		s.problem(node, key, "%q; expected %s", text(node), expected)
	}
}

// text is what a node says, as far as a message needs it.
func text(node ast.Node) string {
	if literal, ok := node.(*ast.LiteralNode); ok {
		return literal.Value.Value
	}
	switch node.(type) {
	case *ast.MappingNode, *ast.MappingValueNode, *ast.SequenceNode:
		first, _, _ := strings.Cut(strings.TrimSpace(node.String()), "\n")
		return first
	}
	return node.GetToken().Value
}

// located returns the type of the value that an at holds.
func located(t reflect.Type) (reflect.Type, bool) {
	if t.Kind() != reflect.Struct || !strings.HasPrefix(t.Name(), "at[") {
		return nil, false
	}
	value, ok := t.FieldByName("Value")
	return value.Type, ok
}

func fieldOf(t reflect.Type, key string) (reflect.Type, bool) {
	for field := range t.Fields() {
		if keyOf(field) == key {
			return field.Type, true
		}
	}
	return nil, false
}

// keysOf lists the keys that a struct can be read from.
func keysOf(t reflect.Type) []string {
	var keys []string
	for field := range t.Fields() {
		keys = append(keys, keyOf(field))
	}
	slices.Sort(keys)
	return keys
}

// keyOf is the key of a field: its tag, or its name in small letters.
func keyOf(field reflect.StructField) string {
	name, _, _ := strings.Cut(field.Tag.Get("yaml"), ",")
	if name == "" {
		name = strings.ToLower(field.Name)
	}
	return name
}
