package excel

import (
	"errors"
	"hash/maphash"

	"tonghop/pipeline"
)

// Annotate writes findings into the workbook that they are about: its cells coloured, a note on each, and a sheet that lists
// them all. Figures, formulas and everything else that is hers stays as it was: but for what it adds, parts are copied as they
// are. What cannot be read, or not be added to without a change to a cell, is returned as a workbook of that sheet alone.
func (r *Reader) Annotate(data []byte, findings []pipeline.Finding) ([]byte, error) {
	if ours, _, err := r.standard(data); err == nil {
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

// annotate annotates a workbook that can be read, and holds that it has the same cells then. Only one of the two is in memory
// at a time: a workbook may fill most of what a reader may take.
func (r *Reader) annotate(data []byte, findings []pipeline.Finding) ([]byte, error) {
	limits := r.catalog.Config.Limits
	workbook, err := readWorkbook(data, limits)
	if err != nil {
		return nil, err
	}
	seed := maphash.MakeSeed()
	before := cellsOf(seed, withoutFindings(workbook))
	forget(workbook)
	annotated, err := annotatePackage(data, workbook, limits, r.catalog.Words, findings)
	if err != nil {
		return nil, err
	}
	if workbook, err = readWorkbook(annotated, limits); err != nil {
		return nil, err
	}
	if cellsOf(seed, withoutFindings(workbook)) != before {
		return nil, errors.New("its cells would not be the same")
	}
	return annotated, nil
}

func annotatePackage(data []byte, workbook *pipeline.Workbook, limits pipeline.Limits, words map[string]string, findings []pipeline.Finding) ([]byte, error) {
	p, err := openParcel(data, limits)
	if err != nil {
		return nil, err
	}
	a := annotator{parcel: p, read: workbook, words: words, types: map[string]string{}}
	if err := a.run(findings); err != nil {
		return nil, err
	}
	return p.bytes()
}

// forget takes the cells out of a workbook, but for those that an earlier return brought.
func forget(workbook *pipeline.Workbook) {
	for i := range workbook.Sheets {
		if !isFindings(&workbook.Sheets[i]) {
			workbook.Sheets[i].Rows = nil
		}
	}
}

// cellsOf sums up everything that is read from a workbook.
func cellsOf(seed maphash.Seed, workbook *pipeline.Workbook) uint64 {
	var sum maphash.Hash
	sum.SetSeed(seed)
	for _, sheet := range workbook.Sheets {
		maphash.WriteComparable(&sum, sheet.Name)
		maphash.WriteComparable(&sum, [4]int{len(sheet.Rows), len(sheet.Merges), len(sheet.Columns), truth(sheet.Hidden)})
		for _, area := range sheet.Merges {
			maphash.WriteComparable(&sum, area)
		}
		for _, columns := range sheet.Columns {
			maphash.WriteComparable(&sum, columns)
		}
		for _, row := range sheet.Rows {
			maphash.WriteComparable(&sum, [3]int{row.Number, len(row.Cells), truth(row.Hidden)})
			for _, cell := range row.Cells {
				maphash.WriteComparable(&sum, *cell.Style)
				cell.Style = nil
				maphash.WriteComparable(&sum, cell)
			}
		}
	}
	return sum.Sum64()
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
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
