package compose

import (
	"bytes"
	"fmt"
	"html"
	"regexp"
	"strings"

	"github.com/yuin/goldmark"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// Letter fills the letter of a kind. The text and the page say the same: the page is the Markdown made of the values with every sign escaped, so that nothing that
// a value holds is markup. Values are put on one line.
func (c *Composer) Letter(kind pipeline.DeliveryKind, values map[string]string, lists map[string][]string) (pipeline.Letter, error) {
	file, ok := c.catalog.Letters[kind]
	if !ok {
		return pipeline.Letter{}, fmt.Errorf("no letter is of the kind %q", kind)
	}
	var page bytes.Buffer
	plain := letter{file, values, lists, inLine}
	text, err := plain.fill()
	if err == nil {
		var marked string
		if marked, err = (letter{file, values, lists, escaped}).fill(); err == nil {
			err = goldmark.Convert([]byte(marked), &page)
		}
	}
	if err != nil {
		return pipeline.Letter{}, err
	}
	title, _, err := plain.line(file.Title)
	if err != nil {
		return pipeline.Letter{}, fmt.Errorf("%s: title: %w", file.File, err)
	}
	return pipeline.Letter{Title: title[0], Text: text, HTML: fmt.Sprintf(letterPage, html.EscapeString(title[0]), page.String())}, nil
}

const letterPage = `<!DOCTYPE html>
<html lang="vi">
<head><meta charset="utf-8"><title>%s</title></head>
<body style="font-family: 'Times New Roman', serif; font-size: 13pt; max-width: 45em">
%s</body>
</html>
`

// letter is a letter's file with what fills it.
type letter struct {
	file   pipeline.LetterFile
	values map[string]string
	lists  map[string][]string
	write  func(name, value string) string // a value into the text
}

// fill makes the letter of its paragraphs and lists.
func (l letter) fill() (string, error) {
	var blocks []string
	line := l.file.Line
	for _, block := range strings.Split(l.file.Body, "\n\n") {
		lines, err := l.block(strings.Split(block, "\n"), line)
		if err != nil {
			return "", err
		}
		line += strings.Count(block, "\n") + 2
		isList := strings.HasPrefix(strings.TrimSpace(block), "- ")
		if last := len(blocks) - 1; isList && len(lines) == 0 && last >= 0 && strings.HasSuffix(blocks[last], ":") {
			blocks = blocks[:last]
		}
		if len(lines) > 0 {
			blocks = append(blocks, strings.Join(lines, "\n"))
		}
	}
	return strings.Join(blocks, "\n\n") + "\n", nil
}

// block fills a paragraph, which is left out where a value is empty; or a list, of which the items are.
func (l letter) block(lines []string, first int) ([]string, error) {
	var filled []string
	for i, line := range lines {
		made, empty, err := l.line(line)
		if err != nil {
			return nil, &Mistake{l.file.File, first + i, err.Error()}
		}
		if empty && !strings.HasPrefix(line, "- ") {
			return nil, nil
		}
		for _, text := range made {
			if strings.TrimSpace(text) != "" && !empty {
				filled = append(filled, text)
			}
		}
	}
	return filled, nil
}

var blank = regexp.MustCompile(`\{([a-z_]+)\}`)

// line fills a line; one with a list is several.
func (l letter) line(line string) (made []string, empty bool, err error) {
	if name := strings.TrimSuffix(strings.TrimPrefix(line, "- {"), "}"); line == "- {"+name+"}" {
		if list, ok := l.lists[name]; ok {
			for _, text := range list {
				made = append(made, "- "+l.write("", text))
			}
			return made, false, nil
		}
	}
	made = []string{blank.ReplaceAllStringFunc(line, func(place string) string {
		name := strings.Trim(place, "{}")
		value, ok := l.values[name]
		if !ok {
			err = fmt.Errorf("%s is filled by nothing", place)
		}
		empty = empty || value == ""
		return l.write(name, value)
	})}
	return made, empty, err
}

// inLine is a value as text has it.
func inLine(_, value string) string { return vi.SingleSpaced(value) }

// linkBlank is the blank that is made a link, for what it holds is the configuration's.
const linkBlank = "link"

// escaped is a value as Markdown has it: its signs are what they look like.
func escaped(name, value string) string {
	value = inLine(name, value)
	if name == linkBlank && (strings.HasPrefix(value, "https://") || strings.HasPrefix(value, "http://")) && !strings.ContainsAny(value, " <>") {
		return "<" + value + ">"
	}
	var b strings.Builder
	for _, r := range value {
		if strings.ContainsRune("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
