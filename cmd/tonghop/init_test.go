package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"tonghop/pipeline/catalog"
	"tonghop/templates"
)

const exampleFile = "../../tonghop.example.yaml"

// TestExampleConfig holds that the example is made from the defaults, that it changes none, and that it has every key of them: with each # taken
// away it gives the same configuration.
func TestExampleConfig(t *testing.T) {
	defaults, err := fs.ReadFile(templates.FS, "tonghop.yaml")
	if err != nil {
		t.Fatal(err)
	}
	example := exampleConfig(defaults)
	if *update {
		if err := os.WriteFile(exampleFile, example, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if kept, err := os.ReadFile(exampleFile); err != nil || !bytes.Equal(kept, example) {
		t.Errorf("tonghop.example.yaml is not what templates/tonghop.yaml gives; run the test with -update: %v", err)
	}
	var set strings.Builder
	for line := range strings.Lines(string(example)) {
		if words := strings.TrimLeft(line, " "); strings.HasPrefix(words, "#") && len(words) > 2 && words[1] != ' ' {
			line = strings.Replace(line, "#", "", 1)
		}
		set.WriteString(line)
	}
	if have, want := settings(set.String()), settings(string(defaults)); have != want {
		t.Errorf("with every key set it says\n%s\nwant\n%s", have, want)
	}
	want := defaultCatalog(t)
	for name, text := range map[string]string{"none set": string(example), "all set": set.String()} {
		path := filepath.Join(t.TempDir(), "tonghop.yaml")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		c, err := catalog.Load(templates.FS, path)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for i := range c.Config.Jobs { // the file that says so
			c.Config.Jobs[i].Place = want.Config.Jobs[i].Place
		}
		if !reflect.DeepEqual(c.Config, want.Config) {
			t.Errorf("%s: the configuration is another: %+v", name, c.Config)
		}
	}
}

// settings are the lines of a configuration without those of words only.
func settings(text string) string {
	var lines []string
	for line := range strings.Lines(text) {
		if words := strings.TrimSpace(line); words != "" && words[0] != '#' {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "")
}
