package pipeline

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func deliveryCatalog() *Catalog {
	day := func(text string) time.Time { d, _ := time.Parse(time.DateOnly, text); return d }
	until := day("2025-06-30")
	conferences := &Conferences{}
	conferences.Replace([]Conference{{ID: "hoi-nghi", Report: "period"}})
	return &Catalog{
		Words: map[string]string{"outbox-edition": "lan-{number}", "outbox-map": "-ban-do-{day}", "edition-file": "{kind} {number} ngày {date}", "edition-kind": "Văn bản"},
		Geography: NewGeography([]Unit{{ID: "bac-lieu", Kind: ProvinceUnit, Until: until, Successor: "ca-mau"}, {ID: "ca-mau", Kind: ProvinceUnit}, {ID: "kon-tum", Kind: ProvinceUnit}},
			[]Member{{Region: "tnb", Province: "bac-lieu", Until: until}, {Region: "tnb", Province: "ca-mau"}}),
		Reports:     []Report{{ID: "period", Kind: "BÁO CÁO"}},
		Conferences: conferences,
	}
}

// Recipients get what their entry fits, a region's by the map of the period.
func TestRecipientsFit(t *testing.T) {
	c := deliveryCatalog()
	for _, test := range []struct {
		r    Recipients
		s    Subject
		want bool
	}{
		{Recipients{}, Subject{Name: "period", Unit: "kon-tum", Period: "2024-08"}, true},
		{Recipients{Report: "period"}, Subject{Name: "hoi-nghi", Unit: "kon-tum", Period: "2024-08"}, false},
		{Recipients{Unit: "ca-mau"}, Subject{Name: "period", Unit: "ca-mau", Period: "2024-08"}, true},
		{Recipients{Unit: "ca-mau"}, Subject{Name: "period", Unit: "kon-tum", Period: "2024-08"}, false},
		{Recipients{Region: "tnb"}, Subject{Name: "period", Unit: "tnb", Period: "2024-08"}, true},
		{Recipients{Region: "tnb"}, Subject{Name: "period", Unit: "bac-lieu", Period: "2024-08"}, true},
		{Recipients{Region: "tnb"}, Subject{Name: "period", Unit: "bac-lieu", Period: "2025-08"}, false},
		{Recipients{Region: "tnb"}, Subject{Name: "period", Unit: "kon-tum", Period: "2024-08"}, false},
		{Recipients{Region: "tnb"}, Subject{Name: "period", Unit: "viet-nam", Period: "2024-08"}, false},
		{Recipients{Report: "period", Region: "tnb"}, Subject{Name: "hoi-nghi", Unit: "tnb", Period: "2024-08"}, false},
	} {
		if got := c.fits(test.r, test.s); got != test.want {
			t.Errorf("%+v fits %+v: %v, expected %v", test.r, test.s, got, test.want)
		}
	}
}

// A unit that is no more is written to where it went.
func TestAddressesOf(t *testing.T) {
	c := deliveryCatalog()
	c.Config.Addresses = map[string][]string{"ca-mau": {"a@b.vn"}}
	for unit, want := range map[string]int{"bac-lieu": 1, "ca-mau": 1, "kon-tum": 0} {
		u, _ := c.Geography.Unit(unit)
		if got := c.AddressesOf(u); len(got) != want {
			t.Errorf("%s: %v", unit, got)
		}
	}
}

// Addresses of units that are no more are named, each with the unit of today.
func TestEndedAddresses(t *testing.T) {
	c := deliveryCatalog()
	c.Config.Addresses = map[string][]string{"ca-mau": {"a@b.vn"}, "bac-lieu": {"c@d.vn"}}
	for day, want := range map[string]string{"2025-06-30": "", "2025-07-01": "bac-lieu (now ca-mau)"} {
		on, _ := time.Parse(time.DateOnly, day)
		if got := strings.Join(c.EndedAddresses(on), "; "); got != want {
			t.Errorf("%s: %s, expected %s", day, got, want)
		}
	}
}

// Of a pack the archive is sent, of a report its files, called by their number where that is the name of one.
func TestEditionFiles(t *testing.T) {
	c := deliveryCatalog()
	date := time.Date(2024, 8, 20, 0, 0, 0, 0, time.UTC)
	of := func(name, period, onMap string, files ...string) (called []string, folder string) {
		e := Edition{Number: 2, Subject: Subject{Name: name, Unit: "ca-mau", Period: period, Map: onMap}, Approval: Approval{Number: "05", Date: date}, Symbol: "BC-V05"}
		for _, f := range files {
			e.Files = append(e.Files, KeptFile{Name: f})
		}
		for _, f := range c.editionFiles(e) {
			called = append(called, f.Name+"="+f.Called)
		}
		return called, c.editionFolder(e)
	}
	for _, test := range []struct {
		name, onMap, folder string
		files, want         []string
	}{
		{"period", "", "period/2024-08/ca-mau/lan-2", []string{"a.pdf", "a.xlsx"}, []string{"a.pdf=Báo cáo 05-BC-V05 ngày 20-8-2024.pdf", "a.xlsx=Báo cáo 05-BC-V05 ngày 20-8-2024.xlsx"}},
		{"hoi-nghi", "2025-07-01", "hoi-nghi/2024-08-ban-do-2025-07-01/ca-mau/lan-2", []string{"01.pdf", "to-tin/a.pdf", "hoi-nghi.zip"}, []string{"hoi-nghi.zip=Báo cáo 05-BC-V05 ngày 20-8-2024.zip"}},
		{"gone", "", "gone/2024-08/ca-mau/lan-2", []string{"x/a.pdf", "x/b.pdf", "c.xlsx"}, []string{"x/a.pdf=a.pdf", "x/b.pdf=b.pdf", "c.xlsx=Văn bản 05-BC-V05 ngày 20-8-2024.xlsx"}},
	} {
		if got, folder := of(test.name, "2024-08", test.onMap, test.files...); !slices.Equal(got, test.want) || folder != test.folder {
			t.Errorf("%s: %v in %s, expected %v in %s", test.name, got, folder, test.want, test.folder)
		}
	}
}

func TestOutboxLink(t *testing.T) {
	for base, want := range map[string]string{"": "/var/outbox/a b/c", "https://example.vn/x/": "https://example.vn/x/a%20b/c/", `\\may-chu\hop-thu`: `\\may-chu\hop-thu\a b\c`, "/mnt/thu": "/mnt/thu/a b/c"} {
		if got := outboxLink(base, "a b/c", "/var/outbox/a b/c"); got != want {
			t.Errorf("%q: %s, expected %s", base, got, want)
		}
	}
}

// What waits longer each time waits at most an hour, whatever it counts.
func TestWait(t *testing.T) {
	var texts []string
	for _, n := range []int{1, 2, 3, 6, 7, 8, 1000} {
		texts = append(texts, wait(n).String())
	}
	if got := strings.Join(texts, " "); got != "1m0s 2m0s 4m0s 32m0s 1h0m0s 1h0m0s 1h0m0s" || waited(1) != 0 || waited(4) != 7*time.Minute {
		t.Errorf("%s, %s", got, waited(4))
	}
}
