package excel_test

import (
	"fmt"
	"io"
	"testing"

	"tonghop/pipeline"
	"tonghop/pipeline/excel"
)

// nationTable has a row for each of 34 provinces in six regions, with subtotals and a total.
func nationTable(n int) pipeline.Table {
	table := pipeline.Table{Caption: fmt.Sprintf("Bảng %d. Mô hình đang hoạt động theo địa phương", n), Unit: "mô hình",
		Columns: []pipeline.Column{{Header: "STT", Align: pipeline.Center, Weight: 1}, {Header: "Địa phương", Weight: 2.5}}}
	for i := range 7 {
		table.Columns = append(table.Columns, pipeline.Column{Group: fmt.Sprintf("Nhóm %d", i/2+1), Header: fmt.Sprintf("Chỉ tiêu %d", i+1), Align: pipeline.Right, Weight: 1.2})
	}
	row := func(kind pipeline.RowKind, name string, of func(*pipeline.Row, int)) {
		made := pipeline.Row{Kind: kind, Cells: []pipeline.Cell{words(fmt.Sprint(len(table.Rows) + 1)), words(name)}}
		for c := range 7 {
			of(&made, c)
		}
		table.Rows = append(table.Rows, made)
	}
	var all []int
	for region := range 6 {
		var group []int
		for i := range 6 {
			group = append(group, len(table.Rows))
			row(pipeline.PartRow, fmt.Sprintf("Thành phố thứ %d", region*6+i), func(r *pipeline.Row, c int) { r.Cells = append(r.Cells, own(exact(int64(1000+c)))) })
		}
		all = append(all, group...)
		row(pipeline.SubtotalRow, fmt.Sprintf("Cộng vùng %d", region), func(r *pipeline.Row, c int) {
			r.SumOf, r.Cells = group, append(r.Cells, sum(exact(int64(6*(1000+c)))))
		})
	}
	row(pipeline.TotalRow, "Tổng cộng", func(r *pipeline.Row, c int) { r.SumOf, r.Cells = all, append(r.Cells, sum(exact(int64(36*(1000+c))))) })
	return table
}

// listTable is a list of so many rows as the sheet of sources has them.
func listTable(rows int) pipeline.Table {
	table := pipeline.Table{Caption: "Nguồn số liệu"}
	for i := range 15 {
		table.Columns = append(table.Columns, pipeline.Column{Header: fmt.Sprintf("Cột %d", i+1)})
	}
	for i := range rows {
		cells := []pipeline.Cell{words(fmt.Sprint(i + 1)), words("Mô hình đang hoạt động"), words("Vùng dân tộc thiểu số"), words(fmt.Sprintf("Thành phố thứ %d", i%34)), words("Tháng 12 năm 2035"), own(exact(int64(i))), words("số của đơn vị"),
			words("Công an tỉnh"), words(fmt.Sprintf("tong-hop-2035-12-%d.xlsx", i%34)), words("1"), words("Tổng hợp"), words(fmt.Sprintf("D%d", i)), words(fmt.Sprint(i)), own(exact(int64(i))), {}}
		table.Rows = append(table.Rows, pipeline.Row{Kind: pipeline.PartRow, Cells: cells})
	}
	return table
}

// BenchmarkDocument writes the report of a nation's month, some 20 tables and 2,000 sources, and lists of 2,000 and 20,000 rows by
// themselves.
func BenchmarkDocument(b *testing.B) {
	report := testDocument()
	for i := range 20 {
		report.Blocks = append(report.Blocks, nationTable(i+2))
	}
	list := func(rows int) *pipeline.Document {
		return &pipeline.Document{Title: "Nguồn", Supplements: []pipeline.Supplement{{Name: "Nguồn số liệu", Blocks: []pipeline.Block{listTable(rows)}}}}
	}
	report.Supplements = list(2_000).Supplements
	for _, c := range []struct {
		name     string
		document *pipeline.Document
	}{{"report", report}, {"rows=2000", list(2_000)}, {"rows=20000", list(20_000)}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := excel.NewDocumentWriter().Write(io.Discard, c.document); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
