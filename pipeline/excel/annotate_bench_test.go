package excel

import (
	"testing"

	"tonghop/pipeline"
	"tonghop/pipeline/catalog"
	"tonghop/templates"
)

// BenchmarkAnnotate writes 3,000 findings into a workbook of 10 MB; MB/s are of the package.
func BenchmarkAnnotate(b *testing.B) {
	c, err := catalog.Load(templates.FS, "")
	if err != nil {
		b.Fatal(err)
	}
	data := largeWorkbook(b, 130_000)
	var findings []pipeline.Finding
	for i := range 3000 {
		findings = append(findings, pipeline.Finding{Severity: pipeline.Error, Sheet: "Sheet1", Cell: pipeline.CellName(i+1, 4), Sentence: "Sai.", Advice: "Sửa."})
	}
	reader := NewReader(c, nil)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := reader.annotate(data, findings); err != nil {
			b.Fatal(err)
		}
	}
}
