package duck_test

import "testing"

// What a form says of the year to date is a total along time like any other.
func TestCumulative(t *testing.T) {
	t.Parallel()
	const june = "tong-hop kon-tum 2024-06 | models.built 3 | models.built+ 20"
	cases := []struct {
		name  string
		forms []string
		want  []string
	}{
		{"agrees", []string{june, "tong-hop kon-tum 2024-07 | models.built 5 | models.built+ 25"}, nil},
		{"differs", []string{june, "tong-hop kon-tum 2024-07 | models.built 5 | models.built+ 26"}, []string{"kon-tum 2024-07 A2 26 25"}},
		{"nothing before", []string{"tong-hop kon-tum 2024-07 | models.built 5 | models.built+ 26"}, nil},
		{"a gap before", []string{june, "tong-hop kon-tum 2024-08 | models.built 5 | models.built+ 26"}, nil},
		{"January agrees", []string{"tong-hop kon-tum 2024-01 | models.built 5 | models.built+ 5"}, nil},
		{"January differs", []string{"tong-hop kon-tum 2024-01 | models.built 5 | models.built+ 6"}, []string{"kon-tum 2024-01 A2 6 5"}},
		{"the first quarter differs", []string{"tong-hop kon-tum 2024-Q1 | models.built 5 | models.built+ 6"}, []string{"kon-tum 2024-Q1 A2 6 5"}},
		{"the year differs", []string{"tong-hop kon-tum 2024 | models.built 5 | models.built+ 6"}, []string{"kon-tum 2024 A2 6 5"}},
		{"January is none of December's", []string{"tong-hop kon-tum 2023-12 | models.built 5 | models.built+ 60", "tong-hop kon-tum 2024-01 | models.built 5 | models.built+ 5"}, nil},
		{"a span of years is no part of its last", []string{"tong-hop kon-tum 2018..2024 | models.built 100 | models.built+ 20"}, nil},
		{"a day is no month", []string{june, "tong-hop kon-tum 2024-07-10 | models.built 2 | models.built+ 22", "tong-hop kon-tum 2024-07 | models.built 5 | models.built+ 25",
			"tong-hop kon-tum 2024-08 | models.built 1 | models.built+ 26"}, nil},
		{"hedged and agrees", []string{june, "tong-hop kon-tum 2024-07 | models.built trên 5 | models.built+ 30"}, nil},
		{"hedged and differs", []string{june, "tong-hop kon-tum 2024-07 | models.built trên 5 | models.built+ 25"}, []string{"kon-tum 2024-07 A2 25 trên 25"}},
		{"both hedged with open bounds", []string{june, "tong-hop kon-tum 2024-07 | models.built trên 5 | models.built+ trên 20"}, nil},
		{"an indicator that does not add up over time", []string{"tong-hop kon-tum 2024-06 | models.built_communes 3 | models.built_communes+ 9",
			"tong-hop kon-tum 2024-07 | models.built_communes 5 | models.built_communes+ 10"}, nil},
		{"by slices", []string{"tong-hop kon-tum 2024-06 | models.built 1 | models.built+ 1 | models.built@area=dtts 1 | models.built@area=dtts+ 1",
			"tong-hop kon-tum 2024-07 | models.built 2 | models.built+ 3 | models.built@area=dtts 1 | models.built@area=dtts+ 3"}, []string{"kon-tum 2024-07 A4 3 2"}},
		{"forms of three lengths tell one year to date: the one that it is the period of is believed", []string{june, "tong-hop kon-tum 2024-Q2 | models.built 9 | models.built+ 21",
			"tong-hop kon-tum 2024-H1 | models.built 22 | models.built+ 22", "tong-hop kon-tum 2024-07 | models.built 5 | models.built+ 27"}, []string{"kon-tum 2024-06 A2 20 22", "kon-tum 2024-Q2 A2 21 22"}},
		{"the month before comes later", []string{"tong-hop kon-tum 2024-07 | models.built 5 | models.built+ 26", june}, []string{"kon-tum 2024-07 A2 26 25"}},
		{"the month before is corrected", []string{june, "tong-hop kon-tum 2024-07 | models.built 5 | models.built+ 26",
			"tong-hop kon-tum 2024-06 | models.built 4 | models.built+ 21"}, nil},
		{"the month before has no figure", []string{"tong-hop kon-tum 2024-06 | models.built 3 | models.built+ …", "tong-hop kon-tum 2024-07 | models.built 5 | models.built+ 26"}, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			o := newOffice(t, "total-imbalance")
			o.forms(c.forms...)
			o.expect(c.name, o.found("total-imbalance"), c.want...)
		})
	}
}
