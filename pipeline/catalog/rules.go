package catalog

import (
	"slices"
	"strings"

	"tonghop/pipeline"
)

type ruleHead struct {
	Code, Title, Sentence, Advice, Source string
	Severity                              pipeline.Severity
	Scope                                 pipeline.Scope
	Valid                                 validity
}

var scopes = []pipeline.Scope{pipeline.FormScope, pipeline.TotalScope}

// rules reads files that begin with a comment /* … */ of YAML and go on with one SELECT.
func (l *loader) rules() {
	for _, file := range l.glob("rules/*.sql") {
		text, _ := l.read(file)
		head, body, found := strings.Cut(string(text), "*/")
		head, begins := strings.CutPrefix(strings.TrimLeft(head, "\ufeff \n"), "/*")
		if !found || !begins {
			l.problem(file, 1, "expected a comment /* … */ with code, severity, scope, title, sentence and advice before the query")
			continue
		}
		var in ruleHead
		if !l.decode(file, 1, []byte(head), &in) {
			continue
		}
		rule := pipeline.Rule{Code: in.Code, Severity: in.Severity, Scope: in.Scope, Title: in.Title, Sentence: in.Sentence, Advice: in.Advice, Source: in.Source,
			From: in.Valid.From.Time, Until: in.Valid.Until.Time, SQL: strings.TrimSpace(body), File: file}
		leading := body[:len(body)-len(strings.TrimLeft(body, " \t\r\n"))]
		rule.Line = 1 + strings.Count(head, "\n") + strings.Count(leading, "\n")
		l.checkRule(file, rule)
		l.catalog.Rules = append(l.catalog.Rules, rule)
	}
}

func (l *loader) checkRule(file string, rule pipeline.Rule) {
	if name := strings.TrimSuffix(strings.TrimPrefix(file, "rules/"), ".sql"); rule.Code != name {
		l.problem(file, 1, "code: %q; expected the file's name, %q", rule.Code, name)
	}
	if _, ok := l.catalog.Messages[rule.Code]; ok {
		l.problem(file, 1, "code: %q is a message of messages.yaml", rule.Code)
	}
	if !slices.Contains(severities, rule.Severity) {
		l.problem(file, 1, "severity: %q; %s", rule.Severity, oneOf(severities))
	}
	if !slices.Contains(scopes, rule.Scope) {
		l.problem(file, 1, "scope: %q; %s", rule.Scope, oneOf(scopes))
	}
	if rule.Title == "" || rule.SQL == "" {
		l.problem(file, 1, "a rule needs a title and a query")
	}
	l.checkSentence(file, 1, rule.Sentence, rule.Advice)
}
