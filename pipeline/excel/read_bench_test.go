package excel_test

import (
	"os"
	"testing"

	"tonghop/pipeline/catalog"
	"tonghop/pipeline/excel"
	"tonghop/templates"
)

// BenchmarkRead reads one sample form of each kind, about 16 KB.
func BenchmarkRead(b *testing.B) {
	c, err := catalog.Load(templates.FS, "")
	if err != nil {
		b.Fatal(err)
	}
	reader := excel.NewReader(c, nil)
	for _, name := range []string{"ca-mau", "vung-tay-nam-bo", "toan-quoc"} {
		data, err := os.ReadFile("../../samples/tay-nam-bo-2024/" + name + ".xlsx")
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := reader.Read(data); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
