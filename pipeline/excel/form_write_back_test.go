package excel_test

import (
	"slices"
	"strings"
	"testing"

	"tonghop/pipeline"
	"tonghop/pipeline/excel"
)

// The rows that the sender names come back too: communes, records and their figures.
func TestFreeFormsComeBack(t *testing.T) {
	c := defaults(t)
	region := blank(t, c, "khen-thuong", "dia-ban-tay-nam-bo", "2018..2024")
	region.Figures = map[pipeline.Entry]string{
		{Unit: "dia-ban-tay-nam-bo", Indicator: "commendations.collectives", Breakdown: "award=bang-khen;level=bo"}: "27",
		{Unit: "dia-ban-tay-nam-bo", Indicator: "commendations.recipients"}:                                         "hơn 1.200",
	}
	const long = "Tổ tự quản 10/10 về an ninh, trật tự ở vùng giáp ranh hai xã"
	communes := communesForm(t)
	communes.Figures[pipeline.Entry{Unit: "ca-mau", Indicator: "models.closing"}] = "trên 10"
	for _, test := range []struct {
		form pipeline.Form
		want []string
	}{
		{region, []string{
			"dia-ban-tay-nam-bo commendations.collectives award=bang-khen;level=bo 27",
			"dia-ban-tay-nam-bo commendations.recipients hơn 1.200",
		}},
		{communes, []string{
			"ca-mau models.closing trên 10",
			"ca-mau models.closing area=dtts 1",
			"ca-mau models.built 0",
			"ca-mau/ca-mau/phuong-5 models.built 0",
			"ca-mau/ca-mau/phuong-5 models.closing 7",
			"ca-mau/cai-nuoc/hung-my launches.participations hơn 1.200",
			"ca-mau/cai-nuoc/hung-my models.closing 4",
			"ca-mau/cai-nuoc/hung-my models.closing area=dtts 1",
			"commune ca-mau/ca-mau/phuong-5 Cà Mau",
			"commune ca-mau/cai-nuoc/hung-my Cái Nước",
		}},
		{modelsForm(t), []string{
			"Camera an ninh founded 2016-03-15",
			"Camera an ninh kind Camera an ninh",
			"Camera an ninh models.points 40",
			"Camera an ninh state Nhân rộng replicated",
			long + " area Vùng DTTS dtts",
			long + " founded 2016",
			long + " kind Tổ tự quản",
			long + " reason Hết đối tượng",
			long + " state Giải thể dissolved",
			"commune soc-trang/chau-thanh/phu-tan Châu Thành",
			"models soc-trang Camera an ninh",
			"models soc-trang/chau-thanh/phu-tan " + long,
		}},
		{festivalsForm(t), []string{
			"ca-mau/cai-nuoc/hung-my festival.participants gần 300",
			"ca-mau/cai-nuoc/hung-my festival.pledged_rate 100",
			"commune ca-mau/cai-nuoc/hung-my Cái Nước",
			"festivals ca-mau/cai-nuoc/hung-my xã Hưng Mỹ 2022-08-11",
			"xã Hưng Mỹ models Camera an ninh; Tổ tự quản",
		}},
	} {
		reading, err := excel.NewReader(c, nil).Read(written(t, "back-"+test.form.Layout.ID, test.form))
		if err != nil {
			t.Errorf("%s: %v", test.form.Layout.ID, err)
			continue
		}
		for _, refusal := range reading.Refusals {
			t.Errorf("%s: %+v", test.form.Layout.ID, refusal)
		}
		got := told(reading)
		slices.Sort(test.want)
		if !slices.Equal(got, test.want) {
			t.Errorf("%s came back as\n%s\nwant\n%s", test.form.Layout.ID, strings.Join(got, "\n"), strings.Join(test.want, "\n"))
		}
	}
}

// told says in lines what a reading holds.
func told(reading *pipeline.Reading) []string {
	var lines []string
	add := func(words ...string) {
		lines = append(lines, strings.Join(strings.Fields(strings.Join(words, " ")), " "))
	}
	for _, o := range reading.Observations {
		if o.Raw != "" {
			add(o.Unit, o.Indicator, string(o.Breakdown), o.Raw)
		}
	}
	for _, commune := range reading.Communes {
		add("commune", commune.ID, commune.District)
	}
	for _, r := range reading.Records {
		add(r.Register, r.Unit, r.Name, r.Period.String())
		for _, f := range r.Fields {
			if f.Text != "" {
				add(r.Name, f.ID, f.Text, f.Value)
			}
		}
	}
	slices.Sort(lines)
	return lines
}
