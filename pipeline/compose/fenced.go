package compose

import (
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"tonghop/pipeline"
)

// expectedFence says what blocks there are between lines of ```.
const expectedFence = "expected ```sql name (letters, digits and _), ```chart, ```narrative id, ```contents or ```include parts/name"

func (t *template) addFenced(n *ast.FencedCodeBlock) {
	var info string
	if n.Info != nil {
		info = strings.TrimSpace(string(n.Info.Value(t.text)))
	}
	at, body := t.position(n), string(n.Lines().Value(t.text))
	language, name, _ := strings.Cut(info, " ")
	name = strings.TrimSpace(name)
	if !t.checkFence(n, at, info) {
		return
	}
	switch {
	case language == "sql" && queryName.MatchString(name):
		t.addQuery(at, name, body)
	case language == "chart" && name == "":
		t.addChart(at.plus(1), body)
	case language == "narrative" && sectionID.MatchString(name):
		t.addNarrative(at, name, body)
	case language == "contents" && name == "":
		t.addContents(at, body)
	case language == "narrative":
		t.mistake(at, "the id of a narrative is of small letters a to z, digits and -; found %q", name)
	case language == "sql" && name != "":
		t.mistake(at, "the name of a query is of small letters a to z, digits and _, and begins with a letter; found %q", name)
	case language == "include" && name != "":
		t.include(at, name, body)
	default:
		t.mistake(at, "%s; found ```%s", expectedFence, info)
	}
}

func (t *template) addQuery(at position, name, body string) {
	if _, ok := given[name]; ok {
		t.mistake(at, "%s is a result that comes from no query; expected another name", name)
		return
	}
	if strings.TrimSpace(body) == "" {
		t.mistake(at, "query %s is empty; expected one SELECT", name)
		return
	}
	for _, before := range t.queries {
		if before.Name == name {
			t.mistake(at, "query %s stands on line %d of %s already; expected another name", name, before.Line-1, before.File)
			return
		}
	}
	query := pipeline.Query{Name: name, SQL: body, File: at.file, Line: at.line + 1}
	t.queries = append(t.queries, query)
	t.checkNamed(query)
}

// include reads a part at the place.
func (t *template) include(at position, name, body string) {
	found := slices.IndexFunc(t.parts, func(p pipeline.Part) bool { return p.Name == name })
	switch {
	case t.at.file != t.report.File:
		t.mistake(at, "a part includes no part; include %s in the report", name)
	case found < 0:
		names := make([]string, len(t.parts))
		for i, part := range t.parts {
			names[i] = part.Name
		}
		t.mistake(at, "no part is called %q; there are %s", name, strings.Join(names, ", "))
	case t.included[name]:
		t.mistake(at, "%s is included twice", name)
	case strings.TrimSpace(body) != "":
		t.mistake(at.plus(1), "```include %s has no lines; expected ``` right below it", name)
	default:
		t.included[name] = true
		part := t.parts[found]
		t.read(newSource(position{part.File, 1}, part.Body))
	}
}

// contents is the table of contents.
type contents struct{ title *phrase }

func (t *template) addContents(at position, body string) {
	title := strings.TrimSpace(body)
	if title == "" || strings.Contains(title, "\n") {
		t.mistake(at, "```contents has one line, the title")
		return
	}
	if t.inSheet() {
		t.mistake(at, "a sheet has no table of contents; it belongs in the report")
	}
	t.put(&contents{t.textPhrase(title, at.plus(1))})
}

func (c *contents) fill(f *filler) ([]pipeline.Block, error) {
	return []pipeline.Block{pipeline.Contents{Title: f.text(c.title, "", 0)}}, nil
}
