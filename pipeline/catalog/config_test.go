package catalog

import (
	"io/fs"
	"reflect"
	"strings"
	"testing"

	"tonghop/templates"
)

// TestDefaultsHaveEveryKey holds that templates/tonghop.yaml, from which the example is made, says every key that a configuration may have.
func TestDefaultsHaveEveryKey(t *testing.T) {
	text, err := fs.ReadFile(templates.FS, configFile)
	if err != nil {
		t.Fatal(err)
	}
	l := &loader{files: templates.FS}
	var in configuration
	where, ok := l.decode(configFile, 1, text, &in)
	if !ok {
		t.Fatal(l.failure())
	}
	keys := allKeys("", reflect.TypeFor[configuration]())
	for _, key := range keys {
		if _, ok := where[key]; !ok {
			t.Errorf("%s is not in %s", key, configFile)
		}
	}
	if len(keys) < 50 {
		t.Errorf("only %d keys were looked for", len(keys))
	}
}

// allKeys lists the keys of a structure with those within; what stands in lists and maps is no key of the file.
func allKeys(prefix string, structure reflect.Type) (keys []string) {
	for field := range structure.Fields() {
		key, _, _ := strings.Cut(field.Tag.Get("yaml"), ",")
		if key == "" {
			key = strings.ToLower(field.Name)
		}
		keys = append(keys, prefix+key)
		if field.Type.Kind() == reflect.Struct {
			keys = append(keys, allKeys(prefix+key+".", field.Type)...)
		}
	}
	return keys
}
