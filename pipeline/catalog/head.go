package catalog

import (
	"slices"
	"strings"

	"tonghop/pipeline"
)

func (l *loader) head() {
	const file = "head.yaml"
	text, _ := l.read(file)
	head := &l.catalog.Head
	if text == nil || !l.decode(file, 1, text, head) {
		return
	}
	for name, labels := range map[string][]string{
		"form": head.Form, "version": head.Version, "reporter": head.Reporter, "code": head.Code, "receiver": head.Receiver,
		"period": head.Period, "measure": head.Measure, "deadline": head.Deadline, "letter": head.Letter, "nation": head.Nation,
	} {
		if len(labels) == 0 {
			l.problem(file, 0, "%s: expected a label and its synonyms", name)
		}
	}
}

type messagesFile struct {
	Messages map[string]at[message]
	Words    map[string]string
}

type message struct {
	Severity         pipeline.Severity
	Sentence, Advice string
}

var severities = []pipeline.Severity{pipeline.Error, pipeline.Warning, pipeline.Note}

func (l *loader) messages() {
	const file = "messages.yaml"
	text, _ := l.read(file)
	var in messagesFile
	if text == nil || !l.decode(file, 1, text, &in) {
		return
	}
	l.catalog.Words = in.Words
	l.catalog.Messages = map[string]pipeline.Message{}
	for code, entry := range in.Messages {
		m := entry.Value
		if !slices.Contains(severities, m.Severity) {
			l.problem(file, entry.Line, "severity: %q; %s", m.Severity, oneOf(severities))
		}
		l.checkSentence(file, entry.Line, m.Sentence, m.Advice)
		l.catalog.Messages[code] = pipeline.Message(m)
	}
}

// checkSentence holds that a message says what is wrong and what to do, and closes its braces.
func (l *loader) checkSentence(file string, line int, sentence, advice string) {
	for name, text := range map[string]string{"sentence": sentence, "advice": advice} {
		if text == "" {
			l.problem(file, line, "%s is empty; expected a Vietnamese sentence", name)
		}
		if strings.Count(text, "{") != strings.Count(text, "}") {
			l.problem(file, line, "%s: a brace is not closed", name)
		}
	}
}
