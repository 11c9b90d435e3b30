package duck_test

import (
	"context"
	"strings"
	"testing"
)

// causes lists what the open findings of a rule say that may be behind them.
func (o *office) causes(rule string) []string {
	o.t.Helper()
	findings, err := o.Findings(context.Background(), "", nil, "")
	if err != nil {
		o.t.Fatal(err)
	}
	told := []string{}
	for _, f := range findings {
		for _, c := range f.Causes {
			if f.Rule == rule {
				told = append(told, f.Cell+" "+c.Code+": "+c.Sentence)
			}
		}
	}
	return told
}

// What the warehouse knows goes into the search: a part's own cell, its figures in older editions and in other periods.
func TestCausesOfAnImbalance(t *testing.T) {
	t.Parallel()
	built := func(period, figure string) string { return "tong-hop ca-mau " + period + " | models.built " + figure }
	closing := func(unit, period, figure string) string {
		return "tong-hop " + unit + " " + period + " | models.closing " + figure
	}
	tayNguyen := func(period, total, own string) string {
		return "vung dia-ban-tay-nguyen " + period + " | models.closing " + total + " | kon-tum models.closing 17 | gia-lai models.closing 28 | dak-lak models.closing 39 | dak-nong models.closing 54" + own
	}
	for _, c := range []struct {
		name  string
		forms []string
		want  []string
	}{
		{"agrees", []string{region("221", "17", "28", "39", "54", "83")}, nil},
		{"a part is missing", []string{region("221", "17", "28", "39", "54", "")}, nil},
		{"a part is missing and the rest exceeds", []string{region("84", "17", "28", "39", "54", "")}, []string{"A1 part-left-out: Có thể tổng chưa cộng số của Đắk Nông: 54 (ô A5)."}},
		{"a row is left out", []string{region("167", "17", "28", "39", "54", "83")}, []string{"A1 part-left-out: Có thể tổng chưa cộng số của Đắk Nông: 54 (ô A5)."}},
		{"a province's form is left out", []string{tayNguyen("2024", "138", ""), closing("lam-dong", "2024", "83")},
			[]string{"A1 part-left-out: Có thể tổng chưa cộng số của Lâm Đồng: 83 (tệp tong-hop-lam-dong-2024.xlsx, ô A1)."}},
		{"nothing is likely", []string{region("222", "17", "28", "39", "54", "83")}, nil},
		{"digits of the total", []string{region("212", "17", "28", "39", "54", "83")}, []string{"A1 total-digits-swapped: Có thể số tổng bị đảo hai chữ số: đang ghi 212, nếu là 221 thì khớp.",
			"A1 part-digits-swapped: Có thể số của Đắk Nông (ô A5) bị đảo hai chữ số: đang là 54, nếu là 45 thì tổng khớp."}},
		{"a hedged total with a zero too many", []string{region("trên 2.200", "17", "28", "39", "54", "83")},
			[]string{"A1 total-factor: Có thể số tổng thừa hoặc thiếu số 0, hoặc nhầm dấu chấm với dấu phẩy: đang ghi trên 2.200, nếu là trên 220 thì khớp."}},
		{"a province's earlier edition", []string{tayNguyen("2024", "223", ""), closing("lam-dong", "2024", "85"), closing("lam-dong", "2024", "83")},
			[]string{"A1 part-earlier-edition: Có thể tổng được cộng với số cũ của Lâm Đồng: 85 ở lần gửi trước (tệp tong-hop-lam-dong-2024.xlsx, ô A1), nay là 83."}},
		{"a row of the region's own earlier edition", []string{region("223", "17", "28", "39", "54", "85"), region("223", "17", "28", "39", "54", "83")},
			[]string{"A1 part-earlier-edition: Có thể tổng được cộng với số cũ của Lâm Đồng: 85 ở lần gửi trước (ô A6), nay là 83."}},
		{"the region's own row about a province", []string{closing("lam-dong", "2024", "85"), tayNguyen("2024", "230", " | lam-dong models.closing 92")},
			[]string{"A1 part-own-row: Có thể tổng được cộng với số của chính biểu này ghi về Lâm Đồng: 92 (ô A6), còn số của Lâm Đồng đang được tính là 85 (tệp tong-hop-lam-dong-2024.xlsx, ô A1)."}},
		{"the region's own row is a province's earlier edition", []string{closing("lam-dong", "2024", "92"), tayNguyen("2024", "230", " | lam-dong models.closing 92"), closing("lam-dong", "2024", "85")},
			[]string{"A1 part-earlier-edition: Có thể tổng được cộng với số cũ của Lâm Đồng: 92 ở lần gửi trước (tệp tong-hop-lam-dong-2024.xlsx, ô A1), nay là 85."}},
		{"the region's own rows about two provinces", []string{closing("lam-dong", "2024", "85"), closing("kon-tum", "2024", "31"), tayNguyen("2024", "230", " | lam-dong models.closing 92")},
			[]string{"A1 parts-own-row: Có thể tổng được cộng với số của chính biểu này: ghi về Kon Tum là 17, còn số đang được tính là 31; ghi về Lâm Đồng là 92, còn số đang được tính là 85."}},
		{"the region's own rows about three provinces", []string{closing("lam-dong", "2024", "85"), closing("kon-tum", "2024", "31"), closing("gia-lai", "2024", "64"), tayNguyen("2024", "230", " | lam-dong models.closing 92")},
			[]string{"A1 total-of-own-rows: Có thể tổng được cộng từ các dòng của chính biểu này, trong đó 3 dòng khác với số đang được tính của các đơn vị."}},
		{"two provinces' earlier editions", []string{closing("lam-dong", "2024", "99"), closing("kon-tum", "2024", "24"), tayNguyen("2024", "244", ""), closing("lam-dong", "2024", "83"), closing("kon-tum", "2024", "17")},
			[]string{"A1 parts-earlier-edition: Có thể tổng được cộng với số cũ ở lần gửi trước: của Kon Tum là 24, nay là 17; của Lâm Đồng là 99, nay là 83."}},
		{"two rows are left out", []string{region("128", "17", "28", "39", "54", "83")}, []string{"A1 parts-left-out: Có thể tổng chưa cộng số của Đắk Lắk (39) và của Đắk Nông (54)."}},
		{"a row with a zero too few", []string{region("707", "17", "28", "39", "54", "83")},
			[]string{"A1 part-factor: Có thể số của Đắk Nông (ô A5) thừa hoặc thiếu số 0, hoặc nhầm dấu chấm với dấu phẩy: đang là 54, nếu là 540 thì tổng khớp."}},
		{"rows were mended and the total was not", []string{region("221", "17", "28", "39", "54", "83"), region("221", "19", "31", "44", "55", "83")},
			[]string{"A1 total-unchanged: Có thể số tổng vẫn là của lần gửi trước, chưa cộng lại sau khi các số thành phần được sửa."}},
		{"the total of the month before", []string{tayNguyen("2024-07", "207", " | lam-dong models.closing 69"), tayNguyen("2024-08", "207", " | lam-dong models.closing 83")},
			[]string{"A1 total-of-period: Có thể số tổng là số của kỳ khác: tháng 7 năm 2024.",
				"A1 part-of-period: Có thể tổng được cộng với số của kỳ khác: Lâm Đồng ở tháng 7 năm 2024 là 69 (tệp vung-dia-ban-tay-nguyen-2024-07.xlsx, ô A6), kỳ này là 83."}},
		{"a province's figure of the year before", []string{closing("lam-dong", "2023-08", "169"), tayNguyen("2024-08", "307", " | lam-dong models.closing 83")},
			[]string{"A1 part-of-period: Có thể tổng được cộng với số của kỳ khác: Lâm Đồng ở tháng 8 năm 2023 là 169 (tệp tong-hop-lam-dong-2023-08.xlsx, ô A1), kỳ này là 83."}},
		{"a month of a quarter", []string{built("2024-Q3", "43"), built("2024-07", "12"), built("2024-08", "35"), built("2024-09", "31")},
			[]string{"A1 part-left-out: Có thể tổng chưa cộng số của tháng 8 năm 2024: 35 (tệp tong-hop-ca-mau-2024-08.xlsx, ô A1)."}},
		{"a month's older edition", []string{built("2024-08", "95"), built("2024-Q3", "138"), built("2024-07", "12"), built("2024-08", "35"), built("2024-09", "31")},
			[]string{"A1 part-earlier-edition: Có thể tổng được cộng với số cũ của tháng 8 năm 2024: 95 ở lần gửi trước (tệp tong-hop-ca-mau-2024-08.xlsx, ô A1), nay là 35."}},
		{"a stock of the quarter before", []string{closing("ca-mau", "2024-06", "61"), closing("ca-mau", "2024-09", "78"), closing("ca-mau", "2024-Q3", "61")},
			[]string{"A1 total-of-period: Có thể số tổng là số của kỳ khác: tháng 6 năm 2024."}},
		{"months of communes are of no account for a distinct count", []string{"tong-hop ca-mau 2024-Q1 | models.built_communes 3", "tong-hop ca-mau 2024-01 | models.built_communes 4", "tong-hop ca-mau 2024-02 | models.built_communes 3"}, nil},
		{"a slice of a breakdown", []string{"khen-thuong ca-mau 2024 | commendations.collectives 52 | commendations.collectives@award=bang-khen 21 | commendations.collectives@award=giay-khen 52"},
			[]string{"A1 part-left-out: Có thể tổng chưa cộng số của commendations.collectives@award=bang-khen 21: 21 (ô A2)."}},
		{"a commune counted twice", []string{"xa ca-mau 2024 | models.closing 65 | ca-mau/cai-nuoc/hung-my models.closing 23 | ca-mau/cai-nuoc/tan-hung models.closing 19"},
			[]string{"A1 part-twice: Có thể số của hung-my, 23 (ô A2), được cộng hai lần."}},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := newOffice(t, "total-imbalance")
			o.forms(c.forms...)
			o.expect(c.name, o.causes("total-imbalance"), c.want...)
		})
	}
}

// What may be behind an imbalance is told with what is known now; another cause alone raises nothing.
func TestCausesAreKeptUpToDate(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.forms(strings.Replace(region("307", "17", "28", "39", "54", "83"), " 2024 ", " 2024-08 ", 1))
	o.expect("at first", o.causes("total-imbalance"))
	batch, err := o.Begin(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer batch.Rollback()
	if err := batch.Load(context.Background(), o.arrivals([]string{"tong-hop lam-dong 2024-07 | models.closing 169"})); err != nil {
		t.Fatal(err)
	}
	settled, err := batch.Settle(context.Background())
	if err != nil || len(settled.Raised)+len(settled.Cleared) > 0 {
		t.Fatalf("%v raised %v, cleared %v", err, settled.Raised, settled.Cleared)
	}
	if err := batch.Commit(); err != nil {
		t.Fatal(err)
	}
	o.expect("with the month before", o.causes("total-imbalance"),
		"A1 part-of-period: Có thể tổng được cộng với số của kỳ khác: Lâm Đồng ở tháng 7 năm 2024 là 169 (tệp tong-hop-lam-dong-2024-07.xlsx, ô A1), kỳ này là 83.")
}

// Of a form whose total is not that of its own rows, the rows are searched; what the provinces say of themselves is another matter.
func TestCausesAmongAFormsOwnRows(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.forms("tong-hop lam-dong 2024 | models.closing 29", region("167", "17", "28", "39", "54", "83"))
	o.expect("what is believed agrees", o.found("total-imbalance"))
	o.expect("the rows do not", o.causes("form-total"), "A1 part-left-out: Có thể tổng chưa cộng số của Đắk Nông: 54 (ô A5).")
}
