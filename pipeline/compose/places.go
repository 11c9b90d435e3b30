package compose

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"tonghop/pipeline"
)

// checkPlaces holds that every place that is filled names a query or a word of an order.
func (t *template) checkPlaces() {
	names := slices.Sorted(maps.Keys(given))
	for _, query := range t.queries {
		names = append(names, query.Name)
	}
	for _, p := range t.phrases {
		for _, x := range p.pieces {
			t.checkPlace(p.at.plus(x.below), x, names)
		}
	}
	head := t.textPhrase(t.report.Subject, position{t.report.File, t.report.HeadLines["subject"]})
	for _, x := range head.pieces {
		if x.column != "" {
			t.mistake(head.at, "subject: %s: expected words of an order only, such as {period}", x.place())
			continue
		}
		t.checkPlace(head.at, x, nil)
	}
	if each := t.report.Each; each != "" && !slices.Contains(names, each) {
		t.mistake(t.eachAt(), "each: %s; expected one that returns unit and name", noQuery(each, names))
	}
}

// markPrinted tells which queries something is printed of.
func (t *template) markPrinted() {
	printed := map[string]bool{t.report.Each: true}
	for _, p := range t.phrases {
		for _, x := range p.pieces {
			printed[x.query] = true
		}
	}
	for i := range t.queries {
		t.queries[i].Unprinted = !printed[t.queries[i].Name]
	}
}

func (t *template) checkPlace(at position, x piece, queries []string) {
	switch {
	case x.text != "":
	case x.column == "" && x.told:
		t.mistake(at, "%s: only a figure is told as a hedge; expected {~query.column}", x.place())
	case x.column == "" && !slices.Contains(orderWords, x.query):
		t.mistake(at, "{%s} is no word of an order; a query's value is {query.column}, and the words are %s", x.query, strings.Join(orderWords, ", "))
	case x.column == "":
	case !slices.Contains(queries, x.query):
		t.mistake(at, "%s", noQuery(x.query, queries))
	case x.column == unitColumn && t.report.Each != "":
		t.mistake(at, "%s: the column unit says whose row it is and is printed nowhere; expected another column", x.place())
	}
}

// noQuery says that no query has the name, with those that come near it; all, where none does.
func noQuery(name string, queries []string) string {
	said := fmt.Sprintf("no query is called %q", name)
	if near := nearOf(name, queries); near != "" {
		return said + near
	}
	return said + "; there are " + listed(queries)
}

// Check holds the places of a report against what its queries return: of the results only the columns are looked at. The error joins
// all mistakes.
func (c *Composer) Check(report pipeline.Report, results pipeline.Results) []error {
	parsed, err := c.template(report.ID)
	if err != nil {
		return []error{err}
	}
	f := &filler{results: withGiven(results, pipeline.Order{}, nil)}
	var problems []error
	for _, p := range parsed.phrases {
		for _, x := range p.pieces {
			if x.column != "" {
				f.cell(p.at.plus(x.below), x, x.query, 0)
			}
			if f.err != nil {
				problems = append(problems, f.err)
				f.err = nil
			}
		}
	}
	if report.Each != "" {
		_, err := eachColumns(parsed, results)
		problems = append(problems, err)
	}
	return problems
}

// CheckParts holds that the parts of the data folder are included by a report.
func (c *Composer) CheckParts() []error {
	var problems []error
	for _, part := range c.catalog.Parts {
		isIncluded := slices.ContainsFunc(c.catalog.Reports, func(report pipeline.Report) bool {
			parsed, _ := c.template(report.ID) // its mistakes are told with it
			return parsed.included[part.Name]
		})
		if part.Own && !isIncluded {
			problems = append(problems, position{part.File, 1}.mistake("no report includes %s; expected a block ```include %s in one", part.Name, part.Name))
		}
	}
	return problems
}
