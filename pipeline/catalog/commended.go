package catalog

import (
	"strings"
	"unicode/utf8"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// commended reads the list of those commended at a conference. It goes into the pack, and nowhere else.
func (l *loader) commended(file string) []pipeline.Commended {
	var list []pipeline.Commended
	l.table(file, []string{"name", "locality", "award", "level"}, func(line int, field func(string) string) {
		text := func(name string) string {
			value := strings.TrimSpace(vi.NFC(field(name)))
			if !utf8.ValidString(value) {
				l.problem(file, line, "%s: expected text in UTF-8 (CSV UTF-8 when saved from Excel)", name)
			}
			return value
		}
		c := pipeline.Commended{Name: text("name"), Locality: text("locality"), Award: text("award"), Level: text("level")}
		if c.Name == "" {
			l.problem(file, line, "name is empty; expected who is commended")
		}
		list = append(list, c)
	})
	return list
}
