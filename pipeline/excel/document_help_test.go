package excel_test

import (
	"bytes"
	"testing"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/excel"
	"tonghop/pipeline/vi"
)

func exact(n int64) vi.Quantity {
	return vi.Quantity{State: vi.Declared, Qualifier: vi.Exact, Value: vi.Int(n)}
}

func hedged(q vi.Qualifier, words string, n int64) vi.Quantity {
	return vi.Quantity{State: vi.Declared, Qualifier: q, Words: words, Value: vi.Int(n)}
}

func figure(q vi.Quantity, source pipeline.Source) *pipeline.Figure {
	return &pipeline.Figure{Unit: "u", Indicator: "models.closing", Period: "2018..2024", Quantity: q, Source: source}
}

func own(q vi.Quantity) pipeline.Cell { return pipeline.Cell{Figure: figure(q, pipeline.Own)} }

func sum(q vi.Quantity) pipeline.Cell { return pipeline.Cell{Figure: figure(q, pipeline.Sum)} }

func words(s string) pipeline.Cell { return pipeline.Cell{Text: s} }

// mainTable has two regions with subtotals, a total, hedges, a decimal, and all that is not known.
func mainTable() pipeline.Table {
	missing, notApplicable := vi.Quantity{State: vi.Missing}, vi.Quantity{State: vi.NotApplicable}
	zero := vi.Quantity{State: vi.Zero, Qualifier: vi.Exact}
	between := vi.Quantity{State: vi.Declared, Qualifier: vi.Between, Value: vi.Int(10), Upper: vi.Int(12)}
	marked := own(exact(1900))
	marked.Mark = "(1)"
	const group = "Mô hình đang hoạt động"
	return pipeline.Table{
		Caption: "Bảng 1. Mô hình đang hoạt động theo địa phương, giai đoạn 2018 - 2024", Unit: "mô hình",
		Columns: []pipeline.Column{
			{Header: "STT", Align: pipeline.Center, Weight: 1}, {Header: "Địa phương", Weight: 5},
			{Group: group, Header: "Tổng số", Align: pipeline.Right, Weight: 3}, {Group: group, Header: "Vùng DTTS", Align: pipeline.Right, Weight: 3},
			{Header: "Tỷ lệ (%)", Align: pipeline.Right, Weight: 2},
		},
		Rows: []pipeline.Row{
			{Kind: pipeline.SectionRow, Cells: []pipeline.Cell{words("I"), words("Tây Nguyên")}},                                                                                                  // 0
			{Kind: pipeline.PartRow, Cells: []pipeline.Cell{words("1"), words("Gia Lai"), own(exact(120)), own(zero), own(vi.Quantity{State: vi.Declared, Qualifier: vi.Exact, Value: 125_000})}}, // 1
			{Kind: pipeline.PartRow, Cells: []pipeline.Cell{words("2"), words("Đắk Lắk"), marked, own(between), own(missing)}},                                                                    // 2
			{Kind: pipeline.SubtotalRow, SumOf: []int{1, 2}, Cells: []pipeline.Cell{{}, words("Cộng"), sum(exact(2020)), sum(exact(10)), own(notApplicable)}},                                     // 3
			{Kind: pipeline.SectionRow, Cells: []pipeline.Cell{words("Tây Nam Bộ")}},                                                                                                              // 4
			{Kind: pipeline.PartRow, Cells: []pipeline.Cell{words("3"), words("=HYPERLINK(\"http://x\")\x07"), own(hedged(vi.Near, "gần", 1900)), own(missing), own(missing)}},                    // 5
			{Kind: pipeline.PartRow, Cells: []pipeline.Cell{words("4"), words("Cà Mau"), own(hedged(vi.Over, "hơn", 355_000)), own(exact(7)), own(missing)}},                                      // 6
			{Kind: pipeline.SubtotalRow, SumOf: []int{5, 6}, Cells: []pipeline.Cell{{}, words("Cộng"), sum(hedged(vi.About, "khoảng", 356_900)), sum(exact(7)), own(missing)}},                    // 7
			{Kind: pipeline.TotalRow, SumOf: []int{6, 1, 2, 5}, Cells: []pipeline.Cell{{}, words("Tổng cộng"), sum(hedged(vi.About, "khoảng", 358_920)), sum(exact(99)), sum(missing)}},           // 8: 99 is not the sum of the rows
			{Kind: pipeline.DeclaredRow, Cells: []pipeline.Cell{{}, words("Vùng công bố"), own(hedged(vi.Over, "trên", 4_700)), own(missing), own(missing)}},                                      // 9
		},
		Notes: []string{"(1) Số liệu theo báo cáo của cấp trên.", "Nguồn: báo cáo của Công an các tỉnh."},
	}
}

func testChart() pipeline.Chart {
	chart := pipeline.Chart{Title: "Mô hình đang hoạt động, Tây Nam Bộ", Unit: "mô hình"}
	total, dtts := pipeline.Series{Name: "Tổng số"}, pipeline.Series{Name: "Vùng DTTS"}
	for i, name := range []string{"An Giang", "Bạc Liêu", "Bến Tre", "Cà Mau", "Cần Thơ", "Đồng Tháp", "Hậu Giang", "Kiên Giang", "Long An", "Sóc Trăng"} {
		chart.Categories = append(chart.Categories, name)
		total.Figures = append(total.Figures, *figure(exact(int64(20+i*13)), pipeline.Own))
		dtts.Figures = append(dtts.Figures, *figure(exact(int64(5+i*2)), pipeline.Own))
	}
	total.Figures[3].Quantity = hedged(vi.Near, "gần", 70)
	dtts.Figures[4].Quantity = vi.Quantity{State: vi.Missing}
	dtts.Figures[5].Quantity = vi.Quantity{State: vi.Zero, Qualifier: vi.Exact}
	chart.Series = []pipeline.Series{total, dtts}
	return chart
}

func testDocument() *pipeline.Document {
	day := time.Date(2024, 8, 5, 0, 0, 0, 0, time.UTC)
	paragraph := pipeline.Paragraph{Inlines: []pipeline.Inline{
		{Text: "Trong giai đoạn 2018 - 2024, các địa phương đã xây dựng và duy trì "}, {Figure: figure(hedged(vi.Over, "trên", 4_700), pipeline.Own), Bold: true},
		{Text: " mô hình phong trào Toàn dân bảo vệ an ninh Tổ quốc, trong đó vùng Tây Nam Bộ có "}, {Figure: figure(exact(891), pipeline.Sum)},
		{Text: " mô hình; nhiều mô hình được nhân rộng, hoạt động hiệu quả, góp phần giữ vững an ninh, trật tự ở cơ sở, được cấp ủy, chính quyền và nhân dân ghi nhận, đánh giá cao."},
	}}
	small := pipeline.Table{Caption: "Bảng 1. Mô hình đang hoạt động theo địa phương, giai đoạn 2018/2024 (theo bản đồ mới)",
		Columns: []pipeline.Column{{Header: "Địa phương"}, {Header: "Số mô hình", Align: pipeline.Right}},
		Rows:    []pipeline.Row{{Kind: pipeline.PartRow, Cells: []pipeline.Cell{words("Cà Mau"), own(exact(89))}}}}
	return &pipeline.Document{
		Title: "Báo cáo phong trào", Author: "Cục V05", Language: "vi-VN", Created: day,
		Letterhead: pipeline.Letterhead{Parent: "BỘ CÔNG AN", Issuer: "CỤC XÂY DỰNG PHONG TRÀO BẢO VỆ AN NINH TỔ QUỐC", Symbol: "BC-V05",
			Place: "Hà Nội", Date: &day, Kind: "BÁO CÁO", Subject: "Kết quả xây dựng, nhân rộng mô hình phong trào Toàn dân bảo vệ an ninh Tổ quốc giai đoạn 2018 - 2024", Draft: true},
		Signature:  pipeline.Signature{Authority: "KT. CỤC TRƯỞNG", Title: "PHÓ CỤC TRƯỞNG", Name: "Nguyễn Văn A"},
		Recipients: []string{"Lãnh đạo Bộ Công an (để báo cáo)", "Công an các tỉnh, thành phố trực thuộc Trung ương", "Lưu: VT, P2"},
		Blocks: []pipeline.Block{
			pipeline.Heading{Level: 1, Text: "I. TÌNH HÌNH"}, pipeline.Heading{Level: 2, Text: "1. Kết quả chung"}, paragraph,
			pipeline.List{Items: []pipeline.Paragraph{paragraph, {Inlines: []pipeline.Inline{{Text: "Số mô hình xây dựng mới: "}, {Figure: figure(exact(265), pipeline.Sum)}, {Text: ".", Italic: true}}}}},
			mainTable(), pipeline.Heading{Level: 3, Text: "a) Biểu đồ"}, testChart(), paragraph,
			pipeline.Annex{Number: "I", Title: "SỐ LIỆU THEO BẢN ĐỒ MỚI", Reference: "(Kèm theo Báo cáo số     /BC-V05)"}, small,
			pipeline.Annex{Number: "II", Title: "THUYẾT MINH", Landscape: true}, paragraph, small,
		},
	}
}

func writtenDocument(t *testing.T, name string, d *pipeline.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := excel.NewDocumentWriter().Write(&b, d); err != nil {
		t.Fatal(err)
	}
	keep(t, name, b.Bytes())
	return b.Bytes()
}
