package compose

import (
	"fmt"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// number leaves out headings and annexes with nothing below them and numbers the others, in the body and in each annex.
func number(blocks []pipeline.Block) []pipeline.Block {
	var kept []pipeline.Block
	var counts [4]int
	var annexes []int
	for i, block := range blocks {
		switch b := block.(type) {
		case sectionEnd:
			continue
		case pipeline.Annex:
			if isEmpty(0, blocks[i+1:]) {
				continue
			}
			counts = [4]int{}
			annexes = append(annexes, len(kept))
		case pipeline.Heading:
			if isEmpty(b.Level, blocks[i+1:]) {
				continue
			}
			b.Level = min(b.Level, 3)
			counts[b.Level]++
			clear(counts[b.Level+1:])
			b.Text = ordinal(b.Level, counts[b.Level]) + " " + b.Text
			block = b
		}
		kept = append(kept, block)
	}
	if len(annexes) > 1 { // one alone has no number
		for n, i := range annexes {
			a, _ := kept[i].(pipeline.Annex)
			a.Number = vi.Roman(n + 1)
			kept[i] = a
		}
	}
	return kept
}

// isEmpty tells whether nothing but deeper headings comes before the next heading of the level, or the end of the section.
func isEmpty(level int, after []pipeline.Block) bool {
	for _, block := range after {
		switch b := block.(type) {
		case pipeline.Annex, sectionEnd:
			return true
		case pipeline.Heading:
			if b.Level <= level {
				return true
			}
		default:
			return false
		}
	}
	return true
}

// ordinal writes the number of a heading as Decree 30/2020/NĐ-CP has it.
func ordinal(level, n int) string {
	switch level {
	case 1:
		return vi.Roman(n) + "."
	case 2:
		return fmt.Sprintf("%d.", n)
	}
	return string(rune('a'+(n-1)%26)) + ")"
}
