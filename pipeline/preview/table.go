package preview

import (
	"strings"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// table draws a table with its caption, unit and notes; what is too wide for its column wraps.
func (p *page) table(t *pipeline.Table) {
	drawn := grid(t)
	across := longest(drawn)
	p.gap()
	if long(t.Caption) <= across {
		p.lines(centred(t.Caption, across))
	} else {
		p.lines(wrapped(t.Caption, width))
	}
	if t.Unit != "" {
		for _, line := range wrapped(vi.UnitOfMeasureLabel+" "+t.Unit, width) {
			p.line(strings.Repeat(" ", max(0, across-long(line))) + line)
		}
	}
	p.lines(drawn)
	for _, note := range t.Notes {
		p.lines(hanging(note, "", ""))
	}
	p.gap()
}

// grid draws the cells of a table.
func grid(t *pipeline.Table) []string {
	texts := make([][]string, len(t.Rows))
	for i, row := range t.Rows {
		texts[i] = make([]string, len(t.Columns))
		for j, cell := range row.Cells[:min(len(t.Columns), len(row.Cells))] {
			texts[i][j] = cellText(cell)
		}
	}
	if len(t.Columns) == 0 {
		return nil
	}
	g := &gridded{widths: fitted(t, texts)}
	g.headers(t)
	for i, row := range t.Rows {
		made := gridRow{}
		if title := spanning(row, texts[i]); title != "" {
			made.add(g, title, len(t.Columns), pipeline.Left)
		} else {
			for j, text := range texts[i] {
				made.add(g, text, 1, t.Columns[j].Align)
			}
		}
		made.ruled = made.height() > 1 || row.Kind == pipeline.SectionRow || i+1 < len(t.Rows) && t.Rows[i+1].Kind != row.Kind
		g.rows = append(g.rows, made)
	}
	return g.draw()
}

// spanning is the title of a section row.
func spanning(row pipeline.Row, texts []string) string {
	if row.Kind == pipeline.SectionRow {
		for _, text := range texts {
			if text != "" {
				return text
			}
		}
	}
	return ""
}

// headers adds the headers of the columns, below those of their groups.
func (g *gridded) headers(t *pipeline.Table) {
	groups, headers := gridRow{blank: make([]bool, len(t.Columns)), ruled: true}, gridRow{ruled: true}
	grouped := false
	for j := 0; j < len(t.Columns); {
		next := j + 1
		for group := t.Columns[j].Group; group != "" && next < len(t.Columns) && t.Columns[next].Group == group; {
			next++
		}
		groups.add(g, t.Columns[j].Group, next-j, pipeline.Center)
		groups.blank[j] = t.Columns[j].Group == ""
		grouped = grouped || !groups.blank[j]
		j = next
	}
	for _, column := range t.Columns {
		headers.add(g, column.Header, 1, pipeline.Center)
	}
	if grouped {
		g.rows = append(g.rows, groups)
	}
	g.rows = append(g.rows, headers)
}

func cellText(cell pipeline.Cell) string {
	shown := cell.Text
	if cell.Figure != nil {
		shown = cell.Figure.Quantity.String()
	}
	if cell.Mark != "" {
		shown += " " + cell.Mark
	}
	return strings.TrimSpace(shown)
}

// folded wraps each line of a cell.
func folded(cell string, within int) []string {
	var lines []string
	for line := range strings.Lines(cell) {
		lines = append(lines, wrapped(line, within)...)
	}
	return lines
}

// widestHeader is how wide a column of short texts is made for its header; a longer header wraps.
const widestHeader = 20

// fitted gives each column the width of its widest text, and takes what is too much from the widest.
func fitted(t *pipeline.Table, texts [][]string) []int {
	widths := make([]int, len(t.Columns))
	for j, column := range t.Columns {
		widths[j] = max(1, longestWord(column.Header), min(long(clean(column.Header)), widestHeader))
		for i, row := range t.Rows {
			if spanning(row, texts[i]) != "" {
				continue
			}
			for line := range strings.Lines(texts[i][j]) {
				widths[j] = max(widths[j], long(clean(strings.TrimSpace(line))))
			}
		}
		widths[j] = min(widths[j], width)
	}
	for room := width - 3*len(widths) - 1; sum(widths) > room; {
		widest := 0
		for j := range widths {
			if widths[j] > widths[widest] {
				widest = j
			}
		}
		if widths[widest] == 1 {
			break // more columns than a line has room for
		}
		widths[widest]--
	}
	return widths
}

func longestWord(s string) int {
	longest := 0
	for word := range strings.FieldsSeq(clean(s)) {
		longest = max(longest, long(word))
	}
	return longest
}

func sum(of []int) int {
	total := 0
	for _, n := range of {
		total += n
	}
	return total
}
