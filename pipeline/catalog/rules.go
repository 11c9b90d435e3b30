package catalog

import (
	"cmp"
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

// rules reads files that begin with a comment /* … */ of YAML and go on with one SELECT.
func (l *loader) rules() {
	for _, file := range l.glob("rules/*.sql") {
		text, _ := l.read(file)
		if text == nil {
			continue
		}
		comment, query, found := strings.Cut(string(text), "*/")
		opening := len(comment) - len(strings.TrimLeft(comment, " \t\n"))
		head, begins := strings.CutPrefix(comment[opening:], "/*")
		if !found || !begins {
			l.problem(file, 1, "expected a comment /* … */ with code, severity, scope, title, sentence and advice before the query")
			continue
		}
		var in ruleHead
		where, ok := l.decode(file, 1+strings.Count(comment[:opening], "\n"), []byte(head), &in)
		if !ok {
			continue
		}
		rule := pipeline.Rule{Code: in.Code, Severity: in.Severity, Scope: in.Scope, Title: in.Title, Sentence: in.Sentence, Advice: in.Advice, Source: in.Source,
			From: in.Valid.From.Time, Until: in.Valid.Until.Time, SeverityFrom: in.SeverityFrom.Time, Forms: in.Forms, Indicators: in.Indicators,
			Mode: in.Mode, Waivable: cmp.Or(in.Waivable, pipeline.ByUnit), SQL: strings.TrimSpace(query), File: l.place(file)}
		before := strings.Index(query, rule.SQL)
		rule.Line = 1 + strings.Count(comment, "\n") + strings.Count(query[:before], "\n")
		l.checkRule(file, where, rule)
		l.checkValidity(file, where, in.Valid)
		l.catalog.Rules = append(l.catalog.Rules, rule)
	}
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
	if !slices.Contains(modes, rule.Mode) {
		l.problem(file, where.of("mode"), "mode: %q; %s, or nothing", rule.Mode, oneOf(modes[1:]))
	}
	if !slices.Contains(waivables, rule.Waivable) {
		l.problem(file, where.of("waivable"), "waivable: %q; %s", rule.Waivable, oneOf(waivables))
	}
	for _, id := range rule.Forms {
		if !slices.ContainsFunc(l.catalog.Layouts, func(layout pipeline.Layout) bool { return layout.ID == id }) {
			l.problem(file, where.of("forms"), "forms: no layout has the id %q", id)
		}
	}
	for _, id := range rule.Indicators {
		if _, ok := l.catalog.Indicator(id); !ok {
			l.problem(file, where.of("indicators"), "indicators: no indicator has the id %q", id)
		}
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
