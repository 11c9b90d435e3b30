package pdf

import "tonghop/pipeline"

// header measures the header: a cell for each column, and one above neighbours of the same group.
func (g *grid) header(columns []pipeline.Column) {
	for i, c := range columns {
		words := wordsOf(c.Header, bold)
		g.heads = append(g.heads, cell{column: i, span: 1, words: words, align: pipeline.Center})
		if c.Group == "" {
			continue
		}
		if i > 0 && columns[i-1].Group == c.Group {
			g.groups[len(g.groups)-1].span++
			continue
		}
		words = wordsOf(c.Group, bold)
		g.groups = append(g.groups, cell{column: i, span: 1, words: words, align: pipeline.Center})
	}
}

// headerBox sets the header: groups above, the columns that belong to none as high as both rows.
func (g *grid) headerBox() box {
	grouped := make([]bool, len(g.heads))
	groups, heads := g.blocks(g.groups), g.blocks(g.heads)
	upper, lower := g.rowHeight(groups), 0.0
	for _, c := range g.groups {
		for i := range c.span {
			grouped[c.column+i] = true
		}
	}
	for i, b := range heads {
		if grouped[i] {
			lower = max(lower, b.height()+2*cellLeading)
		} else {
			lower = max(lower, b.height()+2*cellLeading-upper)
		}
	}
	return box{height: upper + lower, keep: len(g.rows) > 0, draw: func(p *pen, top float64) {
		for i := range g.groups {
			g.drawCell(p, &g.groups[i], groups[i], top, upper, lightGrey)
		}
		for i := range g.heads {
			from, height := top, upper+lower
			if grouped[i] {
				from, height = top+upper, lower
			}
			g.drawCell(p, &g.heads[i], heads[i], from, height, lightGrey)
		}
	}}
}
