package excel

import (
	"slices"

	"tonghop/pipeline"
)

// Annotate writes findings into the workbook that they are about: its cells coloured, a note on each, and a sheet that lists
// them all. Figures, formulas and everything else that is hers stays as it was: but for what it adds, parts are copied as they
// are. What cannot be read, or not be added to without a change to a cell, is returned as a workbook of that sheet alone.
func (r *Reader) Annotate(data []byte, findings []pipeline.Finding) ([]byte, error) {
	if ours, err := r.asPackage(data); err == nil {
		if annotated, err := r.annotate(ours, findings); err == nil {
			return annotated, nil
		}
	}
	alone, err := emptyWorkbook()
	if err != nil {
		return nil, err
	}
	return r.annotate(alone, findings)
}

// asPackage returns a workbook as an .xlsx package: one of another format as it was read, converted.
func (r *Reader) asPackage(data []byte) ([]byte, error) {
	if r.converter == nil {
		return data, nil
	}
	if ending := convertible(data, r.catalog.Config.Limits); ending != "" {
		return r.converter.Convert(data, ending)
	}
	return data, nil
}

// annotate annotates a workbook that can be read.
func (r *Reader) annotate(data []byte, findings []pipeline.Finding) ([]byte, error) {
	data, _, err := r.standard(data)
	if err != nil {
		return nil, err
	}
	limits := r.catalog.Config.Limits
	before, err := readWorkbook(data, limits)
	if err != nil {
		return nil, err
	}
	p, err := openParcel(data, limits)
	if err != nil {
		return nil, err
	}
	a := annotator{parcel: p, read: before, words: r.catalog.Words, types: map[string]string{}}
	if err := a.run(findings); err != nil {
		return nil, err
	}
	annotated, err := p.bytes()
	if err != nil {
		return nil, err
	}
	after, err := readWorkbook(annotated, limits)
	if err != nil {
		return nil, err
	}
	return annotated, sameCells(before, after)
}

// sameCells holds that two workbooks have the same cells, ours apart.
func sameCells(before, after *pipeline.Workbook) error {
	hers, ours := withoutFindings(before).Sheets, withoutFindings(after).Sheets
	if slices.EqualFunc(hers, ours, sameSheet) {
		return nil
	}
	return &pipeline.Refusal{Code: "damaged"}
}

func sameSheet(a, b pipeline.Sheet) bool {
	return a.Name == b.Name && a.Hidden == b.Hidden && slices.Equal(a.Merges, b.Merges) && slices.Equal(a.Columns, b.Columns) &&
		slices.EqualFunc(a.Rows, b.Rows, func(a, b pipeline.SheetRow) bool {
			return a.Number == b.Number && a.Hidden == b.Hidden && slices.EqualFunc(a.Cells, b.Cells, func(a, b pipeline.SheetCell) bool {
				same := *a.Style == *b.Style
				a.Style, b.Style = nil, nil
				return same && a == b
			})
		})
}

// emptyWorkbook is a workbook without a sheet.
func emptyWorkbook() ([]byte, error) {
	of := spacesOf("")
	p := &parcel{wrote: map[string]string{}}
	p.put(contentTypes, xmlHead+`<Types xmlns="`+spaceTypes+`"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`+
		`<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`)
	p.put("_rels/.rels", xmlHead+`<Relationships xmlns="`+spaceRelations+`"><Relationship Id="rId1" Type="`+of.relations+`/officeDocument" Target="xl/workbook.xml"/></Relationships>`)
	p.put("xl/workbook.xml", xmlHead+`<workbook xmlns="`+of.main+`" xmlns:r="`+of.relations+`"><sheets/></workbook>`)
	return p.bytes()
}
