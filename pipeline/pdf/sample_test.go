package pdf_test

import (
	"fmt"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

var provinces = []string{
	"Cần Thơ", "Long An", "Tiền Giang", "Bến Tre", "Trà Vinh", "Vĩnh Long", "Đồng Tháp", "An Giang", "Kiên Giang",
	"Hậu Giang", "Sóc Trăng", "Bạc Liêu", "Cà Mau",
}

func figure(n int64) *pipeline.Figure {
	return &pipeline.Figure{Quantity: vi.Quantity{State: vi.Declared, Qualifier: vi.Exact, Value: vi.Int(n)}}
}

func hedged(q vi.Qualifier, words string, n int64) *pipeline.Figure {
	f := figure(n)
	f.Quantity.Qualifier, f.Quantity.Words = q, words
	return f
}

func between(low, high int64) *pipeline.Figure {
	f := hedged(vi.Between, "", low)
	f.Quantity.Upper = vi.Int(high)
	return f
}

func state(s vi.State) *pipeline.Figure { return &pipeline.Figure{Quantity: vi.Quantity{State: s}} }

func text(s string) pipeline.Paragraph {
	return pipeline.Paragraph{Inlines: []pipeline.Inline{{Text: s}}}
}

// report is a document with every kind of block, as a region's half year would be reported.
func report() *pipeline.Document {
	day := time.Date(2024, 8, 5, 0, 0, 0, 0, time.UTC)
	return &pipeline.Document{
		Letterhead: pipeline.Letterhead{
			Parent: "BỘ CÔNG AN", Issuer: "CỤC XÂY DỰNG PHONG TRÀO TOÀN DÂN BẢO VỆ AN NINH TỔ QUỐC",
			Number: "05", Symbol: "BC-V05", Place: "Hà Nội", Date: &day, Kind: "BÁO CÁO",
			Subject: "Kết quả xây dựng, nhân rộng mô hình, điển hình tiên tiến trong phong trào toàn dân bảo vệ an ninh Tổ quốc khu vực Tây Nam Bộ 6 tháng đầu năm 2024",
		},
		Blocks: append(bodyBlocks(), annexBlocks()...),
		Signature: pipeline.Signature{
			Authority: "KT. CỤC TRƯỞNG", Title: "PHÓ CỤC TRƯỞNG", Name: "Thiếu tướng Nguyễn Văn Ví Dụ",
		},
		Recipients: []string{"Đồng chí Bộ trưởng (để báo cáo)", "Các đồng chí Thứ trưởng (để báo cáo)",
			"Công an các tỉnh, thành phố trực thuộc Trung ương khu vực Tây Nam Bộ (để phối hợp)", "Lưu: VT, P2"},
		Title: "Báo cáo 6 tháng đầu năm 2024", Author: "Cục V05", Language: "vi-VN", Created: day,
	}
}

func bodyBlocks() []pipeline.Block {
	long := "Thực hiện chỉ đạo của lãnh đạo Bộ Công an về công tác xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc trong tình hình mới, Công an các đơn vị, địa phương đã chủ động tham mưu cấp ủy, chính quyền ban hành nhiều văn bản chỉ đạo, tổ chức sơ kết, tổng kết, nhân rộng các mô hình hoạt động có hiệu quả ở cơ sở."
	return []pipeline.Block{
		text(long),
		pipeline.Heading{Level: 1, Text: "I. TÌNH HÌNH VÀ KẾT QUẢ"},
		pipeline.Heading{Level: 2, Text: "1. Công tác xây dựng mô hình"},
		pipeline.Paragraph{Inlines: []pipeline.Inline{
			{Text: "Tính đến ngày 14/6/2024, toàn khu vực có "}, {Figure: hedged(vi.Near, "gần", 1900), Bold: true},
			{Text: " mô hình đang hoạt động ("}, {Figure: figure(1894)}, {Text: " theo biểu), thu hút "},
			{Figure: hedged(vi.Over, "trên", 355000), Bold: true}, {Text: " người tham gia, tăng "},
			{Figure: &pipeline.Figure{Quantity: vi.Quantity{State: vi.Declared, Qualifier: vi.Exact, Value: 125_000}}},
			{Text: "% so với cùng kỳ; "}, {Text: "trong đó vùng đồng bào dân tộc thiểu số", Italic: true}, {Text: " có "},
			{Figure: between(210, 215)}, {Text: " mô hình. "}, {Text: long},
		}},
		pipeline.Heading{Level: 3, Text: "a) Một số mô hình tiêu biểu"},
		pipeline.List{Items: []pipeline.Paragraph{
			text("“Camera an ninh” tại xã Hưng Mỹ, huyện Cái Nước, tỉnh Cà Mau, phát huy hiệu quả trong phòng ngừa tội phạm ở khu dân cư;"),
			text("“Tiếng loa an ninh” tại phường Cái Khế, quận Ninh Kiều, thành phố Cần Thơ;"),
			text("“Cổng rào an ninh” tại huyện Gò Quao, tỉnh Kiên Giang."),
		}},
		summary(),
		pipeline.Heading{Level: 2, Text: "2. So sánh giữa các tỉnh, thành phố"},
		text(long),
		bars(),
		pipeline.Heading{Level: 1, Text: "II. NHẬN XÉT, ĐÁNH GIÁ"},
		text(long), text(long),
		months(),
		text("Trên đây là báo cáo kết quả 6 tháng đầu năm 2024, " + long + " Cục V05 báo cáo lãnh đạo Bộ theo quy định" + vi.ClosingMark),
	}
}

func summary() pipeline.Table {
	t := pipeline.Table{
		Caption: "Kết quả xây dựng mô hình khu vực Tây Nam Bộ", Unit: "mô hình",
		Columns: []pipeline.Column{
			{Header: "TT", Align: pipeline.Center, Weight: 1},
			{Header: "Đơn vị", Weight: 4},
			{Group: "Trong kỳ", Header: "Xây dựng mới", Align: pipeline.Right, Weight: 2},
			{Group: "Trong kỳ", Header: "Thanh loại", Align: pipeline.Right, Weight: 2},
			{Group: "Cuối kỳ", Header: "Đang hoạt động", Align: pipeline.Right, Weight: 2},
			{Group: "Cuối kỳ", Header: "Vùng dân tộc thiểu số", Align: pipeline.Right, Weight: 2},
			{Header: "Ghi chú", Weight: 2},
		},
		Notes: []string{"(1) Số liệu do Công an tỉnh báo cáo, đã được chấp nhận giải trình.", "Dấu “…” là chưa có số liệu; dấu “-” là không phát sinh."},
	}
	add := func(k pipeline.RowKind, cells ...pipeline.Cell) {
		t.Rows = append(t.Rows, pipeline.Row{Kind: k, Cells: cells})
	}
	num := func(f *pipeline.Figure) pipeline.Cell { return pipeline.Cell{Figure: f} }
	add(pipeline.SectionRow, pipeline.Cell{Text: "I"}, pipeline.Cell{Text: "Các tỉnh có biên giới với Vương quốc Cam-pu-chia"})
	for i, name := range provinces[:4] {
		mark := ""
		if i == 1 {
			mark = "(1)"
		}
		add(pipeline.PartRow, pipeline.Cell{Text: fmt.Sprint(i + 1)}, pipeline.Cell{Text: name}, num(figure(int64(12+i))),
			num(state(vi.Zero)), pipeline.Cell{Figure: figure(int64(1100 + 37*i)), Mark: mark}, num(state(vi.Missing)), pipeline.Cell{})
	}
	add(pipeline.SubtotalRow, pipeline.Cell{}, pipeline.Cell{Text: "Cộng"}, num(figure(54)), num(state(vi.Zero)), num(figure(4622)), num(state(vi.Missing)), pipeline.Cell{})
	add(pipeline.TotalRow, pipeline.Cell{}, pipeline.Cell{Text: "Tổng cộng"}, num(figure(54)), num(state(vi.Zero)), num(figure(4622)), num(state(vi.NotApplicable)), pipeline.Cell{})
	add(pipeline.DeclaredRow, pipeline.Cell{}, pipeline.Cell{Text: "Theo báo cáo"}, num(figure(54)), num(state(vi.Zero)), num(hedged(vi.Over, "trên", 4600)), num(state(vi.NotApplicable)), pipeline.Cell{Text: "Làm tròn"})
	return t
}

func bars() pipeline.Chart {
	c := pipeline.Chart{Title: "Mô hình đang hoạt động theo tỉnh, thành phố", Unit: "mô hình", Series: []pipeline.Series{{Name: "Năm 2023"}, {Name: "Năm 2024"}}}
	for i, name := range provinces {
		c.Categories = append(c.Categories, "Công an "+name)
		c.Series[0].Figures = append(c.Series[0].Figures, *figure(int64(80 + (i*53)%190)))
		c.Series[1].Figures = append(c.Series[1].Figures, *figure(int64(95 + (i*71)%230)))
	}
	c.Series[1].Figures[3] = *state(vi.Missing)
	c.Series[1].Figures[5] = *hedged(vi.Over, "trên", 1240)
	c.Series[1].Figures[7] = *between(210, 290)
	return c
}

func months() pipeline.Chart {
	c := pipeline.Chart{Title: "Mô hình xây dựng mới theo tháng", Unit: "mô hình", Series: []pipeline.Series{{Name: "Khu vực"}}}
	for i := range 6 {
		c.Categories = append(c.Categories, fmt.Sprintf("Tháng %d", i+1))
		c.Series[0].Figures = append(c.Series[0].Figures, *figure(int64(20 + (i*17)%31)))
	}
	return c
}

func annexBlocks() []pipeline.Block {
	return []pipeline.Block{
		pipeline.Annex{Number: "I", Title: "DANH SÁCH MÔ HÌNH ĐANG HOẠT ĐỘNG KHU VỰC TÂY NAM BỘ", Reference: "(Kèm theo Báo cáo số 05/BC-V05 ngày 05 tháng 8 năm 2024 của Cục V05)"},
		register(200),
		pipeline.Annex{Number: "II", Title: "BIỂU TỔNG HỢP THEO ĐỊA BÀN", Reference: "(Kèm theo Báo cáo số 05/BC-V05 ngày 05 tháng 8 năm 2024 của Cục V05)", Landscape: true},
		wide(), text("Số liệu do Công an các tỉnh, thành phố cung cấp."),
	}
}

// register is a table of n rows.
func register(n int) pipeline.Table {
	t := pipeline.Table{
		Caption: "Danh sách mô hình", Unit: "người",
		Columns: []pipeline.Column{
			{Header: "TT", Align: pipeline.Center, Weight: 1}, {Header: "Tên mô hình", Weight: 6},
			{Header: "Địa bàn", Weight: 4}, {Header: "Thành viên", Align: pipeline.Right, Weight: 2},
		},
	}
	for i := range n {
		t.Rows = append(t.Rows, pipeline.Row{Kind: pipeline.PartRow, Cells: []pipeline.Cell{
			{Text: fmt.Sprint(i + 1)},
			{Text: fmt.Sprintf("Tổ tự quản về an ninh, trật tự số %d kết hợp phòng cháy, chữa cháy", i+1)},
			{Text: "xã Hưng Mỹ, " + provinces[i%len(provinces)]}, {Figure: figure(int64(1000 + i*7))},
		}})
	}
	t.Rows = append(t.Rows, pipeline.Row{Kind: pipeline.TotalRow, Cells: []pipeline.Cell{{}, {Text: "Tổng cộng"}, {}, {Figure: figure(339300)}}})
	return t
}

// wide is a table of so many columns that its type must shrink.
func wide() pipeline.Table {
	t := pipeline.Table{Caption: "Mô hình theo loại và địa bàn", Unit: "mô hình", Columns: []pipeline.Column{{Header: "TT", Align: pipeline.Center, Weight: 1}, {Header: "Công an tỉnh, thành phố", Weight: 4}}}
	for i := range 18 {
		t.Columns = append(t.Columns, pipeline.Column{Group: fmt.Sprintf("Quý %d năm 2024 và lũy kế", i/6+1), Header: []string{"Camera an ninh", "Tiếng kẻng", "Cổng rào", "Tự quản", "Nghiệp đoàn", "Lũy kế"}[i%6], Align: pipeline.Right, Weight: 1.5})
	}
	for i, name := range provinces {
		r := pipeline.Row{Kind: pipeline.PartRow, Cells: []pipeline.Cell{{Text: fmt.Sprint(i + 1)}, {Text: name}}}
		for j := range 18 {
			r.Cells = append(r.Cells, pipeline.Cell{Figure: figure(int64(900 + i*j*7))})
		}
		t.Rows = append(t.Rows, r)
	}
	return t
}
