package compose

import (
	"strings"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// The wording of a narrative is Markdown of four things only, so that what an office types stands as it is typed: an empty line
// ends a paragraph, a line that begins with "- " begins an item, **bold** and *italic*; a \ in front of one of these makes it a plain sign.

const itemMark = "- "

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
		if line == "" || begins {
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

// asWording makes drafted blocks such that they can be worded: what a form says on several lines is as many paragraphs, or items where
// they begin with a dash, and in an item one line; nothing is empty, and neighbouring lists are one.
func asWording(blocks []pipeline.Block) []pipeline.Block {
	var made []pipeline.Block
	for _, block := range blocks {
		switch b := block.(type) {
		case pipeline.Paragraph:
			for _, line := range linesOf(b) {
				item, isItem := asItem(line)
				if !isBlank(item) {
					made = addWording(made, item, isItem)
				}
			}
		case pipeline.List:
			for _, item := range b.Items {
				if one := joined(linesOf(item)); !isBlank(one) {
					made = addWording(made, one, true)
				}
			}
		}
	}
	return made
}

// linesOf cuts a paragraph at the line breaks of its texts.
func linesOf(p pipeline.Paragraph) []pipeline.Paragraph {
	lines := []pipeline.Paragraph{{}}
	for _, inline := range p.Inlines {
		for i, text := range strings.Split(inline.Text, "\n") {
			if i > 0 {
				lines = append(lines, pipeline.Paragraph{})
			}
			last := &lines[len(lines)-1]
			inline.Text = text
			last.Inlines = append(last.Inlines, inline)
		}
	}
	return lines
}

// asItem takes the dash from a line that a form begins with one.
func asItem(p pipeline.Paragraph) (pipeline.Paragraph, bool) {
	first := p.Inlines[0]
	for _, dash := range []string{"- ", "+ ", "• ", "– "} {
		if text, ok := strings.CutPrefix(strings.TrimLeft(first.Text, " \t"), dash); ok {
			first.Text = text
			return pipeline.Paragraph{Inlines: append([]pipeline.Inline{first}, p.Inlines[1:]...)}, true
		}
	}
	return p, false
}

// joined makes one line of several, without their dashes.
func joined(lines []pipeline.Paragraph) pipeline.Paragraph {
	var one pipeline.Paragraph
	for _, line := range lines {
		if isBlank(line) {
			continue
		}
		line, _ = asItem(line)
		if before := strings.TrimSpace(wordInlines(one.Inlines)); before != "" {
			between := "; "
			if strings.ContainsAny(before[len(before)-1:], ".,:;!?") {
				between = " "
			}
			one.Inlines = append(one.Inlines, pipeline.Inline{Text: between})
		}
		one.Inlines = append(one.Inlines, line.Inlines...)
	}
	return one
}

func isBlank(p pipeline.Paragraph) bool {
	for _, inline := range p.Inlines {
		if inline.Figure != nil || strings.TrimSpace(inline.Text) != "" {
			return false
		}
	}
	return true
}

// wordingOf writes blocks as the wording that reads as they do.
func wordingOf(blocks []pipeline.Block) string {
	var b strings.Builder
	for i, block := range blocks {
		if i > 0 {
			b.WriteString("\n\n")
		}
		switch block := block.(type) {
		case pipeline.Paragraph:
			text := wordInlines(block.Inlines)
			if strings.HasPrefix(text+" ", itemMark) {
				text = `\` + text
			}
			b.WriteString(text)
		case pipeline.List:
			for j, item := range block.Items {
				if j > 0 {
					b.WriteString("\n")
				}
				b.WriteString(itemMark + wordInlines(item.Inlines))
			}
		}
	}
	return b.String()
}

var wordingSigns = strings.NewReplacer(`\`, `\\`, `*`, `\*`, "\n", " ", "\r", " ")

func wordInlines(inlines []pipeline.Inline) string {
	var b strings.Builder
	now := pipeline.Inline{}
	turn := func(to pipeline.Inline) {
		if to.Bold != now.Bold {
			b.WriteString("**")
		}
		if to.Italic != now.Italic {
			b.WriteString("*")
		}
		now = to
	}
	for _, inline := range inlines {
		text := inline.Text
		if inline.Figure != nil {
			text = inline.Figure.Quantity.Prose()
		}
		if text == "" {
			continue
		}
		turn(inline)
		b.WriteString(wordingSigns.Replace(text))
	}
	turn(pipeline.Inline{})
	return strings.TrimSpace(b.String())
}
