package catalog_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tonghop/pipeline"
	"tonghop/pipeline/catalog"
	"tonghop/pipeline/compose"
	"tonghop/templates"
)

// The conferences of the published cases: what each is about, up to which day, on whose map.
func TestConferences(t *testing.T) {
	c, err := catalog.Load(templates.FS, "")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, conference := range c.Conferences.All() {
		order, err := c.ConferenceOrder(conference)
		if err != nil {
			t.Errorf("%s: %v", conference.ID, err)
		}
		if err := compose.New(c).CheckSections(conference); err != nil {
			t.Error(err)
		}
		got[conference.ID] = fmt.Sprintf("%s %d %s %s %s, %s", order.Unit.ID, len(order.Scope), order.Period,
			order.LastDay(c.Config.Calendar).Format("2006-01-02"), order.MapDay(c.Config.Calendar).Format("2006-01-02"), conference.Place)
	}
	want := map[string]string{
		"tay-nam-bo-2024":         "dia-ban-tay-nam-bo 13 2018..2024 2024-08-15 2024-08-15, Sóc Trăng",
		"tay-nam-bo-2024-34-tinh": "dia-ban-tay-nam-bo 13 2018..2024 2024-08-15 2025-07-01, Sóc Trăng",
		"tay-nguyen-2024":         "dia-ban-tay-nguyen 5 2018..2024 2024-08-08 2024-08-08, Buôn Ma Thuột",
		"dong-thap-2016":          "dong-thap 1 2006..2016 2016-12-14 2016-12-14, Cao Lãnh",
		"hung-my-2022":            "ca-mau 1 2022-08-11 2022-08-11 2022-08-11, Hưng Mỹ",
		"quang-nam-2017":          "quang-nam 1 2017 2017-12-14 2017-12-14, Tam Kỳ",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// A report with sections, one of which only looks like one.
const ownReport = "---\nid: own\ntitle: a\nfile: b\nkind: c\nsubject: d\n---\n\n" +
	"# KẾT QUẢ {#ket-qua}\n\nMột.\n\n## Nhỏ\n\n```chart\n# KHÔNG {#khong}\n```\n\n---\n\nHết./.\n\n# Phụ lục: BẢNG {.landscape #bang}\n"

// northwest is Tây Bắc và phụ cận: fourteen provinces and no region of any scheme.
const northwest = `id: tay-bac-2024
title: Hội nghị Tây Bắc
place: Sơn La
date: 2024-09-10
name: Tây Bắc và phụ cận
provinces: [ha-giang, cao-bang, bac-kan, tuyen-quang, lao-cai, dien-bien, lai-chau, son-la, yen-bai, hoa-binh, lang-son, phu-tho, thanh-hoa, nghe-an]
period: Giai đoạn 2018 - 2024 (số liệu đến 15/8/2024)
map: 2025-07-01
sections: [bang, ket-qua]
report: own
signer: {authority: KT. CỤC TRƯỞNG, title: PHÓ CỤC TRƯỞNG, name: Nguyễn Văn A}
`

const people = "name,locality,award,level\nBà Nguyễn Thị A,\"Xã B, Sơn La\",Bằng khen,Bộ\n Tổ tự quản C ,Hà Giang,,\n"

func TestProvincesOfItsOwn(t *testing.T) {
	for name, windows := range map[string]bool{"as it is": false, "from Windows": true} {
		conference, list := northwest, people
		if windows {
			conference, list = "\ufeff"+crlf(conference), "\ufeff"+crlf(list)
		}
		dir := overlaid(t, map[string]string{"reports/own.md": strings.Replace(ownReport, "```chart\n# KHÔNG {#khong}\n```\n\n", "", 1),
			"conferences/tay-bac-2024.yaml": conference, "conferences/tay-bac-2024.csv": list})
		c, err := catalog.Load(catalog.Overlay(dir, templates.FS), "")
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got, _ := c.Conference("tay-bac-2024")
		order, err := c.ConferenceOrder(got)
		if err != nil {
			t.Fatal(err)
		}
		if order.Unit.Name != "Tây Bắc và phụ cận" || order.Unit.Kind != pipeline.RegionUnit || len(order.Scope) != 14 || order.Scope[13].Name != "Nghệ An" ||
			order.Period.HeadName() != "giai đoạn 2018 - 2024 (số liệu đến 15/8/2024)" || order.Map.Format("2006-01-02") != "2025-07-01" ||
			got.Signer != (pipeline.Signature{Authority: "KT. CỤC TRƯỞNG", Title: "PHÓ CỤC TRƯỞNG", Name: "Nguyễn Văn A"}) {
			t.Errorf("%s: got %+v of %s", name, order.Unit, order.Period.HeadName())
		}
		want := []pipeline.Commended{{Name: "Bà Nguyễn Thị A", Locality: "Xã B, Sơn La", Award: "Bằng khen", Level: "Bộ"}, {Name: "Tổ tự quản C", Locality: "Hà Giang"}}
		if diff := cmp.Diff(want, got.Commended); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", name, diff)
		}
		if err := compose.New(c).CheckSections(got); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A broken conference: what takes the place of old, and what is said of the line.
func TestBrokenConference(t *testing.T) {
	const own = "conferences/own.yaml"
	for name, c := range map[string]struct{ old, new, want string }{
		"nothing":                 {northwest, "id: a\n", own + ":1: a conference needs id, title, place, date, period, report, and unit or name with provinces"},
		"no place":                {"place: Sơn La\n", "", own + ":1: a conference needs id, title, place, date, period, report, and unit or name with provinces"},
		"twice":                   {"id: tay-bac-2024", "id: tay-nguyen-2024", `conferences/tay-nguyen-2024.yaml:3: conference "tay-nguyen-2024" is there twice`},
		"id is a path":            {"id: tay-bac-2024", "id: ../tay-bac", own + `:1: id: "../tay-bac"; expected letters a to z, digits and -, for the pack's archive is called by it`},
		"id of a unit":            {"id: tay-bac-2024", "id: tay-nguyen", own + `:1: id: "tay-nguyen" is that of a unit; expected another`},
		"id of a report":          {"id: tay-bac-2024", "id: period", own + `:1: id: "period" is that of a report, and editions are known by it; expected another`},
		"unknown key":             {"map: ", "maps: ", own + `:8: unknown key "maps"; expected the keys date, id, map, name, period, place, provinces, recipients, report, sections, signer, title, unit`},
		"signer":                  {"title: PHÓ", "titel: PHÓ", own + `:11: signer: unknown key "titel"; expected the keys authority, name, title`},
		"report":                  {"report: own", "report: meeting", own + `:10: report: "meeting" is not in reports/`},
		"part of the pack":        {"report: own", "report: to-tin", own + `:10: report: "to-tin" is in every pack already; expected the report that it goes with, such as conference`},
		"date":                    {"date: 2024-09-10", "date: 10/9/2024", own + `:4: date: "10/9/2024"; expected a date YYYY-MM-DD`},
		"date before":             {"date: 2024-09-10", "date: 2017-09-10", own + ":4: date: 2017-09-10 is before the period begins, on 2017-12-15"},
		"unit and name":           {"name: Tây", "unit: viet-nam\nname: Tây", own + ":5: expected either unit, or name with provinces"},
		"no unit":                 {"name: Tây Bắc và phụ cận\n", "", own + ":5: expected either unit, or name with provinces"},
		"unit gone":               {"name: Tây Bắc và phụ cận\nprovinces: ", "unit: son-la-2025\nrecipients: ", own + `:5: unit: "son-la-2025" is not on the map of 2024-08-15`},
		"unit of later":           {"name: Tây Bắc và phụ cận\nprovinces: ", "unit: ca-mau-2025\nrecipients: ", own + `:5: unit: "ca-mau-2025" is not on the map of 2024-08-15`},
		"no province":             {"[ha-giang, cao-bang,", "[ha-giang,\n  cao-bangs,", own + `:7: provinces: "cao-bangs" is no province on the map of 2024-08-15`},
		"province of later":       {"nghe-an]", "\n  lao-cai-2025]", own + `:7: provinces: "lao-cai-2025" is no province on the map of 2024-08-15`},
		"a region":                {"nghe-an]", "\n  tay-nguyen]", own + `:7: provinces: "tay-nguyen" is no province on the map of 2024-08-15`},
		"province twice":          {"nghe-an]", "\n  son-la]", own + `:7: provinces: "son-la" stands on line 6 already`},
		"provinces no list":       {"provinces: [ha-giang, cao-bang, bac-kan, tuyen-quang, lao-cai, dien-bien, lai-chau, son-la, yen-bai, hoa-binh, lang-son, phu-tho, thanh-hoa, nghe-an]", "provinces: son-la", own + `:6: provinces: "son-la"; expected a list`},
		"period":                  {"Giai đoạn 2018 - 2024", "2024-13", own + `:7: period: "2024-13 (số liệu đến 15/8/2024)"; expected one of 2022-08-11, 2026-10, 2026-Q3, 2026-H1, 2026-9M, 2026, 2018..2024, with (số liệu đến 15/8/2024) behind it if need be`},
		"until is no day":         {"đến 15/8/2024", "đến nay", own + `:7: period: "Giai đoạn 2018 - 2024 (số liệu đến nay)"; expected one of 2022-08-11, 2026-10, 2026-Q3, 2026-H1, 2026-9M, 2026, 2018..2024, with (số liệu đến 15/8/2024) behind it if need be`},
		"until before":            {"đến 15/8/2024", "đến 15/8/2016", own + ":7: period: 2016-08-15 is not in it; expected a day from 2017-12-15 to 2024-12-14"},
		"until after":             {"đến 15/8/2024", "đến 15/12/2024", own + ":7: period: 2024-12-15 is not in it; expected a day from 2017-12-15 to 2024-12-14"},
		"until after the date":    {"đến 15/8/2024", "đến 15/9/2024", own + ":7: period: 2024-09-15 is after the conference; expected a day up to 2024-09-10"},
		"map":                     {"map: 2025-07-01", "map: 2025", own + `:8: map: "2025"; expected a date YYYY-MM-DD`},
		"no sections":             {"sections: [bang, ket-qua]", "sections: []", own + ":9: sections: expected the ids of those that are kept, or no such key for all"},
		"unknown section":         {"sections: [bang, ket-qua]", "sections:\n- bang\n- khong", own + `:11: sections: "khong" is no section of report "own"; expected one of ket-qua, bang`},
		"report without sections": {"report: own", "report: period", own + `:9: sections: report "period" has no headings with an id such as {#ket-qua}; expected no such key`},
		"section twice":           {"sections: [bang, ket-qua]", "sections:\n- bang\n- bang", own + `:11: sections: "bang" stands on line 10 already`},
	} {
		t.Run(name, func(t *testing.T) {
			if !strings.Contains(northwest, c.old) {
				t.Fatalf("there is no %q", c.old)
			}
			got := problemsOf(t, map[string]string{"reports/own.md": ownReport, own: strings.Replace(northwest, c.old, c.new, 1)})
			if diff := cmp.Diff([]string{c.want}, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestReportWithoutSections(t *testing.T) {
	report := strings.NewReplacer(" {#ket-qua}", "", " #bang}", "}").Replace(ownReport)
	want := []string{`conferences/own.yaml:9: sections: report "own" has no headings with an id such as {#ket-qua}; expected no such key`}
	if diff := cmp.Diff(want, problemsOf(t, map[string]string{"reports/own.md": report, "conferences/own.yaml": northwest})); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// Figures by the provinces of today cannot go back to those that were merged.
func TestMapBeforeTheFigures(t *testing.T) {
	text := strings.NewReplacer("provinces: [", "recipients: [", "name: Tây Bắc và phụ cận", "unit: viet-nam", "date: 2024-09-10", "date: 2026-03-01",
		"Giai đoạn 2018 - 2024 (số liệu đến 15/8/2024)", "2025", "map: 2025-07-01", "map: 2025-06-30").Replace(northwest)
	got := problemsOf(t, map[string]string{"reports/own.md": ownReport, "conferences/own.yaml": text})
	if len(got) != 1 || !strings.HasPrefix(got[0], "conferences/own.yaml:8: map: the map of 2025-06-30 is older than the figures") {
		t.Errorf("got %v", got)
	}
}

func TestBrokenList(t *testing.T) {
	const list, columns = "conferences/tay-nguyen-2024.csv", "name,locality,award,level"
	for name, c := range map[string]struct{ file, text, want string }{
		"empty":         {list, "", list + ":1: expected the columns " + columns},
		"columns":       {list, "name,locality,level,award\n", list + ":1: expected the columns " + columns},
		"fields":        {list, columns + "\nA,B,C\n", list + ":2: wrong number of fields; expected 4 fields: " + columns},
		"no name":       {list, columns + "\nA,B,C,D\n\n  ,B,C,D\n", list + ":4: name is empty; expected who is commended"},
		"not UTF-8":     {list, columns + "\nNguy\xd4n,B,C,D\n", list + ":2: name: expected text in UTF-8 (CSV UTF-8 when saved from Excel)"},
		"no conference": {"conferences/own.csv", columns + "\n", "conferences/own.csv: a list of those commended stands beside its conference; expected own.yaml"},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff([]string{c.want}, problemsOf(t, map[string]string{c.file: c.text})); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}
