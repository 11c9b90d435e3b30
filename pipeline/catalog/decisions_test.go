package catalog_test

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/catalog"
	"tonghop/templates"
)

var (
	refusals   = regexp.MustCompile("Refuse\\(\"([a-z-]+)\",\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|`[^`]*`)((?s:.*?))\\)\n")
	braced     = regexp.MustCompile(`\{([a-z]+)\}`)
	givenNames = regexp.MustCompile(`"([a-z]+)",`)
)

// TestDecisions holds that whatever is refused has a Vietnamese sentence, which names nothing that is not given, and no sentence is without
// something that is refused.
func TestDecisions(t *testing.T) {
	t.Parallel()
	c, err := catalog.Load(templates.FS, "")
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for _, folder := range []string{"..", "../duck", "../deliver", "../portal"} {
		files, err := filepath.Glob(filepath.Join(folder, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatal(err, folder)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, found := range refusals.FindAllStringSubmatch(string(text), -1) {
				code, given := found[1], []string{}
				used[code] = true
				for _, name := range givenNames.FindAllStringSubmatch(found[3]+",", -1) {
					given = append(given, name[1])
				}
				sentence, ok := c.Decisions[code]
				if !ok {
					t.Errorf("%s refuses %s, and decisions of messages.yaml has no sentence for it", file, code)
				}
				for _, name := range braced.FindAllStringSubmatch(sentence+found[2], -1) {
					if !slices.Contains(given, name[1]) {
						t.Errorf("%s: %s names %s, which is not given", file, code, name[0])
					}
				}
			}
		}
	}
	for code := range c.Decisions {
		if !used[code] {
			t.Errorf("decisions has %s, which nothing refuses", code)
		}
	}
}

func TestSayDecision(t *testing.T) {
	t.Parallel()
	c, err := catalog.Load(templates.FS, "")
	if err != nil {
		t.Fatal(err)
	}
	err = pipeline.Refuse("not-over", `{period} "{do}": not before {day}`, "period", "2026-10", "do", "a\"b", "day", time.Date(2026, 10, 14, 0, 0, 0, 0, time.UTC))
	if want := `2026-10 "a\"b": not before 2026-10-14`; err.Error() != want {
		t.Errorf("%s, expected %s", err, want)
	}
	var refused *pipeline.DecisionError
	if !errors.As(err, &refused) {
		t.Fatalf("%T", err)
	}
	if got := c.SayDecision(refused); !strings.HasPrefix(got, "Kỳ tháng 10 năm 2026 chưa hết: còn đến hết ngày 14/10/2026.") {
		t.Error(got)
	}
	if got := c.SayDecision(&pipeline.DecisionError{Reason: "as it stands"}); got != "as it stands" {
		t.Error(got)
	}
}
