package compose

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tonghop/pipeline"
)

func day(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// A draft has no number and no date, at a conference neither; an approved document has what was entered, and bears the office's name of that day.
func TestFrame(t *testing.T) {
	conference := &pipeline.Conference{Place: "Sóc Trăng", Date: day(2024, 9, 1), Recipients: []string{"Đại biểu"}, Signer: pipeline.Signature{Authority: "KT. CỤC TRƯỞNG", Title: "PHÓ CỤC TRƯỞNG", Name: "A"}}
	approval := &pipeline.Approval{Number: "05", Date: day(2025, 3, 2), Mark: "MẬT"}
	signed := *approval
	signed.Signer = pipeline.Signature{Title: "CỤC TRƯỞNG", Name: "B"}
	dated := func(d time.Time) *time.Time { return &d }
	for name, c := range map[string]struct {
		conference *pipeline.Conference
		approval   *pipeline.Approval
		want       pipeline.Document
		reference  string
	}{
		"draft": {nil, nil, pipeline.Document{
			Letterhead: pipeline.Letterhead{Parent: "BỘ", Issuer: "CỤC", Symbol: "BC-V05", Place: "Hà Nội", Draft: true},
			Signature:  pipeline.Signature{Title: "CỤC TRƯỞNG"}, Recipients: []string{"Lưu: VT"}, Author: "CỤC", Created: day(2024, 8, 14)},
			"(Kèm theo Báo cáo số ……/BC-V05 ngày …… tháng …… năm ………)"},
		"draft at a conference": {conference, nil, pipeline.Document{
			Letterhead: pipeline.Letterhead{Parent: "BỘ", Issuer: "CỤC", Symbol: "BC-V05", Place: "Sóc Trăng", Draft: true},
			Signature:  conference.Signer, Recipients: []string{"Đại biểu"}, Author: "CỤC", Created: day(2024, 9, 1)},
			"(Kèm theo Báo cáo số ……/BC-V05 ngày …… tháng …… năm ………)"},
		"approved": {nil, approval, pipeline.Document{
			Letterhead: pipeline.Letterhead{Parent: "BỘ MỚI", Issuer: "CỤC MỚI", Number: "05", Symbol: "BC-V28", Place: "Huế", Date: dated(day(2025, 3, 2)), Mark: "MẬT"},
			Signature:  pipeline.Signature{Authority: "TL. BỘ TRƯỞNG", Title: "CỤC TRƯỞNG MỚI"}, Author: "CỤC MỚI", Created: day(2025, 3, 2)},
			"(Kèm theo Báo cáo số 05/BC-V28 ngày 02 tháng 3 năm 2025)"},
		"approved for a conference": {conference, approval, pipeline.Document{
			Letterhead: pipeline.Letterhead{Parent: "BỘ MỚI", Issuer: "CỤC MỚI", Number: "05", Symbol: "BC-V28", Place: "Sóc Trăng", Date: dated(day(2025, 3, 2)), Mark: "MẬT"},
			Signature:  conference.Signer, Recipients: []string{"Đại biểu"}, Author: "CỤC MỚI", Created: day(2025, 3, 2)},
			"(Kèm theo Báo cáo số 05/BC-V28 ngày 02 tháng 3 năm 2025)"},
		"signed by the head, who signs for nobody": {conference, &signed, pipeline.Document{
			Letterhead: pipeline.Letterhead{Parent: "BỘ MỚI", Issuer: "CỤC MỚI", Number: "05", Symbol: "BC-V28", Place: "Sóc Trăng", Date: dated(day(2025, 3, 2)), Mark: "MẬT"},
			Signature:  pipeline.Signature{Title: "CỤC TRƯỞNG", Name: "B"}, Recipients: []string{"Đại biểu"}, Author: "CỤC MỚI", Created: day(2025, 3, 2)},
			"(Kèm theo Báo cáo số 05/BC-V28 ngày 02 tháng 3 năm 2025)"},
	} {
		t.Run(name, func(t *testing.T) {
			catalog := catalogue()
			catalog.Words = map[string]string{"annex-reference": "(Kèm theo {kind} số {number} {date})"}
			catalog.Config.Offices = append(catalog.Config.Offices, pipeline.Office{From: day(2025, 3, 1), Parent: "BỘ MỚI", Name: "CỤC MỚI", Symbol: "BC-V28", Place: "Huế", Authority: "TL. BỘ TRƯỞNG", Title: "CỤC TRƯỞNG MỚI"})
			o := order("{office}\n\n# Phụ lục: BẢNG\n\nA.")
			o.Conference, o.Approval = c.conference, c.approval
			got, err := composed(catalog, o, nil)
			if err != nil {
				t.Fatal(err)
			}
			c.want.Letterhead.Kind, c.want.Letterhead.Subject = "BÁO CÁO", "Kết quả tháng 8 năm 2024 (Sóc Trăng)"
			c.want.Title, c.want.Language, c.want.Files = c.want.Letterhead.Subject, "vi-VN", map[string]string{}
			c.want.Blocks = []pipeline.Block{pipeline.Paragraph{Inlines: []pipeline.Inline{{Text: c.want.Author}}}, pipeline.Annex{Title: "BẢNG", Reference: c.reference},
				pipeline.Paragraph{Inlines: []pipeline.Inline{{Text: "A."}}}}
			if diff := cmp.Diff(&c.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}
