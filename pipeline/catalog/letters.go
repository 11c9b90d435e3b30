package catalog

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"tonghop/pipeline"
)

// letterFiles are the files of templates/mail by what they are about.
var letterFiles = map[string]pipeline.DeliveryKind{"edition": pipeline.EditionDelivery, "notice": pipeline.NoticeDelivery, "draft": pipeline.DraftDelivery,
	"remind": pipeline.ReminderDelivery, "chase": pipeline.ChaseDelivery, "return": pipeline.ReturnDelivery, "receipt": pipeline.ReceiptDelivery}

// letters reads the texts of messages: Markdown files that begin with YAML between lines of ---.
func (l *loader) letters() {
	l.catalog.Letters = map[pipeline.DeliveryKind]pipeline.LetterFile{}
	for name := range letterFiles {
		if file := "mail/" + name + ".md"; !slices.Contains(l.glob("mail/*.md"), file) {
			l.problem(file, 0, "is missing; expected the text of what is sent about it")
		}
	}
	for _, file := range l.glob("mail/*.md") {
		kind, known := letterFiles[strings.TrimSuffix(path.Base(file), ".md")]
		if !known {
			l.problem(file, 0, "no message is about it; expected one of draft, edition, notice, remind, chase, receipt, return")
			continue
		}
		text, _ := l.read(file)
		if text == nil {
			continue
		}
		head, body, found := strings.Cut(strings.TrimPrefix(string(text), "---\n"), "\n---\n")
		if !found || !strings.HasPrefix(string(text), "---\n") {
			l.problem(file, 1, "expected YAML between two lines of --- with title")
			continue
		}
		var in struct{ Title string }
		where, ok := l.decode(file, 2, []byte(head), &in)
		if !ok {
			continue
		}
		first := strings.Count(head, "\n") + 4
		if in.Title == "" {
			l.problem(file, where.of("title"), "title is empty; expected what stands in a mailbox's list")
		}
		blanks := pipeline.LetterBlanks[kind]
		l.checkBlanks(file, where.of("title"), in.Title, pipeline.Blanks{Values: blanks.Values})
		for i, line := range strings.Split(body, "\n") {
			l.checkBlanks(file, first+i, line, blanks)
		}
		if strings.TrimSpace(body) == "" {
			l.problem(file, first, "the letter is empty")
		}
		l.catalog.Letters[kind] = pipeline.LetterFile{Title: in.Title, Body: body, File: l.place(file), Line: first}
	}
}

var anyBrace = regexp.MustCompile(`\{[^{}]*\}?|\}`)

// checkBlanks holds that each name in braces of a line is one that the letter knows, and that a list is by itself in an item.
func (l *loader) checkBlanks(file string, line int, text string, blanks pipeline.Blanks) {
	for _, brace := range anyBrace.FindAllString(text, -1) {
		name := strings.Trim(brace, "{}")
		switch {
		case brace != "{"+name+"}":
			l.problem(file, line, "%s: a brace is not closed, or not opened", brace)
		case slices.Contains(blanks.Lists, name):
			if strings.TrimSpace(text) != "- "+brace {
				l.problem(file, line, "%s is a list; expected a line with - %s and nothing else", brace, brace)
			}
		case !slices.Contains(blanks.Values, name):
			l.problem(file, line, "%s is not filled in here; expected one of {%s}", brace, strings.Join(append(slices.Clone(blanks.Values), blanks.Lists...), "}, {"))
		}
	}
}
