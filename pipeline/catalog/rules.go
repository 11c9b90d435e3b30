package catalog

import (
	"cmp"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"tonghop/pipeline"
)

type ruleHead struct {
	Code, Title, Sentence, Advice, Source string
	Severity                              pipeline.Severity
	SeverityFrom                          date `yaml:"severity_from"` // before it a finding is a note
	Scope                                 pipeline.Scope
	Forms, Indicators                     []string
	Mode                                  pipeline.Mode // of missing operands
	Waivable                              pipeline.Waivable
	Valid                                 validity
}

var (
	scopes    = []pipeline.Scope{pipeline.FormScope, pipeline.TotalScope}
	modes     = []pipeline.Mode{"", pipeline.NonNull, pipeline.PartialZero}
	waivables = []pipeline.Waivable{pipeline.ByUnit, pipeline.ByDepartment, pipeline.ByNobody}
)

const linesEnding = ".lines.csv"

// rules reads files that begin with a comment /* … */ of YAML and go on with one SELECT, and the tables beside them.
func (l *loader) rules() {
	for _, file := range l.glob("rules/*.sql") {
		if text, _ := l.read(file); text != nil {
			l.rule(file, string(text))
		}
	}
	for _, file := range l.glob("rules/*.csv") {
		rule := strings.TrimSuffix(strings.TrimSuffix(file, ".csv"), ".lines") + ".sql"
		if _, err := fs.Stat(l.files, rule); err != nil {
			l.problem(file, 0, "a sample lies beside its rule, and there is no %s", rule)
		}
	}
}

func (l *loader) rule(file, text string) {
	comment, query, found := strings.Cut(text, "*/")
	opening := len(comment) - len(strings.TrimLeft(comment, " \t\n"))
	head, begins := strings.CutPrefix(comment[opening:], "/*")
	if !found || !begins {
		l.problem(file, 1, "expected a comment /* … */ with code, severity, scope, title, sentence and advice before the query")
		return
	}
	var in ruleHead
	where, ok := l.decode(file, 1+strings.Count(comment[:opening], "\n"), []byte(head), &in)
	if !ok {
		return
	}
	rule := pipeline.Rule{Code: in.Code, Severity: in.Severity, Scope: in.Scope, Title: in.Title, Sentence: in.Sentence, Advice: in.Advice, Source: in.Source,
		From: in.Valid.From.Time, Until: in.Valid.Until.Time, SeverityFrom: in.SeverityFrom.Time, Forms: in.Forms, Indicators: in.Indicators,
		Mode: in.Mode, Waivable: cmp.Or(in.Waivable, pipeline.ByUnit), SQL: strings.TrimSpace(query), File: l.place(file)}
	before := strings.Index(query, rule.SQL)
	rule.Line = 1 + strings.Count(comment, "\n") + strings.Count(query[:before], "\n")
	rule.Blanks = slices.Concat(blanks("sentence", where, in.Sentence), blanks("advice", where, in.Advice))
	name := strings.TrimSuffix(file, ".sql")
	rule.Sample = pipeline.Sample{Figures: l.sampleTable(name + ".csv"), Lines: l.sampleTable(name + linesEnding)}
	l.checkRule(file, where, rule)
	l.checkFilters(file, where, rule)
	l.checkValidity(file, where, in.Valid)
	l.catalog.Rules = append(l.catalog.Rules, rule)
}

// sampleTable reads a table beside a rule, where there is one. It changes no figure and no finding, so it is no part of the catalogue's
// hash.
func (l *loader) sampleTable(file string) pipeline.CSV {
	if _, err := fs.Stat(l.files, file); err != nil {
		return pipeline.CSV{}
	}
	text, err := fs.ReadFile(l.files, file)
	if err != nil {
		l.problem(file, 0, "cannot be read: %v", reason(err))
	}
	return pipeline.CSV{File: l.place(file), Text: plain(text)}
}

var inBraces = regexp.MustCompile(`\{([^{}]*)\}`)

// blanks lists what a sentence names in braces.
func blanks(key string, where lines, sentence string) []pipeline.Blank {
	var found []pipeline.Blank
	for _, name := range inBraces.FindAllStringSubmatch(sentence, -1) {
		found = append(found, pipeline.Blank{Name: name[1], Key: key, Line: where.of(key)})
	}
	return found
}

func (l *loader) checkRule(file string, where lines, rule pipeline.Rule) {
	if name := strings.TrimSuffix(strings.TrimPrefix(file, "rules/"), ".sql"); rule.Code != name {
		l.problem(file, where.of("code"), "code: %q; expected the file's name, %q", rule.Code, name)
	}
	if _, ok := l.catalog.Messages[rule.Code]; ok {
		l.problem(file, where.of("code"), "code: %q is a message of messages.yaml", rule.Code)
	}
	if !slices.Contains(severities, rule.Severity) {
		l.problem(file, where.of("severity"), "severity: %q; %s", rule.Severity, oneOf(severities))
	}
	if !slices.Contains(scopes, rule.Scope) {
		l.problem(file, where.of("scope"), "scope: %q; %s", rule.Scope, oneOf(scopes))
	}
	if !slices.Contains(waivables, rule.Waivable) {
		l.problem(file, where.of("waivable"), "waivable: %q; %s", rule.Waivable, oneOf(waivables))
	}
	if rule.Title == "" {
		l.problem(file, where.of("title"), "title is empty; expected a few words")
	}
	if rule.SQL == "" {
		l.problem(file, rule.Line, "expected a query after the comment")
	}
	l.checkSentence(file, where.of("sentence"), "sentence", rule.Sentence)
	l.checkSentence(file, where.of("advice"), "advice", rule.Advice)
}

// checkFilters checks what a rule looks at, from when it has its severity, and what is missing to it.
func (l *loader) checkFilters(file string, where lines, rule pipeline.Rule) {
	if from := rule.SeverityFrom; !from.IsZero() {
		switch {
		case rule.Severity == pipeline.Note:
			l.problem(file, where.of("severity_from"), "severity_from: a note is a note from the first day on; expected severity error or warning with it")
		case !rule.Until.IsZero() && from.After(rule.Until):
			l.problem(file, where.of("severity_from"), "severity_from is after valid.until")
		}
	}
	if !slices.Contains(modes, rule.Mode) {
		l.problem(file, where.of("mode"), "mode: %q; %s, or nothing", rule.Mode, oneOf(modes[1:]))
	}
	if rule.Mode == "" && strings.Contains(rule.SQL, "$mode") {
		l.problem(file, where.of("mode"), "mode is empty and the query names $mode; %s", oneOf(modes[1:]))
	}
	l.checkListed(file, where, "forms", rule.Forms, "layout", func(id string) bool {
		return slices.ContainsFunc(l.catalog.Layouts, func(layout pipeline.Layout) bool { return layout.ID == id })
	})
	l.checkListed(file, where, "indicators", rule.Indicators, "indicator", func(id string) bool {
		_, ok := l.catalog.Indicator(id)
		return ok
	})
}

// checkListed holds that each id of a list is known, and is there once.
func (l *loader) checkListed(file string, where lines, key string, ids []string, what string, known func(string) bool) {
	for i, id := range ids {
		if !known(id) {
			l.problem(file, where.of(key), "%s: no %s has the id %q", key, what, id)
		}
		if slices.Contains(ids[:i], id) {
			l.problem(file, where.of(key), "%s: %q is there twice", key, id)
		}
	}
}
