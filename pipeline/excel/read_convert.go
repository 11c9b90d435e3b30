package excel

import (
	"bytes"
	"errors"

	"tonghop/pipeline"
)

// open reads a workbook of any format that can be read, with what there is to say about its format.
func (r *Reader) open(data []byte) (*pipeline.Workbook, []pipeline.Refusal, error) {
	data, remarks, err := r.standard(data)
	if err != nil {
		return nil, nil, err
	}
	workbook, err := readWorkbook(data, r.catalog.Config.Limits)
	return workbook, remarks, err
}

// standard returns a workbook in the format of .xlsx: itself, or converted. Where there is no converter, those of other formats
// are left to be refused as what they are.
func (r *Reader) standard(data []byte) ([]byte, []pipeline.Refusal, error) {
	limits := r.catalog.Config.Limits
	ending := ""
	if r.converter != nil {
		ending = convertible(data, limits)
	}
	switch {
	case ending != "":
		data, err := r.convert(data, ending)
		return data, []pipeline.Refusal{{Code: "converted", Got: ending}}, err
	case hasMacros(data, limits):
		return data, []pipeline.Refusal{{Code: "macros"}}, nil
	}
	return data, nil, nil
}

// convertible tells by its bytes which of the formats a workbook has that can be converted; "" for none.
func convertible(data []byte, limits pipeline.Limits) string {
	if bytes.HasPrefix(data, oleSignature) {
		if refuseOLE(data).Code == "old-workbook" {
			return ".xls"
		}
		return ""
	}
	if !bytes.HasPrefix(data, zipSignature) {
		return ""
	}
	b, err := openBook(data, limits)
	switch {
	case err != nil || b.parts["xl/workbook.xml"] != nil:
		return ""
	case b.parts["xl/workbook.bin"] != nil:
		return ".xlsb"
	case b.isOpenDocument():
		return ".ods"
	}
	return ""
}

// convert holds that a workbook is whole, has it converted, and holds that nothing is missing then.
func (r *Reader) convert(data []byte, ending string) ([]byte, error) {
	before, err := r.count(data, ending)
	if errors.Is(err, errPassword) {
		return nil, &pipeline.Refusal{Code: "encrypted"}
	}
	if limit := r.catalog.Config.Limits.Cells; err == nil && before.cells > limit {
		return nil, tooMany("too-many-cells", before.cells, limit) // what it would be converted to is refused, and costs more
	}
	if err == nil && before.sheets == 0 {
		err = errors.New("has no sheet")
	}
	if err != nil {
		return nil, asRefusal(err)
	}
	converted, err := r.converter.Convert(data, ending)
	if err != nil {
		return nil, err
	}
	workbook, err := readWorkbook(converted, r.catalog.Config.Limits)
	if err != nil {
		return nil, err
	}
	if err := before.lacks(workbook); err != nil {
		return nil, &pipeline.Refusal{Code: "damaged", Cause: err}
	}
	return converted, nil
}

// count takes the census of a workbook of another format; every entry of a package is inflated for it.
func (r *Reader) count(data []byte, ending string) (census, error) {
	if ending == ".xls" {
		return censusXLS(data)
	}
	b, err := openBook(data, r.catalog.Config.Limits)
	if err != nil {
		return census{}, err
	}
	counted := b.censusODS
	if ending == ".xlsb" {
		counted = b.censusXLSB
	}
	c, err := counted()
	if err != nil {
		return census{}, err
	}
	for name, part := range b.parts {
		if err := b.inflate(part, &sink{}); err != nil {
			return census{}, inPart(name, err)
		}
	}
	return c, nil
}

// hasMacros tells whether a workbook that can be read has a program in it. Nothing here runs it.
func hasMacros(data []byte, limits pipeline.Limits) bool {
	b, err := openBook(data, limits)
	return err == nil && b.parts["xl/vbaproject.bin"] != nil
}
