package vi

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// undated leaves room for whoever dates the document by hand.
const undated = "ngày …… tháng …… năm ………"

// LetterDate returns place and date as they stand in a letterhead: "Hà Nội, ngày 05 tháng 8 năm 2024"; without a day
// it leaves room: "Hà Nội, ngày …… tháng …… năm ………". Days below 10 and months 1 and 2 have a leading 0
// (Decree 30/2020/NĐ-CP, Annex I). The day is taken in its own time zone; an empty place is left out.
func LetterDate(place string, day *time.Time) string {
	text := undated
	if day != nil {
		text = dayName(*day)
	}
	if place == "" {
		return text
	}
	return place + ", " + text
}

// Date returns a day in short, "15/8/2024", "05/02/2024", with leading zeros as in LetterDate.
func Date(day time.Time) string {
	return fmt.Sprintf("%02d/%s/%d", day.Day(), monthNumber(int(day.Month())), day.Year())
}

func dayName(day time.Time) string {
	return fmt.Sprintf("ngày %02d tháng %s năm %d", day.Day(), monthNumber(int(day.Month())), day.Year())
}

// monthNumber writes months 1 and 2 with a leading 0, so that nobody can put a 1 before them.
func monthNumber(month int) string {
	if month <= 2 {
		return "0" + strconv.Itoa(month)
	}
	return strconv.Itoa(month)
}

// Roman writes n in Roman numerals, as parts and annexes are numbered: 4 is "IV". Numbers that have none
// (below 1 and above 3999) come out in Arabic ones.
func Roman(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, numeral := range [...]struct {
		value int
		text  string
	}{
		{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"},
		{50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"},
	} {
		for ; n >= numeral.value; n -= numeral.value {
			b.WriteString(numeral.text)
		}
	}
	return b.String()
}
