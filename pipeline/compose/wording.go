package compose

import (
	"regexp"
	"strings"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// The wording of a narrative is Markdown of few things only, so that what an office types stands as it is typed: an empty line
// ends a paragraph, a line that begins with "- " begins an item, **bold** and *italic*; a \ in front of one of these makes it a plain sign. A
// line that is numbered as offices number paragraphs, or begins with a sign of theirs, begins one.

const itemMark = "- "

var ownParagraph = regexp.MustCompile(`^(?:\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ]\)|[+•–])(?: |$)`)

// readWording reads the wording of a narrative.
func readWording(text string) []pipeline.Block {
	var blocks []pipeline.Block
	var open strings.Builder // the paragraph or item that is being read
	isItem := false
	closeOpen := func() {
		if text := strings.TrimSpace(open.String()); text != "" {
			blocks = addWording(blocks, pipeline.Paragraph{Inlines: readInlines(text)}, isItem)
		}
		open.Reset()
		isItem = false
	}
	for line := range strings.Lines(vi.NFC(strings.ReplaceAll(text, "\r", ""))) {
		line = strings.TrimSpace(line)
		item, begins := strings.CutPrefix(line+" ", itemMark)
		if line == "" || begins || ownParagraph.MatchString(line) {
			closeOpen()
		}
		if begins {
			line, isItem = item, true
		}
		open.WriteString(line + " ")
	}
	closeOpen()
	return blocks
}

// addWording adds a paragraph, or an item to the list at the end.
func addWording(blocks []pipeline.Block, p pipeline.Paragraph, isItem bool) []pipeline.Block {
	if !isItem {
		return append(blocks, p)
	}
	if len(blocks) > 0 {
		if list, ok := blocks[len(blocks)-1].(pipeline.List); ok {
			list.Items = append(list.Items, p)
			blocks[len(blocks)-1] = list
			return blocks
		}
	}
	return append(blocks, pipeline.List{Items: []pipeline.Paragraph{p}})
}

// readInlines reads text with **bold** and *italic*; stars that do not pair are plain signs.
func readInlines(text string) []pipeline.Inline {
	tokens := tokensOf(text)
	left := map[string]int{}
	for _, token := range tokens {
		left[token]++ // only those of stars are asked for
	}
	var inlines []pipeline.Inline
	now := pipeline.Inline{}
	add := func(text string) {
		if last := len(inlines) - 1; last >= 0 && inlines[last].Bold == now.Bold && inlines[last].Italic == now.Italic {
			inlines[last].Text += text
			return
		}
		inlines = append(inlines, pipeline.Inline{Text: text, Bold: now.Bold, Italic: now.Italic})
	}
	for _, token := range tokens {
		left[token]--
		switch {
		case token == "**" && (now.Bold || left[token] > 0):
			now.Bold = !now.Bold
		case token == "*" && (now.Italic || left[token] > 0):
			now.Italic = !now.Italic
		case len(token) == 2 && token[0] == '\\':
			add(token[1:])
		default:
			add(token)
		}
	}
	return inlines
}

// tokensOf cuts text into **, *, a sign with its \, and what is between them. A star between spaces is a plain sign.
func tokensOf(text string) []string {
	var tokens []string
	plain := 0
	for i := 0; i < len(text); {
		length := 0
		switch {
		case text[i] == '\\' && i+1 < len(text) && strings.IndexByte(`\*-`, text[i+1]) >= 0, strings.HasPrefix(text[i:], "**"):
			length = 2
		case text[i] == '*' && !strings.HasPrefix(text[max(i-1, 0):], " * "):
			length = 1
		default:
			i++
			continue
		}
		if plain < i {
			tokens = append(tokens, text[plain:i])
		}
		tokens = append(tokens, text[i:i+length])
		i += length
		plain = i
	}
	if plain < len(text) {
		tokens = append(tokens, text[plain:])
	}
	return tokens
}
