package pipeline

import "strconv"

// textHash is SHA-256 over all that documents say, figures as they are told, whatever they are made of.
func textHash(documents []*Document) string {
	all := NewNetstrings()
	for _, d := range documents {
		all.Add(d.Title, d.Letterhead.Subject)
		d.eachBlock(func(b Block) { addText(all, b) })
	}
	return all.Sum()
}

func addText(all Netstrings, block Block) {
	switch b := block.(type) {
	case Heading:
		all.Add(strconv.Itoa(b.Level), b.Text)
	case Paragraph:
		for _, inline := range b.Inlines {
			all.Add(inline.Text, told(inline.Figure))
		}
	case List:
		for _, item := range b.Items {
			addText(all, item)
		}
	case Table:
		addTable(all, b)
	case Chart:
		all.Add(b.Title, b.Unit)
		all.Add(b.Categories...)
		for _, series := range b.Series {
			all.Add(series.Name)
			for i := range series.Figures {
				all.Add(told(&series.Figures[i]))
			}
		}
	case Annex:
		all.Add(b.Number, b.Title)
	}
}

func addTable(all Netstrings, table Table) {
	all.Add(table.Caption, table.Unit)
	for _, column := range table.Columns {
		all.Add(column.Group, column.Header)
	}
	for _, row := range table.Rows {
		all.Add(string(row.Kind))
		for _, cell := range row.Cells {
			all.Add(cell.Text, told(cell.Figure), cell.Mark)
		}
	}
	all.Add(table.Notes...)
}

// told is what a figure says; "" of none.
func told(f *Figure) string {
	if f == nil {
		return ""
	}
	return f.Quantity.String()
}
