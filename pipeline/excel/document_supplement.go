package excel

import (
	"fmt"

	"tonghop/pipeline"
)

// supplementText is smaller than a report's tables: it is looked things up in.
var supplementText = look{size: 11, down: "top", border: true, wrap: true}

// supplement writes what stands behind the report on one sheet: a table alone as a list with a filter, for it may have thousands of rows;
// anything else downwards as it comes.
func (r *report) supplement(s pipeline.Supplement) error {
	r.annex, r.text, r.cells = nil, nil, supplementText
	begins := len(r.sheets)
	if len(s.Blocks) == 1 {
		if table, ok := s.Blocks[0].(pipeline.Table); ok {
			table.Caption = linkName(table.Caption, s.Name)
			err := r.table(table)
			r.sheets[begins].starts = true
			return err
		}
	}
	return r.downwards(s)
}

// downwards writes headings, words and tables below each other. Tables share the sheet's columns.
func (r *report) downwards(s pipeline.Supplement) error {
	t := &textSheet{canvas: r.sheet(sharedWidths(s.Blocks)), row: 1}
	t.starts = true
	t.landscape = total(t.widths) > broadChars
	t.full(cleanText(s.Name), titleText)
	for i, block := range s.Blocks {
		if table, ok := block.(pipeline.Table); ok {
			t.gap(6)
			sheet := r.newTable(t.canvas, table)
			next, err := sheet.write(t.row, captionText.with(func(l *look) { l.across = "left" }))
			if err != nil {
				return err
			}
			t.row = next
			continue
		}
		if !isWords(block) {
			return fmt.Errorf("block %d: a block of kind %T cannot stand in a supplement", i+1, block)
		}
		t.block(block)
	}
	return nil
}

// sharedWidths are the widths of columns that several tables stand in: each as wide as any of them needs. Without a table they are those
// of a page of text.
func sharedWidths(blocks []pipeline.Block) []float64 {
	var shared []float64
	for _, block := range blocks {
		table, ok := block.(pipeline.Table)
		if !ok {
			continue
		}
		for i, width := range columnWidths(table, portraitChars) {
			if i == len(shared) {
				shared = append(shared, 0)
			}
			shared[i] = max(shared[i], width)
		}
	}
	if shared == nil {
		return textWidths
	}
	return narrow(shared, make([]float64, len(shared)))
}
