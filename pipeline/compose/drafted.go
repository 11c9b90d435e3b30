package compose

import (
	"strings"

	"tonghop/pipeline"
)

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
