package catalog

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"tonghop/pipeline"
)

const messagesPath = "messages.yaml"

type messagesFile struct {
	Messages map[string]at[message]
	Words    map[string]string
	// Decisions are sentences by the code of what is refused.
	Decisions map[string]string
}

type message struct {
	Severity         pipeline.Severity
	Sentence, Advice string
}

var severities = []pipeline.Severity{pipeline.Error, pipeline.Warning, pipeline.Note}

func (l *loader) messages() {
	text, _ := l.read(messagesPath)
	if text == nil {
		return
	}
	var in messagesFile
	where, ok := l.decode(messagesPath, 1, text, &in)
	if !ok {
		return
	}
	l.catalog.Words, l.catalog.Decisions = in.Words, in.Decisions
	for code, sentence := range in.Decisions {
		l.checkSentence(messagesPath, where.of("decisions."+code), "sentence", sentence)
	}
	l.catalog.Messages = map[string]pipeline.Message{}
	for code, entry := range in.Messages {
		m := entry.Value
		path := "messages." + code
		if !slices.Contains(severities, m.Severity) {
			l.problem(messagesPath, where.of(path+".severity"), "severity: %q; %s", m.Severity, oneOf(severities))
		}
		l.checkSentence(messagesPath, where.of(path+".sentence"), "sentence", m.Sentence)
		l.checkSentence(messagesPath, where.of(path+".advice"), "advice", m.Advice)
		l.catalog.Messages[code] = pipeline.Message(m)
	}
	l.holdAgainstDefaults(in, where)
}

// holdAgainstDefaults holds that an own file of messages has all those of the default one, for a finding without its
// message would say nothing, and that it names nothing that will not be filled in.
func (l *loader) holdAgainstDefaults(in messagesFile, where lines) {
	own, ok := l.files.(overlay)
	if !ok || !own.has(messagesPath) {
		return
	}
	text, err := fs.ReadFile(own.lower, messagesPath)
	var defaults messagesFile
	reader := loader{files: own.lower}
	if _, ok := reader.decode(messagesPath, 1, text, &defaults); err != nil || !ok {
		return // the defaults are checked where they are made
	}
	for code, entry := range defaults.Messages {
		mine, ok := in.Messages[code]
		if !ok {
			l.problem(messagesPath, where.of("messages"), "message %q is missing; the default file has it", code)
			continue
		}
		known := namesIn(entry.Value.Sentence + entry.Value.Advice + "{file}{sheet}{cell}{got}")
		for _, name := range namesIn(mine.Value.Sentence + mine.Value.Advice) {
			if !slices.Contains(known, name) {
				l.problem(messagesPath, where.of("messages."+code), "%s is not filled in here; expected one of %s", name, strings.Join(known, ", "))
			}
		}
	}
	for code, sentence := range defaults.Decisions {
		mine, ok := in.Decisions[code]
		if !ok {
			l.problem(messagesPath, where.of("decisions"), "decision %q is missing; the default file has it", code)
		}
		for _, name := range namesIn(mine) {
			if known := namesIn(sentence); !slices.Contains(known, name) {
				l.problem(messagesPath, where.of("decisions."+code), "%s is not filled in here; expected one of %s", name, strings.Join(known, ", "))
			}
		}
	}
	for word := range defaults.Words {
		if _, ok := in.Words[word]; !ok {
			l.problem(messagesPath, where.of("words"), "word %q is missing; the default file has it", word)
		}
	}
}

var placeName = regexp.MustCompile(`\{[a-z_]+\}`)

// namesIn lists the names in braces, each once, sorted.
func namesIn(text string) []string {
	names := placeName.FindAllString(text, -1)
	slices.Sort(names)
	return slices.Compact(names)
}

// checkSentence holds that a message says something, and closes its braces.
func (l *loader) checkSentence(file string, line int, name, text string) {
	if text == "" {
		l.problem(file, line, "%s is empty; expected a Vietnamese sentence", name)
	}
	if strings.Count(text, "{") != strings.Count(text, "}") {
		l.problem(file, line, "%s: a brace is not closed", name)
	}
}
