package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"

	"tonghop/pipeline"
)

func (a *app) rulesCommand() *cobra.Command {
	group := &cobra.Command{
		Use:   "rules [CODE]",
		Short: "List the rules, or show one in full",
		Long: "List the rules of templates/rules and of an office's own, DATA/templates/rules; with a code, show that one in full.\n" +
			"A rule is a file CODE.sql; the sample that it is tested by lies beside it, CODE.csv (figures), CODE.lines.csv (rows of a register) or both.",
		Args: cobra.MaximumNArgs(1),
		RunE: a.action(a.rules),
	}
	group.AddCommand(a.testRulesCommand())
	return group
}

func (a *app) rules(_ context.Context, args []string) error {
	c, err := a.loadCatalog()
	if err != nil {
		return err
	}
	rules, err := chooseRules(c, args)
	if err != nil {
		return err
	}
	switch {
	case a.json:
		shown := make([]ruleJSON, len(rules))
		for i, rule := range rules {
			shown[i] = asJSON(rule)
		}
		return a.printJSON(map[string]any{"rules": shown})
	case len(args) > 0:
		a.printRule(rules[0])
	default:
		a.printRules(rules)
	}
	return nil
}

// chooseRules returns the rules of the codes; no codes are all rules.
func chooseRules(c *pipeline.Catalog, codes []string) ([]pipeline.Rule, error) {
	if len(codes) == 0 {
		return c.Rules, nil
	}
	var chosen []pipeline.Rule
	for _, code := range codes {
		rule, ok := c.Rule(code)
		if !ok {
			return nil, usage("no rule has the code %q; tonghop rules lists them", code)
		}
		chosen = append(chosen, rule)
	}
	return chosen, nil
}

func (a *app) printRules(rules []pipeline.Rule) {
	var rows []table.Row
	for _, rule := range rules {
		rows = append(rows, table.Row{rule.Code, severityOf(rule), rule.Scope, strings.Join(rule.Forms, ", "), strings.Join(rule.Indicators, ", "), validityOf(rule),
			rule.Mode, rule.Waivable, rule.Title})
	}
	a.printTable(table.Row{"rule", "severity", "scope", "forms", "indicators", "valid", "mode", "waived by", "title"}, rows)
}

// printRule prints all that a rule's file says.
func (a *app) printRule(rule pipeline.Rule) {
	fmt.Fprintf(a.out, "%s: %s\n\n", rule.Code, oneLine(rule.Title))
	for _, line := range [][2]string{
		{"severity", severityOf(rule)}, {"scope", string(rule.Scope)}, {"forms", listed(rule.Forms)}, {"indicators", listed(rule.Indicators)},
		{"valid", orElse(validityOf(rule), "always")}, {"mode", orElse(string(rule.Mode), "-")}, {"waived by", string(rule.Waivable)},
		{"source", orElse(rule.Source, "-")}, {"file", rule.File}, {"sample", orElse(strings.Join(sampleFiles(rule), ", "), "none")},
		{"sentence", rule.Sentence}, {"advice", rule.Advice},
	} {
		fmt.Fprintf(a.out, "%-11s %s\n", line[0], oneLine(line[1]))
	}
	fmt.Fprintf(a.out, "\n%s\n", rule.SQL)
}

// severityOf is a rule's severity, and until when it is a note.
func severityOf(rule pipeline.Rule) string {
	if rule.SeverityFrom.IsZero() {
		return string(rule.Severity)
	}
	return fmt.Sprintf("%s, note until %s", rule.Severity, rule.SeverityFrom.AddDate(0, 0, -1).Format(time.DateOnly))
}

// validityOf says for forms of which days a rule is; "" is always.
func validityOf(rule pipeline.Rule) string {
	var words []string
	if !rule.From.IsZero() {
		words = append(words, "from "+rule.From.Format(time.DateOnly))
	}
	if !rule.Until.IsZero() {
		words = append(words, "until "+rule.Until.Format(time.DateOnly))
	}
	return strings.Join(words, " ")
}

func listed(ids []string) string { return orElse(strings.Join(ids, ", "), "all") }

func orElse(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

// sampleFiles names the tables that a rule is tested by.
func sampleFiles(rule pipeline.Rule) []string {
	files := []string{}
	for _, csv := range []pipeline.CSV{rule.Sample.Figures, rule.Sample.Lines} {
		if csv.File != "" {
			files = append(files, csv.File)
		}
	}
	return files
}

// ruleJSON is a rule as programs read it; a day that is not given is left out, and lists that are left out are all.
type ruleJSON struct {
	Code         string            `json:"code"`
	Severity     pipeline.Severity `json:"severity"`
	SeverityFrom string            `json:"severity_from,omitempty"`
	Scope        pipeline.Scope    `json:"scope"`
	Forms        []string          `json:"forms,omitempty"`
	Indicators   []string          `json:"indicators,omitempty"`
	From         string            `json:"from,omitempty"`
	Until        string            `json:"until,omitempty"`
	Mode         pipeline.Mode     `json:"mode,omitempty"`
	Waivable     pipeline.Waivable `json:"waivable"`
	Title        string            `json:"title"`
	Sentence     string            `json:"sentence"`
	Advice       string            `json:"advice"`
	Source       string            `json:"source,omitempty"`
	File         string            `json:"file"`
	Samples      []string          `json:"samples"`
	SQL          string            `json:"sql"`
}

func asJSON(rule pipeline.Rule) ruleJSON {
	day := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.Format(time.DateOnly)
	}
	return ruleJSON{Code: rule.Code, Severity: rule.Severity, SeverityFrom: day(rule.SeverityFrom), Scope: rule.Scope, Forms: rule.Forms, Indicators: rule.Indicators,
		From: day(rule.From), Until: day(rule.Until), Mode: rule.Mode, Waivable: rule.Waivable, Title: rule.Title, Sentence: rule.Sentence, Advice: rule.Advice,
		Source: rule.Source, File: rule.File, Samples: sampleFiles(rule), SQL: rule.SQL}
}
