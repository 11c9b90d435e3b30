package pdf

// blocks breaks cells into lines at the widths of their columns.
func (g *grid) blocks(cells []cell) []block {
	out := make([]block, len(cells))
	for i := range cells {
		c := &cells[i]
		marks := c.markUnits()
		if c.span == 1 {
			marks = g.marks[c.column] // figures stay in line, marked or not
		}
		width := g.left[c.column+c.span] - g.left[c.column] - 2*g.padding() - mmOf(marks, g.size)
		out[i] = newBlock(c.words, g.size, width, 0, c.align)
	}
	return out
}

// rowHeight is the height of a row of blocks, 0 for none.
func (g *grid) rowHeight(blocks []block) float64 {
	height := 0.0
	for _, b := range blocks {
		height = max(height, max(b.height(), lineHeight(g.size))+2*cellLeading)
	}
	return height
}

// rowBoxes sets a row. It is one box, never divided, unless it is higher than a page has room for: then each part bears the row's number.
func (g *grid) rowBoxes(index int, room float64) []box {
	cells := g.rows[index]
	blocks := g.blocks(cells)
	for i := range cells {
		cells[i].words = nil // a table of 1,000 pages has half a million of them
	}
	if height := g.rowHeight(blocks); height <= room {
		return []box{g.rowBox(cells, blocks, height)}
	}
	var out []box
	count := max(1, int((room-2*cellLeading)/lineHeight(g.size)))
	for more := true; more; {
		part := make([]block, len(blocks))
		more = false
		for i := range blocks {
			part[i] = blocks[i]
			if i == 0 && len(blocks) > 1 && len(blocks[i].lines) == 1 {
				continue
			}
			n := min(count, len(blocks[i].lines))
			part[i].lines, blocks[i].lines = blocks[i].lines[:n], blocks[i].lines[n:]
			more = more || len(blocks[i].lines) > 0
		}
		out = append(out, g.rowBox(cells, part, g.rowHeight(part)))
	}
	return out
}

func (g *grid) rowBox(cells []cell, blocks []block, height float64) box {
	return box{height: height, draw: func(p *pen, top float64) {
		for i := range cells {
			g.drawCell(p, &cells[i], blocks[i], top, height, blank)
		}
	}}
}

// drawCell draws a cell's frame, its text in the middle of its height, and its mark behind the text.
func (g *grid) drawCell(p *pen, c *cell, b block, top, height float64, shade int) {
	left, right := g.left[c.column], g.left[c.column+c.span]
	p.frame(left, top, right-left, height, shade)
	top += (height - b.height()) / 2
	b.draw(p, left+g.padding(), top)
	if c.mark.units > 0 {
		x, y := left+g.padding(), top
		if n := len(b.lines) - 1; n >= 0 {
			x += b.end(n)
			y += float64(n) * lineHeight(g.size)
		}
		p.raised(c.mark, g.size, x+mmOf(markGap, g.size), y+baseline(g.size))
	}
}
