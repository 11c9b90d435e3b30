package excel

import "tonghop/pipeline"

// The characters that fit on a page of A4 in size 12.
const (
	portraitChars  = 88
	landscapeChars = 130
	broadChars     = 115 // of a table that would come out too small on an upright page
	leastTotal     = 75  // of all columns together
	widestText     = 40  // to which a column without a weight grows for its texts
)

// columnWidths shares the page out by the columns' weights, but leaves no column narrower than its longest word or number.
func (s *tableSheet) columnWidths() []float64 {
	page, weights := float64(portraitChars), 0.0
	if s.landscape {
		page = landscapeChars
	}
	for _, column := range s.table.Columns {
		weights += column.Weight
	}
	widths := make([]float64, len(s.table.Columns))
	for c, column := range s.table.Columns {
		least, text := s.contentWidth(c)
		widths[c] = max(least, 5)
		if weights > 0 {
			widths[c] = max(widths[c], page*column.Weight/weights)
		} else {
			widths[c] = max(widths[c], min(text, widestText))
		}
	}
	return widen(widths)
}

// widen stretches a small table, so that the titles above it have room.
func widen(widths []float64) []float64 {
	total := 0.0
	for _, width := range widths {
		total += width
	}
	for i := range widths {
		widths[i] *= max(1, leastTotal/total)
	}
	return widths
}

// contentWidth is the width that a column's longest word or number needs, and that of its longest text.
func (s *tableSheet) contentWidth(c int) (least, text float64) {
	const size, bold = 12, true
	least = longestWord(cleanText(s.table.Columns[c].Header), size, bold)
	for _, row := range s.table.Rows {
		if c >= len(row.Cells) {
			continue
		}
		cell := row.Cells[c]
		if cell.Figure != nil {
			shown := withMark(cleanText(cell.Figure.Quantity.String()), cleanText(cell.Mark))
			least = max(least, chars(textPixels(shown, size, bold)+10))
			continue
		}
		words := withMark(cleanText(cell.Text), cleanText(cell.Mark))
		if row.Kind != pipeline.SectionRow { // a section's title spans the row
			least = max(least, longestWord(words, size, bold))
			text = max(text, chars(textPixels(words, size, bold)+6))
		}
	}
	return least, text
}
