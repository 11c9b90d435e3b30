package excel

import (
	"slices"

	"tonghop/pipeline"
)

// The characters that fit on a page of A4 in size 12.
const (
	portraitChars  = 88
	landscapeChars = 130
	broadChars     = 115 // of a table that would come out too small on an upright page
	mostChars      = 210 // of a table that would come out too small on any
	leastTotal     = 75  // of all columns together
	leastColumn    = 5
	widestText     = 45 // to which a column without a weight grows for its texts, and any for a word, which may be of any length
	buttonPixels   = 16 // of the filter in a header
)

// tableWidths are the widths of a table's columns, and whether its page lies.
func tableWidths(t pipeline.Table, lies bool) ([]float64, bool) {
	lies = lies || len(t.Columns) > 8
	page := float64(portraitChars)
	if lies {
		page = landscapeChars
	}
	widths := columnWidths(t, page)
	return widths, lies || total(widths) > broadChars
}

// columnWidths shares the page out by the columns' weights, but leaves no column narrower than its longest word or number.
func columnWidths(t pipeline.Table, page float64) []float64 {
	weights := 0.0
	for _, column := range t.Columns {
		weights += column.Weight
	}
	least, widths := make([]float64, len(t.Columns)), make([]float64, len(t.Columns))
	for c, column := range t.Columns {
		word, text := contentWidth(t, c)
		least[c] = max(min(word, widestText), leastColumn)
		if weights > 0 {
			widths[c] = max(least[c], page*column.Weight/weights)
		} else {
			widths[c] = max(least[c], min(text, widestText))
		}
	}
	return widen(narrow(widths, least))
}

func total(widths []float64) float64 {
	sum := 0.0
	for _, width := range widths {
		sum += width
	}
	return sum
}

// narrow takes from the widest columns what makes a table too wide, as far as words allow.
func narrow(widths, least []float64) []float64 {
	for total(widths) > mostChars {
		widest := slices.Max(widths)
		taken := false
		for i, width := range widths {
			if width == widest && width-1 >= least[i] {
				widths[i], taken = width-1, true
			}
		}
		if !taken {
			break
		}
	}
	return widths
}

// widen stretches a small table, so that the titles above it have room.
func widen(widths []float64) []float64 {
	stretched := max(1, leastTotal/total(widths))
	for i := range widths {
		widths[i] *= stretched
	}
	return widths
}

// contentWidth is the width that a column's longest word or number needs, and that of its longest text.
func contentWidth(t pipeline.Table, c int) (word, text float64) {
	const size, bold = 12, true
	word = longestWord(cleanText(t.Columns[c].Header), size, bold)
	if isList(t) {
		word += chars(buttonPixels)
	}
	for i := range t.Rows {
		row := &t.Rows[i]
		if c >= len(row.Cells) {
			continue
		}
		cell := &row.Cells[c]
		if cell.Figure != nil {
			shown := withMark(cleanText(cell.Figure.Quantity.String()), cleanText(cell.Mark))
			word = max(word, chars(textPixels(shown, size, bold)+10))
			continue
		}
		words := withMark(cleanText(cell.Text), cleanText(cell.Mark))
		if row.Kind == pipeline.SectionRow { // a section's title spans the row
			continue
		}
		if width := chars(textPixels(words, size, bold) + 6); width > text {
			text = width
		} else if width <= word { // none of its words is longer
			continue
		}
		word = max(word, longestWord(words, size, bold))
	}
	return word, text
}
