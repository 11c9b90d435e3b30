package pdf_test

import (
	"bytes"
	"io"
	"math"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"tonghop/pipeline"
	"tonghop/pipeline/pdf"
	"tonghop/pipeline/vi"
)

func TestTextIsFoundAsItReads(t *testing.T) {
	raw := poppler(t, "pdftotext", written(t, report()), "-")
	if !norm.NFC.IsNormalString(raw) {
		t.Error("the text is not in NFC")
	}
	all := flat(raw)
	for _, want := range []string{
		vi.NationalTitle, vi.Motto, "BỘ CÔNG AN", "Số: 05/BC-V05", "Hà Nội, ngày 05 tháng 8 năm 2024", "BÁO CÁO",
		"có gần 1.900 mô hình đang hoạt động (1.894 theo biểu), thu hút trên 355.000 người tham gia, tăng 12,5% so với cùng kỳ; trong đó vùng đồng bào dân tộc thiểu số có từ 210 đến 215 mô hình.",
		"- “Camera an ninh” tại xã Hưng Mỹ, huyện Cái Nước, tỉnh Cà Mau,",
		"Cộng 54 - 4.622 …", "Tổng cộng 54 - 4.622 x", "1.137 (1)", "trên 4.600", "Đơn vị tính: mô hình",
		"Công an Vĩnh Long", "trên 1.240", "từ 210 đến 290", "Tháng 6",
		"KT. CỤC TRƯỞNG", "PHÓ CỤC TRƯỞNG", "Thiếu tướng Nguyễn Văn Ví Dụ",
		"Nơi nhận:", "- Đồng chí Bộ trưởng (để báo cáo);", "- Lưu: VT, P2.", vi.ClosingMark,
		"Phụ lục I DANH SÁCH MÔ HÌNH ĐANG HOẠT ĐỘNG KHU VỰC TÂY NAM BỘ", "339.300",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("not found: %s", want)
		}
	}
	if strings.Contains(all, vi.DraftMark) {
		t.Error("an approved document bears the mark of a draft")
	}
}

func TestDraftLeavesRoom(t *testing.T) {
	d := report()
	d.Letterhead.Draft, d.Letterhead.Number, d.Letterhead.Date = true, "", nil
	first := pages(t, written(t, d))[0]
	if !strings.Contains(first, vi.DraftMark) {
		t.Error("no mark of a draft")
	}
	if !strings.Contains(flat(first), "Số: /BC-V05") || strings.Contains(first, "Số: /BC-V05") {
		t.Errorf("no room for the number:\n%s", first)
	}
	if !strings.Contains(flat(first), flat(vi.LetterDate("Hà Nội", nil))) {
		t.Error("no room for the date")
	}
}

func TestDraftIsMarkedOnEveryPage(t *testing.T) {
	d := report()
	d.Letterhead.Draft, d.Letterhead.Mark = true, "mật"
	for i, page := range sheets(t, written(t, d)) {
		var marks []string
		for _, w := range page.Words {
			if w.Text == "THẢO" || w.Text == "MẬT" {
				marks = append(marks, w.Text)
				if i > 0 && (w.YMax > 20*mm || math.Abs(w.XMax-page.Width+15*mm) > 0.5) {
					t.Errorf("page %d: the mark does not stand at the right in the top margin: %v", i+1, w)
				}
			}
		}
		want := "THẢO"
		if i == 0 {
			want = "MẬT THẢO"
		}
		if got := strings.Join(marks, " "); got != want {
			t.Errorf("page %d is marked %q, not %q", i+1, got, want)
		}
	}
}

func TestProperties(t *testing.T) {
	path := written(t, report())
	info := flat(poppler(t, "pdfinfo", path))
	for _, want := range []string{
		"Title: Báo cáo 6 tháng đầu năm 2024", "Author: Cục V05", "CreationDate: Mon Aug 5", "ModDate: Mon Aug 5", "(A4)",
	} {
		if !strings.Contains(info, want) {
			t.Errorf("not found: %s\n%s", want, info)
		}
	}
	fonts := strings.Split(strings.TrimSpace(poppler(t, "pdffonts", path)), "\n")[2:]
	if len(fonts) != 4 {
		t.Errorf("%d fonts, not the four styles", len(fonts))
	}
	for _, font := range fonts {
		if !strings.Contains(flat(font), "Identity-H yes") {
			t.Errorf("not embedded: %s", font)
		}
	}
}

func TestOutline(t *testing.T) {
	outline := poppler(t, "pdftohtml", "-xml", "-stdout", "-i", written(t, report()))
	outline = outline[strings.Index(outline, "<outline>"):]
	for _, want := range []string{
		"<item page=\"1\">I. TÌNH HÌNH VÀ KẾT QUẢ</item>\n<outline>\n<item page=\"1\">1. Công tác xây dựng mô hình</item>\n<outline>\n<item page=\"1\">a) Một số mô hình tiêu biểu",
		"<item page=\"5\">Phụ lục I. DANH SÁCH",
	} {
		if !strings.Contains(outline, want) {
			t.Errorf("not found: %s\n%s", want, outline)
		}
	}
	var b bytes.Buffer
	if err := pdf.New().Write(&b, report()); err != nil {
		t.Fatal(err)
	}
	for _, top := range []string{"785.20", "538.58"} { // of the upright annex and of the one that lies
		if !bytes.Contains(b.Bytes(), []byte("/XYZ 0 "+top+" 0]")) {
			t.Errorf("no bookmark leads to the top margin, at %s", top)
		}
	}
}

// The sources of its figures are nothing to the paper.
func TestSameDocumentSameBytes(t *testing.T) {
	files := make([]bytes.Buffer, 4)
	var group sync.WaitGroup
	for i := range files {
		group.Go(func() {
			d := report()
			if i == 1 {
				sources := pipeline.Table{Caption: "Nguồn số liệu", Columns: []pipeline.Column{{Header: "Tệp"}}, Rows: []pipeline.Row{{Cells: []pipeline.Cell{{Text: "a.xlsx"}}}}}
				d.Supplements = []pipeline.Supplement{{Name: sources.Caption, Blocks: []pipeline.Block{sources}}}
			}
			if err := pdf.New().Write(&files[i], d); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	for i := range files[1:] {
		if !bytes.Equal(files[0].Bytes(), files[i+1].Bytes()) {
			t.Error("the same document gave other bytes")
		}
	}
	if !bytes.Contains(files[0].Bytes(), []byte("/Lang (vi-VN)")) {
		t.Error("the language is not named")
	}
}

func TestUndatedDocumentIsStillTheSame(t *testing.T) {
	d := &pipeline.Document{Blocks: []pipeline.Block{text("Không có ngày.")}, Created: time.Time{}}
	if info := poppler(t, "pdfinfo", written(t, d)); !strings.Contains(info, "1970") {
		t.Errorf("the clock's date was taken:\n%s", info)
	}
}

func TestRefusesWhatItCannotSet(t *testing.T) {
	table := register(1)
	table.Rows[0].Cells = append(table.Rows[0].Cells, pipeline.Cell{Text: "5"})
	for name, block := range map[string]pipeline.Block{"cells": table, "block": &pipeline.Heading{Text: "I"}} {
		err := pdf.New().Write(io.Discard, &pipeline.Document{Blocks: []pipeline.Block{block}})
		if err == nil {
			t.Errorf("%s: written without an error", name)
		}
	}
}

func TestExtension(t *testing.T) {
	if got := pdf.New().Extension(); got != "pdf" {
		t.Errorf("got %q", got)
	}
}
